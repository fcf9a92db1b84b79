//! The event by which a pill is shown to the station so that it knows it again.

use serde::{Deserialize, Serialize};

use crate::ledger::RecordId;

/// A pill was enrolled, or an enrolment was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum EnrolmentRecord {
    Enrolled(Enrolled),
    /// The pill is not known by these photographs any more.
    Withdrawn {
        enrolment: RecordId,
        reason: String,
    },
}

/// One pill by one photograph, or one of each side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// `00093-7248-06`.
    pub ndc11: String,
    pub part: u8,
    /// What a person typed of it; none where the catalog lists the product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<TypedProduct>,
    /// One a side.
    pub looks: Vec<EnrolledLook>,
    /// SHA-256 of the classifier that the embeddings belong to.
    pub model: String,
}

/// A product that the catalog does not list. Its composition is not known to the rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TypedProduct {
    pub name: String,
    pub labeler: String,
    pub imprint: Vec<String>,
    /// SPL names.
    pub colors: Vec<String>,
    pub shape: Option<String>,
}

impl TypedProduct {
    /// As a person types it: the imprint in pieces with spaces between them, whatever the case.
    pub fn of_words(
        name: &str,
        labeler: &str,
        imprint: &str,
        colors: &[String],
        shape: Option<&str>,
    ) -> Self {
        let upper = |word: &str| word.trim().to_uppercase();
        Self {
            name: name.trim().to_owned(),
            labeler: labeler.trim().to_owned(),
            imprint: imprint.split_whitespace().map(upper).collect(),
            colors: colors.iter().map(|color| upper(color)).collect(),
            shape: shape.map(upper),
        }
    }
}

/// How one side looks to the classifier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolledLook {
    /// SHA-256 of the photograph.
    pub photo: String,
    /// The embedding: little-endian 32-bit floats in hexadecimal.
    pub embedding: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Event;

    #[test]
    fn is_written_down_as_the_format_says() {
        let enrolled = Enrolled {
            ndc11: "00001-0001-01".into(),
            part: 1,
            typed: None,
            looks: vec![EnrolledLook {
                photo: "ab".into(),
                embedding: "0000803f".into(),
            }],
            model: "cd".into(),
        };
        let event = Event::Enrolment(EnrolmentRecord::Enrolled(enrolled));
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(
            text,
            r#"{"kind":"enrolment","body":{"act":"enrolled","ndc11":"00001-0001-01","part":1,"looks":[{"photo":"ab","embedding":"0000803f"}],"model":"cd"}}"#
        );
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}
