//! Checking the chain from its first record to its head: with the key, or with signed heads alone.

use std::{
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
};

use rusqlite::Connection;

use super::{
    Finding, HeadFault, Ledger, LedgerError, Opener, Presented, SignedHead, Verification,
    chain::ChainKey,
    cipher,
    database::{Fault, classify, connect_copy},
    head::{Head, Tip},
    long_work, soundness,
    walk::Walk,
};

/// What the rows are held against.
pub(super) struct Witnesses<'a> {
    /// Without it macs are not looked at.
    pub key: Option<&'a ChainKey>,
    /// What `chain.head` states; asked for only where there is a key to check it with.
    pub own: Option<Tip>,
    pub heads: &'a [Presented],
}

impl Witnesses<'_> {
    pub(super) fn sound_heads(&self) -> impl Iterator<Item = (&PathBuf, &SignedHead)> {
        let sound = self.heads.iter();
        sound.filter_map(|(path, said)| Some((path, said.as_ref().ok()?)))
    }

    /// The last record that something outside the database vouches for.
    pub(super) fn reach(&self) -> i64 {
        let signed = self.sound_heads().map(|(_, head)| head.records);
        let own = self.own.map_or(0, |tip| tip.seq);
        match self.key {
            Some(_) => own,
            None => signed.max().unwrap_or(0),
        }
    }
}

impl Ledger {
    /// Reads the whole ledger and says whether every record is the one that was written, by the
    /// key, `chain.head` and the signed heads kept at home.
    ///
    /// An error means that the ledger could not be read; everything that was read and is wrong is
    /// a [`Finding`].
    pub fn verify(&self) -> Result<Verification, LedgerError> {
        self.verify_against(&[])
    }

    /// As [`Ledger::verify`], and by the signed heads that `against` presents.
    pub fn verify_against(&self, against: &[Presented]) -> Result<Verification, LedgerError> {
        // The heads first: what is appended while the rows are read then lies beyond them.
        let own = Head::open(self.head_path())?.read(self.key())?;
        let mut heads = self.kept_heads()?;
        let own_heads = heads.len();
        heads.extend_from_slice(against);
        let witnesses = Witnesses {
            key: Some(self.key()),
            own,
            heads: &heads,
        };
        let found = check(&|| self.reader(), self.database(), &witnesses)?;
        Ok(Verification { own_heads, ..found })
    }
}

/// As [`Ledger::verify`], for a copy of the database on a machine that has no key: `heads` were
/// checked with the station's public key. `opener` opens a copy that is encrypted.
pub fn verify_copy(
    database: &Path,
    heads: &[Presented],
    opener: Option<&Opener>,
) -> Result<Verification, LedgerError> {
    let record_key = cipher::key_to(database, opener)?;
    let witnesses = Witnesses {
        key: None,
        own: None,
        heads,
    };
    check(
        &|| connect_copy(database, record_key.as_ref()),
        database,
        &witnesses,
    )
}

/// The chain first, since it names the row; then what was signed; then the rules and the pages,
/// which two more threads look at meanwhile; then what the log is read from; last the heads that are
/// none, which say nothing of the ledger.
///
/// Each thread opens the database for itself and sees it as of its own moment. What is appended
/// between the two is seen by one of them only; it lies beyond the heads and is looked at next time.
pub(super) fn check(
    open: &(dyn Fn() -> Result<Connection, LedgerError> + Sync),
    database: &Path,
    witnesses: &Witnesses,
) -> Result<Verification, LedgerError> {
    let mut verification = Verification {
        records: 0,
        beyond_head: 0,
        heads: 0,
        own_heads: 0,
        finding: None,
        remarks: Vec::new(),
    };
    let mut connection = open()?;
    let (walked, sound) = thread::scope(|scope| {
        let work = long_work::under_way().unwrap_or_default();
        let looked_at = |check: fn(&Connection) -> Result<Option<Finding>, Fault>| {
            let work = work.clone();
            scope.spawn(move || {
                work.run(|| {
                    let mut connection = open()?;
                    let snapshot = connection.transaction().map_err(Fault::from);
                    let sound = snapshot.and_then(|snapshot| check(&snapshot));
                    sound.map_err(|fault| fault.at(database))
                })
            })
        };
        let sound = [soundness::of_records, soundness::of_items].map(looked_at);
        let walked = connection.transaction().and_then(|snapshot| {
            let mut walk = Walk::new(&snapshot, witnesses)?;
            let walked = walk.run()?;
            verification.records = undisputed(walked.0.as_ref(), walk.last.seq).unsigned_abs();
            let beyond_head = (walk.last.seq - witnesses.reach()).max(0);
            verification.beyond_head = beyond_head.unsigned_abs();
            verification.heads = walk.agreeing;
            verification.remarks = walk.remarks();
            Ok(walked)
        });
        let [records, items] =
            sound.map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        // What is missing or altered is named before what cannot be read for that reason.
        let sound = match records {
            Ok(None) => items,
            found => found,
        };
        (walked, sound)
    });
    let unreadable = |source| classify(database, source);
    let found = match (walked.map_err(unreadable), sound) {
        (Err(LedgerError::Stopped), _) => Err(LedgerError::Stopped),
        (Ok((Some(finding), _)), _) | (_, Ok(Some(finding))) => Ok(Some(finding)),
        (Err(error), _) | (_, Err(error)) => Err(error),
        (Ok((None, misstated)), Ok(None)) => misstated
            .map(|seq| seq.map(|seq| Finding::Misstated { seq }))
            .map_err(unreadable),
    };
    match found {
        Ok(finding) => verification.finding = finding.or_else(|| bad_head(witnesses)),
        Err(LedgerError::Damaged { detail, .. } | LedgerError::Altered { detail, .. }) => {
            verification.finding = Some(Finding::Damaged { detail });
        }
        Err(error) => return Err(error),
    }
    Ok(verification)
}

/// How many of the first `read` records nothing was `found` against: a head of other records disputes the one that
/// it names, and the rest back to where another head agreed.
fn undisputed(found: Option<&Finding>, read: i64) -> i64 {
    match found {
        Some(Finding::Rewritten { from: first, .. } | Finding::HeadDiffers { seq: first }) => {
            first - 1
        }
        _ => read,
    }
}

/// One that was changed before one that another key has signed.
fn bad_head(witnesses: &Witnesses) -> Option<Finding> {
    let heads = witnesses.heads.iter();
    let bad = heads.filter_map(|(path, said)| Some((path, said.as_ref().err()?)));
    let (path, fault) = bad.min_by_key(|(_, fault)| matches!(fault, HeadFault::OtherKey { .. }))?;
    Some(Finding::BadHead {
        head: path.display().to_string(),
        fault: fault.clone(),
    })
}
