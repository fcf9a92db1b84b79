//! What something was recorded for.

use super::SiteMode;

/// What something was recorded for. What rests on records of both was tried out, so that is the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub enum Purpose {
    /// It is of the record that the law asks for.
    #[default]
    Law,
    /// Tried out in [`SiteMode::Research`]: it must not pass for a record of the law.
    Research,
}

impl Purpose {
    pub const BOTH: [Self; 2] = [Self::Law, Self::Research];

    /// Of what was recorded in the site mode of this code.
    pub fn of_code(code: &str) -> Self {
        if SiteMode::Research.is(code) {
            Self::Research
        } else {
            Self::Law
        }
    }

    /// What is for this one of two that stand in the order of [`Purpose::BOTH`].
    pub fn pick<T>(self, [law, research]: [T; 2]) -> T {
        match self {
            Self::Law => law,
            Self::Research => research,
        }
    }
}
