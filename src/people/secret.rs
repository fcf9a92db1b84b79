//! PINs and passphrases: what is strong enough, and how one is kept and checked.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use zeroize::Zeroizing;

use super::PeopleError;
use crate::files::sha256_hex;

/// Memory that one guess takes, KiB (19 MiB), and passes over it: OWASP's least for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Longer ones are no secret but a file.
const LONGEST: usize = 128;

/// What a person types to prove who they are. Wiped from memory when it is dropped.
pub struct Secret(Zeroizing<String>);

/// Why a new secret is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WeakSecret {
    #[error("a PIN needs at least 6 digits, a passphrase at least 12 characters")]
    Short,
    #[error("a passphrase may have at most 128 characters")]
    Long,
    #[error("this PIN is among the first that anyone tries (a row, a repeat); choose another")]
    Obvious,
    #[error("this PIN reads as a date, and birthdays are guessed first; choose another")]
    Date,
    #[error("this passphrase repeats itself too much; use four words that do not belong together")]
    Repeats,
    #[error("the name is not a secret; choose something else")]
    Name,
}

impl Secret {
    pub fn new(typed: impl Into<String>) -> Self {
        Self(Zeroizing::new(typed.into()))
    }

    /// An error where this is too easy to guess for somebody called `name`.
    pub fn check_strength(&self, name: &str) -> Result<(), WeakSecret> {
        let text = self.0.as_str();
        if text.len() > LONGEST {
            return Err(WeakSecret::Long);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let digits: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
            return check_pin(&digits);
        }
        if text.trim().chars().count() < 12 {
            return Err(WeakSecret::Short);
        }
        if text.to_lowercase().contains(&name.to_lowercase())
            && text.chars().count() < name.chars().count() + 12
        {
            return Err(WeakSecret::Name);
        }
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        if characters.len() < 5 {
            return Err(WeakSecret::Repeats);
        }
        Ok(())
    }
}

fn check_pin(digits: &[u8]) -> Result<(), WeakSecret> {
    if digits.len() < 6 {
        return Err(WeakSecret::Short);
    }
    let steps: Vec<u8> = digits
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some((10 + next - one) % 10),
            _ => None,
        })
        .collect();
    // 000000, 123456, 987654, 246802.
    let row = steps.windows(2).all(|pair| match pair {
        [one, next] => one == next,
        _ => true,
    });
    // 121212, 123123, 11223344 has four digits and is caught as pairs.
    let repeats = (1..=digits.len() / 2).any(|length| {
        digits
            .iter()
            .zip(digits.iter().skip(length))
            .all(|(one, next)| one == next)
    });
    let pairs = digits.chunks(2).all(|pair| match pair {
        [one, two] => one == two,
        _ => true,
    });
    let mut different = digits.to_vec();
    different.sort_unstable();
    different.dedup();
    if row || repeats || pairs || different.len() < 3 {
        return Err(WeakSecret::Obvious);
    }
    if is_date(digits) {
        return Err(WeakSecret::Date);
    }
    Ok(())
}

/// Month and day or day and month, before or after a year of two or four digits.
fn is_date(digits: &[u8]) -> bool {
    let number = |part: &[u8]| {
        part.iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    };
    let month_day = |one: u32, two: u32| {
        ((1..=12).contains(&one) && (1..=31).contains(&two))
            || ((1..=31).contains(&one) && (1..=12).contains(&two))
    };
    let year = |year: u32| (1900..2100).contains(&year);
    let pairs: Vec<u32> = digits.chunks(2).map(number).collect();
    match (digits.len(), pairs.as_slice()) {
        (6, [one, two, three]) => month_day(*one, *two) || month_day(*two, *three),
        (8, [one, two, three, four]) => {
            (month_day(*one, *two) && year(three * 100 + four))
                || (year(one * 100 + two) && month_day(*three, *four))
        }
        _ => false,
    }
}

/// The argon2id hash of `secret` with a new salt, as a PHC string.
pub fn hash(secret: &Secret) -> Result<String, PeopleError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|_| PeopleError::Hashing)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(secret.0.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| PeopleError::Hashing)
}

/// Whether `secret` is the one that `phc` was made from.
pub fn matches(secret: &Secret, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|known| {
        Argon2::default()
            .verify_password(secret.0.as_bytes(), &known)
            .is_ok()
    })
}

/// SHA-256 of a PHC string, as the record keeps it.
pub fn fingerprint(phc: &str) -> String {
    sha256_hex(phc.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strength(text: &str) -> Result<(), WeakSecret> {
        Secret::new(text).check_strength("A. Clerk")
    }

    #[test]
    fn refuses_what_is_guessed_first() {
        for (text, why) in [
            ("", WeakSecret::Short),
            ("73914", WeakSecret::Short),
            ("000000", WeakSecret::Obvious),
            ("123456", WeakSecret::Obvious),
            ("987654", WeakSecret::Obvious),
            ("567890", WeakSecret::Obvious),
            ("121212", WeakSecret::Obvious),
            ("482482", WeakSecret::Obvious),
            ("4824824", WeakSecret::Obvious),
            ("112233", WeakSecret::Obvious),
            ("777177", WeakSecret::Obvious),
            ("071184", WeakSecret::Date),
            ("241299", WeakSecret::Date),
            ("841107", WeakSecret::Date),
            ("19841107", WeakSecret::Date),
            ("07111984", WeakSecret::Date),
            ("horse", WeakSecret::Short),
            ("           x", WeakSecret::Short),
            ("aaaaaaaaaaaab", WeakSecret::Repeats),
            ("a. clerk 1234", WeakSecret::Name),
        ] {
            assert_eq!(strength(text), Err(why), "{text}");
        }
        assert_eq!(strength(&"ab3-".repeat(40)), Err(WeakSecret::Long));
    }

    #[test]
    fn takes_what_is_not() {
        for text in ["739154", "84620917", "correct horse", "Blaue Blümchen 7"] {
            assert_eq!(strength(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn the_hash_is_argon2id_with_19_mib_salted_and_matches_its_secret_alone() {
        let secret = Secret::new("739154");
        let (one, two) = (hash(&secret).unwrap(), hash(&secret).unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        assert!(matches(&secret, &one) && matches(&secret, &two));
        assert!(!matches(&Secret::new("739155"), &one));
        assert!(!matches(&secret, "no hash"));
        assert_ne!(fingerprint(&one), fingerprint(&two));
    }
}
