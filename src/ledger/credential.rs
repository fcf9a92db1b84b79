//! The table of secrets' hashes beside the chain, and the count of attempts at them.

use rusqlite::{OptionalExtension, Transaction};

use super::{
    Content, Entry, EventKind, Ledger, LedgerError, Moment, database::Fault, kinds::contents_of,
};

/// What becomes of an attempt at a secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attempt {
    /// Nobody has a secret under this name.
    Unknown,
    /// Too many were wrong; this one is not looked at.
    Locked { until: Moment },
    /// Check the secret against `phc`. It already counts as a failure until
    /// [`Ledger::forgive`] says otherwise.
    Counted {
        phc: String,
        /// Failures before this attempt.
        failures: u32,
        /// Where this attempt fails, the next is not looked at before this time.
        locked_until: Option<Moment>,
    },
}

impl Ledger {
    /// Appends what `decide` makes of the records of accounts, a first entry and those that follow it, all or
    /// nothing, under the write lock as [`Ledger::append_after`] does; and with it sets what secrets are
    /// checked against: `(holder, phc)`. Earlier failures of those holders are forgiven.
    pub fn append_secrets<E: From<LedgerError>>(
        &self,
        secrets: &[(String, String)],
        decide: impl FnOnce(Vec<Content>) -> Result<(Entry, Vec<Entry>), E>,
    ) -> Result<(), E> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        let accounts = contents_of(&transaction, &[EventKind::Account]);
        // A secret is worth nothing without the record that vouches for it, so there is always one.
        let (first, others) = decide(accounts.map_err(|fault| self.database_error(fault))?)?;
        let append = || -> Result<_, Fault> {
            for (holder, phc) in secrets {
                let set = "INSERT OR REPLACE INTO credential (holder, phc) VALUES (?, ?)";
                transaction.execute(set, (holder, phc))?;
            }
            let mut last = self.insert(&transaction, first)?;
            for entry in others {
                last = self.insert(&transaction, entry)?;
            }
            Ok(last)
        };
        let last = append().map_err(|fault| self.database_error(fault))?;
        self.finish(transaction, last)?;
        Ok(())
    }

    /// Counts an attempt at the secret of `holder` before it is checked, so that neither several
    /// at once nor a crash in between gives a free one.
    ///
    /// `pause_s` says for how many seconds so many failures lock the holder out.
    pub fn count_attempt(
        &self,
        holder: &str,
        now: Moment,
        pause_s: fn(u32) -> i64,
    ) -> Result<Attempt, LedgerError> {
        let mut writer = self.writer();
        let transaction = self.begin(&mut writer)?;
        count(transaction, holder, now, pause_s).map_err(|source| self.database_error(source))
    }

    /// The last attempt was right: the failures of `holder` count no more.
    pub fn forgive(&self, holder: &str) -> Result<(), LedgerError> {
        self.writer()
            .execute(
                "UPDATE credential SET failures = 0, locked_until_us = 0 WHERE holder = ?",
                [holder],
            )
            .map(drop)
            .map_err(|source| self.database_error(source))
    }

    /// Whose secrets are not looked at now, and until when; `pause_s` as in [`Ledger::count_attempt`].
    pub fn lockouts(
        &self,
        now: Moment,
        pause_s: fn(u32) -> i64,
    ) -> Result<Vec<(String, Moment)>, LedgerError> {
        let at = |us| Moment::from_parts(us, now.offset_s()).unwrap_or(now);
        self.read(|snapshot| {
            let mut locked = snapshot.prepare(
                "SELECT holder, failures, locked_until_us FROM credential WHERE locked_until_us > ?",
            )?;
            let locked = locked.query_map([now.utc_us()], |row| {
                let until_us = end_us(row.get(2)?, now, pause_s(row.get(1)?));
                Ok((row.get(0)?, at(until_us)))
            })?;
            Ok(locked.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// When a lock-out ends that is to end at `locked_until_us` and lasts `pause_s`: no later than if it began
/// now, since the clock that said so may have been ahead.
fn end_us(locked_until_us: i64, now: Moment, pause_s: i64) -> i64 {
    let latest = now.utc_us().saturating_add(pause_s * 1_000_000);
    locked_until_us.min(latest)
}

fn count(
    transaction: Transaction<'_>,
    holder: &str,
    now: Moment,
    pause_s: fn(u32) -> i64,
) -> rusqlite::Result<Attempt> {
    let known: Option<(String, u32, i64)> = transaction
        .query_row(
            "SELECT phc, failures, locked_until_us FROM credential WHERE holder = ?",
            [holder],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((phc, failures, locked_until_us)) = known else {
        return Ok(Attempt::Unknown);
    };
    let at = |us| Moment::from_parts(us, now.offset_s()).unwrap_or(now);
    let until_us = end_us(locked_until_us, now, pause_s(failures));
    if now.utc_us() < until_us {
        // Kept, or each attempt would begin it anew.
        if until_us < locked_until_us {
            transaction.execute(
                "UPDATE credential SET locked_until_us = ? WHERE holder = ?",
                (until_us, holder),
            )?;
            transaction.commit()?;
        }
        return Ok(Attempt::Locked {
            until: at(until_us),
        });
    }
    let pause = pause_s(failures.saturating_add(1));
    let until_us = match pause {
        0 => 0,
        seconds => now.utc_us().saturating_add(seconds * 1_000_000),
    };
    transaction.execute(
        "UPDATE credential SET failures = ?, locked_until_us = ? WHERE holder = ?",
        (failures.saturating_add(1), until_us, holder),
    )?;
    transaction.commit()?;
    Ok(Attempt::Counted {
        phc,
        failures,
        locked_until: (pause > 0).then(|| at(until_us)),
    })
}
