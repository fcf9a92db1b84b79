//! Element strings: what GS1 Data Matrix and GS1-128 hold (GS1 General Specifications 3 and 7.8).

use jiff::civil::Date;

use super::{Gtin, GtinError};

/// Ends an element of no fixed length (FNC1).
pub const GS: char = '\u{1d}';
/// What readers put before element strings to say what they read: GS1-128, GS1 Data Matrix, GS1 QR.
pub(super) const MARKS: [&str; 3] = ["]C1", "]d2", "]Q3"];
/// What they put before a bare item number: UPC-A and EAN-13.
const ITEM_MARK: &str = "]E0";

/// Why a text is not an element string.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Gs1Error {
    #[error("the code holds an element `{0}` that is not known here; compare it with the label")]
    UnknownElement(String),
    #[error("the element ({ai}) is `{value}`, which it cannot be; scan it again")]
    Value { ai: &'static str, value: String },
    #[error("the element ({0}) stands there twice with two values; scan it again")]
    Twice(&'static str),
    #[error(transparent)]
    Gtin(#[from] GtinError),
}

/// What matters here of an element string.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Elements {
    /// (01)
    pub gtin: Option<Gtin>,
    /// (10)
    pub lot: Option<String>,
    /// (17), the last day on which the drug may be used.
    pub expires: Option<Date>,
    /// (21)
    pub serial: Option<String>,
    /// (715), a US National Drug Code as printed.
    pub ndc: Option<String>,
}

/// How long the value of an element is.
#[derive(Clone, Copy)]
enum Length {
    Fixed(usize),
    /// At most; ends at [`GS`] or at the end.
    UpTo(usize),
}
use Length::{Fixed, UpTo};

/// Elements that stand on drugs, packages and cases; an unknown one is an error, since nothing says
/// where it ends.
const ELEMENTS: [(&str, Length); 32] = [
    ("00", Fixed(18)),
    ("01", Fixed(14)),
    ("02", Fixed(14)),
    ("10", UpTo(20)),
    ("11", Fixed(6)),
    ("12", Fixed(6)),
    ("13", Fixed(6)),
    ("15", Fixed(6)),
    ("16", Fixed(6)),
    ("17", Fixed(6)),
    ("20", Fixed(2)),
    ("21", UpTo(20)),
    ("22", UpTo(20)),
    ("30", UpTo(8)),
    ("37", UpTo(8)),
    ("240", UpTo(30)),
    ("241", UpTo(30)),
    ("250", UpTo(30)),
    ("251", UpTo(30)),
    ("400", UpTo(30)),
    ("401", UpTo(30)),
    ("410", Fixed(13)),
    ("414", Fixed(13)),
    ("420", UpTo(20)),
    ("710", UpTo(20)),
    ("711", UpTo(20)),
    ("712", UpTo(20)),
    ("713", UpTo(20)),
    ("714", UpTo(20)),
    ("715", UpTo(20)),
    ("7003", Fixed(10)),
    ("90", UpTo(30)),
];

/// Reads an element string, with or without a reader's mark in front. `this_year` tells which
/// century a year of two digits means.
pub fn read_elements(text: &str, this_year: i16) -> Result<Elements, Gs1Error> {
    let mut rest = unmarked(text).trim_start_matches(GS);
    let mut found = Elements::default();
    while !rest.is_empty() {
        let unknown = || Gs1Error::UnknownElement(rest.chars().take(4).collect());
        let (ai, length) = ELEMENTS
            .iter()
            .find(|(ai, _)| rest.starts_with(ai))
            .copied()
            .ok_or_else(unknown)?;
        let after = rest.get(ai.len()..).ok_or_else(unknown)?;
        let (value, next) = match length {
            Fixed(length) => after.split_at_checked(length),
            UpTo(_) => Some(after.split_once(GS).unwrap_or((after, ""))),
        }
        .ok_or_else(|| bad(ai, after))?;
        let fits = match length {
            Fixed(_) => value.bytes().all(|byte| byte.is_ascii_digit()),
            UpTo(most) => {
                (1..=most).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_graphic())
            }
        };
        if !fits {
            return Err(bad(ai, value));
        }
        found.take(ai, value, this_year)?;
        rest = next.trim_start_matches(GS);
    }
    Ok(found)
}

/// Whether a reader says that this is an element string, or a separator in it does.
pub fn is_marked(text: &str) -> bool {
    text.len() != unmarked(text).len() || text.contains(GS)
}

/// The trade item number that a hand scanner typed: alone, or where an element string begins. What follows it there
/// is not looked at, since keyboards lose the separators.
pub fn typed_gtin(text: &str) -> Option<Gtin> {
    let alone = text.strip_prefix(ITEM_MARK).unwrap_or(text);
    let first = || {
        let elements = unmarked(text).trim_start_matches(GS);
        elements.strip_prefix("01")?.get(..14)?.parse().ok()
    };
    alone.parse().ok().or_else(first)
}

pub(super) fn unmarked(text: &str) -> &str {
    MARKS
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .unwrap_or(text)
}

fn bad(ai: &'static str, value: &str) -> Gs1Error {
    Gs1Error::Value {
        ai,
        value: value.chars().take(40).collect(),
    }
}

impl Elements {
    fn take(&mut self, ai: &'static str, value: &str, this_year: i16) -> Result<(), Gs1Error> {
        let text = || value.to_owned();
        let once = match ai {
            "01" => put(&mut self.gtin, value.parse::<Gtin>()?),
            "10" => put(&mut self.lot, text()),
            "17" => put(
                &mut self.expires,
                date(value, this_year).ok_or_else(|| bad(ai, value))?,
            ),
            "21" => put(&mut self.serial, text()),
            "715" => put(&mut self.ndc, text()),
            _ => true,
        };
        if once {
            Ok(())
        } else {
            Err(Gs1Error::Twice(ai))
        }
    }
}

/// Whether the slot was empty or held the same.
fn put<T: PartialEq>(slot: &mut Option<T>, value: T) -> bool {
    if let Some(there) = slot {
        return *there == value;
    }
    *slot = Some(value);
    true
}

/// `YYMMDD`; day 00 is the last of the month. The century is the one that puts the year nearest to
/// this one (GS1 General Specifications 7.12).
fn date(digits: &str, this_year: i16) -> Option<Date> {
    let number = |from: usize| digits.get(from..from + 2)?.parse::<i8>().ok();
    let (year, month, day) = (i16::from(number(0)?), number(2)?, number(4)?);
    let century = this_year - this_year % 100;
    let year = match century + year - this_year {
        51.. => century + year - 100,
        ..=-50 => century + year + 100,
        _ => century + year,
    };
    if day == 0 {
        return Date::new(year, month, 1).ok().map(Date::last_of_month);
    }
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Elements, Gs1Error> {
        read_elements(text, 2026)
    }

    #[test]
    fn a_drug_says_what_lot_it_is_and_until_when() {
        let whole = "01003009372480641727063010AB-12\u{1d}21SN900";
        for text in [
            whole.to_owned(),
            format!("]d2{whole}"),
            format!("]C1{whole}\u{1d}"),
            format!("\u{1d}{whole}"),
        ] {
            let found = read(&text).unwrap();
            assert_eq!(found.gtin.unwrap().to_string(), "00300937248064");
            assert_eq!(found.lot.as_deref(), Some("AB-12"));
            assert_eq!(found.serial.as_deref(), Some("SN900"));
            assert_eq!(found.expires, Some(jiff::civil::date(2027, 6, 30)));
        }
    }

    #[test]
    fn other_orders_and_elements_are_read_over() {
        let found = read("21XYZ\u{1d}1126010110L1\u{1d}715 0093-7248-06");
        assert!(matches!(found, Err(Gs1Error::Value { ai: "715", .. })));
        let found = read("21XYZ\u{1d}1126010110L1\u{1d}7150093-7248-06").unwrap();
        assert_eq!(found.ndc.as_deref(), Some("0093-7248-06"));
        assert_eq!(
            (found.lot.as_deref(), found.serial.as_deref()),
            (Some("L1"), Some("XYZ"))
        );
    }

    #[test]
    fn dates_know_the_end_of_a_month_and_the_century() {
        for (digits, year, expected) in [
            ("270228", 2026, Some((2027, 2, 28))),
            ("280200", 2026, Some((2028, 2, 29))),
            ("260400", 2026, Some((2026, 4, 30))),
            ("990101", 2026, Some((1999, 1, 1))),
            ("760101", 2026, Some((2076, 1, 1))),
            ("770101", 2026, Some((1977, 1, 1))),
            ("010101", 2098, Some((2101, 1, 1))),
            ("271301", 2026, None),
            ("270230", 2026, None),
            ("270032", 2026, None),
        ] {
            let expected = expected.map(|(y, m, d)| jiff::civil::date(y, m, d));
            assert_eq!(date(digits, year), expected, "{digits}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text: &str| read(text).unwrap_err();
        assert!(matches!(
            wrong("0100300937248065"),
            Gs1Error::Gtin(GtinError::CheckDigit { .. })
        ));
        assert!(matches!(
            wrong("01003009372480"),
            Gs1Error::Value { ai: "01", .. }
        ));
        assert!(matches!(
            wrong("17271345"),
            Gs1Error::Value { ai: "17", .. }
        ));
        assert!(matches!(wrong("10"), Gs1Error::Value { ai: "10", .. }));
        assert!(matches!(
            wrong("10123456789012345678901"),
            Gs1Error::Value { ai: "10", .. }
        ));
        assert!(matches!(wrong("10A\u{1d}10B"), Gs1Error::Twice("10")));
        assert!(matches!(wrong("8888X"), Gs1Error::UnknownElement(_)));
        assert!(matches!(wrong("CRL1007"), Gs1Error::UnknownElement(_)));
        assert!(read("10A\u{1d}10A").is_ok());
        assert_eq!(read("").unwrap(), Elements::default());
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC*", digits in "[0-9\u{1d}]{0,60}") {
            let _ = read(&text);
            let _ = read(&digits);
            let _ = read(&format!("]d2{text}"));
        }
    }
}
