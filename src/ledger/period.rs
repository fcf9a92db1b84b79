//! From one day to another.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// First and last day, both included; an open end reaches as far as the record does. One that ends before it
/// begins holds no day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Period {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Period {
    /// Its first and last day, where it ends before it begins.
    pub fn backwards(self) -> Option<(Date, Date)> {
        self.from.zip(self.to).filter(|(from, to)| from > to)
    }

    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
