//! What the record says about liners, mail-back packages, take-back events, own stock and what a
//! long-term care facility deposits.
//!
//! The fields are those of 21 CFR 1304.22(c), 1304.22(e)(4), 1304.22(f), 1304.11(e)(7) and 1304.21(e). None of
//! these types can hold what is inside a liner, a package or a box: there is nowhere to write it.

mod amendment;
mod batch;
mod facility;
mod liner;
mod package;
mod session;
mod staff;
mod stock;
mod terms;

pub use amendment::{Amendment, Detail};
pub use batch::{Batch, BatchError};
pub use facility::{DepositedItem, FacilityDeposit};
pub use liner::{
    Conveyance, LinerAct, LinerMark, LinerRecord, Marks, Party, ReceptacleSite, Recipient,
    TakenBack,
};
pub use package::{PackageAct, PackageRecord};
pub use session::{
    BoxWeight, Closing, HandOver, Officer, SealedBox, SessionAct, SessionRecord, WeightError,
};
pub use staff::{Designation, Inventory, OnHand, SamePerson, Taken, Witnesses};
pub use stock::{NotPackages, Packages, StockItem, StockRecord, StockTaker, StockTransfer};
pub use terms::{Gallons, Line, Pounds, Registration, TermError, UniqueId};
