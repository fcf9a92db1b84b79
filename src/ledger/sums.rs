//! Sums over the log, day by day: what the plots of the review show.

use jiff::civil::Date;
use rusqlite::types::Type;

use super::{Ledger, LedgerError, Period};

/// The disposals of one day of the act; what was withdrawn is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DaySum {
    pub day: Date,
    pub items: u64,
    pub hazardous: u64,
    pub unidentified: u64,
    /// The model named a drug it stood by, and the person chose it.
    pub agreed: u64,
    /// And the person decided otherwise.
    pub overruled: u64,
    /// The model named none it stood by.
    pub abstained: u64,
}

impl Ledger {
    /// One sum a day on which anything was disposed of, oldest first.
    pub fn day_sums(&self, period: Period) -> Result<Vec<DaySum>, LedgerError> {
        let day =
            |day: Option<Date>, open: &str| day.map_or(open.to_owned(), |day| day.to_string());
        self.read(|snapshot| {
            let mut statement = snapshot.prepare(
                "SELECT acted_on, count(*), sum(hazard = 'hazardous'), sum(outcome = 'unidentified'),
                        sum(model = 'agreed'), sum(model = 'overruled'), sum(model = 'abstained')
                 FROM item INDEXED BY item_day
                 WHERE acted_on BETWEEN ?1 AND ?2 AND outcome <> 'withdrawn'
                 GROUP BY acted_on",
            )?;
            let days = (day(period.from, "0000"), day(period.to, "9999-12-31"));
            let sums = statement.query_map(days, |row| {
                let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
                let day: String = row.get(0)?;
                Ok(DaySum {
                    day: day.parse::<Date>().map_err(no_day)?,
                    items: count(1)?,
                    hazardous: count(2)?,
                    unidentified: count(3)?,
                    agreed: count(4)?,
                    overruled: count(5)?,
                    abstained: count(6)?,
                })
            })?;
            Ok(sums.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn no_day(error: jiff::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
