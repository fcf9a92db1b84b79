//! No sequence of steps brings a liner, a package or a take-back event where the law forbids it.

mod events;
mod inventory;
mod lives;
mod modes;
mod put_right;
mod records;
mod todo;
