//! Several liners or packages in one act: two people sign once for the whole pallet.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::UniqueId;

/// At least one thing, none of them twice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(
    try_from = "Vec<T>",
    into = "Vec<T>",
    bound(
        serialize = "T: Clone + Serialize",
        deserialize = "T: AsRef<UniqueId> + Deserialize<'de>"
    )
)]
pub struct Batch<T>(Vec<T>);

/// Why several things are no batch.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BatchError {
    #[error("no unique number was given; scan or type at least one")]
    Empty,
    #[error("{0} was scanned twice; take one of the two out")]
    Twice(UniqueId),
}

impl<T: AsRef<UniqueId>> Batch<T> {
    pub fn new(things: Vec<T>) -> Result<Self, BatchError> {
        if things.is_empty() {
            return Err(BatchError::Empty);
        }
        let mut ids: Vec<_> = things.iter().map(AsRef::as_ref).collect();
        ids.sort_unstable();
        let twice = ids.windows(2).find_map(|pair| match pair {
            [one, other] if one == other => Some((*one).clone()),
            _ => None,
        });
        match twice {
            Some(id) => Err(BatchError::Twice(id)),
            None => Ok(Self(things)),
        }
    }

    pub fn ids(&self) -> impl Iterator<Item = &UniqueId> {
        self.0.iter().map(AsRef::as_ref)
    }
}

impl<T> Batch<T> {
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }

    /// How many there are: the number that 1304.22(e)(4)(ii) and (f)(1) ask for.
    #[expect(clippy::len_without_is_empty, reason = "a batch is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T: AsRef<UniqueId>> TryFrom<Vec<T>> for Batch<T> {
    type Error = BatchError;

    fn try_from(things: Vec<T>) -> Result<Self, BatchError> {
        Self::new(things)
    }
}

impl<T> From<Batch<T>> for Vec<T> {
    fn from(batch: Batch<T>) -> Self {
        batch.0
    }
}

impl AsRef<Self> for UniqueId {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// `CRL1007, CRL1008`.
impl<T: AsRef<UniqueId>> fmt::Display for Batch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, id) in self.ids().enumerate() {
            let before = if place == 0 { "" } else { ", " };
            write!(f, "{before}{id}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_something_and_nothing_twice() {
        let id = |text: &str| text.parse::<UniqueId>().unwrap();
        assert_eq!(Batch::<UniqueId>::new(vec![]), Err(BatchError::Empty));
        let error = Batch::new(vec![id("b"), id("a"), id("B")]).unwrap_err();
        assert_eq!(error, BatchError::Twice(id("b")));
        let batch = Batch::new(vec![id("b"), id("a")]).unwrap();
        assert_eq!((batch.to_string().as_str(), batch.len()), ("B, A", 2));
        assert!(serde_json::from_str::<Batch<UniqueId>>(r#"["A","a"]"#).is_err());
        assert!(serde_json::from_str::<Batch<UniqueId>>("[]").is_err());
    }
}
