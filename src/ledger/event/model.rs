//! The event by which the station takes another model, or goes back to the one before.

use serde::{Deserialize, Serialize};

/// The model was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ModelRecord {
    Installed {
        /// SHA-256 of the list of files that the publisher signed.
        release: String,
        /// Fingerprint of the publisher's key.
        publisher: String,
        /// How it did beside the model before; none where nobody checked, and then why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check: Option<ModelCheck>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unchecked: Option<String>,
    },
    RolledBack {
        /// The release that is used again; none: the one that was shipped with the program.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        release: Option<String>,
        reason: String,
    },
    /// The model was asked about photographs of known pills.
    Checked(SelfCheck),
}

/// What the model said of known pills.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SelfCheck {
    /// Model and the start of its SHA-256.
    pub model: String,
    /// Later checks are compared with this one.
    pub set_up: bool,
    pub pills: Vec<CheckedPill>,
}

/// One photograph of a known pill.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckedPill {
    /// SHA-256 of the photograph.
    pub photo: String,
    /// What it shows: `00093-7248-06`.
    pub ndc11: String,
    pub part: u8,
    /// The first candidate was this product or a look-alike.
    pub right: bool,
    /// The first product of the first candidate; none where no pill was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Of the first candidate, parts per million.
    pub confidence_ppm: u32,
    /// The model stood by its first candidate; not written down in older records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<bool>,
}

impl CheckedPill {
    /// What it shows: NDC and part.
    pub fn product(&self) -> (&str, u8) {
        (&self.ndc11, self.part)
    }
}

/// Two models on the same photographs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ModelCheck {
    pub photographs: u32,
    pub before: ModelScore,
    pub now: ModelScore,
}

/// How one model did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ModelScore {
    /// Its first candidate was the product or a look-alike.
    pub right: u32,
    /// It called a pill identified and was wrong.
    pub named_wrongly: u32,
    /// It called a pill identified and was right.
    #[serde(default)]
    pub named_rightly: u32,
    /// It said of a hazardous pill that no listing was found.
    #[serde(default)]
    pub hazards_missed: u32,
}

/// A model may name one in so many pills fewer: what it was sure of rightly changes by chance.
const FEWER_NAMED: u32 = 10;

impl ModelCheck {
    /// Whether the new model does worse: fewer first candidates right, more pills named wrongly, more
    /// hazards missed, or clearly fewer pills named rightly.
    pub fn is_worse(&self) -> bool {
        let (now, before) = (self.now, self.before);
        now.right < before.right
            || now.named_wrongly > before.named_wrongly
            || now.hazards_missed > before.hazards_missed
            || now.named_rightly < before.named_rightly - before.named_rightly / FEWER_NAMED
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Event;

    #[test]
    fn worse_is_fewer_right_more_named_wrongly_more_missed_or_far_fewer_named() {
        let score = |right, named_wrongly, named_rightly, hazards_missed| ModelScore {
            right,
            named_wrongly,
            named_rightly,
            hazards_missed,
        };
        let is_worse = |now| {
            let before = score(20, 2, 15, 1);
            let photographs = 30;
            ModelCheck {
                photographs,
                before,
                now,
            }
            .is_worse()
        };
        for as_good in [(20, 2, 15, 1), (21, 0, 14, 0)] {
            let (right, wrongly, rightly, missed) = as_good;
            assert!(!is_worse(score(right, wrongly, rightly, missed)));
        }
        for worse in [
            (19, 0, 15, 0),
            (25, 3, 20, 0),
            (25, 0, 13, 0),
            (25, 0, 20, 2),
        ] {
            let (right, wrongly, rightly, missed) = worse;
            assert!(
                is_worse(score(right, wrongly, rightly, missed)),
                "{worse:?}"
            );
        }
    }

    #[test]
    fn is_written_down_as_the_format_says() {
        let event = Event::Model(ModelRecord::RolledBack {
            release: None,
            reason: "worse in our light".into(),
        });
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(
            text,
            r#"{"kind":"model","body":{"act":"rolled_back","reason":"worse in our light"}}"#
        );
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }

    #[test]
    fn a_self_check_that_does_not_say_what_was_named_stays_as_it_was_written() {
        let text = concat!(
            r#"{"kind":"model","body":{"act":"checked","model":"a model","set_up":true,"pills":["#,
            r#"{"photo":"a","ndc11":"00093-7248-06","part":1,"right":true,"confidence_ppm":990000}]}}"#
        );
        let event: Event = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), text);
    }
}
