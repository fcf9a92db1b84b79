//! What the real program said, and whether that is what was to be expected.

use std::process::Output;

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// It did what was asked; what it said.
#[track_caller]
pub fn fine(output: &Output) -> String {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{said:?}");
    said.0.to_owned()
}

/// It ended with this status and said `why`.
#[track_caller]
pub fn refused(output: &Output, status: i32, why: &str) {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{said:?}");
    assert!(said.1.contains(why), "{why}: {said:?}");
}
