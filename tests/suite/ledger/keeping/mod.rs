//! Backups, restores, purges, signed exports and kept photographs: what must survive does, and what
//! must be refused is.

mod ages;
mod backup;
mod evidence;
mod export;
mod keys;
mod on_hand;
mod photos;
mod purge;
mod purge_pieces;
