//! From one pill to its candidates: over fake models what is said, asked for and admitted, over those that ship what
//! their reference in Python says.

mod bounds;
mod dumped;
mod expected;
mod fake;
mod imprint_matching;
mod length;
mod models;
mod parity_embedding;
mod parity_imprint;
mod picture;
mod recordable;
mod typed;
mod typed_imprint;
