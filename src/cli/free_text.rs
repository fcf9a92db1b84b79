//! Free texts of the command line: one that looks as if it named a patient is warned of, and taken.

use std::convert::Infallible;

use crate::ledger::custody::{Line, TermError};
use crate::station::personal_sign;

/// One line of text.
pub fn line(text: &str) -> Result<Line, TermError> {
    warn(text);
    text.parse()
}

/// Words of any length.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a parser of the command line gives a result"
)]
pub fn words(text: &str) -> Result<String, Infallible> {
    warn(text);
    Ok(text.to_owned())
}

fn warn(text: &str) {
    if let Some(sign) = personal_sign(text) {
        eprintln!(
            "takeback: warning: `{text}` looks like {}; the record keeps it for years. Leave out whatever names a patient.",
            sign.as_str()
        );
    }
}
