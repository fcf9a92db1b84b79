//! The offline recovery code: the way back in when no administrator can sign in any more.

use std::fmt;

use zeroize::Zeroizing;

use super::{PeopleError, Secret};

/// The holder under which the table of secrets keeps it.
pub const HOLDER: &str = "recovery";

/// Crockford's base 32: no letter that is taken for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 24;

/// 120 random bits, shown once, to be written down and locked away: `7F3K-...` in six groups.
pub struct RecoveryCode(Zeroizing<String>);

impl fmt::Debug for RecoveryCode {
    /// Without the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl RecoveryCode {
    /// A new code.
    pub fn generate() -> Result<Self, PeopleError> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        getrandom::fill(bytes.as_mut()).map_err(|_| PeopleError::Hashing)?;
        let letters = bytes
            .iter()
            .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
            .map(|letter| char::from(*letter));
        Ok(Self(Zeroizing::new(letters.collect())))
    }

    /// The code as a person typed it: dashes, spaces and case do not matter, O is 0, I and L are 1.
    pub fn typed(text: &str) -> Self {
        let letters = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            });
        Self(Zeroizing::new(letters.collect()))
    }

    /// What is hashed and checked.
    pub fn secret(&self) -> Secret {
        Secret::new(self.0.as_str())
    }

    /// For the one time that a person sees it.
    pub fn shown(&self) -> Zeroizing<String> {
        let mut shown = Zeroizing::new(String::new());
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                shown.push('-');
            }
            shown.push(letter);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_long_random_and_read_back_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 29, "{}", *shown);
        assert_ne!(*shown, *RecoveryCode::generate().unwrap().shown());
        for typed in [
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('0', "o").replace('1', "l"),
        ] {
            assert_eq!(*RecoveryCode::typed(&typed).0, *code.0, "{typed}");
        }
    }
}
