//! The people behind a record as a report names them: who signed for what and when, who entered it.

use super::document::{Cell, Column, column, printed};
use crate::ledger::{Signature, custody::Witnesses};

/// The columns of the two who put their names to an act.
pub(super) const SIGNED: [Column; 2] = [
    column(
        "signed_1",
        "First employee",
        13.0,
        "name, role, meaning and time of the first of the two who signed",
    ),
    column(
        "signed_2",
        "Second employee",
        13.0,
        "the same of the second",
    ),
];

/// When and by whom a custody record was entered; not on paper.
pub(super) const ENTERED: [Column; 2] = [
    column(
        "entered_at",
        "Entered",
        0.0,
        "when it was entered, by the station's clock",
    ),
    column("entered_by", "By", 0.0, "who entered it"),
];

/// Both signatures; empty where the law wants none.
pub(super) fn signed(witnesses: Option<&Witnesses>) -> [Cell; 2] {
    match witnesses {
        Some(witnesses) => witnesses
            .both()
            .each_ref()
            .map(|one| Cell::Text(words(one))),
        None => [Cell::text(""), Cell::text("")],
    }
}

/// `A. Nurse, pharmacist, witnessed 2026-11-22 09:30:00 -05:00`.
pub(super) fn words(signature: &Signature) -> String {
    format!(
        "{}, {}, {} {}",
        signature.name,
        signature.role,
        signature.meaning.as_str(),
        printed(signature.signed)
    )
}
