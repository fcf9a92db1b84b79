//! Evidence goes by age as anything else: whoever purges it is told, since it may lie in the evidence room still.

use std::process::Command;

use takeback::station::SiteMode;

use super::ages::{days_ago, disposal};
use crate::support::staff;

/// What a purge of two items says before it asks who purges; one of them was withdrawn.
fn told(mode: SiteMode) -> String {
    let home = tempfile::tempdir().unwrap();
    let then = staff::staffed(home.path(), days_ago(4 * 365), staff::site(mode));
    let rows = ["Case 7", "Case 8"].map(|case| then.record(disposal(case)).unwrap());
    then.withdraw(rows[1].current, "a slip").unwrap();
    drop(then);
    let outside = tempfile::tempdir().unwrap();
    let purged = Command::new(env!("CARGO_BIN_EXE_takeback"))
        .arg("--home")
        .arg(home.path())
        .args([
            "purge",
            "--before",
            "2023-06-01",
            "--as",
            staff::ADMINISTRATOR,
        ])
        .arg("--export")
        .arg(outside.path().join("purged"))
        .env("TAKEBACK_SECRET", staff::PASSPHRASE)
        .output()
        .unwrap();
    assert!(purged.status.success(), "{purged:?}");
    String::from_utf8(purged.stderr).unwrap()
}

#[test]
fn whoever_purges_evidence_is_told_that_it_may_still_be_there() {
    let said = told(SiteMode::LeEvidence);
    assert!(
        said.contains("1 of the items that go were recorded as evidence"),
        "{said}"
    );
    let said = told(SiteMode::Research);
    assert!(!said.contains("evidence"), "{said}");
}
