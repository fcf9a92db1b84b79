//! The models of the station, with the pills that the site taught it.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError},
};

use super::{
    Enrolment, EnrolmentError, EnrolmentState, Shown, Station, StationError,
    enrolment::{in_force, typed_products},
    photos::read_kept,
};
use crate::{
    catalog::Catalog,
    identify::{Embedding, EnrolledPill, Identifier, IdentifyError, Side},
    ledger::{EnrolledLook, EventKind, Ledger, RecordId},
    runtime::Runtime,
    vision::{Photo, PillView},
};

/// The identifier with the enrolments up to a record of the ledger; none where there are none.
pub(super) struct Taught {
    identifier: Arc<Identifier>,
    by: Option<i64>,
    /// Enrolments that cannot be used although nothing but a look at their photographs says so.
    unreadable: BTreeSet<RecordId>,
}

impl Station {
    /// The models of this station, with every pill that was enrolled until now, by whichever program.
    /// The first call opens them, which takes seconds.
    ///
    /// An error does not keep the rest of the station from working; the next call tries again.
    pub fn identifier(&self) -> Result<Arc<Identifier>, StationError> {
        let mut known = self
            .identifier
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let newest = self.ledger.newest_of(EventKind::Enrolment);
        if let Some(Taught { identifier, by, .. }) = &*known {
            match &newest {
                Ok(newest) if newest != by => {}
                Ok(_) => return Ok(Arc::clone(identifier)),
                // A record that cannot be read must not stop the work.
                Err(error) => {
                    tracing::warn!("whether pills were enrolled is not known: {error}");
                    return Ok(Arc::clone(identifier));
                }
            }
        }
        let before = known.as_ref().map(|known| Arc::clone(&known.identifier));
        let catalog = Arc::new(catalog_with(&self.ledger)?);
        *self.catalog.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&catalog);
        let identifier = if let Some(before) = before {
            before.over(catalog)
        } else {
            let runtime = Runtime::start(self.settings.runtime_library.as_deref())?;
            let rules = Arc::clone(&self.rules);
            Identifier::open(&self.models_dir()?, &runtime, catalog, rules)
                .map_err(|error| self.not_opened(error))?
        };
        let (identifier, unreadable) = self.taught(identifier)?;
        let identifier = Arc::new(identifier);
        *known = Some(Taught {
            identifier: Arc::clone(&identifier),
            by: newest?,
            unreadable,
        });
        Ok(identifier)
    }

    /// The enrolments whose photographs show the present model no pill that it can learn.
    pub(super) fn unreadable(&self) -> Result<BTreeSet<RecordId>, StationError> {
        let _present = self.identifier()?;
        let known = self.identifier.lock();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        let unreadable = known.as_ref().map(|known| known.unreadable.clone());
        Ok(unreadable.unwrap_or_default())
    }

    /// The identifier with what the site taught it. An enrolment that cannot be used is left out with
    /// a warning; those of which looking at them said so are named.
    pub(super) fn taught(
        &self,
        identifier: Identifier,
    ) -> Result<(Identifier, BTreeSet<RecordId>), StationError> {
        let mut pills = Vec::new();
        let mut unreadable = BTreeSet::new();
        for enrolment in in_force(&self.ledger)? {
            match self.pill(&identifier, &enrolment) {
                Ok(Some(pill)) => pills.push(pill),
                Ok(None) => tracing::warn!(
                    "the enrolment {} of {} is not used; `takeback enrol list` says why",
                    enrolment.id,
                    enrolment.product.ndc11
                ),
                Err(error) => {
                    tracing::warn!("the enrolment {} is not used: {error}", enrolment.id);
                    unreadable.insert(enrolment.id);
                }
            }
        }
        Ok((identifier.with_taught(&pills), unreadable))
    }

    /// None where its state is one that is not used.
    fn pill(
        &self,
        identifier: &Identifier,
        enrolment: &Enrolment,
    ) -> Result<Option<EnrolledPill>, StationError> {
        let catalog = self.catalog();
        let read = |hex: &str| identifier.embedding(hex);
        let model = identifier.classifier_sha256();
        let state = self.enrolment_state(enrolment, &catalog, model, read)?;
        let side = |look: &EnrolledLook| match state {
            EnrolmentState::Stale | EnrolmentState::Undescribed | EnrolmentState::Unreadable => {
                Ok(None)
            }
            EnrolmentState::Used => Ok(read(&look.embedding)),
            EnrolmentState::LookedAtAnew => {
                let Some(path) = self.kept_photo(&look.photo)? else {
                    return Ok(None);
                };
                let (photo, _) = read_kept(&path, &look.photo)?;
                let shown = Shown::File(path);
                let pill = alone(identifier, &photo, &shown)?;
                embed(identifier, &photo, &pill, &shown).map(Some)
            }
        };
        let looks = enrolment.enrolled.looks.iter();
        let sides: Option<Vec<Embedding>> = looks.map(side).collect::<Result<_, StationError>>()?;
        let product = enrolment.product;
        Ok(sides.map(|sides| EnrolledPill { product, sides }))
    }
}

/// The one pill that `photo` shows; `shown` names it where it shows another number.
pub(super) fn alone(
    identifier: &Identifier,
    photo: &Photo,
    shown: &Shown,
) -> Result<PillView, StationError> {
    let pills = identifier.locate(photo)?;
    <[PillView; 1]>::try_from(pills)
        .map(|[pill]| pill)
        .map_err(|pills| {
            let (photo, count) = (shown.clone(), pills.len());
            EnrolmentError::NotOnePill { photo, count }.into()
        })
}

/// Its embedding.
pub(super) fn embed(
    identifier: &Identifier,
    photo: &Photo,
    pill: &PillView,
    shown: &Shown,
) -> Result<Embedding, StationError> {
    let looks = identifier.look(&[Side { photo, pill }])?;
    let look = looks.first().ok_or(IdentifyError::NoSide)?;
    Embedding::of(look).ok_or_else(|| EnrolmentError::NoDirection(shown.clone()).into())
}

/// The shipped catalogue and what the site typed of pills that it does not list.
pub(super) fn catalog_with(ledger: &Ledger) -> Result<Catalog, StationError> {
    let listed = Catalog::builtin()?;
    match in_force(ledger) {
        Ok(enrolments) => Ok(listed.with(typed_products(&enrolments))?),
        // The record is damaged; reading it is still the way to find out how.
        Err(error) => {
            tracing::warn!("enrolments are left out: {error}");
            Ok(listed)
        }
    }
}
