//! The key of an encrypted record, and how a file says that it needs one.
//!
//! SQLCipher 4 with its defaults: each page AES-256 with an HMAC-SHA512 of its own; the key from a
//! passphrase by PBKDF2-HMAC-SHA512 over the salt with which the file begins. It is derived once and
//! handed on raw, since every connection would derive it again.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use pbkdf2::pbkdf2_hmac;
use rusqlite::Connection;
use sha2::Sha512;
use zeroize::Zeroizing;

use super::{
    LedgerError,
    chain::{Secret, create_secret, load_secret},
    error::at,
};

/// SQLCipher's number of rounds.
const ROUNDS: u32 = 256_000;
/// SQLCipher's pages, of which an encrypted file is made up.
const PAGE: u64 = 4096;
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

type Salt = [u8; 16];

/// What a person or the system gives to open an encrypted record.
#[derive(Clone)]
pub enum Opener {
    Passphrase(Zeroizing<String>),
    /// A file with 64 hexadecimal digits, on another medium than the record.
    KeyFile(PathBuf),
}

impl fmt::Debug for Opener {
    /// Without what was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.means())
    }
}

impl Opener {
    /// For records and people: `passphrase`, `key file`.
    pub fn means(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::KeyFile(_) => "key file",
        }
    }

    /// Writes a new key to the key file where there is none yet, and waits until it is on its disk; whether it did.
    pub fn make_key_file(&self) -> Result<bool, LedgerError> {
        match self {
            Self::KeyFile(path) if !path.exists() => create_secret(path).map(|_| true),
            _ => Ok(false),
        }
    }

    /// The key to a file that begins with `salt`.
    fn key(&self, salt: &Salt) -> Result<RecordKey, LedgerError> {
        let raw = match self {
            Self::Passphrase(typed) => {
                let mut raw = Secret::default();
                pbkdf2_hmac::<Sha512>(typed.as_bytes(), salt, ROUNDS, raw.as_mut_slice());
                raw
            }
            Self::KeyFile(path) => load_secret(path).map_err(|error| match error {
                LedgerError::File { path, source } => LedgerError::NoKeyFile { path, source },
                LedgerError::KeyDamaged { path } => LedgerError::NotAKeyFile { path },
                error => error,
            })?,
        };
        let raw = Zeroizing::new(hex::encode(raw.as_slice()));
        let salt = hex::encode(salt);
        let both = ["x'", raw.as_str(), salt.as_str(), "'"].concat();
        Ok(RecordKey(Zeroizing::new(both)))
    }

    /// A key for `database`, which is yet to be made.
    pub(super) fn new_key(&self, database: &Path) -> Result<RecordKey, LedgerError> {
        let mut salt = Salt::default();
        getrandom::fill(&mut salt)
            .map_err(io::Error::other)
            .map_err(at(database))?;
        self.key(&salt)
    }
}

/// The raw key of one file with its salt, as SQLCipher takes them.
#[derive(Clone)]
pub(super) struct RecordKey(Zeroizing<String>);

impl RecordKey {
    /// The first thing that is said to a connection.
    pub(super) fn apply(&self, connection: &Connection) -> rusqlite::Result<()> {
        // A wrong key is said by our own error.
        connection.pragma_update(None, "cipher_log_level", "NONE")?;
        connection.pragma_update(None, "key", self.as_str())
    }

    /// For `ATTACH … KEY`.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the first bytes of a database say.
enum Form {
    /// Not there, or empty.
    New,
    Plain,
    Encrypted(Salt),
}

/// An encrypted file is noise in whole pages; anything else that is no database is damaged, which
/// opening it says.
fn form(database: &Path) -> Result<Form, LedgerError> {
    let read = || -> io::Result<Form> {
        let mut file = match File::open(database) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Form::New),
            file => file?,
        };
        let length = file.metadata()?.len();
        let mut first = Salt::default();
        if length == 0 {
            return Ok(Form::New);
        }
        let pages = length >= PAGE && length.is_multiple_of(PAGE);
        Ok(match file.read_exact(&mut first) {
            Ok(()) if pages && first != *PLAIN && first != Salt::default() => {
                Form::Encrypted(first)
            }
            _ => Form::Plain,
        })
    };
    read().map_err(at(database))
}

/// Whether the database in `path` is encrypted.
pub fn is_encrypted(path: &Path) -> Result<bool, LedgerError> {
    Ok(matches!(form(path)?, Form::Encrypted(_)))
}

/// The key that opens `database`; none where it is not encrypted.
pub(super) fn key_to(
    database: &Path,
    opener: Option<&Opener>,
) -> Result<Option<RecordKey>, LedgerError> {
    let path = || database.to_owned();
    match (form(database)?, opener) {
        (Form::New | Form::Plain, None) => Ok(None),
        (Form::New, Some(opener)) => opener.new_key(database).map(Some),
        (Form::Plain, Some(_)) => Err(LedgerError::NotEncrypted { path: path() }),
        (Form::Encrypted(_), None) => Err(LedgerError::Locked { path: path() }),
        (Form::Encrypted(salt), Some(opener)) => opener.key(&salt).map(Some),
    }
}
