//! Signing how far the ledger reaches: once a day by itself, and whenever somebody asks.

use std::{io::Write, path::PathBuf};

use jiff::civil::Date;
use rusqlite::Connection;

use super::{
    Ledger, LedgerError, Moment, Presented, PublicKey, RecordId, SIGNING_KEY, SignedHead,
    database::Fault,
    error::at,
    head::{Head, Tip},
    store::{is_genuine, tip},
};
use crate::files::write_whole;

/// The folder of the daily heads, one file a day: `2026-11-22.txt`.
pub(super) const FOLDER: &str = "heads";

impl Ledger {
    /// Signs how far the ledger reaches at `now`.
    ///
    /// Refused where the end of the ledger is not the one that `chain.head` states.
    pub fn signed_head(&self, now: Moment) -> Result<SignedHead, LedgerError> {
        // The statement first: what is appended meanwhile then lies beyond it.
        let stated = Head::open(self.head_path())?.read(self.key())?;
        self.read(|snapshot| {
            let tip = tip(snapshot)?;
            if tip.seq == 0 {
                return Err(LedgerError::NothingToSign.into());
            }
            self.check_end(snapshot, stated, tip)?;
            self.sign_tip(snapshot, tip, now)
        })
    }

    /// Signs that `connection`, the ledger or a copy, reaches `tip` at `now`.
    pub(super) fn sign_tip(
        &self,
        connection: &Connection,
        tip: Tip,
        now: Moment,
    ) -> Result<SignedHead, Fault> {
        let key = self
            .signing()
            .ok_or_else(|| LedgerError::SigningKeyMissing {
                path: self.home().join(SIGNING_KEY),
            })?;
        if !is_genuine(connection, tip, self.key())? {
            return Err(LedgerError::Forged { seq: tip.seq }.into());
        }
        Ok(SignedHead::sign(first_id(connection)?, tip, now, key))
    }

    /// The id of the first record, which names the ledger.
    pub fn id(&self) -> Result<RecordId, LedgerError> {
        self.read(|snapshot| first_id(snapshot))
    }

    /// The key that others check this ledger's heads and exports with.
    pub fn public_key(&self) -> Result<PublicKey, LedgerError> {
        match self.signing() {
            Some(key) => Ok(key.public()),
            None => PublicKey::read(&self.home().join(super::PUBLIC_KEY)),
        }
    }

    /// Whether a signed head of `day` is kept at home.
    pub fn has_daily_head(&self, day: Date) -> bool {
        self.daily_head(day).exists()
    }

    fn daily_head(&self, day: Date) -> PathBuf {
        self.home().join(FOLDER).join(format!("{day}.txt"))
    }

    /// Keeps a signed head of the day of `now` at home, unless there is one.
    pub fn keep_daily_head(&self, now: Moment) -> Result<(), LedgerError> {
        let path = self.daily_head(now.date());
        if path.exists() {
            return Ok(());
        }
        let head = self.signed_head(now)?.to_string();
        self.locked(|| {
            write_whole(&path, at(&path), |file| {
                file.write_all(head.as_bytes()).map_err(at(&path))
            })
        })
    }

    /// The heads kept at home, each checked.
    pub(super) fn kept_heads(&self) -> Result<Vec<Presented>, LedgerError> {
        let folder: PathBuf = self.home().join(FOLDER);
        if folder.is_dir() {
            SignedHead::read_all(&[folder], &self.public_key()?)
        } else {
            Ok(Vec::new())
        }
    }
}

/// As [`Ledger::id`], of the ledger that `connection` reads.
pub(super) fn first_id(connection: &Connection) -> Result<RecordId, Fault> {
    let first = "SELECT id FROM record WHERE seq = 1";
    let first: String = connection.query_row(first, [], |row| row.get(0))?;
    Ok(first.parse().map_err(|_| LedgerError::Forged { seq: 1 })?)
}
