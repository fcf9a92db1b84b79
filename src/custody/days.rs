//! Counting business days: no Saturday, no Sunday, no legal public holiday of the United States.

use jiff::civil::{Date, Weekday, date};

/// Business days that 21 CFR 1317.80(a) and (d) and 1317.70(e)(2) give.
pub(super) const TERM: u32 = 3;

/// The `count`th business day after `day`.
pub(super) fn business_days_after(day: Date, count: u32) -> Date {
    let mut left = count;
    let mut end = day;
    while left > 0 {
        let Ok(next) = end.tomorrow() else { break };
        end = next;
        if is_business_day(end) {
            left -= 1;
        }
    }
    end
}

/// The last day on which what a resident no longer uses since `discontinued` may be deposited: the
/// third business day (21 CFR 1317.80(a)).
pub fn deposit_due(discontinued: Date) -> Date {
    business_days_after(discontinued, TERM)
}

fn is_business_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !is_holiday(day)
}

/// Whether federal offices are closed by 5 U.S.C. 6103 and Executive Order 11582: a holiday on a
/// Saturday is kept on the Friday before, one on a Sunday on the Monday after.
///
/// Inauguration Day, a holiday around Washington alone, and single days off by executive order are not
/// counted: without them a term ends early, never late.
fn is_holiday(day: Date) -> bool {
    let kept = |holiday: Date| match holiday.weekday() {
        Weekday::Saturday => holiday.yesterday(),
        Weekday::Sunday => holiday.tomorrow(),
        _ => Ok(holiday),
    };
    // The first of January is kept in December where it is a Saturday.
    let new_year = [day.year(), day.year().saturating_add(1).min(9999)].map(|year| (year, 1, 1));
    let fixed = [(6, 19), (7, 4), (11, 11), (12, 25)].map(|(month, at)| (day.year(), month, at));
    let mut dated = new_year.into_iter().chain(fixed);
    dated.any(|(year, month, at)| kept(date(year, month, at)).ok() == Some(day)) || is_movable(day)
}

/// Holidays that fall on a weekday of a month.
fn is_movable(day: Date) -> bool {
    let nth = (day.day() + 6) / 7;
    let last = day.day() + 7 > day.days_in_month();
    match (day.month(), day.weekday()) {
        // Martin Luther King and Washington.
        (1 | 2, Weekday::Monday) => nth == 3,
        // Memorial Day.
        (5, Weekday::Monday) => last,
        // Labor Day.
        (9, Weekday::Monday) => nth == 1,
        // Columbus.
        (10, Weekday::Monday) => nth == 2,
        // Thanksgiving.
        (11, Weekday::Thursday) => nth == 4,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn federal_holidays_do_not_count() {
        // Thanksgiving 2026 is the 26th of November.
        assert_eq!(
            business_days_after(date(2026, 11, 24), 3),
            date(2026, 11, 30)
        );
        // The 4th of July 2026 is a Saturday and kept on Friday; in 2027 on Monday the 5th.
        assert_eq!(business_days_after(date(2026, 7, 2), 1), date(2026, 7, 6));
        assert_eq!(business_days_after(date(2027, 7, 2), 1), date(2027, 7, 6));
        // New Year 2028 is kept on the last day of 2027.
        assert_eq!(business_days_after(date(2027, 12, 30), 1), date(2028, 1, 3));
    }

    #[test]
    fn a_year_has_the_holidays_that_were_published() {
        // Office of Personnel Management, 2026.
        let published = [
            (1, 1),
            (1, 19),
            (2, 16),
            (5, 25),
            (6, 19),
            (7, 3),
            (9, 7),
            (10, 12),
            (11, 11),
            (11, 26),
            (12, 25),
        ];
        let mut day = date(2026, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2026 {
            if is_holiday(day) {
                found.push((day.month(), day.day()));
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(found, published);
    }
}
