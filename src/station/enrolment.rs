//! Pills that the site taught the station: photographed here, recognised from then on.
//!
//! An enrolment is a record. It belongs to the classifier that looked at the photographs; under
//! another one the kept photographs are looked at anew, and without them it is stale and unused.

use std::{collections::BTreeSet, fmt, path::PathBuf};

use super::{
    Doubts, EnrolmentError, Station, StationError,
    enrolment_doubts::{Looked, look_like_it, show_no_other},
    identifier::{alone, catalog_with, embed},
};
use crate::{
    catalog::{Catalog, ImprintType, Product, ProductId},
    identify::{Embedding, Identifier},
    ledger::{
        Enrolled, EnrolledLook, EnrolmentRecord, Event, EventKind, Ledger, LedgerError, Moment,
        RecordId, TypedProduct,
    },
    people::Action,
    runtime::Manifest,
    vision::{Flaw, Photo, PhotoMeasures},
};

/// Where a typed product says its facts come from.
const SOURCE: &str = "typed at the site";

/// A pill that is known by photographs taken here.
#[derive(Clone, Debug)]
pub struct Enrolment {
    pub id: RecordId,
    pub entered: Moment,
    pub by: String,
    pub product: ProductId,
    pub enrolled: Enrolled,
}

/// Whether an enrolment is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnrolmentState {
    Used,
    /// Made under another classifier; its kept photographs are looked at anew at every start.
    LookedAtAnew,
    /// Made under another classifier, and a photograph of it is not kept here.
    Stale,
    /// No catalogue lists the product, and the enrolment that said what it is was withdrawn.
    Undescribed,
    /// How the pill looks cannot be read from its record, or not from its photographs under this classifier.
    Unreadable,
}

impl EnrolmentState {
    /// Whether pills are known by it.
    pub fn is_used(self) -> bool {
        matches!(self, Self::Used | Self::LookedAtAnew)
    }
}

impl fmt::Display for EnrolmentState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Used => "used",
            Self::LookedAtAnew => "used: looked at anew under this model",
            Self::Stale => "STALE: made under another model and not used; enrol it again",
            Self::Undescribed => {
                "NOT USED: the catalog does not list it, and what was said of it was withdrawn; enrol it again with --name and --imprint"
            }
            Self::Unreadable => "NOT USED: how the pill looks cannot be read; enrol it again",
        })
    }
}

/// A photograph of the pill that is to be enrolled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    File(PathBuf),
    /// One that was looked at ([`Station::hold_photo`]), by its SHA-256.
    LookedAt(String),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::LookedAt(_) => f.write_str("the photograph"),
        }
    }
}

/// What was enrolled and not withdrawn, oldest first, as it was written: when and by whom.
fn written(ledger: &Ledger) -> Result<Vec<(RecordId, Moment, String, Enrolled)>, LedgerError> {
    let mut written = Vec::new();
    for content in ledger.contents(&[EventKind::Enrolment])? {
        match content.event {
            Event::Enrolment(EnrolmentRecord::Enrolled(enrolled)) => {
                written.push((content.id, content.entered, content.by, enrolled));
            }
            Event::Enrolment(EnrolmentRecord::Withdrawn { enrolment, .. }) => {
                written.retain(|(id, ..)| *id != enrolment);
            }
            _ => {}
        }
    }
    Ok(written)
}

/// The enrolments in force, oldest first. One of which nobody can tell the product is left out with a
/// warning.
pub(super) fn in_force(ledger: &Ledger) -> Result<Vec<Enrolment>, LedgerError> {
    let understood = |(id, entered, by, enrolled): (_, _, _, Enrolled)| {
        let ndc11 = enrolled.ndc11.parse();
        let ndc11 =
            ndc11.inspect_err(|error| tracing::warn!("the enrolment {id} is not used: {error}"));
        let product = ProductId {
            ndc11: ndc11.ok()?,
            part: enrolled.part,
        };
        Some(Enrolment {
            id,
            entered,
            by,
            product,
            enrolled,
        })
    };
    Ok(written(ledger)?
        .into_iter()
        .filter_map(understood)
        .collect())
}

/// The products of the enrolments that no catalogue lists. Nobody stated their composition, so the
/// rules find it unknown.
pub(super) fn typed_products(enrolments: &[Enrolment]) -> Vec<Product> {
    let product = |enrolment: &Enrolment| {
        let typed = enrolment.enrolled.typed.clone()?;
        Some(Product {
            id: enrolment.product,
            rxcui: None,
            name: typed.name,
            ingredients: Vec::new(),
            pack_parts: Vec::new(),
            pack_part_undetermined: false,
            form: None,
            labeler: typed.labeler,
            imprint: typed.imprint,
            seen_imprint: Vec::new(),
            imprint_type: ImprintType::Unknown,
            colors: typed.colors,
            shape: typed.shape,
            score: None,
            size_mm: None,
            has_reference_photo: false,
            appearance: crate::catalog::AppearanceId(0),
            source: SOURCE.to_owned(),
            as_of: enrolment.entered.date().to_string(),
        })
    };
    enrolments.iter().filter_map(product).collect()
}

impl Station {
    /// Enrols the pill that `photos` show, one photograph or one of each side, as `product`. `typed`
    /// says what it is where the catalogue does not. The photographs are kept. It is known at once.
    pub fn enrol(
        &self,
        photos: &[Shown],
        product: ProductId,
        typed: Option<TypedProduct>,
        doubts: Doubts,
    ) -> Result<RecordId, StationError> {
        let by = self.permit(Action::Enrol)?;
        let is_known = self.catalog().get(product).is_some();
        match &typed {
            None if !is_known => return Err(EnrolmentError::NothingKnown(product).into()),
            Some(_) if self.is_listed(product) => {
                return Err(EnrolmentError::FactsKnown(product).into());
            }
            Some(typed) if typed.name.trim().is_empty() => {
                return Err(EnrolmentError::NoName.into());
            }
            Some(typed) => self.is_described_as(product, typed)?,
            None => {}
        }
        let identifier = self.identifier()?;
        let looked = photos.iter().map(|shown| self.look_at(&identifier, shown));
        let looked: Vec<Looked> = looked.collect::<Result<_, StationError>>()?;
        if let [front, back] = looked.as_slice()
            && front.photo.sha256 == back.photo.sha256
        {
            return Err(EnrolmentError::SameTwice.into());
        }
        if doubts == Doubts::Refuse {
            let catalog = self.catalog();
            show_no_other(&in_force(&self.ledger)?, &catalog, product, &looked)?;
            let listed = catalog.get(product);
            let photographed = listed.filter(|listed| listed.has_reference_photo);
            look_like_it(&identifier, &looked, photographed)?;
        }
        let mut looks = Vec::with_capacity(looked.len());
        for Looked {
            shown, photo, pill, ..
        } in &looked
        {
            looks.push(EnrolledLook {
                embedding: embed(&identifier, photo, pill, shown)?.to_hex(),
                photo: photo.sha256.clone(),
            });
        }
        for Looked { photo, bytes, .. } in &looked {
            self.keep_photo(&photo.sha256, bytes)?;
        }
        let enrolled = Enrolled {
            ndc11: product.ndc11.to_string(),
            part: product.part,
            typed,
            looks,
            model: identifier.classifier_sha256().to_owned(),
        };
        let event = Event::Enrolment(EnrolmentRecord::Enrolled(enrolled));
        let record = self.ledger.append(by.entry(self.now(), event))?;
        Ok(record.content.id)
    }

    /// The one pill that a photograph shows, and shows well.
    fn look_at<'a>(
        &self,
        identifier: &Identifier,
        shown: &'a Shown,
    ) -> Result<Looked<'a>, StationError> {
        let (photo, bytes) = self.read_shown(shown)?;
        let pill = alone(identifier, &photo, shown)?;
        let flaws = PhotoMeasures::of(&photo, std::slice::from_ref(&pill)).flaws();
        if flaws.into_iter().any(Flaw::refuses) {
            return Err(EnrolmentError::ShowsPrint(shown.clone()).into());
        }
        let badly = |flaw: &Flaw| matches!(flaw, Flaw::Blurred | Flaw::CutOff | Flaw::TooFar);
        if pill.flaws.iter().any(badly) {
            return Err(EnrolmentError::ShowsBadly(shown.clone()).into());
        }
        Ok(Looked {
            shown,
            photo,
            bytes,
            pill,
        })
    }

    /// An error where an enrolment in force says otherwise what `product` is: the first word of it holds.
    fn is_described_as(
        &self,
        product: ProductId,
        typed: &TypedProduct,
    ) -> Result<(), StationError> {
        let mut known = in_force(&self.ledger)?.into_iter();
        let first = known.find_map(|known| {
            let said = known.enrolled.typed.filter(|_| known.product == product)?;
            Some((known.id, said))
        });
        match first {
            Some((enrolment, said)) if said != *typed => Err(EnrolmentError::DescribedOtherwise {
                product,
                name: said.name,
                enrolment,
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// Whether the catalogue, and nobody here, says what this product is.
    pub fn is_listed(&self, product: ProductId) -> bool {
        let catalog = self.catalog();
        let known = catalog.get(product);
        known.is_some_and(|known| known.source != SOURCE)
    }

    fn read_shown(&self, shown: &Shown) -> Result<(Photo, Vec<u8>), StationError> {
        match shown {
            Shown::File(path) => Ok(Photo::read_with_bytes(path)?),
            Shown::LookedAt(hash) => Ok(self.looked_at(hash)?.ok_or(EnrolmentError::NotHeld)?),
        }
    }

    /// Takes an enrolment back; the record of it stays.
    pub fn withdraw_enrolment(&self, id: RecordId, reason: &str) -> Result<(), StationError> {
        let by = self.permit(Action::Enrol)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(StationError::NoReason);
        }
        if !written(&self.ledger)?
            .iter()
            .any(|(known, ..)| *known == id)
        {
            return Err(EnrolmentError::NoEnrolment(id).into());
        }
        let event = Event::Enrolment(EnrolmentRecord::Withdrawn {
            enrolment: id,
            reason,
        });
        self.ledger.append(by.entry(self.now(), event))?;
        Ok(())
    }

    /// The enrolments in force, oldest first, and whether each is used under the present model.
    pub fn enrolments(&self) -> Result<Vec<(Enrolment, EnrolmentState)>, StationError> {
        let manifest = Manifest::load(&self.models_dir()?);
        let manifest = manifest.map_err(|error| self.not_opened(error.into()))?;
        let classifier = manifest.classifier;
        let enrolments = in_force(&self.ledger)?;
        // What was said of a product may be withdrawn since a pill was last looked at.
        let catalog = catalog_with(&self.ledger)?;
        let read = |hex: &str| Embedding::from_hex(hex, classifier.embedding);
        let mut known = Vec::with_capacity(enrolments.len());
        for enrolment in enrolments {
            let state = self.enrolment_state(&enrolment, &catalog, &classifier.sha256, read)?;
            known.push((enrolment, state));
        }
        let is_anew =
            |(_, state): &(Enrolment, EnrolmentState)| *state == EnrolmentState::LookedAtAnew;
        if known.iter().any(is_anew) {
            // Only looking tells. Models that cannot be opened say so wherever a pill is looked at.
            let unreadable = self.unreadable().unwrap_or_default();
            for (enrolment, state) in &mut known {
                if unreadable.contains(&enrolment.id) {
                    *state = EnrolmentState::Unreadable;
                }
            }
        }
        Ok(known)
    }

    /// The photographs by which pills are known here; under another model they are looked at anew.
    pub(super) fn taught_photos(&self) -> Result<BTreeSet<String>, StationError> {
        let known = written(&self.ledger)?.into_iter();
        let looks = known.flat_map(|(.., enrolled)| enrolled.looks);
        Ok(looks.map(|look| look.photo).collect())
    }

    /// Whether it is used under the classifier `model`, of which `read` reads embeddings, and over this
    /// catalogue, as far as that is known before its photographs are looked at.
    pub(super) fn enrolment_state(
        &self,
        enrolment: &Enrolment,
        catalog: &Catalog,
        model: &str,
        read: impl Fn(&str) -> Option<Embedding>,
    ) -> Result<EnrolmentState, StationError> {
        if catalog.get(enrolment.product).is_none() {
            return Ok(EnrolmentState::Undescribed);
        }
        let looks = &enrolment.enrolled.looks;
        if enrolment.enrolled.model == model {
            let is_read = looks.iter().all(|look| read(&look.embedding).is_some());
            return Ok(if is_read {
                EnrolmentState::Used
            } else {
                EnrolmentState::Unreadable
            });
        }
        for look in looks {
            if self.kept_photo(&look.photo)?.is_none() {
                return Ok(EnrolmentState::Stale);
            }
        }
        Ok(EnrolmentState::LookedAtAnew)
    }
}
