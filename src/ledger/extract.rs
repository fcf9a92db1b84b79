//! Reading records as they were written, whatever kind they are: for whoever reports on the ledger.

use jiff::civil::Date;

use super::{
    Ledger, LedgerError, LongWork, Period, chain::Hash, database::ENTERED_ON, long_work,
    purge::kept_digest, store::tip,
};

/// How far the chain reaches: its last record. A report states the one it was made at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainHead {
    /// 0 where nothing is recorded.
    pub seq: i64,
    /// The record's hash, in hexadecimal.
    pub hash: String,
}

/// One record as it lies in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub seq: i64,
    /// Canonical JSON, the text that the hash covers.
    pub content: String,
    /// Hash of the record before and of this one, in hexadecimal.
    pub previous: String,
    pub hash: String,
    /// The content was taken away by rule; what is left says only that, and its digest.
    pub purged: bool,
}

impl Ledger {
    /// The last record.
    pub fn chain_head(&self) -> Result<ChainHead, LedgerError> {
        self.read(|snapshot| {
            let tip = tip(snapshot)?;
            Ok(ChainHead {
                seq: tip.seq,
                hash: hex::encode(tip.hash),
            })
        })
    }

    /// Hands every record up to `through` that was entered in the `period` to `take`, oldest first, one at a
    /// time. Days are those of the station's clock. Of what was purged, all that lies between the first and the
    /// last of them is handed over too.
    pub fn each_record<E: From<LedgerError>>(
        &self,
        through: i64,
        period: Period,
        mut take: impl FnMut(Written) -> Result<(), E>,
    ) -> Result<(), E> {
        // What was purged no longer says when it was entered.
        let in_period = format!(
            "{ENTERED_ON} BETWEEN coalesce(?2, '0000-01-01') AND coalesce(?3, '9999-12-31')"
        );
        let sql = format!(
            "SELECT seq, content,
                 coalesce((SELECT b.hash FROM record b WHERE b.seq = record.seq - 1), zeroblob(32)),
                 hash
             FROM record
             WHERE seq <= ?1 AND ((?2 IS NULL AND ?3 IS NULL) OR {in_period} OR (kind = 'purged' AND
                 seq BETWEEN (SELECT min(seq) FROM record WHERE seq <= ?1 AND {in_period})
                     AND (SELECT max(seq) FROM record WHERE seq <= ?1 AND {in_period})))
             ORDER BY seq"
        );
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        self.read(|snapshot| {
            let mut statement = snapshot.prepare(&sql)?;
            let mut rows = statement.query((through, day(period.from), day(period.to)))?;
            while let Some(row) = rows.next()? {
                let content: String = row.get(1)?;
                let written = Written {
                    seq: row.get(0)?,
                    purged: kept_digest(content.as_bytes()).is_some(),
                    content,
                    previous: hex::encode(row.get::<_, Hash>(2)?),
                    hash: hex::encode(row.get::<_, Hash>(3)?),
                };
                if let Err(refused) = take(written) {
                    return Ok(Err(refused));
                }
                long_work::advance(1);
                LongWork::go_on()?;
            }
            Ok(Ok(()))
        })?
    }
}
