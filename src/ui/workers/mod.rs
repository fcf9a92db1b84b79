//! Work on threads of its own, so that neither a picture nor a disk holds up the window: looking
//! (`identify`, `looker`, `answer`, `glance`), the record (`ledger`, `long`, `keeper`), the desktop.

pub mod answer;
pub mod desktop;
pub mod glance;
pub mod identify;
pub mod keeper;
pub mod ledger;
pub mod long;
pub mod looker;
pub mod looking;
pub mod post;
pub mod sight;
pub mod workbench;
