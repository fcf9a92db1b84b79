//! One act of a take-back event (21 CFR 1317.65): who is in charge, sealed boxes by weight, and
//! where they went.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Batch, Line, Pounds, Registration, UniqueId, Witnesses};
use crate::ledger::Signature;

/// One act of one event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionRecord {
    /// Counts the events of this station from 1.
    pub session: u32,
    /// The day on which it actually happened.
    pub acted_on: Date,
    pub act: SessionAct,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum SessionAct {
    Opened {
        agency: Line,
        /// Appointed by the agency to oversee the collection (1317.65(b)).
        overseeing: Officer,
        place: Line,
        /// Local time at which collecting starts.
        starts: Time,
        signed: Signature,
    },
    /// A full box was closed, weighed as a whole and sealed.
    BoxSealed(SealedBox),
    /// What was recorded of that box was wrong, and these two looked: it counts no more, and its number and its
    /// seals are free.
    BoxVoided {
        id: UniqueId,
        reason: Line,
        witnesses: Witnesses,
    },
    /// Everything has gone into the boxes: items are no longer looked at one by one.
    Deposited {
        signed: Signature,
    },
    Closed(Closing),
}

impl SessionAct {
    /// The two officers who put their names to it, where two are wanted.
    pub fn witnesses(&self) -> Option<&Witnesses> {
        match self {
            Self::BoxSealed(sealed) => Some(&sealed.sealed_by),
            Self::BoxVoided { witnesses, .. } => Some(witnesses),
            Self::Closed(Closing::HandedOver { handed_by, .. }) => Some(handed_by),
            _ => None,
        }
    }

    /// The one officer who put their name to it, where one is enough.
    pub fn signed(&self) -> Option<&Signature> {
        match self {
            Self::Opened { signed, .. }
            | Self::Deposited { signed }
            | Self::Closed(Closing::NothingCollected { signed }) => Some(signed),
            _ => None,
        }
    }
}

/// An officer of the agency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Officer {
    pub name: Line,
    /// Badge or identification number.
    pub number: Line,
}

/// A box as it stands there sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedBox {
    pub id: UniqueId,
    pub weight: BoxWeight,
    /// Numbers of the seals or tapes on it.
    pub seals: Batch<UniqueId>,
    pub sealed_by: Witnesses,
}

/// How an event ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Closing {
    /// Every box of the event was handed over; where everything went into liners there is none.
    HandedOver {
        to: HandOver,
        /// Local time of the hand-over.
        at: Time,
        handed_by: Witnesses,
    },
    NothingCollected {
        signed: Signature,
    },
}

/// Who received the boxes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HandOver {
    Dea {
        recipient: Line,
        address: Line,
    },
    Destruction {
        site: Line,
        address: Line,
    },
    /// With what 1317.35(e) wants recorded of it.
    ReverseDistributor {
        name: Line,
        address: Line,
        registration: Registration,
    },
}

impl HandOver {
    /// None of DEA, which is no registrant, nor of a place of destruction.
    pub fn registration(&self) -> Option<&Registration> {
        match self {
            Self::ReverseDistributor { registration, .. } => Some(registration),
            Self::Dea { .. } | Self::Destruction { .. } => None,
        }
    }
}

/// Gross, tare and net weight of one box; net is gross less tare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct BoxWeight {
    gross: Pounds,
    tare: Pounds,
    net: Pounds,
}

/// As the record keeps it.
#[derive(Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the record names the unit")]
struct Stored {
    gross_tenth_lb: Pounds,
    tare_tenth_lb: Pounds,
    net_tenth_lb: Pounds,
}

/// Why two weights are not those of one box.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WeightError {
    #[error(
        "the empty box ({tare} lb) cannot weigh more than the full one ({gross} lb); weigh both again"
    )]
    Tare { gross: Pounds, tare: Pounds },
    #[error("the net weight {net} lb is not gross less tare")]
    Net { net: Pounds },
}

impl BoxWeight {
    pub fn new(gross: Pounds, tare: Pounds) -> Result<Self, WeightError> {
        let net = gross.minus(tare).ok_or(WeightError::Tare { gross, tare })?;
        Ok(Self { gross, tare, net })
    }

    pub fn gross(self) -> Pounds {
        self.gross
    }

    pub fn tare(self) -> Pounds {
        self.tare
    }

    pub fn net(self) -> Pounds {
        self.net
    }
}

impl TryFrom<Stored> for BoxWeight {
    type Error = WeightError;

    fn try_from(stored: Stored) -> Result<Self, WeightError> {
        let weight = Self::new(stored.gross_tenth_lb, stored.tare_tenth_lb)?;
        if weight.net == stored.net_tenth_lb {
            Ok(weight)
        } else {
            Err(WeightError::Net {
                net: stored.net_tenth_lb,
            })
        }
    }
}

impl From<BoxWeight> for Stored {
    fn from(weight: BoxWeight) -> Self {
        Self {
            gross_tenth_lb: weight.gross,
            tare_tenth_lb: weight.tare,
            net_tenth_lb: weight.net,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_is_gross_less_tare_written_and_read() {
        let pounds = |text: &str| text.parse::<Pounds>().unwrap();
        let weight = BoxWeight::new(pounds("23.4"), pounds("1.5")).unwrap();
        assert_eq!(weight.net(), pounds("21.9"));
        let text = r#"{"gross_tenth_lb":234,"tare_tenth_lb":15,"net_tenth_lb":219}"#;
        assert_eq!(serde_json::to_string(&weight).unwrap(), text);
        assert_eq!(serde_json::from_str::<BoxWeight>(text).unwrap(), weight);
        assert!(serde_json::from_str::<BoxWeight>(&text.replace("219", "220")).is_err());
        assert!(BoxWeight::new(pounds("1.5"), pounds("1.6")).is_err());
    }
}
