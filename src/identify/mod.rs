//! Crops of one pill -> likely products with honest confidence, from the picture, the imprint, the
//! color, the shape and, where the scale is known, the size; or an honest "unidentified".
//!
//! The picture's candidates come at once ([`Identifier::picture`]); reading the imprint takes longer
//! and refines them ([`Identifier::imprint`]). What weighs how much, and how far that is fitted:
//! `docs/identify.md`.

mod against;
mod by_appearance;
mod classes;
mod classifier;
mod enrolment;
mod evidence;
mod expected;
mod facts;
mod fusion;
mod identifier;
mod imprint;
mod judge;
mod looks;
mod outcome;
mod recordable;
mod references;
mod size;

pub use by_appearance::ByAppearance;
pub use classes::{ClassTable, ClassTableError};
pub use classifier::{Classifier, Look};
pub use enrolment::{Embedding, EnrolledPill};
pub use evidence::{Evidence, Truth};
pub use expected::{Expected, ExpectedProduct, LabelFinding};
pub use facts::Facts;
pub use identifier::{Identifier, IdentifyError, Models, Side};
pub use imprint::{Fit, ImprintReader, Matcher, Reading, TypedFit, TypedImprint};
pub use outcome::{
    Advice, Candidate, Channel, HazardEstimate, Identification, Length, Outcome, Remark, Typed,
    TypedFinding, Versions,
};
pub use recordable::recordable_unseen;
