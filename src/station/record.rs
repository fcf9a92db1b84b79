//! Recording and correcting disposals that a person confirmed.

use jiff::civil::Date;

use super::{SiteMode, Station, StationError, permit::permit_item};
use crate::{
    barcode::{Drug as LabelDrug, PackageLabel},
    catalog::{Ingredient, Product, ProductId},
    hazard::{Assessment, Reason, Schedule},
    ledger::{
        Correction, Decided, Disposal, Drug, DrugSchedule, Entry, Event, Hazard, HazardReason, How,
        Identity, LogRow, Purpose, Record, RecordId, ScannedPackage, Suggestion,
    },
    people::Action,
};

/// Most dosage units of one record: more is a slip of the finger, or several records.
pub const MOST_UNITS: u32 = 9_999;

/// What the person says the item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    Product(ProductId),
    /// Handled as hazardous and possibly controlled.
    Unidentified,
}

/// A disposal that a person has just confirmed.
#[derive(Clone, Debug)]
pub struct NewDisposal {
    /// SHA-256 of the photographs looked at, one a side, in hexadecimal.
    pub photos: Vec<String>,
    /// What the model said; none where no model was asked.
    pub suggestion: Option<Suggestion>,
    pub decision: Decision,
    /// The rank of the candidate that was picked; none where the product was searched for.
    pub picked_rank: Option<u32>,
    /// Dosage units: tablets, capsules.
    pub quantity: u32,
    /// The day of the act; none means today.
    pub acted_on: Option<Date>,
    /// Case or evidence number, or the pseudonym of a resident. Never a patient's name.
    pub reference: Option<String>,
    /// The day on which a resident of a long-term care facility no longer used it.
    pub discontinued: Option<Date>,
    /// What the barcode of its package said ([`Station::scan`]), where that was scanned.
    pub package: Option<PackageLabel>,
}

impl Station {
    /// Records a confirmed disposal; once this returns, it survives a crash and a power cut.
    ///
    /// Refused where the site mode does not allow it.
    pub fn record(&self, new: NewDisposal) -> Result<LogRow, StationError> {
        let now = self.clock.now();
        if let Some(odd) = new.photos.iter().find(|photo| !is_sha256(photo)) {
            return Err(StationError::NotAHash(odd.clone()));
        }
        if new.quantity > MOST_UNITS {
            return Err(StationError::TooManyUnits(MOST_UNITS));
        }
        let how = picked(&new)?;
        let package = new.package.map(|label| scanned(label, new.decision));
        let package = package.transpose()?;
        let decided = Decided {
            reference: new
                .reference
                .filter(|reference| !reference.trim().is_empty()),
            discontinued: new.discontinued,
            ..self.decided(
                new.decision,
                how,
                new.quantity,
                new.acted_on.unwrap_or(now.date()),
            )?
        };
        if decided.acted_on > now.date() {
            return Err(StationError::InTheFuture(decided.acted_on));
        }
        if let Some(day) = decided.discontinued.filter(|day| *day > now.date()) {
            return Err(StationError::InTheFuture(day));
        }
        let acted_on = decided.acted_on;
        if let Some(discontinued) = decided.discontinued.filter(|day| *day > acted_on) {
            return Err(StationError::StillUsed {
                discontinued,
                acted_on,
            });
        }
        let by = permit_item(&*self.fresh_desk()?, &decided)?;
        self.keep_photos(&new.photos)?;
        let event = Event::Disposal(Disposal {
            photos: new.photos,
            suggestion: new.suggestion,
            decided,
            package,
        });
        let record = self.append_item(acted_on, by.entry(now, event))?;
        Ok(LogRow::of(record)?)
    }

    /// Restates a disposal. `id` names the record as the person saw it ([`LogRow::current`]); if it
    /// was corrected in the meantime, nothing is written.
    ///
    /// Allowed in every site mode, since it mends the record of an act that has already happened; but where
    /// things are tried out, only what was tried out is mended.
    pub fn correct(
        &self,
        id: RecordId,
        decision: Decision,
        quantity: u32,
        reason: &str,
    ) -> Result<LogRow, StationError> {
        let known = self.ledger.find(id)?;
        // What is on record may be left as it is.
        if quantity > MOST_UNITS && quantity != known.decided.quantity {
            return Err(StationError::TooManyUnits(MOST_UNITS));
        }
        let how = offered(decision, known.disposal.suggestion.as_ref());
        let decided = Decided {
            reference: known.decided.reference.clone(),
            discontinued: known.decided.discontinued,
            ..self.decided(decision, how, quantity, known.decided.acted_on)?
        };
        self.append_correction(&known, id, reason, false, decided)
    }

    /// Takes a disposal back that should not have been recorded: undo. It stays in the ledger.
    pub fn withdraw(&self, id: RecordId, reason: &str) -> Result<LogRow, StationError> {
        let known = self.ledger.find(id)?;
        self.append_correction(&known, id, reason, true, known.decided.clone())
    }

    fn append_correction(
        &self,
        item: &LogRow,
        corrects: RecordId,
        reason: &str,
        withdrawn: bool,
        decided: Decided,
    ) -> Result<LogRow, StationError> {
        let by = self.permit(Action::Correct)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(StationError::NoReason);
        }
        let event = Event::Correction(Correction {
            subject: item.seq,
            corrects,
            reason,
            withdrawn,
            decided,
        });
        let record = self.append_on(item, by.entry(self.clock.now(), event))?;
        Ok(self.ledger.find(record.content.id)?)
    }

    /// Appends what changes how `item` stands.
    ///
    /// An error where that would be recorded in `RESEARCH` and the item was not: it binds nobody.
    pub(super) fn append_on(&self, item: &LogRow, entry: Entry) -> Result<Record, StationError> {
        if SiteMode::Research.is(&entry.site_mode) && item.purpose() == Purpose::Law {
            let mode = item.site_mode.clone();
            return Err(StationError::OnlyTriedOut { mode });
        }
        Ok(self.ledger.append(entry)?)
    }

    /// The decision with every fact about it as catalog and rules state it today.
    fn decided(
        &self,
        decision: Decision,
        how: How,
        quantity: u32,
        acted_on: Date,
    ) -> Result<Decided, StationError> {
        if quantity == 0 {
            return Err(StationError::NoQuantity);
        }
        let (identity, assessment) = match decision {
            Decision::Unidentified => (Identity::Unidentified, Assessment::unknown(&self.rules)),
            Decision::Product(id) => {
                let catalog = self.catalog();
                let product = catalog.get(id).ok_or(StationError::UnknownProduct(id))?;
                let assessment = self.rules.assess(product);
                (
                    Identity::Identified {
                        how,
                        drug: drug(product, assessment.schedule.as_ref()),
                    },
                    assessment,
                )
            }
        };
        let hazard = Hazard {
            verdict: assessment.verdict,
            reasons: assessment.reasons.into_iter().map(frozen).collect(),
            rules: self.rules.version().to_owned(),
        };
        Ok(Decided {
            identity,
            hazard,
            quantity,
            acted_on,
            reference: None,
            discontinued: None,
        })
    }
}

/// How a correction came to its product: it is one of the model's candidates, or was searched for.
fn offered(decision: Decision, suggestion: Option<&Suggestion>) -> How {
    let Decision::Product(product) = decision else {
        return How::Searched;
    };
    let ndc11 = product.ndc11.to_string();
    let mut candidates = suggestion.iter().flat_map(|said| &said.candidates);
    let candidate = candidates.find(|candidate| {
        let mut products = candidate.products.iter();
        products.any(|known| known.ndc11 == ndc11 && known.part == product.part)
    });
    candidate.map_or(How::Searched, |candidate| How::Picked {
        rank: candidate.rank,
    })
}

/// How the decision came about; an error where the rank that is named does not hold the product.
fn picked(new: &NewDisposal) -> Result<How, StationError> {
    let (Decision::Product(product), Some(rank)) = (new.decision, new.picked_rank) else {
        return Ok(How::Searched);
    };
    let ndc11 = product.ndc11.to_string();
    let candidates = new
        .suggestion
        .iter()
        .flat_map(|suggestion| &suggestion.candidates);
    let holds = candidates
        .filter(|candidate| candidate.rank == rank)
        .any(|candidate| {
            candidate
                .products
                .iter()
                .any(|known| known.ndc11 == ndc11 && known.part == product.part)
        });
    if holds {
        Ok(How::Picked { rank })
    } else {
        Err(StationError::NotThatCandidate { rank, product })
    }
}

/// What is kept of a package's label; an error where it names another drug than what is decided.
fn scanned(label: PackageLabel, decision: Decision) -> Result<ScannedPackage, StationError> {
    let PackageLabel {
        drug,
        lot,
        expires,
        serial,
    } = label;
    match (drug, decision) {
        (LabelDrug::Known { ndc, products }, Decision::Product(id)) if products.contains(&id) => {
            Ok(ScannedPackage {
                ndc11: ndc.to_string(),
                lot,
                expires,
                serial,
            })
        }
        _ => Err(StationError::NotThatPackage),
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn drug(product: &Product, schedule: Option<&Schedule>) -> Drug {
    Drug {
        ndc11: product.id.ndc11.to_string(),
        part: product.id.part,
        rxcui: product.rxcui,
        name: product.name.clone(),
        strength: product
            .ingredients
            .iter()
            .map(strength)
            .collect::<Vec<_>>()
            .join(" / "),
        form: product.form.clone(),
        labeler: product.labeler.clone(),
        imprint: product.imprint.clone(),
        schedule: schedule.map(|schedule| DrugSchedule {
            class: schedule.class.clone(),
            dea_code: schedule.dea_code.clone(),
            substance: schedule.substance.clone(),
            note: schedule.note.clone(),
        }),
        source: product.source.clone(),
        as_of: product.as_of.clone(),
    }
}

/// `oxycodone hydrochloride 5 MG`.
fn strength(ingredient: &Ingredient) -> String {
    let Ingredient {
        base,
        salt,
        strength,
    } = ingredient;
    let amount = strength
        .as_ref()
        .map(|strength| format!("{} {}", strength.value, strength.unit));
    let words = [Some(base.clone()), salt.clone(), amount];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn frozen(reason: Reason) -> HazardReason {
    let Reason {
        system,
        code,
        condition,
        source,
        evidence,
        ingredient,
        effect,
        remark,
        ..
    } = reason;
    HazardReason {
        system,
        code,
        condition,
        source,
        evidence,
        ingredient,
        effect,
        remark,
    }
}
