//! No sequence of steps brings a liner, a package or a take-back event where the law forbids it.

mod inventory;
mod lives;
mod modes;
mod records;
mod todo;
