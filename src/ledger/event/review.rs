//! The event by which somebody who may review looks at a disposal: approves it or sends it back.

use serde::{Deserialize, Serialize};

use crate::ledger::{RecordId, Signature};

/// Somebody looked at a disposal as it stood.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Review {
    /// Place in the ledger of the disposal.
    pub subject: i64,
    /// The record that was looked at: the disposal, or its newest correction. One that is corrected
    /// later is unreviewed again.
    pub reviews: RecordId,
    #[serde(flatten)]
    pub act: ReviewAct,
    /// Whoever approves entered or corrected it as well, since so did everybody here who may review.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    pub signed: Signature,
}

/// What came of looking at it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ReviewAct {
    Approved,
    /// Whoever entered it has to look again.
    SentBack {
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Event, Meaning, Moment};

    #[test]
    fn is_written_down_as_the_format_says() {
        let signed = Signature {
            account: "0192f3a0-0000-7000-8000-000000000001".parse().unwrap(),
            name: "P. Harm".into(),
            role: "pharmacist".into(),
            meaning: Meaning::Reviewed,
            signed: Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap(),
        };
        let review = Review {
            subject: 7,
            reviews: "0192f3a0-0000-7000-8000-000000000002".parse().unwrap(),
            act: ReviewAct::SentBack {
                reason: "blurred".into(),
            },
            own: false,
            signed,
        };
        let event = Event::Review(review);
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(
            text,
            r#"{"kind":"review","body":{"subject":7,"reviews":"0192f3a0-0000-7000-8000-000000000002","act":"sent_back","reason":"blurred","signed":{"account":"0192f3a0-0000-7000-8000-000000000001","name":"P. Harm","role":"pharmacist","meaning":"reviewed","signed":{"utc_us":1795357800000000,"offset_s":-18000}}}}"#
        );
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}
