//! `takeback stock transfer`, and what the lists and reports say afterwards.

use crate::support::staff;
use takeback::station::Clock;

use super::{by_column, set_up, text};

#[test]
fn the_command_line_hands_over_and_reports() {
    let stock = set_up(Clock::System);
    let item = stock.item("oxycodone").to_string();
    stock.station.sign_out(false).unwrap();
    let transfer = |more: &[&str]| {
        let args = [
            "stock",
            "transfer",
            &item,
            "--name",
            "Reverse Inc.",
            "--address",
            "9 Kiln Road",
            "--carrier",
            "Swift",
            "--as",
            staff::ADMINISTRATOR,
        ];
        stock.run(&[&args[..], more].concat())
    };
    let taker = ["--to", "reverse-distributor", "--registration", "FP9876547"];
    let without = transfer(&taker);
    assert_eq!(without.status.code(), Some(1), "{without:?}");
    assert!(text(&without.stderr).contains("DEA Form 222"));
    let nobody = transfer(&["--to", "instructed", "--order-form", "231234567"]);
    assert_eq!(nobody.status.code(), Some(1), "{nobody:?}");
    assert!(text(&nobody.stderr).contains("DEA registration number"));
    let odd = transfer(&["--to", "dea", "--registration", "FP9876547"]);
    assert_eq!(odd.status.code(), Some(2), "{odd:?}");
    let done = transfer(&[&taker[..], &["--order-form", "231234567"]].concat());
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let again = transfer(&["--to", "dea"]);
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    assert!(text(&again.stderr).contains("destroyed, transferred or deposited before"));

    let listed = text(&stock.run(&["stock", "list", "--json"]).stdout);
    assert!(listed.is_empty(), "{listed}");
    let reported = |name: &str| stock.run(&["report", name, "--format", "csv", "--out", "-"]);
    let request = reported("form-41-request");
    assert!(by_column(&request.stdout).is_empty(), "{request:?}");
    let log = reported("disposal-log");
    let rows = by_column(&log.stdout);
    assert_eq!(rows.len(), 1, "{log:?}");
    assert!(
        rows[0]["transferred"].starts_with("transferred to Reverse Inc., DEA no. FP9876547, "),
        "{rows:?}"
    );
    assert!(
        text(&log.stderr).contains("Not in this CSV: Transferred (I and II)."),
        "{log:?}"
    );
}
