//! Cells that a spreadsheet shows as text and never runs as a formula.

use std::borrow::Cow;

/// `text` with an apostrophe before it if a spreadsheet would take it for a formula.
///
/// That is the case where the first character that is not white space is `=`, `+`, `-` or `@`, or
/// the white space before it holds a tab or a carriage return. Text that begins with an apostrophe
/// gets one more, so that [`restore`] always gives back the original.
pub fn neutralize(text: &str) -> Cow<'_, str> {
    let mut leading = text.chars().take_while(|c| c.is_whitespace());
    let risky = leading.any(|c| matches!(c, '\t' | '\r'))
        || text.trim_start().starts_with(['=', '+', '-', '@'])
        || text.starts_with('\'');
    if risky {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`neutralize`] was given.
pub fn restore(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_defused_and_plain_text_is_left_alone() {
        for risky in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n\r", " =1", "\n\t @x", "\u{a0}=1",
            "'x",
        ] {
            assert_eq!(neutralize(risky), format!("'{risky}"), "{risky:?}");
        }
        for plain in ["", "5 MG", "a=b", "O'Neil", " x", "2026-11-22", "10-20"] {
            assert_eq!(neutralize(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn never_begins_like_a_formula_and_reads_back(text in r"[ \t\r\n]{0,3}[=+@'\-]?\PC*") {
            let cell = neutralize(&text);
            let mut leading = cell.chars().take_while(|c| c.is_whitespace());
            prop_assert!(!leading.any(|c| "\t\r".contains(c)), "{cell:?}");
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
            prop_assert_eq!(restore(&cell), text.as_str());
        }
    }
}
