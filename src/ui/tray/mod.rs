//! The tray: the live camera over it, its pills outlined and in a list.

pub mod capture;
pub mod left;
pub mod list;
pub mod live;
pub mod marks;
pub mod shown;
