//! The people behind a record as a report names them: who signed for what and when, who entered it.

use super::document::{Cell, Column, column, number, printed};
use crate::ledger::{Signature, custody::Witnesses};

/// The first of the two who put their names to an act, made by [`first`].
pub(super) const FIRST: Column = column("signed_1", "First employee", 13.0)
    .holds("name, role, meaning and time of the first of the two who signed");

/// The other, made by [`second`].
pub(super) const SECOND: Column =
    column("signed_2", "Second employee", 13.0).holds("the same of the second");

/// Which custody record it is.
pub(super) const RECORD: Column =
    number("record", "No.", 3.0).holds("place of the record in the ledger");

/// When a custody record was entered; not on paper.
pub(super) const ENTERED_AT: Column =
    column("entered_at", "Entered", 0.0).holds("when it was entered, by the station's clock");

/// By whom.
pub(super) const ENTERED_BY: Column = column("entered_by", "By", 0.0).holds("who entered it");

/// Empty where the law wants no signatures.
pub(super) fn first(witnesses: Option<&Witnesses>) -> Cell {
    one_of(witnesses, |[first, _]| first)
}

/// As [`first`].
pub(super) fn second(witnesses: Option<&Witnesses>) -> Cell {
    one_of(witnesses, |[_, second]| second)
}

fn one_of(witnesses: Option<&Witnesses>, which: fn(&[Signature; 2]) -> &Signature) -> Cell {
    let signature = witnesses.map(|witnesses| which(witnesses.both()));
    Cell::Text(signature.map(words).unwrap_or_default())
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
