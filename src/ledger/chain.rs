//! The hashes that tie each record to the one before it, and the key that seals them.
//!
//! Two layers, so that two people can check: the hash needs no secret and is what signed heads
//! vouch for; the mac over it needs the key, and nobody without the key can make one.

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{LedgerError, error::at};
use crate::files::{claim_part, create_private, rename_synced};

/// SHA-256 that stands for one record and all before it, or the zeros before the first.
pub(super) type Hash = [u8; 32];

/// HMAC-SHA256 of one record's place and hash.
pub(super) type Mac = [u8; 32];

/// What the first record follows.
pub(super) const BEFORE_FIRST: Hash = [0; 32];

/// SHA-256 of `content`: what stays of it after a purge.
pub(super) fn digest(content: &[u8]) -> Hash {
    Sha256::digest(content).into()
}

/// SHA-256 and length of the file at `path`.
pub(super) fn digest_file(path: &Path) -> io::Result<(Hash, u64)> {
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else {
            return Ok((hasher.finalize().into(), bytes));
        };
        hasher.update(part);
        bytes += read as u64;
    }
}

/// Tell hashes and macs of records from the macs of heads.
const RECORD: &[u8] = b"takeback record v1\0";
const HEAD: &[u8] = b"takeback head v1\0";

/// The hash of the record whose content has the digest `digest`, after the one whose hash is `previous`.
pub(super) fn link(previous: &Hash, digest: &Hash) -> Hash {
    Sha256::new()
        .chain_update(RECORD)
        .chain_update(previous)
        .chain_update(digest)
        .finalize()
        .into()
}

/// The secret that the macs are keyed with: 32 random bytes, made at the first start. Held as HMAC takes it
/// in, which is wiped when it is dropped.
pub struct ChainKey(Hmac<Sha256>);

impl ChainKey {
    /// Makes a key and writes it to `path`, which must not exist, readable by its owner alone.
    pub(super) fn create(path: &Path) -> Result<Self, LedgerError> {
        Self::of(&create_secret(path)?, path)
    }

    /// Reads the key from `path`.
    pub fn load(path: &Path) -> Result<Self, LedgerError> {
        Self::of(&load_secret(path)?, path)
    }

    fn of(secret: &Secret, path: &Path) -> Result<Self, LedgerError> {
        // HMAC takes a key of any length; one that it did not take would be none of ours.
        let keyed = Hmac::<Sha256>::new_from_slice(secret.as_slice());
        keyed.map(Self).map_err(|_| LedgerError::KeyDamaged {
            path: path.to_owned(),
        })
    }

    /// The mac of the record at place `seq` whose hash is `hash`.
    pub(super) fn record(&self, seq: i64, hash: &Hash) -> Mac {
        self.over(RECORD, seq, hash).finalize().into_bytes().into()
    }

    /// Whether `mac` is what [`ChainKey::record`] gives; how long that takes says nothing about it.
    pub(super) fn is_record(&self, seq: i64, hash: &Hash, mac: &Mac) -> bool {
        self.over(RECORD, seq, hash).verify_slice(mac).is_ok()
    }

    /// The mac of the statement "the ledger reaches record `seq`, whose hash is `last`".
    pub(super) fn head(&self, seq: i64, last: &Hash) -> Mac {
        self.over(HEAD, seq, last).finalize().into_bytes().into()
    }

    /// As [`ChainKey::is_record`], of [`ChainKey::head`].
    pub(super) fn is_head(&self, seq: i64, last: &Hash, mac: &Mac) -> bool {
        self.over(HEAD, seq, last).verify_slice(mac).is_ok()
    }

    fn over(&self, title: &[u8], seq: i64, hash: &Hash) -> Hmac<Sha256> {
        let mut hmac = self.0.clone();
        hmac.update(title);
        hmac.update(&seq.to_be_bytes());
        hmac.update(hash);
        hmac
    }
}

/// 32 bytes that nobody but their owner knows, wiped when they are dropped.
pub(super) type Secret = Zeroizing<[u8; 32]>;

/// Writes 32 random bytes in hexadecimal to `path`, which must not exist, readable by its owner alone. They are
/// there whole or not at all, and on the disk: half a key would be no key, and nothing ever writes over one.
pub(super) fn create_secret(path: &Path) -> Result<Secret, LedgerError> {
    let mut secret = Secret::default();
    getrandom::fill(secret.as_mut_slice())
        .map_err(io::Error::other)
        .map_err(at(path))?;
    let digits = Zeroizing::new(hex::encode(secret.as_slice()));
    let (part, mut file) = claim_part(path, create_private).map_err(at(path))?;
    let made = file
        .write_all(digits.as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        .and_then(|()| {
            if path.try_exists()? {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            rename_synced(&part, path)
        });
    if made.is_err() {
        let _ = fs::remove_file(&part); // the first error is the one that tells what happened
    }
    made.map_err(at(path))?;
    Ok(secret)
}

/// Reads what [`create_secret`] wrote.
pub(super) fn load_secret(path: &Path) -> Result<Secret, LedgerError> {
    let text = Zeroizing::new(fs::read_to_string(path).map_err(at(path))?);
    let mut secret = Secret::default();
    hex::decode_to_slice(text.trim_end(), secret.as_mut_slice()).map_err(|_| {
        LedgerError::KeyDamaged {
            path: path.to_owned(),
        }
    })?;
    Ok(secret)
}

/// The 32 bytes that `text` spells in hexadecimal.
pub(super) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> ChainKey {
        ChainKey::of(&Secret::new([byte; 32]), Path::new("chain.key")).unwrap()
    }

    #[test]
    fn mac_depends_on_key_place_and_hash() {
        let (one, two) = (key(1), key(2));
        let hash = link(&BEFORE_FIRST, &digest(b"{}"));
        let mac = one.record(1, &hash);
        assert!(one.is_record(1, &hash, &mac));
        assert!(!two.is_record(1, &hash, &mac));
        assert!(!one.is_record(2, &hash, &mac));
        assert!(!one.is_record(1, &link(&hash, &digest(b"{}")), &mac));
        assert!(!one.is_head(1, &hash, &mac));
        assert!(one.is_head(1, &hash, &one.head(1, &hash)));
    }

    /// The values were computed with Python's `hashlib` and `hmac`, so that an auditor's own program agrees.
    #[test]
    fn hashes_are_plain_sha256_and_hmac() {
        let hash = link(&BEFORE_FIRST, &digest(br#"{"seq":1}"#));
        assert_eq!(
            hex::encode(hash),
            "f68f7050c55104089f9228ae7c3757bb9fa6fe5fabcdb63980c634017a3607bb"
        );
        assert_eq!(
            hex::encode(key(7).record(1, &hash)),
            "2bbbc4ae3084978ed99c85e523449a09ee561056f301a8ddfdb95f5bd7672c81"
        );
    }

    #[test]
    fn a_key_is_made_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chain.key");
        let made = create_secret(&path).unwrap();
        assert!(create_secret(&path).is_err());
        assert_eq!(*load_secret(&path).unwrap(), *made);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn hexadecimal_reads_back_and_nothing_else_is_read() {
        let bytes = std::array::from_fn(|i| (i * 8) as u8);
        assert_eq!(unhex(&hex::encode(bytes)), Some(bytes));
        assert_eq!(unhex(&"0".repeat(63)), None);
        assert_eq!(unhex(&"+1".repeat(32)), None);
    }
}
