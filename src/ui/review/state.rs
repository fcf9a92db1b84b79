//! What the review screen shows: one tab, one list, one item in hand.

use eframe::egui::TextureHandle;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::catalog::ProductId;
use crate::hazard::Verdict;
use crate::ledger::{
    DaySum, Listed, LogFilter, Outcome, RecordId, ReviewAct, ReviewState, Signature, Sort, SortBy,
};
use crate::ui::record::lines::{Line, Rest};
use crate::ui::words::days::read_period;

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tab {
    /// The uncertain, the most urgent first.
    #[default]
    Queue,
    /// Everything that the filters let through.
    All,
    /// Sums as bars.
    Figures,
}

impl Tab {
    pub const ALL: [Self; 3] = [Self::Queue, Self::All, Self::Figures];
}

/// Which items to show.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    #[default]
    All,
    Hazardous,
    Unidentified,
    Withdrawn,
    Cii,
    Ciii,
    Civ,
    Cv,
}

/// Where the review stands.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewed {
    #[default]
    Any,
    Unreviewed,
    Approved,
    SentBack,
}

/// How sure the model was of its first candidate.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    #[default]
    Any,
    Below50,
    Below80,
    From80,
    From95,
}

/// The filters as a person sets them, and as they are saved.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewQuery {
    pub words: String,
    /// `2026-11-22`; anything else filters nothing, and the screen says so.
    pub from: String,
    pub to: String,
    pub which: Which,
    pub reviewed: Reviewed,
    pub sure: Sure,
    /// Empty: everybody.
    pub operator: String,
    /// The drug's whole name; empty: every drug.
    pub drug: String,
}

impl ReviewQuery {
    /// The filter for the ledger.
    pub fn filter(&self) -> LogFilter {
        let asked = |words: &str| {
            let words = words.trim();
            (!words.is_empty()).then(|| words.to_owned())
        };
        let mut filter = LogFilter {
            period: read_period(&self.from, &self.to),
            text: asked(&self.words),
            operator: asked(&self.operator),
            drug: asked(&self.drug),
            ..LogFilter::default()
        };
        match self.which {
            Which::All => {}
            Which::Hazardous => filter.hazard = Some(Verdict::Hazardous),
            Which::Unidentified => filter.outcome = Some(Outcome::Unidentified),
            Which::Withdrawn => filter.outcome = Some(Outcome::Withdrawn),
            Which::Cii => filter.schedule = Some("CII".to_owned()),
            Which::Ciii => filter.schedule = Some("CIII".to_owned()),
            Which::Civ => filter.schedule = Some("CIV".to_owned()),
            Which::Cv => filter.schedule = Some("CV".to_owned()),
        }
        filter.review = match self.reviewed {
            Reviewed::Any => None,
            Reviewed::Unreviewed => Some(ReviewState::Unreviewed),
            Reviewed::Approved => Some(ReviewState::Approved),
            Reviewed::SentBack => Some(ReviewState::SentBack),
        };
        let percent = |percent: u32| Some(percent * 10_000);
        (filter.confidence_from, filter.confidence_below) = match self.sure {
            Sure::Any => (None, None),
            Sure::Below50 => (None, percent(50)),
            Sure::Below80 => (None, percent(80)),
            Sure::From80 => (percent(80), None),
            Sure::From95 => (percent(95), None),
        };
        filter
    }
}

/// A set of filters under a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Saved {
    pub name: String,
    pub query: ReviewQuery,
}

/// One row of the list.
pub struct Item {
    pub line: Line,
    pub listed: Listed,
}

impl Item {
    pub fn of(listed: Listed) -> Self {
        Self {
            line: Line::of(&listed.row),
            listed,
        }
    }

    /// Its place in the ledger.
    pub fn seq(&self) -> i64 {
        self.listed.row.seq
    }
}

/// A photograph of the item in hand.
pub enum Picture {
    Kept(TextureHandle),
    /// Only its hash is left.
    NotKept,
    /// It is kept and cannot be shown, and why.
    Broken(String),
}

/// What a correction makes of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CorrectTo {
    Product(ProductId),
    Unidentified,
    Withdrawn,
}

/// A correction being put together.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Correcting {
    pub reason: String,
    /// Looked for in the catalogue.
    pub words: String,
    pub found: Vec<ProductId>,
    pub to: Option<CorrectTo>,
    pub quantity: u32,
}

/// What a person is asked before something is recorded.
#[derive(Clone, PartialEq)]
pub enum Asking {
    /// The reason for sending back.
    SendBack {
        reason: String,
    },
    Correct(Correcting),
    /// The secret that signs `act` for `current`, which was in hand when this was asked.
    Prove {
        act: ReviewAct,
        current: RecordId,
        secret: Zeroizing<String>,
        problem: Option<String>,
    },
}

/// The sums and what they are over.
#[derive(Default)]
pub struct Figures {
    pub from: String,
    pub to: String,
    pub days: Vec<DaySum>,
    /// Net weight by event in pounds: what it is called, how many.
    pub events: Vec<(String, f64)>,
}

/// The review screen.
#[derive(Default)]
pub struct ReviewDesk {
    pub tab: Tab,
    pub query: ReviewQuery,
    pub sort: Option<Sort>,
    pub items: Vec<Item>,
    /// Behind those loaded.
    pub rest: Rest,
    pub loading: bool,
    /// The newest list that was asked for; older answers are dropped.
    pub asked: u64,
    /// How many wait in the queue.
    pub waiting: u64,
    /// Place in the ledger of the item in hand.
    pub chosen: Option<i64>,
    /// Its photographs, and whose they are.
    pub pictures: (Option<i64>, Vec<Picture>),
    pub asking: Option<Asking>,
    /// Whoever is here proved themselves for reviews.
    pub proof: Option<Signature>,
    /// A record is on its way.
    pub busy: bool,
    /// Nothing is approved before this time of the window's clock.
    pub settled_at: f64,
    pub operators: Vec<String>,
    pub saved: Vec<Saved>,
    /// Name under which the filters would be saved.
    pub name: String,
    pub figures: Figures,
}

impl ReviewDesk {
    pub fn item(&self) -> Option<&Item> {
        let chosen = self.chosen?;
        self.items.iter().find(|item| item.seq() == chosen)
    }

    /// Whether anything can be decided about the item in hand: one that was withdrawn is over.
    pub fn is_open(&self) -> bool {
        !self.busy && self.item().is_some_and(|item| !item.line.withdrawn)
    }

    /// The record of the item in hand that is looked at.
    pub fn current(&self) -> Option<RecordId> {
        Some(self.item()?.listed.row.current)
    }

    /// Where in the list the item in hand stands.
    pub fn place(&self) -> Option<usize> {
        let chosen = self.chosen?;
        self.items.iter().position(|item| item.seq() == chosen)
    }

    /// Nobody is here any more: what was proved is worth nothing, what was typed is forgotten.
    pub fn leave(&mut self) {
        self.proof = None;
        self.asking = None;
    }

    /// A click on a heading: first up, then down.
    pub fn sorted_by(&self, by: SortBy) -> Sort {
        match self.sort {
            Some(sort) if sort.by == by => Sort {
                by,
                descending: !sort.descending,
            },
            _ => Sort {
                by,
                descending: false,
            },
        }
    }
}
