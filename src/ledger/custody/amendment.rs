//! Two people state a detail of an earlier custody record anew: a weight or a place that was typed
//! wrong. The record that they correct stays as it was signed.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BoxWeight, Line, Pounds, Witnesses};

/// One detail of one record, before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Amendment {
    /// The day on which the two stated it anew.
    pub acted_on: Date,
    /// Place in the ledger of the record that is corrected.
    pub record: i64,
    /// What held until now.
    pub said: Detail,
    pub is: Detail,
    pub reason: Line,
    pub witnesses: Witnesses,
}

/// What can be stated anew. Numbers, sizes, days and people cannot: they name the thing and the act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "detail", content = "value", rename_all = "snake_case")]
pub enum Detail {
    /// Of a whole sealed liner; none where it was not weighed.
    Weight(Option<Pounds>),
    /// Of a sealed box of a take-back event.
    BoxWeight(BoxWeight),
    /// Address of the receptacle, place of storage, of destruction or of the event.
    Place(Line),
    /// Of destruction.
    Method(Line),
}

impl Detail {
    /// Whether both state the same thing, whatever they say of it.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// `weight 23.4 lb`.
impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weight(Some(weight)) => write!(f, "weight {weight} lb"),
            Self::Weight(None) => write!(f, "no weight"),
            Self::BoxWeight(weight) => write!(
                f,
                "weight {} lb gross, {} lb tare, {} lb net",
                weight.gross(),
                weight.tare(),
                weight.net()
            ),
            Self::Place(place) => write!(f, "place {place}"),
            Self::Method(method) => write!(f, "method {method}"),
        }
    }
}

/// `weight 24.3 lb instead of weight 23.4 lb: misread`.
impl fmt::Display for Amendment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} instead of {}: {}", self.is, self.said, self.reason)
    }
}
