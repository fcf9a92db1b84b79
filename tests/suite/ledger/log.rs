//! Reading the log: filters, pages and views, on what holds after corrections.

use crate::support::morning::{oxycodone, station, unidentified, warfarin};
use jiff::civil::date;
use takeback::{
    hazard::Verdict,
    ledger::{LogFilter, LogRow, Outcome, Period, View},
    station::{Decision, NewDisposal},
};

fn ids(rows: &[LogRow]) -> Vec<i64> {
    rows.iter().map(|row| row.seq).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one log, every filter")]
fn the_log_filters_on_what_holds_now() {
    let (_home, station) = station();
    let oxycodone = oxycodone(&station);
    let record = |new| station.record(new).unwrap();
    let a = record(unidentified());
    let b = record(NewDisposal {
        decision: Decision::Product(oxycodone),
        acted_on: Some(date(2026, 11, 3)),
        reference: Some("Evidence 12-%_x".into()),
        ..unidentified()
    });
    let c = record(NewDisposal {
        decision: Decision::Product(warfarin(&station)),
        ..unidentified()
    });
    let d = record(NewDisposal {
        decision: Decision::Product(oxycodone),
        ..unidentified()
    });
    station
        .correct(a.current, Decision::Product(oxycodone), 1, "seen better")
        .unwrap();
    station
        .correct(c.current, Decision::Unidentified, 1, "too worn to say")
        .unwrap();
    station.withdraw(d.current, "counted twice").unwrap();

    let all = LogFilter::default;
    let found = |filter: LogFilter| ids(&station.log(&filter).unwrap());
    let (a, b, c, d) = (a.seq, b.seq, c.seq, d.seq);
    assert_eq!(found(all()), [d, c, b, a]);
    assert_eq!(
        found(LogFilter {
            outcome: Some(Outcome::Identified),
            ..all()
        }),
        [b, a]
    );
    assert_eq!(
        found(LogFilter {
            outcome: Some(Outcome::Unidentified),
            ..all()
        }),
        [c]
    );
    assert_eq!(
        found(LogFilter {
            outcome: Some(Outcome::Withdrawn),
            ..all()
        }),
        [d]
    );
    assert_eq!(
        found(LogFilter {
            hazard: Some(Verdict::Unknown),
            ..all()
        }),
        [c]
    );
    assert_eq!(
        found(LogFilter {
            schedule: Some("CII".into()),
            ..all()
        }),
        [d, b, a]
    );
    assert_eq!(
        found(LogFilter {
            text: Some("OXYcodone".into()),
            ..all()
        }),
        [d, b, a]
    );
    assert_eq!(
        found(LogFilter {
            text: Some("12-%_X".into()),
            ..all()
        }),
        [b]
    );
    assert_eq!(
        found(LogFilter {
            text: Some("warfarin".into()),
            ..all()
        }),
        [0; 0]
    );
    assert_eq!(
        found(LogFilter {
            period: Period {
                from: None,
                to: Some(date(2026, 11, 21)),
            },
            ..all()
        }),
        [b]
    );
    assert_eq!(
        found(LogFilter {
            period: Period {
                from: Some(date(2026, 11, 22)),
                to: None,
            },
            ..all()
        }),
        [d, c, a]
    );
    assert_eq!(
        found(LogFilter {
            period: Period {
                from: Some(date(2026, 11, 3)),
                to: Some(date(2026, 11, 3)),
            },
            ..all()
        }),
        [b]
    );

    // Pages follow each other without overlap, also when something is recorded between them.
    let page = |before| {
        found(LogFilter {
            before,
            limit: Some(3),
            ..all()
        })
    };
    assert_eq!(page(None), [d, c, b]);
    station.record(unidentified()).unwrap();
    assert_eq!(page(Some(b)), [a]);
}

#[test]
fn the_raw_view_holds_every_version() {
    let (_home, station) = station();
    let first = station.record(unidentified()).unwrap();
    station.withdraw(first.current, "a slip").unwrap();
    let rows = |view| {
        let mut out = Vec::new();
        let rows = station
            .export_csv(
                &LogFilter {
                    view,
                    ..LogFilter::default()
                },
                &mut out,
            )
            .unwrap();
        assert_eq!(
            rows as usize,
            csv::Reader::from_reader(out.as_slice()).records().count()
        );
        rows
    };
    assert_eq!((rows(View::Current), rows(View::Raw)), (1, 2));
}
