//! Who put their name to something: proved at that moment, and kept inside the hashed record.
//!
//! A signature is the person's own act of proving themselves with their secret, never a name that
//! somebody else typed, so that a record cannot claim a witness who was not there.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Event, Moment, custody::Witnesses};

/// Names one account for ever, whatever its printed name becomes. A UUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(Uuid);

impl AccountId {
    /// A new id for an account made at `at`.
    pub fn at(at: Moment) -> Self {
        Self(super::uuid_at(at))
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for AccountId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.trim().parse().map(Self)
    }
}

/// What the person says by signing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// I did it.
    Performed,
    /// I saw it done.
    Witnessed,
    /// I looked at the record and stand by it.
    Reviewed,
}

impl Meaning {
    /// In a word: `witnessed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Performed => "performed",
            Self::Witnessed => "witnessed",
            Self::Reviewed => "reviewed",
        }
    }
}

/// One person's signature under one act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Signature {
    pub account: AccountId,
    /// The printed name, as it stood then.
    pub name: String,
    /// The role, as it stood then: `operator`.
    pub role: String,
    pub meaning: Meaning,
    /// When the person proved themselves.
    pub signed: Moment,
}

/// `A. Nurse (pharmacist) witnessed`.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meaning = self.meaning.as_str();
        write!(f, "{} ({}) {meaning}", self.name, self.role)
    }
}

impl Event {
    /// Everybody who put their names to it, in the order of the record.
    pub fn signatures(&self) -> Vec<&Signature> {
        let (both, one) = match self {
            Self::Liner(record) => (record.act.witnesses(), None),
            Self::Package(record) => (record.act.witnesses(), None),
            Self::Session(record) => (record.act.witnesses(), record.act.signed()),
            Self::Inventory(inventory) => (None, Some(&inventory.signed)),
            Self::Designation(named) => (None, Some(&named.signed)),
            Self::Stock(record) => (Some(&record.witnesses), None),
            Self::FacilityDeposit(record) => (Some(&record.witnesses), None),
            Self::Amendment(amendment) => (Some(&amendment.witnesses), None),
            _ => (None, None),
        };
        let both = both.into_iter().flat_map(Witnesses::both);
        both.chain(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_down_as_the_format_says() {
        let signed = Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap();
        let account = "0192f3a0-0000-7000-8000-000000000001".parse().unwrap();
        let signature = Signature {
            account,
            name: "A. Clerk".into(),
            role: "operator".into(),
            meaning: Meaning::Witnessed,
            signed,
        };
        let text = r#"{"account":"0192f3a0-0000-7000-8000-000000000001","name":"A. Clerk","role":"operator","meaning":"witnessed","signed":{"utc_us":1795357800000000,"offset_s":-18000}}"#;
        assert_eq!(serde_json::to_string(&signature).unwrap(), text);
        assert_eq!(serde_json::from_str::<Signature>(text).unwrap(), signature);
        assert_ne!(AccountId::at(signed), AccountId::at(signed));
    }
}
