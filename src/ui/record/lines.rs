//! The log as the table shows it: short words per row, and the filter in the words of its fields.

use crate::hazard::Verdict;
use crate::ledger::{Decided, How, Identity, LogFilter, LogRow, Outcome, Purpose};
use crate::ui::kit::widgets::percent;
use crate::ui::words::days::{moment_words, read_period};
use crate::ui::words::strings::{text, text_with};

/// Rows that one question to the ledger brings.
pub const PAGE: u32 = 200;

/// What is behind the rows that are loaded.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Rest {
    #[default]
    Nothing,
    More,
    /// It could not be read, and is asked for again only with the whole list.
    Unread,
}

impl Rest {
    /// Behind so many rows, where `asked` were asked for.
    pub fn after(rows: usize, asked: u32) -> Self {
        if rows == asked as usize {
            Self::More
        } else {
            Self::Nothing
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Place in the ledger; the next page begins below it.
    pub seq: i64,
    /// Local time where it was entered.
    pub time: String,
    pub drug: String,
    /// NDC, labeler.
    pub detail: String,
    pub quantity: u32,
    pub verdict: Verdict,
    /// `RCRA-P P001`; `?` behind what cannot be excluded.
    pub hazard: String,
    /// `CII`, or empty.
    pub schedule: String,
    /// What the model said of the drug that was picked, or how else it was found.
    pub confidence: String,
    pub by: String,
    /// Why it was corrected or withdrawn.
    pub corrected: Option<String>,
    pub withdrawn: bool,
    /// It was tried out.
    pub research: bool,
}

impl Line {
    /// The words of one row of the log.
    pub fn of(row: &LogRow) -> Self {
        let Decided {
            identity,
            hazard,
            quantity,
            ..
        } = &row.decided;
        let (drug, detail, schedule) = match identity {
            Identity::Identified { drug, .. } => (
                drug.name.clone(),
                match drug.labeler.as_str() {
                    "" => drug.ndc11.clone(),
                    labeler => format!("{} · {labeler}", drug.ndc11),
                },
                drug.schedule
                    .as_ref()
                    .map_or_else(String::new, |schedule| schedule.class.clone()),
            ),
            Identity::Unidentified => (
                text("unidentified"),
                text("log-unidentified-note"),
                String::new(),
            ),
        };
        let withdrawn = row.outcome() == Outcome::Withdrawn;
        let codes: Vec<String> = hazard
            .reasons
            .iter()
            .filter(|reason| reason.effect.applies())
            .map(|reason| format!("{} {}", reason.system, reason.effect.marked(&reason.code)))
            .collect();
        Self {
            seq: row.seq,
            time: moment_words(&row.entered.to_string()),
            drug,
            detail,
            quantity: *quantity,
            verdict: hazard.verdict,
            hazard: codes.join(", "),
            schedule,
            confidence: confidence(row),
            by: row.by.clone(),
            corrected: row.correction.as_ref().map(|note| {
                text_with(
                    if withdrawn {
                        "log-withdrawn"
                    } else {
                        "log-corrected"
                    },
                    [
                        ("who", note.by.as_str().into()),
                        ("reason", note.reason.as_str().into()),
                    ],
                )
            }),
            withdrawn,
            research: row.purpose() == Purpose::Research,
        }
    }
}

fn confidence(row: &LogRow) -> String {
    match &row.decided.identity {
        Identity::Identified {
            how: How::Picked { rank },
            ..
        } => row
            .disposal
            .suggestion
            .iter()
            .flat_map(|suggestion| &suggestion.candidates)
            .find(|candidate| candidate.rank == *rank)
            .map_or_else(String::new, |candidate| {
                percent(candidate.confidence_ppm as f32 / 1e6)
            }),
        Identity::Identified {
            how: How::Searched, ..
        } => text("log-by-hand"),
        Identity::Unidentified => String::new(),
    }
}

/// Which rows to show, as a person sets it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LogQuery {
    pub words: String,
    /// A day as it is typed; anything else filters nothing, and the screen says so.
    pub from: String,
    pub to: String,
    pub kind: Kind,
}

/// The filters that are one tap away.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Kind {
    #[default]
    All,
    Hazardous,
    Controlled(&'static str),
    Unidentified,
    Withdrawn,
}

impl LogQuery {
    /// The filter for the ledger.
    pub fn filter(&self) -> LogFilter {
        let words = self.words.trim();
        let mut filter = LogFilter {
            period: read_period(&self.from, &self.to),
            text: (!words.is_empty()).then(|| words.to_owned()),
            ..LogFilter::default()
        };
        match self.kind {
            Kind::All => {}
            Kind::Hazardous => filter.hazard = Some(Verdict::Hazardous),
            Kind::Controlled(class) => filter.schedule = Some(class.to_owned()),
            Kind::Unidentified => filter.outcome = Some(Outcome::Unidentified),
            Kind::Withdrawn => filter.outcome = Some(Outcome::Withdrawn),
        }
        filter
    }
}
