//! A signed statement of how far the ledger reached, small enough to print or to type off.
//!
//! `chain.head` lies beside the ledger and goes with it when the whole folder is put back to an
//! older state. A signed head kept elsewhere does not, and it can be checked without any secret.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::{
    LedgerError, Moment, RecordId,
    chain::{Hash, unhex},
    error::at,
    head::Tip,
    signing::{Fingerprint, PublicKey, SigningKey, after_title, fields, grouped},
};

const TITLE: &str = "takeback head 1";

/// "At `date` the ledger `ledger` held `records` records, the last with the hash `hash`", signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedHead {
    /// Id of the ledger's first record, which names the ledger.
    pub ledger: RecordId,
    /// Place of the last record, which is how many the ledger held.
    pub records: i64,
    hash: Hash,
    /// Local time with offset, to the second.
    pub date: String,
    /// Of the key that signed.
    pub key: Fingerprint,
    /// 128 hexadecimal digits.
    signature: String,
}

/// Why a text is no signed head of this station.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HeadFault {
    #[error("is no signed head, or a line of it is missing")]
    NotAHead,
    #[error("is signed with another key, {named}, not with {expected}")]
    OtherKey {
        named: Fingerprint,
        expected: Fingerprint,
    },
    #[error("does not carry a valid signature: it was changed, or typed off wrongly")]
    Forged,
}

/// A head as somebody handed it in: its file, and what it says if it is one.
pub type Presented = (PathBuf, Result<SignedHead, HeadFault>);

impl SignedHead {
    /// States and signs that the ledger `ledger` reaches `tip` at `now`.
    pub(super) fn sign(ledger: RecordId, tip: Tip, now: Moment, key: &SigningKey) -> Self {
        let mut head = Self {
            ledger,
            records: tip.seq,
            hash: tip.hash,
            date: now.to_the_second().to_lowercase(),
            key: key.public().fingerprint(),
            signature: String::new(),
        };
        head.signature = key.sign(head.message().as_bytes());
        head
    }

    /// Reads a head and checks its signature.
    pub fn parse(text: &str, public: &PublicKey) -> Result<Self, HeadFault> {
        let head = Self::unchecked(text).ok_or(HeadFault::NotAHead)?;
        let expected = public.fingerprint();
        if head.key != expected {
            return Err(HeadFault::OtherKey {
                named: head.key,
                expected,
            });
        }
        if public.signed(head.message().as_bytes(), &head.signature) {
            Ok(head)
        } else {
            Err(HeadFault::Forged)
        }
    }

    fn unchecked(text: &str) -> Option<Self> {
        let fields = fields(after_title(text, TITLE)?)?;
        let value = |name: &str| {
            let found = fields.iter().find(|field| field.0 == name);
            found.map(|field| field.1.as_str())
        };
        Some(Self {
            ledger: value("ledger")?.parse().ok()?,
            records: value("records")?.parse().ok()?,
            hash: unhex(value("hash")?)?,
            date: value("date")?.to_owned(),
            key: Fingerprint::parse(value("key")?)?,
            signature: value("signature")?.to_owned(),
        })
    }

    /// What the signature covers.
    fn message(&self) -> String {
        format!(
            "{TITLE}\nledger {}\nrecords {}\nhash {}\ndate {}\nkey {}\n",
            self.ledger,
            self.records,
            hex::encode(self.hash),
            self.date,
            self.key
        )
    }

    /// The hash of the last record, in hexadecimal.
    pub fn hash(&self) -> String {
        hex::encode(self.hash)
    }

    pub(super) fn tip(&self) -> Tip {
        Tip {
            seq: self.records,
            hash: self.hash,
        }
    }

    /// As [`SignedHead::read_all`], of what somebody names to hold the ledger against: a folder without any is an
    /// error, since nothing would be held against it.
    pub fn read_named(
        paths: &[PathBuf],
        public: &PublicKey,
    ) -> Result<Vec<Presented>, LedgerError> {
        for folder in paths.iter().filter(|path| path.is_dir()) {
            if texts_in(folder)?.is_empty() {
                return Err(LedgerError::NoHeads {
                    folder: folder.clone(),
                });
            }
        }
        Self::read_all(paths, public)
    }

    /// Reads every head that `paths` name: files, or folders of them. `public` checks them.
    pub fn read_all(paths: &[PathBuf], public: &PublicKey) -> Result<Vec<Presented>, LedgerError> {
        let mut heads = Vec::new();
        for path in paths {
            let files = if path.is_dir() {
                texts_in(path)?
            } else {
                vec![path.clone()]
            };
            for file in files {
                let text = fs::read(&file).map_err(at(&file))?;
                let said = Self::parse(&String::from_utf8_lossy(&text), public);
                heads.push((file, said));
            }
        }
        Ok(heads)
    }
}

/// The text to print, to e-mail or to keep.
impl fmt::Display for SignedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.signature.split_at_checked(64).unwrap_or_default();
        writeln!(f, "{TITLE}")?;
        writeln!(f, "Ledger:    {}", self.ledger)?;
        writeln!(f, "Records:   {}", self.records)?;
        writeln!(f, "Hash:      {}", grouped(&hex::encode(self.hash)))?;
        writeln!(f, "Date:      {}", self.date.to_uppercase())?;
        writeln!(f, "Key:       {}", self.key)?;
        writeln!(f, "Signature: {}", grouped(first))?;
        writeln!(f, "           {}", grouped(second))?;
        writeln!(
            f,
            "# Keep this away from the machine: takeback verify --against"
        )
    }
}

/// The `.txt` files in `folder`, by name. A stick may have written their names in capitals.
fn texts_in(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let ending = path.extension();
        if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("txt")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> (SignedHead, PublicKey) {
        let home = tempfile::tempdir().unwrap();
        let key = SigningKey::load_or_create(home.path()).unwrap().unwrap();
        let tip = Tip {
            seq: 1234,
            hash: [0xa5; 32],
        };
        let now = Moment::from_parts(1_795_401_000_123_456, -5 * 3600).unwrap();
        let head = SignedHead::sign(RecordId::at(now), tip, now, &key);
        (head, key.public())
    }

    #[test]
    fn fits_on_a_slip_of_paper_and_reads_back_however_it_was_sent() {
        let (head, public) = signed();
        let text = head.to_string();
        assert!(text.lines().count() <= 12);
        assert!(text.lines().all(|line| line.len() <= 84), "{text}");
        assert!(
            text.contains("Date:      2026-11-22T21:30:00-05:00"),
            "{text}"
        );
        for sent in [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}> {}", text.replace('\n', "\n> ")),
            text.replace("a5a5a5a5 a5a5a5a5", "A5A5 A5A5 A5A5\n A5A5"),
            text.replace("takeback head 1", "Takeback head 1"),
            text.replace("takeback head 1", "takeback  head 1"),
            text.replace("Records:   1234", "Records:1234"),
            text.replace("Date:      ", "Date:\n"),
            format!("{text}Sent from: the office"),
            text.to_uppercase(),
        ] {
            assert_eq!(
                SignedHead::parse(&sent, &public),
                Ok(head.clone()),
                "{sent}"
            );
        }
    }

    #[test]
    fn any_other_statement_is_refused() {
        let (head, public) = signed();
        let text = head.to_string();
        for (from, to) in [
            ("1234", "1233"),
            ("a5a5a5a5", "a5a5a5a6"),
            ("21:30:00", "21:30:01"),
            (
                &head.ledger.to_string(),
                "01234567-89ab-7def-8123-456789abcdef",
            ),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            assert_eq!(SignedHead::parse(&changed, &public), Err(HeadFault::Forged));
        }
        let (_, other) = signed();
        assert!(matches!(
            SignedHead::parse(&text, &other),
            Err(HeadFault::OtherKey { .. })
        ));
        for nonsense in ["", "takeback head 2\n", "takeback head 1\nRecords: 1234\n"] {
            assert_eq!(
                SignedHead::parse(nonsense, &public),
                Err(HeadFault::NotAHead)
            );
        }
    }
}
