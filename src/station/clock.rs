//! The only place that asks what time it is, so that tests can set the time.

use jiff::{Timestamp, tz::TimeZone};

use crate::ledger::Moment;

/// Where the station takes the time from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock and time zone.
    System,
    /// Always this moment.
    Fixed(Moment),
}

impl Clock {
    /// The time now, with the offset from UTC in force here.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the port that every other caller goes through"
    )]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => {
                let instant = Timestamp::now();
                Moment::new(instant, TimeZone::system().to_offset(instant))
            }
            Self::Fixed(moment) => *moment,
        }
    }
}
