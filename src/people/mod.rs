//! Who may use the station and how they prove it: accounts, roles, secrets, lock-out, recovery.
//!
//! Pure: what the ledger recorded goes in, what holds now comes out. `station` carries it out.

mod account;
mod lockout;
mod recovery;
mod role;
mod secret;

pub use account::{Account, People, PeopleError};
pub use lockout::{pause_s, tries_left};
pub use recovery::{HOLDER as RECOVERY_HOLDER, RecoveryCode};
pub use role::{Action, Role};
pub use secret::{Secret, WeakSecret, fingerprint, hash, matches};
