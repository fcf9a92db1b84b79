//! Whether the model and the people still agree: month by month, and an alarm when they do not.
//!
//! The last [`RECENT`] days are compared with the [`BEFORE`] days before them by the one-sided test of
//! two proportions with pooled variance (Fleiss, Levin and Paik 2003, section 3.1). An alarm needs
//! [`LEAST_ASKED`] items on each side, a fall that chance brings in one of a hundred comparisons, and a
//! fall of [`LEAST_FALL`] at least, since with many items a fall may be sure and small.

use std::{collections::BTreeMap, fmt};

use jiff::{ToSpan, civil::Date};

use super::{Station, StationError};
use crate::ledger::{DaySum, Period};

/// Days that are looked at, and days before them that they are compared with.
const RECENT: i32 = 30;
const BEFORE: i32 = 180;
/// Fewer items than this say nothing.
const LEAST_ASKED: u64 = 50;
/// The standard normal deviate that one of a hundred exceeds.
const SURE: f64 = 2.326;
const LEAST_FALL: f64 = 0.03;

/// What became of the model's word over some days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Agreement {
    /// Items that the model was asked about; withdrawn ones are left out.
    pub asked: u64,
    /// It named a drug it stood by and the person chose it. An answer it did not stand by counts
    /// against it: that is how a failing camera shows.
    pub agreed: u64,
}

/// Agreement fell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Drift {
    /// The first of the days that are looked at.
    pub since: Date,
    pub recent: Agreement,
    pub before: Agreement,
}

impl Agreement {
    /// `None` where nothing was asked.
    pub fn share(self) -> Option<f64> {
        (self.asked > 0).then(|| self.agreed as f64 / self.asked as f64)
    }

    fn and(self, day: &DaySum) -> Self {
        Self {
            asked: self.asked + day.agreed + day.overruled + day.abstained,
            agreed: self.agreed + day.agreed,
        }
    }

    /// Whether `self` fell so far below `before` that chance does not explain it.
    fn fell_below(self, before: Self) -> bool {
        if self.asked < LEAST_ASKED || before.asked < LEAST_ASKED {
            return false;
        }
        let (n, m) = (self.asked as f64, before.asked as f64);
        let fall = before.agreed as f64 / m - self.agreed as f64 / n;
        let pooled = (self.agreed + before.agreed) as f64 / (n + m);
        let deviation = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
        fall >= LEAST_FALL && fall > SURE * deviation
    }
}

impl Station {
    /// What became of the model's word month by month, oldest first; the key is the month's first day.
    pub fn agreement(&self, period: Period) -> Result<BTreeMap<Date, Agreement>, StationError> {
        Ok(by_month(&self.day_sums(period)?))
    }

    /// The alarm, where the last days call for one.
    pub fn drift(&self) -> Result<Option<Drift>, StationError> {
        let today = self.now().date();
        let since = today.saturating_sub((RECENT - 1).days());
        let period = Period {
            from: Some(since.saturating_sub(BEFORE.days())),
            to: Some(today),
        };
        let mut recent = Agreement::default();
        let mut before = Agreement::default();
        for day in self.day_sums(period)? {
            let side = if day.day >= since {
                &mut recent
            } else {
                &mut before
            };
            *side = side.and(&day);
        }
        Ok(recent.fell_below(before).then_some(Drift {
            since,
            recent,
            before,
        }))
    }
}

/// The sums by the first day of their month.
fn by_month(days: &[DaySum]) -> BTreeMap<Date, Agreement> {
    let mut months: BTreeMap<Date, Agreement> = BTreeMap::new();
    for day in days {
        let month = months.entry(day.day.first_of_month()).or_default();
        *month = month.and(day);
    }
    months.retain(|_, agreement| agreement.asked > 0);
    months
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |agreement: Agreement| 100.0 * agreement.share().unwrap_or_default();
        write!(
            f,
            "since {} the model's word was taken in {:.0} % of {} items, before that in {:.0} % of {}: look at \
             camera and light, run `takeback self-check`, and see `takeback review figures`",
            self.since,
            percent(self.recent),
            self.recent.asked,
            percent(self.before),
            self.before.asked
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(agreed: u64, asked: u64) -> Agreement {
        Agreement { asked, agreed }
    }

    #[test]
    fn a_fall_is_told_from_chance() {
        // z = 2.62 and 2.12 for 80 % of 100 against 90 % of 300 and 250 of 280.
        assert!(of(80, 100).fell_below(of(270, 300)));
        assert!(!of(81, 100).fell_below(of(250, 280)));
        // A rise is none, nor is a fall among few, nor a sure but small one.
        assert!(!of(95, 100).fell_below(of(270, 300)));
        assert!(!of(10, 49).fell_below(of(270, 300)));
        assert!(!of(88_000, 100_000).fell_below(of(90_000, 100_000)));
    }
}
