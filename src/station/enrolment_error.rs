//! Why a pill is not taught, and what to do instead.

use super::Shown;
use crate::{catalog::ProductId, ledger::RecordId};

/// Why a pill cannot be enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    #[error("{photo} shows {count} pills; photograph the one to be enrolled alone")]
    NotOnePill { photo: Shown, count: usize },
    #[error("{0} shows nothing that the model can tell from anything else")]
    NoDirection(Shown),
    #[error(
        "{0} shows the pill blurred, cut off or from too far away; photograph it again, with some ground around it"
    )]
    ShowsBadly(Shown),
    #[error(
        "{0} is too dark or shows print beside the pill, which may name a person, and is not kept; photograph the pill alone"
    )]
    ShowsPrint(Shown),
    #[error("both photographs are the same one; give one of each side")]
    SameTwice,
    #[error(
        "{photo} does not look like {} part {}; compare the pill with its label again, and insist only if it is that product",
        product.ndc11, product.part
    )]
    LooksOtherwise { photo: Shown, product: ProductId },
    #[error(
        "{photo} was taught as {name} (enrolment {enrolment}), and what is taught as two products is named as neither; take that \
         back first with `takeback enrol withdraw` if it was wrong, and insist only if both are this pill"
    )]
    TaughtAsAnother {
        photo: Shown,
        name: String,
        enrolment: RecordId,
    },
    #[error(
        "these do not look like two sides of one pill; photograph both anew, and insist only if they are"
    )]
    SidesDiffer,
    #[error("the photograph of the pill is not at hand any more; take another one")]
    NotHeld,
    #[error(
        "the catalog does not list {} part {}: say what it is with --name and --imprint",
        .0.ndc11, .0.part
    )]
    NothingKnown(ProductId),
    #[error("the catalog lists {} part {}: its facts are taken from there, leave them out", .0.ndc11, .0.part)]
    FactsKnown(ProductId),
    #[error(
        "a product that no catalog lists is taught under the name on its label; give that name"
    )]
    NoName,
    #[error(
        "{} part {} was described otherwise when it was taught as {name} (enrolment {enrolment}); leave its facts out, or take that back first with `takeback enrol withdraw`",
        product.ndc11, product.part
    )]
    DescribedOtherwise {
        product: ProductId,
        name: String,
        enrolment: RecordId,
    },
    #[error("{0} is no enrolment that is in force; see `takeback enrol list`")]
    NoEnrolment(RecordId),
}

impl EnrolmentError {
    /// Whether it is enrolled all the same where a person insists ([`Doubts::Overrule`](super::Doubts)).
    pub fn is_doubt(&self) -> bool {
        matches!(
            self,
            Self::LooksOtherwise { .. } | Self::TaughtAsAnother { .. } | Self::SidesDiffer
        )
    }
}
