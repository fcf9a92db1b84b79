//! The Ed25519 key that signs what leaves the station, and its public half that others check with.
//!
//! A mac convinces only those who hold its key, and whoever holds it can forge. A signature can be
//! checked by anybody and made only here.

use std::{
    fmt, fs,
    io::{self, Write as _},
    path::Path,
};

use ed25519_dalek::{Signature, Signer, SigningKey as Secret, VerifyingKey};

use super::{
    LedgerError,
    chain::{create_secret, digest, load_secret, unhex},
    error::at,
};
use crate::files::write_whole_among_others;

/// File of the secret key, for its owner alone.
pub const SIGNING_KEY: &str = "signing.key";
/// File of the public key, to be handed out.
pub const PUBLIC_KEY: &str = "signing.pub";

/// The first line of a public key's file.
const TITLE: &str = "takeback public key 1";

/// The secret that heads and exports are signed with: 32 random bytes, made at the first start.
pub struct SigningKey(Secret);

/// The half of the key that checks signatures and can make none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicKey(VerifyingKey);

/// A short name of a public key: the first 16 bytes of its SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fingerprint([u8; 16]);

impl SigningKey {
    /// Reads the key in the folder `home`, or makes it where neither half is there yet.
    ///
    /// None where only the public half is there: a new key would not be the one that others know. A public half that is
    /// another's is left as it is, since a record goes on without it: [`SigningKey::check_public`] tells.
    pub fn load_or_create(home: &Path) -> Result<Option<Self>, LedgerError> {
        let (secret, public) = (home.join(SIGNING_KEY), home.join(PUBLIC_KEY));
        let bytes = match (secret.exists(), public.exists()) {
            (true, _) => load_secret(&secret)?,
            (false, false) => create_secret(&secret)?,
            (false, true) => return Ok(None),
        };
        let key = Self(Secret::from_bytes(&bytes));
        if !public.exists() {
            // A publisher names the folder, which may hold anything.
            write_whole_among_others(&public, at(&public), |file| {
                write!(file, "{}", key.public()).map_err(at(&public))
            })?;
        }
        Ok(Some(key))
    }

    /// Reads the key from `path`.
    pub fn load(path: &Path) -> Result<Self, LedgerError> {
        let secret = load_secret(path)?;
        Ok(Self(Secret::from_bytes(&secret)))
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// An error where `signing.pub` in the folder `home` is another key's, or cannot be read: the key files of all
    /// stations have the same names.
    pub fn check_public(&self, home: &Path) -> Result<(), LedgerError> {
        let path = home.join(PUBLIC_KEY);
        match PublicKey::read(&path) {
            Ok(public) if public == self.public() => Ok(()),
            _ => Err(LedgerError::PublicKeyDiffers { path }),
        }
    }

    /// The signature of `message`, in hexadecimal.
    pub fn sign(&self, message: &[u8]) -> String {
        hex::encode(self.0.sign(message).to_bytes())
    }
}

impl PublicKey {
    /// Reads the key that `signing.pub`, or a copy typed off it, holds.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let text = fs::read_to_string(path).map_err(at(path))?;
        Self::parse(&text).ok_or_else(|| {
            at(path)(io::Error::other(format!(
                "it holds no `{TITLE}`, or a digit of it is wrong"
            )))
        })
    }

    /// None where `text` is no public key or does not have the fingerprint that it states.
    fn parse(text: &str) -> Option<Self> {
        let fields = fields(after_title(text, TITLE)?)?;
        let key = VerifyingKey::from_bytes(&unhex(&fields.iter().find(|f| f.0 == "key")?.1)?);
        let key = Self(key.ok()?);
        let stated = &fields.iter().find(|field| field.0 == "fingerprint")?.1;
        (*stated == hex::encode(key.fingerprint().0)).then_some(key)
    }

    pub fn fingerprint(&self) -> Fingerprint {
        let mut short = [0; 16];
        for (slot, byte) in short.iter_mut().zip(digest(self.0.as_bytes())) {
            *slot = byte;
        }
        Fingerprint(short)
    }

    /// Whether `signature`, in hexadecimal, was made over `message` with the secret half.
    pub fn signed(&self, message: &[u8], signature: &str) -> bool {
        let halves = signature.split_at_checked(64);
        let Some((Some(r), Some(s))) = halves.map(|(r, s)| (unhex(r), unhex(s))) else {
            return false;
        };
        self.0
            .verify_strict(message, &Signature::from_components(r, s))
            .is_ok()
    }
}

/// The text of the key's file.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}")?;
        writeln!(
            f,
            "Key:         {}",
            grouped(&hex::encode(self.0.as_bytes()))
        )?;
        writeln!(f, "Fingerprint: {}", self.fingerprint())
    }
}

impl Fingerprint {
    /// The fingerprint that 32 hexadecimal digits spell.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        for (slot, byte) in bytes.iter_mut().zip(unhex(&format!("{digits:0<64}"))?) {
            *slot = byte;
        }
        (digits.len() == 32).then_some(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&hex::encode(self.0)))
    }
}

/// Hexadecimal digits in groups of eight, which a person can type off.
pub(super) fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 9 / 8);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 8 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// What follows the words of `title` in a text that a person may have typed or an e-mail program quoted; none where
/// it begins with others. Capitals, and what space lies between the words, make no difference.
pub(super) fn after_title<'a>(text: &'a str, title: &str) -> Option<&'a str> {
    let mut rest = text.trim_start_matches('\u{feff}');
    for word in title.split(' ') {
        rest = rest.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let (begins, follows) = rest.split_at_checked(word.len())?;
        rest = begins.eq_ignore_ascii_case(word).then_some(follows)?;
    }
    Some(rest)
}

/// What the lines of signed heads and public keys are called, in lower case.
const NAMES: [&str; 7] = [
    "ledger",
    "records",
    "hash",
    "date",
    "key",
    "signature",
    "fingerprint",
];

/// The `Name: value` lines of such a text: names and values in lower case, values without spaces; a line without a
/// name goes on the one before. None where a line belongs to nothing.
pub(super) fn fields(text: &str) -> Option<Vec<(String, String)>> {
    // A time of day has colons too.
    let is_known = |name: &str| NAMES.contains(&name.trim().to_lowercase().as_str());
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches(['>', ' ', '\t']).trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let dense = |value: &str| value.split_whitespace().collect::<String>().to_lowercase();
        let named = line.split_once(':').filter(|(name, _)| is_known(name));
        match named.or_else(|| line.split_once(": ")) {
            Some((name, value)) => fields.push((name.trim().to_lowercase(), dense(value))),
            None => fields.last_mut()?.1.push_str(&dense(line)),
        }
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey(Secret::from_bytes(&[byte; 32]))
    }

    #[test]
    fn a_signature_holds_for_its_message_and_key_alone() {
        let signature = key(1).sign(b"message");
        assert!(key(1).public().signed(b"message", &signature));
        assert!(!key(1).public().signed(b"massage", &signature));
        assert!(!key(2).public().signed(b"message", &signature));
        assert!(!key(1).public().signed(b"message", &signature[1..]));
        assert!(!key(1).public().signed(b"message", ""));
    }

    #[test]
    fn a_public_key_reads_back_however_it_was_sent() {
        let public = key(3).public();
        let text = public.to_string();
        assert_eq!(PublicKey::parse(&text), Some(public));
        let quoted = text.replace('\n', "\r\n> ").to_uppercase();
        let narrow = text.replace(": ", ":").replace("public key", "Public  Key");
        for sent in [&quoted, &narrow] {
            assert_eq!(PublicKey::parse(sent), Some(public), "{sent}");
        }
        let digit = text.find("Key:").unwrap() + 15;
        let mut typo = text.into_bytes();
        typo[digit] = if typo[digit] == b'0' { b'1' } else { b'0' };
        assert_eq!(PublicKey::parse(std::str::from_utf8(&typo).unwrap()), None);
        assert_eq!(PublicKey::parse(""), None);
    }

    #[test]
    fn a_fingerprint_is_32_digits() {
        let digits = hex::encode(key(4).public().fingerprint().0);
        assert_eq!(
            Fingerprint::parse(&digits),
            Some(key(4).public().fingerprint())
        );
        assert_eq!(Fingerprint::parse(&digits[1..]), None);
        assert_eq!(Fingerprint::parse("x"), None);
    }
}
