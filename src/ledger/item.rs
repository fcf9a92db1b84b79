//! What the table `item`, which the log is read from, has to say of a disposal by the records.
//!
//! The view `item_now` says the same in SQL, for the triggers that keep the table. Checking a
//! million rows of it against the records needs this one, which reads each record once.

use rusqlite::Row;
use serde::Deserialize;

use super::{
    RecordId,
    link::{Entered, Says},
};

/// What [`Item::read`] reads.
pub(super) const COLUMNS: &str = "seq, stated_by, reviewed_by, operator, confidence_ppm, review,
    acted_on, outcome, hazard, schedule, drug, words, reference, quantity, model";

/// One row of `item`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Item {
    pub(super) seq: i64,
    pub(super) stated_by: i64,
    pub(super) reviewed_by: Option<i64>,
    /// What that review came to.
    pub(super) review: String,
    origin: Origin,
    statement: Statement,
}

/// What the disposal itself says and no correction touches.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Origin {
    operator: String,
    confidence_ppm: i64,
}

/// What the newest correction says, or the disposal where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Statement {
    acted_on: String,
    outcome: String,
    hazard: String,
    schedule: String,
    drug: String,
    words: String,
    reference: String,
    quantity: i64,
    model: String,
}

impl Item {
    /// Reads [`COLUMNS`].
    pub(super) fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            stated_by: row.get(1)?,
            reviewed_by: row.get(2)?,
            origin: Origin {
                operator: row.get(3)?,
                confidence_ppm: row.get(4)?,
            },
            review: row.get(5)?,
            statement: Statement {
                acted_on: row.get(6)?,
                outcome: row.get(7)?,
                hazard: row.get(8)?,
                schedule: row.get(9)?,
                drug: row.get(10)?,
                words: row.get(11)?,
                reference: row.get(12)?,
                quantity: row.get(13)?,
                model: row.get(14)?,
            },
        })
    }

    /// Whether it repeats what the disposal `first` says and no correction touches.
    pub(super) fn begins_with(&self, first: &Facts) -> bool {
        first.origin().as_ref() == Some(&self.origin)
    }

    /// Whether it repeats what `newest`, the disposal `first` or a correction of it, states.
    pub(super) fn states(&self, newest: &Facts, first: &Facts) -> bool {
        newest.statement(first).as_ref() == Some(&self.statement)
    }
}

/// What `item` repeats of a record, which is a disposal, a correction or a review.
#[derive(Deserialize)]
pub(super) struct Facts {
    seq: i64,
    id: RecordId,
    entered: Entered,
    kind: String,
    by: String,
    pub(super) body: Body,
}

/// Of every kind of record what one of them has; none where it is written otherwise.
#[derive(Deserialize)]
pub(super) struct Body {
    /// Place of the disposal that is corrected or reviewed.
    pub(super) subject: Option<i64>,
    /// What a review came to.
    pub(super) act: Option<String>,
    #[serde(default)]
    withdrawn: bool,
    decided: Option<Decided>,
    suggestion: Option<Suggestion>,
}

#[derive(Deserialize)]
struct Decided {
    acted_on: String,
    hazard: Hazard,
    identity: Identity,
    quantity: i64,
    reference: Option<String>,
}

#[derive(Deserialize)]
struct Hazard {
    verdict: String,
}

#[derive(Deserialize)]
struct Identity {
    outcome: String,
    drug: Option<Drug>,
}

#[derive(Deserialize)]
struct Drug {
    ndc11: String,
    part: u8,
    name: String,
    labeler: String,
    schedule: Option<Schedule>,
}

#[derive(Deserialize)]
struct Schedule {
    class: String,
}

#[derive(Deserialize)]
struct Suggestion {
    identified: bool,
    candidates: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Candidate {
    confidence_ppm: i64,
    products: Vec<Product>,
}

#[derive(Deserialize)]
struct Product {
    ndc11: String,
    part: u8,
}

impl Facts {
    pub(super) fn says(&self) -> Says {
        Says {
            seq: self.seq,
            id: self.id,
            entered: Some(self.entered),
            kind: self.kind.clone(),
        }
    }

    fn origin(&self) -> Option<Origin> {
        (self.kind == "disposal").then(|| Origin {
            operator: self.by.clone(),
            confidence_ppm: self
                .body
                .first_candidate()
                .map_or(-1, |candidate| candidate.confidence_ppm),
        })
    }

    fn statement(&self, first: &Self) -> Option<Statement> {
        let decided = self.body.decided.as_ref()?;
        let drug = decided.identity.drug.as_ref();
        let text = |field: fn(&Drug) -> &str| drug.map_or("", field);
        let schedule = drug.and_then(|drug| drug.schedule.as_ref());
        let words = [
            text(|drug| &drug.name),
            text(|drug| &drug.ndc11),
            text(|drug| &drug.labeler),
        ];
        Some(Statement {
            acted_on: decided.acted_on.clone(),
            outcome: if self.body.withdrawn {
                "withdrawn".to_owned()
            } else {
                decided.identity.outcome.clone()
            },
            hazard: decided.hazard.verdict.clone(),
            schedule: schedule.map_or_else(String::new, |schedule| schedule.class.clone()),
            drug: text(|drug| &drug.name).to_owned(),
            // SQLite's `lower` knows the letters of ASCII alone.
            words: words.join(" ").to_ascii_lowercase(),
            reference: decided
                .reference
                .as_deref()
                .unwrap_or("")
                .to_ascii_lowercase(),
            quantity: decided.quantity,
            model: first.body.model(drug).to_owned(),
        })
    }
}

impl Body {
    fn first_candidate(&self) -> Option<&Candidate> {
        self.suggestion.as_ref()?.candidates.first()
    }

    /// What became of the model's word where `drug` was decided on.
    fn model(&self, drug: Option<&Drug>) -> &'static str {
        match (&self.suggestion, self.first_candidate()) {
            (None, _) => "not_asked",
            (Some(suggestion), Some(candidate)) if suggestion.identified => {
                let agrees = |drug: &Drug| {
                    let mut products = candidate.products.iter();
                    products
                        .any(|product| (&product.ndc11, product.part) == (&drug.ndc11, drug.part))
                };
                if drug.is_some_and(agrees) {
                    "agreed"
                } else {
                    "overruled"
                }
            }
            _ => "abstained",
        }
    }
}
