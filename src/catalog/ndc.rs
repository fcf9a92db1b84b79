//! National Drug Codes in the eleven-digit billing form.

use std::fmt;

use serde::{Serialize, Serializer};

/// Digits of labeler, product and package: the billing form, then the three printed ones.
const FORMS: [(usize, usize, usize); 4] = [(5, 4, 2), (4, 4, 2), (5, 3, 2), (5, 4, 1)];

/// A National Drug Code as eleven digits (labeler 5, product 4, package 2).
///
/// Displays as `00093-7248-06`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ndc11(u64);

/// Why a text is not an NDC.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not an NDC: write it as printed (4-4-2, 5-3-2 or 5-4-1) or as 11 digits")]
pub struct NdcError {
    /// The text as given.
    pub text: String,
}

impl Ndc11 {
    /// Every NDC that a text may mean: one for the written forms, three for ten digits whose
    /// hyphens were left out (4-4-2, 5-3-2, 5-4-1), none for anything else.
    pub fn readings(text: &str) -> Vec<Self> {
        let digits = text.trim();
        if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().into_iter().collect();
        }
        let hyphens = [(4, 8), (5, 8), (5, 9)];
        let cut = |(first, second): (usize, usize)| {
            let (labeler, rest) = digits.split_at_checked(first)?;
            let (product, package) = rest.split_at_checked(second - first)?;
            format!("{labeler}-{product}-{package}").parse().ok()
        };
        hyphens.into_iter().filter_map(cut).collect()
    }

    /// Labeler and product as one number: packages of one product look alike.
    pub(super) fn without_package(self) -> u64 {
        self.0 / 100
    }
}

impl fmt::Display for Ndc11 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (labeler, rest) = (self.0 / 1_000_000, self.0 % 1_000_000);
        write!(f, "{labeler:05}-{:04}-{:02}", rest / 100, rest % 100)
    }
}

impl std::str::FromStr for Ndc11 {
    type Err = NdcError;

    /// Reads 11 digits, 5-4-2, or a printed ten-digit form (4-4-2, 5-3-2, 5-4-1), hyphens needed.
    fn from_str(text: &str) -> Result<Self, NdcError> {
        let error = || NdcError {
            text: text.to_owned(),
        };
        let trimmed = text.trim();
        if !trimmed.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(error());
        }
        let parts: Vec<&str> = trimmed.split('-').collect();
        let number = |part: &str| part.parse::<u64>().map_err(|_| error());
        match (parts.as_slice(), trimmed.len()) {
            ([digits], 11) => number(digits).map(Self),
            ([labeler, product, package], _) => {
                let lengths = (labeler.len(), product.len(), package.len());
                if !FORMS.contains(&lengths) {
                    return Err(error());
                }
                let product = number(labeler)? * 10_000 + number(product)?;
                Ok(Self(product * 100 + number(package)?))
            }
            _ => Err(error()),
        }
    }
}

impl Serialize for Ndc11 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
