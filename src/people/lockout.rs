//! How long a holder is locked out after so many wrong secrets in a row.
//!
//! Five wrong PINs are a person with gloves; more are somebody guessing. At one hour a guess, a
//! PIN of six digits lasts longer than any record has to be kept.

/// Failures that cost nothing yet.
const FREE: u32 = 4;
const FIRST_S: i64 = 30;
const LONGEST_S: i64 = 3_600;

/// Seconds during which no secret is looked at after this many failures in a row; 0 for none.
pub fn pause_s(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(over) => (FIRST_S << (over - 1).min(10)).min(LONGEST_S),
    }
}

/// How many more failures after this many lock the holder out.
pub fn tries_left(failures: u32) -> u32 {
    (FREE + 1).saturating_sub(failures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_with_every_failure_up_to_an_hour() {
        let pauses: Vec<i64> = (0..=13).map(pause_s).collect();
        assert_eq!(
            pauses,
            [
                0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600
            ]
        );
        assert_eq!(pause_s(u32::MAX), 3_600);
        for failures in 0..FREE + 3 {
            let left = tries_left(failures);
            assert_eq!(left == 0, pause_s(failures) > 0);
            assert!(left == 0 || pause_s(failures + left) > 0);
        }
    }
}
