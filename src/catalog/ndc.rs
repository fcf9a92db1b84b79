//! National Drug Codes in the eleven-digit billing form.

use std::fmt;

use serde::{Serialize, Serializer};

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
        let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
        let digits = match lengths.as_slice() {
            [11] => trimmed.to_owned(),
            [5, 4, 2] | [4, 4, 2] | [5, 3, 2] | [5, 4, 1] => {
                let widths = [5, 4, 2];
                parts
                    .iter()
                    .zip(widths)
                    .map(|(part, width)| format!("{part:0>width$}"))
                    .collect()
            }
            _ => return Err(error()),
        };
        digits.parse().map(Self).map_err(|_| error())
    }
}

impl Serialize for Ndc11 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
