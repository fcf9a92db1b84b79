//! Counting business days.

use jiff::civil::{Date, Weekday};

/// The `count`th business day after `day`, taking Monday to Friday as business days.
///
/// Holidays are not known here; counting them as business days makes a term end early, never late.
pub(super) fn business_days_after(day: Date, count: u32) -> Date {
    let mut left = count;
    let mut end = day;
    while left > 0 {
        let Ok(next) = end.tomorrow() else { break };
        end = next;
        if !matches!(end.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekends_do_not_count() {
        let third = |day| business_days_after(date(2026, 11, day), 3);
        // 2026-11-16 is a Monday.
        assert_eq!(third(16), date(2026, 11, 19));
        assert_eq!(third(18), date(2026, 11, 23));
        assert_eq!(third(20), date(2026, 11, 25));
        assert_eq!(third(21), date(2026, 11, 25));
        assert_eq!(third(22), date(2026, 11, 25));
        assert_eq!(business_days_after(Date::MAX, 3), Date::MAX);
    }
}
