//! The words and numbers that custody records are made of. Each can only be made from a text that
//! makes sense, so that a typing error is found while the person still stands there.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Longest unique number, in characters; no label carries more.
const LONGEST_ID: usize = 64;
/// Longest line of text, in characters.
const LONGEST_LINE: usize = 300;
/// Largest liner, in gallons: far beyond any that is sold, so that a scanned number is refused.
const LARGEST_LINER: u16 = 999;
/// Heaviest box, in tenths of a pound.
const HEAVIEST: u32 = 99_999;

/// Why a text is not what the field wants.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TermError {
    #[error("a unique number is missing; scan or type the number printed on the label")]
    NoId,
    #[error(
        "`{0}` is not one unique number: letters, digits and marks without spaces, at most 64, one of them at least a letter or a digit; scan it again"
    )]
    NotAnId(String),
    #[error("{0} is missing or is not one line of text; type it")]
    NotALine(&'static str),
    #[error(
        "`{0}` is not a size in whole gallons from 1 to 999; it is marked on the liner, such as 10"
    )]
    NotGallons(String),
    #[error("`{0}` is not a weight in pounds with at most one decimal, such as 23.4")]
    NotPounds(String),
    #[error(
        "`{0}` is not a DEA registration number: two letters and seven digits, the last one a check digit; compare it with the certificate"
    )]
    NotARegistration(String),
}

/// The permanent unique number printed on a liner, a package, a box or a seal (21 CFR 1317.60(a)(6)
/// for liners, 1317.70(c)(5) for packages). Upper case, so that typing and scanning agree.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UniqueId(String);

impl UniqueId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it stands in a record: those of earlier releases may hold one of marks alone, such as `-`.
    pub fn recorded(text: &str) -> Result<Self, TermError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TermError::NoId);
        }
        if text.len() > LONGEST_ID || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TermError::NotAnId(text.to_owned()));
        }
        Ok(Self(text.to_ascii_uppercase()))
    }
}

/// As a person gives it: with a letter or a digit in it.
impl FromStr for UniqueId {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let id = Self::recorded(text)?;
        if id.0.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            Ok(id)
        } else {
            Err(TermError::NotAnId(id.0))
        }
    }
}

impl TryFrom<String> for UniqueId {
    type Error = TermError;

    fn try_from(text: String) -> Result<Self, TermError> {
        Self::recorded(&text)
    }
}

/// One line of text with something in it: a name, an address, a method.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// `text` without the space around it; `what` names the field to the person if it is empty.
    pub fn new(what: &'static str, text: &str) -> Result<Self, TermError> {
        let text = text.trim();
        let fits = (1..=LONGEST_LINE).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TermError::NotALine(what))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Line {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        Self::new("a text", text)
    }
}

/// Size of a liner in whole gallons, as marked on it (21 CFR 1317.60(a)(5)).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Gallons(u16);

impl Gallons {
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Gallons {
    type Error = TermError;

    fn try_from(gallons: u16) -> Result<Self, TermError> {
        if (1..=LARGEST_LINER).contains(&gallons) {
            Ok(Self(gallons))
        } else {
            Err(TermError::NotGallons(gallons.to_string()))
        }
    }
}

impl From<Gallons> for u16 {
    fn from(size: Gallons) -> Self {
        size.0
    }
}

impl FromStr for Gallons {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let gallons: u16 = text
            .trim()
            .parse()
            .map_err(|_| TermError::NotGallons(text.to_owned()))?;
        Self::try_from(gallons)
    }
}

impl fmt::Display for Gallons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-gallon", self.0)
    }
}

/// A weight in whole tenths of a pound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Pounds(u32);

impl Pounds {
    /// Tenths of a pound.
    pub fn tenths(self) -> u32 {
        self.0
    }

    /// What remains without `part`; nothing where `part` is the heavier.
    pub fn minus(self, part: Self) -> Option<Self> {
        self.0.checked_sub(part.0).map(Self)
    }
}

impl TryFrom<u32> for Pounds {
    type Error = TermError;

    fn try_from(tenths: u32) -> Result<Self, TermError> {
        if tenths <= HEAVIEST {
            Ok(Self(tenths))
        } else {
            Err(TermError::NotPounds(format!("{tenths} tenths")))
        }
    }
}

impl From<Pounds> for u32 {
    fn from(weight: Pounds) -> Self {
        weight.0
    }
}

impl FromStr for Pounds {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let odd = || TermError::NotPounds(text.to_owned());
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let trimmed = text.trim();
        let (whole, tenth) = trimmed.split_once('.').unwrap_or((trimmed, "0"));
        if !digits(whole) || !digits(tenth) || tenth.len() != 1 {
            return Err(odd());
        }
        let tenths: u32 = [whole, tenth].concat().parse().map_err(|_| odd())?;
        Self::try_from(tenths).map_err(|_| odd())
    }
}

/// `23.4`, without the unit.
impl fmt::Display for Pounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// A DEA registration number with the right check digit: `AB1234563`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Registration(String);

impl Registration {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Registration {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let number = text.trim().to_ascii_uppercase();
        let odd = || TermError::NotARegistration(text.trim().to_owned());
        let [kind, initial, digits @ ..] = number.as_bytes() else {
            return Err(odd());
        };
        let spelled =
            kind.is_ascii_uppercase() && (initial.is_ascii_uppercase() || *initial == b'9');
        // Digits in even places count twice; the last digit of the sum is the check digit.
        let values = digits
            .iter()
            .map(|digit| char::from(*digit).to_digit(10))
            .collect::<Option<Vec<u32>>>()
            .ok_or_else(odd)?;
        let Some((check, counted)) = values.split_last() else {
            return Err(odd());
        };
        let sum: u32 = counted
            .iter()
            .zip([1, 2].iter().cycle())
            .map(|(v, w)| v * w)
            .sum();
        if spelled && digits.len() == 7 && sum % 10 == *check {
            Ok(Self(number))
        } else {
            Err(odd())
        }
    }
}

macro_rules! read_as_typed {
    ($($name:ty),*) => {$(
        impl TryFrom<String> for $name {
            type Error = TermError;

            fn try_from(text: String) -> Result<Self, TermError> {
                text.parse()
            }
        }
    )*};
}

macro_rules! stored_as_text {
    ($($name:ty),*) => {$(
        impl From<$name> for String {
            fn from(term: $name) -> Self {
                term.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

read_as_typed!(Line, Registration);
stored_as_text!(UniqueId, Line, Registration);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_weight_has_one_decimal_and_no_more() {
        for (text, tenths) in [("0", 0), ("23.4", 234), (" 7 ", 70), ("9999.9", 99_999)] {
            assert_eq!(text.parse::<Pounds>().unwrap().tenths(), tenths, "{text}");
        }
        for odd in [
            "",
            ".5",
            "5.",
            "1.25",
            "-1",
            "1,5",
            "1e3",
            "+1",
            "10000",
            "99999999999",
        ] {
            assert!(odd.parse::<Pounds>().is_err(), "{odd}");
        }
        assert_eq!(Pounds::try_from(7).unwrap().to_string(), "0.7");
    }

    #[test]
    fn a_registration_number_shows_a_typing_error() {
        for good in ["AB1234563", " fp9876547 ", "R91234563"] {
            assert!(good.parse::<Registration>().is_ok(), "{good}");
        }
        for odd in [
            "",
            "AB1234567",
            "AB2134563",
            "A1234563",
            "AB123456",
            "AB12345630",
            "9B1234563",
        ] {
            assert!(odd.parse::<Registration>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_number_is_the_same_typed_or_scanned() {
        let id: UniqueId = " crl-1007\r\n".parse().unwrap();
        assert_eq!(id.as_str(), "CRL-1007");
        for odd in ["", "  ", "A B", "A\tB", "é", "-", "--", &"1".repeat(65)] {
            assert!(odd.parse::<UniqueId>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_number_of_marks_alone_is_still_read_from_a_record() {
        let dash: UniqueId = serde_json::from_str("\"-\"").unwrap();
        assert_eq!(dash.as_str(), "-");
        assert!(serde_json::from_str::<UniqueId>("\"A B\"").is_err());
    }

    #[test]
    fn a_scanned_number_is_no_size() {
        assert_eq!("10".parse::<Gallons>().unwrap().to_string(), "10-gallon");
        for odd in ["0", "1000", "70000", "2.5", ""] {
            assert!(odd.parse::<Gallons>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_line_is_one_line_with_something_in_it() {
        assert_eq!(
            Line::new("the place", " 1 Main St ").unwrap().as_str(),
            "1 Main St"
        );
        let error = Line::new("the place", " \n").unwrap_err().to_string();
        assert!(error.starts_with("the place"), "{error}");
        assert!(Line::new("the place", "a\nb").is_err());
        assert!(Line::new("the place", &"x".repeat(301)).is_err());
    }

    proptest! {
        #[test]
        fn a_weight_reads_back_as_it_is_shown(tenths in 0..=HEAVIEST) {
            let weight = Pounds::try_from(tenths).unwrap();
            prop_assert_eq!(weight.to_string().parse::<Pounds>().unwrap(), weight);
        }

        #[test]
        fn a_number_stays_itself(text in "[!-~]{0,31}[0-9A-Za-z][!-~]{0,32}") {
            let id: UniqueId = text.parse().unwrap();
            prop_assert_eq!(id.as_str().parse::<UniqueId>().unwrap(), id);
        }
    }
}
