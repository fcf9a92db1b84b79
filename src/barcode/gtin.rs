//! Global trade item numbers (GS1 General Specifications 3.3.2 and 7.9) and the National Drug Code
//! that those of US drugs hold.

use std::fmt;

/// A trade item number in fourteen digits, its check digit right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Gtin(u64);

/// Why digits are not a trade item number.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GtinError {
    #[error("`{0}` is not a trade item number: it has 8, 12, 13 or 14 digits and nothing else")]
    Form(String),
    #[error("`{text}` is not read right: its check digit should be {expected}; scan it again")]
    CheckDigit { text: String, expected: u8 },
}

/// GTIN-8, GTIN-12 (UPC-A), GTIN-13 (EAN-13), GTIN-14.
const LENGTHS: [usize; 4] = [8, 12, 13, 14];
/// UPC number system of drugs.
const DRUGS: u64 = 3;

impl std::str::FromStr for Gtin {
    type Err = GtinError;

    fn from_str(text: &str) -> Result<Self, GtinError> {
        let digits = text.trim();
        let form = || GtinError::Form(text.to_owned());
        if !LENGTHS.contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(form());
        }
        let number: u64 = digits.parse().map_err(|_| form())?;
        let expected = check_digit(number / 10);
        if number % 10 == expected {
            Ok(Self(number))
        } else {
            Err(GtinError::CheckDigit {
                text: text.to_owned(),
                expected: expected as u8,
            })
        }
    }
}

/// Three and one times the digits in turn from the right (GS1 General Specifications 7.9).
fn check_digit(mut body: u64) -> u64 {
    let (mut sum, mut weight) = (0, 3);
    while body > 0 {
        sum += body % 10 * weight;
        body /= 10;
        weight = 4 - weight;
    }
    (10 - sum % 10) % 10
}

impl Gtin {
    /// The ten digits of the NDC on a US drug (number system 3), hyphens left out; none for
    /// anything else that is sold. Shipping cases (a first digit that is not 0) hold the same drug.
    pub fn ndc_digits(self) -> Option<String> {
        let item = self.0 % 10_u64.pow(13);
        let system = item / 10_u64.pow(11);
        (system == DRUGS).then(|| format!("{:010}", item / 10 % 10_u64.pow(10)))
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_right_check_digit_are_read_in_every_length() {
        for (text, ndc) in [
            // The examples of the GS1 General Specifications: no drugs.
            ("9506000134352", None),
            ("614141000036", None),
            ("00012345678905", None),
            ("12345670", None),
            // UPC-A of a drug, the same as EAN-13, as GTIN-14, and its shipping case.
            ("300937248064", Some("0093724806")),
            ("0300937248064", Some("0093724806")),
            ("00300937248064", Some("0093724806")),
            ("50300937248069", Some("0093724806")),
        ] {
            let gtin: Gtin = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(gtin.ndc_digits().as_deref(), ndc, "{text}");
        }
    }

    #[test]
    fn a_wrong_digit_or_two_exchanged_are_noticed() {
        let right = "300937248064";
        for place in 0..right.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = right.as_bytes().to_vec();
                wrong[place] = digit;
                let text = String::from_utf8(wrong).unwrap();
                assert_eq!(text.parse::<Gtin>().is_ok(), text == right, "{text}");
            }
        }
        assert!(matches!(
            "300937248046".parse::<Gtin>(),
            Err(GtinError::CheckDigit { expected: 0, .. })
        ));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "3",
            "30093724806",
            "3009372480648888",
            "30093724806x",
            "３00937248068",
            "-30093724806",
        ] {
            assert!(
                matches!(text.parse::<Gtin>(), Err(GtinError::Form(_))),
                "{text}"
            );
        }
    }
}
