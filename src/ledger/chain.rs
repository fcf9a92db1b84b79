//! The keyed hash that ties each record to the one before it.

use std::{fs, io::Write, path::Path};

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use super::LedgerError;

/// HMAC-SHA256 of one record, or the zeros that stand before the first.
pub(super) type Mac = [u8; 32];

/// What the first record names as the one before it.
pub(super) const BEFORE_FIRST: Mac = [0; 32];

/// The secret that the hashes are keyed with: 32 random bytes, made at the first start.
pub struct ChainKey([u8; 32]);

impl ChainKey {
    /// Makes a key and writes it to `path`, which must not exist, readable by its owner alone.
    pub(super) fn create(path: &Path) -> Result<Self, LedgerError> {
        let file_error = |source| LedgerError::File {
            path: path.to_owned(),
            source,
        };
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|source| file_error(std::io::Error::other(source)))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(file_error)?;
        file.write_all(format!("{}\n", hex(&bytes)).as_bytes())
            .map_err(file_error)?;
        file.sync_all().map_err(file_error)?;
        Ok(Self(bytes))
    }

    /// Reads the key from `path`.
    pub(super) fn load(path: &Path) -> Result<Self, LedgerError> {
        let text = fs::read_to_string(path).map_err(|source| LedgerError::File {
            path: path.to_owned(),
            source,
        })?;
        match unhex(text.trim_end()) {
            Some(bytes) => Ok(Self(bytes)),
            None => Err(LedgerError::KeyDamaged {
                path: path.to_owned(),
            }),
        }
    }

    /// The hash of the record `content` that follows the record whose hash is `previous`.
    pub(super) fn record(&self, previous: &Mac, content: &[u8]) -> Mac {
        self.keyed(&[b"takeback record v1\0", previous, content])
    }

    /// The hash of the statement "the ledger reaches record `seq`, whose hash is `last`".
    pub(super) fn head(&self, seq: i64, last: &Mac) -> Mac {
        self.keyed(&[b"takeback head v1\0", &seq.to_be_bytes(), last])
    }

    fn keyed(&self, parts: &[&[u8]]) -> Mac {
        // HMAC fills a short key with zeros up to the block of its hash, 64 bytes.
        let mut block = [0; 64];
        for (slot, byte) in block.iter_mut().zip(self.0) {
            *slot = byte;
        }
        let mut hmac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        for part in parts {
            hmac.update(part);
        }
        hmac.finalize().into_bytes().into()
    }
}

/// `bytes` in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing into a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The 32 bytes that `text` spells in hexadecimal.
pub(super) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_depends_on_key_predecessor_and_content() {
        let (one, two) = (ChainKey([1; 32]), ChainKey([2; 32]));
        let hash = one.record(&BEFORE_FIRST, b"{}");
        assert_ne!(hash, two.record(&BEFORE_FIRST, b"{}"));
        assert_ne!(hash, one.record(&[1; 32], b"{}"));
        assert_ne!(hash, one.record(&BEFORE_FIRST, b"{ }"));
        assert_ne!(one.head(1, &hash), one.head(2, &hash));
    }

    /// The value was computed with Python's `hmac` module, so that an auditor's own program agrees.
    #[test]
    fn hash_is_plain_hmac_sha256() {
        let hash = ChainKey([7; 32]).record(&BEFORE_FIRST, br#"{"seq":1}"#);
        assert_eq!(
            hex(&hash),
            "bb7d1a5155cc1c07a1d9c32500b5f15d5f8e6d61cedf9252bcc26844dd328836"
        );
    }

    #[test]
    fn hexadecimal_reads_back_and_nothing_else_is_read() {
        let bytes = std::array::from_fn(|i| (i * 8) as u8);
        assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        assert_eq!(unhex(&"0".repeat(63)), None);
        assert_eq!(unhex(&"+1".repeat(32)), None);
    }
}
