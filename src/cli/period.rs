//! Days, hours and periods as they are typed.

use jiff::civil::{Date, Time};

use super::WrongUse;
use crate::ledger;

/// Both ends belong to it; an open end reaches as far as the record does.
#[derive(clap::Args)]
pub struct Period {
    /// First day, as 2026-11-22 [default: from the beginning]
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,
    /// Last day [default: until now]
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Date>,
}

impl Period {
    /// An error where it ends before it begins.
    pub fn days(&self) -> Result<ledger::Period, WrongUse> {
        let period = ledger::Period {
            from: self.from,
            to: self.to,
        };
        match period.backwards() {
            Some((from, to)) => Err(WrongUse(format!(
                "the period ends ({to}) before it begins ({from})"
            ))),
            None => Ok(period),
        }
    }
}

pub fn day(text: &str) -> Result<Date, &'static str> {
    text.trim()
        .parse()
        .map_err(|_| "this is no day; write it as 2026-11-22")
}

pub fn hour(text: &str) -> Result<Time, &'static str> {
    text.trim()
        .parse()
        .map_err(|_| "this is no time of day; write it as 09:00")
}
