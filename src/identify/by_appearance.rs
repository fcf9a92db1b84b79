//! What is known of every appearance of a catalogue, by its number.

use std::ops::Index;

use super::classes::log_total;
use crate::catalog::{AppearanceId, Catalog, ProductId};

/// One value for each appearance of one catalogue.
///
/// Indexing with a number that the catalogue does not have panics, and no photograph, table, record or typed word
/// can bring that about. Inside an identifier every value is made over its one catalogue, by [`ByAppearance::of`] or
/// out of another one, and numbers come out of these values or out of that catalogue itself. Evidence is weighed by
/// the identifier that made it: over another catalogue its numbers may mean other pills, and a wrong name is worse
/// than none.
#[derive(Clone, PartialEq, Debug)]
pub struct ByAppearance<T>(Vec<T>);

impl<T> ByAppearance<T> {
    /// Of each group of look-alikes; a number that the table does not use has an empty group.
    pub(super) fn of(catalog: &Catalog, of_group: impl FnMut(&[ProductId]) -> T) -> Self {
        let last = catalog.appearances().last();
        let count = last.map_or(0, |(number, _)| number.0 + 1);
        let groups = (0..count).map(|number| catalog.appearance(AppearanceId(number)));
        Self(groups.map(of_group).collect())
    }

    /// The values alone, in order of their numbers.
    pub fn values(&self) -> &[T] {
        &self.0
    }

    /// The values with their numbers, in order.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (AppearanceId, &T)> {
        (0..).map(AppearanceId).zip(&self.0)
    }

    /// Another value for each appearance.
    pub(super) fn map<U>(&self, mut of: impl FnMut(AppearanceId, &T) -> U) -> ByAppearance<U> {
        let values = self.numbered().map(|(number, value)| of(number, value));
        ByAppearance(values.collect())
    }
}

impl ByAppearance<f32> {
    /// Log-probabilities of these as scores.
    pub(super) fn log_softmax(&self) -> Self {
        let total = log_total(&self.0);
        self.map(|_, score| score - total)
    }

    /// Probabilities of these as scores.
    pub(super) fn softmax(&self) -> Self {
        self.log_softmax().map(|_, log| log.exp())
    }
}

impl<T> Index<AppearanceId> for ByAppearance<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "see `ByAppearance`")]
    fn index(&self, appearance: AppearanceId) -> &T {
        &self.0[appearance.0 as usize]
    }
}
