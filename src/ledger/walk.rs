//! One row of the ledger after another: whether each follows from the row before and is the one that
//! was written, and where the rows end.

use std::{collections::BTreeMap, path::PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::{
    Finding, Remark, Run, SignedHead,
    chain::link as link_hash,
    head::Tip,
    link::{Link, Says},
    long_work,
    mirror::{Items, Mirror},
    purge,
    store::{is_of_another_key, tip},
    verify::Witnesses,
};

/// Two programs that record at once may pass each other while one waits for the disk, microseconds.
const WAITING_US: i64 = 60_000_000;

/// A way through the rows, in order.
pub(super) struct Walk<'a> {
    snapshot: &'a Connection,
    witnesses: &'a Witnesses<'a>,
    /// The last row that follows from all before it.
    pub(super) last: Tip,
    entered_us: i64,
    clock: Option<Remark>,
    purges: Vec<(i64, Vec<Run>)>,
    purged: u64,
    /// Signed heads not yet reached, by the record that they name.
    ahead: BTreeMap<i64, Vec<(&'a PathBuf, &'a SignedHead)>>,
    pub(super) agreeing: usize,
    /// The last record that a signed head agreed with.
    agreed: i64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        snapshot: &'a Connection,
        witnesses: &'a Witnesses,
    ) -> rusqlite::Result<Self> {
        let mut ahead: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (path, head) in witnesses.sound_heads() {
            ahead.entry(head.records).or_default().push((path, head));
        }
        // Without the key, a purge that nobody signed for could hide anything.
        let vouched = match witnesses.key {
            Some(_) => i64::MAX,
            None => witnesses.reach(),
        };
        Ok(Self {
            snapshot,
            witnesses,
            purges: purge::stated(snapshot, vouched)?,
            purged: 0,
            last: Tip::EMPTY,
            entered_us: i64::MIN,
            clock: None,
            ahead,
            agreeing: 0,
            agreed: 0,
        })
    }

    /// What is wrong first, if anything; and the first disposal that the log misstates, which says
    /// nothing where the walk ended early.
    pub(super) fn run(
        &mut self,
    ) -> rusqlite::Result<(Option<Finding>, rusqlite::Result<Option<i64>>)> {
        let last = tip(self.snapshot)?.seq;
        long_work::begin(u64::try_from(last).ok());
        let own = self.witnesses.own;
        let mut at_own = own == Some(Tip::EMPTY);
        let mut statement = self
            .snapshot
            .prepare("SELECT seq, content, hash, mac FROM record ORDER BY seq")?;
        let mut rows = statement.query([])?;
        let mut statement_of_items = None;
        let mut items = Items::new(self.snapshot, &mut statement_of_items);
        let mut mirror = Mirror::default();
        loop {
            let (links, failed) = Link::read_some(&mut rows, &mut items, self.witnesses.key);
            let read = links.len();
            long_work::advance(read as u64);
            for link in links {
                if let Some(finding) = self.take(&link)? {
                    return Ok((Some(finding), Ok(None)));
                }
                mirror.note(self.snapshot, &link);
                at_own |= own == Some(self.last);
            }
            match failed {
                // Not SQLite's own: the row holds what takeback never writes.
                Some(error) if error.sqlite_error().is_none() => {
                    let seq = self.last.seq + 1;
                    return Ok((Some(Finding::Changed { seq }), Ok(None)));
                }
                Some(error) => return Err(error),
                None if read == 0 => {
                    return Ok((self.judge_end(at_own), mirror.judge(self.snapshot, items)));
                }
                None => {}
            }
        }
    }

    /// Goes on to `link`, unless something is wrong with it.
    fn take(&mut self, link: &Link) -> rusqlite::Result<Option<Finding>> {
        if let Some(finding) = self.judge(link)? {
            return Ok(Some(finding));
        }
        let Some(says) = &link.says else {
            return Ok(None);
        };
        if let Some(finding) = self.other_ledger(says) {
            return Ok(Some(finding));
        }
        self.note_time(says);
        self.purged += u64::from(link.purged);
        self.last = Tip {
            seq: link.seq,
            hash: link.hash,
        };
        Ok(self.compare_heads())
    }

    /// What is wrong with the row after `last`, if anything.
    fn judge(&self, link: &Link) -> rusqlite::Result<Option<Finding>> {
        let place = self.last.seq + 1;
        if link.seq != place {
            return Ok(Some(Finding::Removed { seq: place }));
        }
        let key = self.witnesses.key;
        let sealed_as = |seq| key.is_none_or(|key| key.is_record(seq, &link.hash, &link.mac));
        let follows = link.hash == link_hash(&self.last.hash, &link.digest);
        match link.says.as_ref().map(|says| says.seq) {
            Some(names) if names == place && follows && link.sealed => {
                let erased = link.purged && !self.was_purged(place);
                Ok(erased.then_some(Finding::Erased { seq: place }))
            }
            Some(1) if place == 1 && follows && self.is_of_another_key()? => {
                Ok(Some(Finding::OtherKey))
            }
            // The seal ties the hash to its place, so this row was written as another one.
            Some(names) if names != place && sealed_as(names) => {
                Ok(Some(if is_elsewhere(place, self.snapshot)? {
                    Finding::Reordered {
                        seq: place,
                        holds: names,
                    }
                } else {
                    Finding::Removed { seq: place }
                }))
            }
            _ if self.was_pushed_aside(place)? => Ok(Some(Finding::Inserted { seq: place })),
            _ => Ok(Some(Finding::Changed { seq: place })),
        }
    }

    /// Whether the key is another station's: neither `chain.head` nor the ends of the ledger are sealed with it.
    fn is_of_another_key(&self) -> rusqlite::Result<bool> {
        match (self.witnesses.key, self.witnesses.own) {
            (Some(key), None) => is_of_another_key(self.snapshot, key),
            _ => Ok(false),
        }
    }

    /// Whether the row behind `place` is the one that belongs there: it follows from the row before.
    fn was_pushed_aside(&self, place: i64) -> rusqlite::Result<bool> {
        let next = self
            .snapshot
            .query_row(
                "SELECT seq, content, hash, mac FROM record WHERE seq = ?",
                [place + 1],
                |row| Ok(Link::read(row).ok()),
            )
            .optional()?
            .flatten();
        Ok(match next {
            Some(next) => next.hash == link_hash(&self.last.hash, &next.digest),
            // Nothing vouches for a row beyond the heads.
            None => self.witnesses.own.is_some() && self.witnesses.reach() < place,
        })
    }

    fn other_ledger(&self, first: &Says) -> Option<Finding> {
        if self.last != Tip::EMPTY {
            return None;
        }
        let mut heads = self.witnesses.sound_heads();
        let (path, _) = heads.find(|(_, head)| head.ledger != first.id)?;
        Some(Finding::OtherLedger {
            head: path.display().to_string(),
        })
    }

    fn was_purged(&self, place: i64) -> bool {
        self.purges
            .iter()
            .any(|(seq, runs)| *seq > place && runs.iter().any(|run| run.places().contains(&place)))
    }

    pub(super) fn remarks(&self) -> Vec<Remark> {
        let purged = (self.purged > 0).then_some(Remark::Purged {
            records: self.purged,
        });
        self.clock.iter().cloned().chain(purged).collect()
    }

    fn note_time(&mut self, says: &Says) {
        let Some(entered) = &says.entered else { return };
        if entered.utc_us < self.entered_us.saturating_sub(WAITING_US) {
            match &mut self.clock {
                Some(Remark::ClockBack { times, .. }) => *times += 1,
                none => {
                    *none = Some(Remark::ClockBack {
                        seq: says.seq,
                        times: 1,
                    });
                }
            }
        }
        self.entered_us = entered.utc_us;
    }

    /// Holds the signed heads that name the last row against it.
    fn compare_heads(&mut self) -> Option<Finding> {
        for (path, head) in self.ahead.remove(&self.last.seq).into_iter().flatten() {
            if head.tip() != self.last {
                return Some(Finding::Rewritten {
                    from: self.agreed + 1,
                    through: self.last.seq,
                    head: path.display().to_string(),
                });
            }
            self.agreeing += 1;
            self.agreed = self.last.seq;
        }
        None
    }

    fn judge_end(&self, at_own: bool) -> Option<Finding> {
        let signed = self
            .ahead
            .last_key_value()
            .map_or(0, |(records, _)| *records);
        let own = self.witnesses.own.map_or(0, |tip| tip.seq);
        let known = signed.max(own);
        if known > self.last.seq {
            return Some(Finding::Cut {
                ledger: self.last.seq,
                head: known,
            });
        }
        match (self.witnesses.key, self.witnesses.own) {
            (Some(_), None) => Some(Finding::HeadMissing),
            (Some(_), Some(tip)) if !at_own => Some(Finding::HeadDiffers { seq: tip.seq }),
            _ => None,
        }
    }
}

/// Whether the record that was written as number `seq` lies anywhere in the table.
fn is_elsewhere(seq: i64, snapshot: &Connection) -> rusqlite::Result<bool> {
    snapshot.query_row(
        "SELECT EXISTS (SELECT 1 FROM record WHERE content ->> '$.seq' = ?)",
        [seq],
        |row| row.get(0),
    )
}
