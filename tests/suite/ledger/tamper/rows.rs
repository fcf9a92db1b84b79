//! Every way to change rows, and who names the first wrong one.

use std::fs;

use serde_json::json;
use takeback::{
    ledger::{Entry, Event, Finding, Ledger, Moment, Oddity},
    station::Station,
};

use super::homes::{copy_finding, edit, home_with, record, rehash};

/// What was done to a ledger of seven records, and what each check says of it: with the key, and
/// with nothing but the public key, a head signed at record 4 and one at record 7.
struct Case {
    what: &'static str,
    sql: String,
    /// All hashes are made to fit again, which needs no secret.
    made_to_fit: bool,
    with_key: Finding,
    with_heads: Finding,
}

impl Case {
    /// Both checks find the same.
    fn plain(what: &'static str, sql: impl Into<String>, finding: Finding) -> Self {
        Self {
            what,
            sql: sql.into(),
            made_to_fit: false,
            with_key: finding.clone(),
            with_heads: finding,
        }
    }

    /// The hashes are made to fit, so that without the key only the next signed head shows it.
    fn made_to_fit(
        what: &'static str,
        sql: impl Into<String>,
        with_key: Finding,
        head: Finding,
    ) -> Self {
        Self {
            made_to_fit: true,
            with_heads: head,
            ..Self::plain(what, sql, with_key)
        }
    }
}

fn signed_at(from: i64, through: i64) -> Finding {
    Finding::Rewritten {
        from,
        through,
        head: format!("{through}.txt"),
    }
}

/// Moves every record behind 3 up by one, and has each name its new place.
const CLOSE_UP: &str =
    "UPDATE record SET seq = -seq WHERE seq > 3; UPDATE record SET seq = -seq - 1 WHERE seq < 0;";
const RESTATE: &str = "UPDATE record SET content = json_set(content, '$.seq', seq);";
const SWAP: &str =
    "UPDATE record SET seq = 100 WHERE seq = 3; UPDATE record SET seq = 3 WHERE seq = 4;
                    UPDATE record SET seq = 4 WHERE seq = 100;";
const MAKE_ROOM: &str =
    "UPDATE record SET seq = -seq WHERE seq >= 4; UPDATE record SET seq = 1 - seq WHERE seq < 0;";

/// A record at `seq` that nobody made.
fn forge(seq: i64) -> String {
    format!(
        "INSERT INTO record (seq, content, hash, mac)
         SELECT {seq}, json_set(content, '$.seq', {seq}, '$.id', '01234567-89ab-7def-8123-456789abcdef'),
                randomblob(32), randomblob(32) FROM record WHERE seq = 3;"
    )
}

/// `path` in the content of record `seq` says `value`.
fn say(seq: i64, path: &str, value: &str) -> String {
    format!("UPDATE record SET content = json_set(content, '{path}', '{value}') WHERE seq = {seq};")
}

fn edits() -> Vec<Case> {
    let changed = |seq| Finding::Changed { seq };
    let quantity = "$.body.decided.quantity";
    vec![
        Case::plain("quantity", say(3, quantity, "9"), changed(3)),
        Case::made_to_fit(
            "quantity, made to fit",
            say(3, quantity, "9"),
            changed(3),
            signed_at(1, 4),
        ),
        Case::made_to_fit(
            "later quantity, made to fit",
            say(6, quantity, "9"),
            changed(6),
            signed_at(5, 7),
        ),
        Case::plain(
            "decision",
            say(5, "$.body.decided.identity.outcome", "identified"),
            changed(5),
        ),
        Case::plain(
            "what the model said",
            say(5, "$.body.suggestion", "other"),
            changed(5),
        ),
        Case::plain("person", say(7, "$.by", "someone else"), changed(7)),
        Case::plain(
            "photograph swapped for another",
            say(2, "$.body.photos[0]", &"f0".repeat(32)),
            changed(2),
        ),
        Case::plain(
            "day of the act",
            say(4, "$.body.decided.acted_on", "2020-01-01"),
            changed(4),
        ),
        Case::plain(
            "time of the entry",
            say(4, "$.entered.utc_us", "0"),
            changed(4),
        ),
        Case::plain("place it names", say(4, "$.seq", "44"), changed(4)),
        Case::plain(
            "hash",
            "UPDATE record SET hash = randomblob(32) WHERE seq = 5",
            changed(5),
        ),
        Case::plain(
            "hash cut short",
            "UPDATE record SET hash = x'00' WHERE seq = 5",
            changed(5),
        ),
    ]
}

fn moves() -> Vec<Case> {
    let changed = Finding::Changed { seq: 3 };
    let removed = |seq| Finding::Removed { seq };
    let delete = "DELETE FROM record WHERE seq = 3;";
    vec![
        Case::plain("deleted", delete, removed(3)),
        Case::plain(
            "first deleted",
            "DELETE FROM record WHERE seq = 1",
            removed(1),
        ),
        Case::plain(
            "deleted and closed up",
            [delete, CLOSE_UP].concat(),
            removed(3),
        ),
        Case::made_to_fit(
            "deleted, closed up, made to fit",
            [delete, CLOSE_UP, RESTATE].concat(),
            changed.clone(),
            signed_at(1, 4),
        ),
        Case::plain("swapped", SWAP, Finding::Reordered { seq: 3, holds: 4 }),
        Case::made_to_fit(
            "swapped, made to fit",
            [SWAP, RESTATE].concat(),
            changed,
            signed_at(1, 4),
        ),
        Case::plain(
            "inserted",
            [MAKE_ROOM, &forge(4)].concat(),
            Finding::Inserted { seq: 4 },
        ),
        Case {
            with_heads: Finding::Changed { seq: 8 },
            ..Case::plain("appended", forge(8), Finding::Inserted { seq: 8 })
        },
    ]
}

fn ends() -> Vec<Case> {
    let cut = |ledger| Finding::Cut { ledger, head: 7 };
    let schema = |name: &str, oddity| Finding::Schema {
        name: name.to_owned(),
        oddity,
    };
    vec![
        Case::plain("cut at the end", "DELETE FROM record WHERE seq > 5", cut(5)),
        Case::plain("emptied", "DELETE FROM record", cut(0)),
        Case::plain(
            "table added",
            "CREATE TABLE notes (text)",
            schema("notes", Oddity::Extra),
        ),
        Case::plain(
            "index removed",
            "DROP INDEX record_subject",
            schema("record_subject", Oddity::Missing),
        ),
    ]
}

#[test]
fn the_first_wrong_row_is_named() {
    for case in edits().into_iter().chain(moves()).chain(ends()) {
        let what = case.what;
        let home = home_with(3);
        let station = Station::open(home.path()).unwrap();
        let heads = tempfile::tempdir().unwrap();
        for last in [4, 7] {
            while record(&station).unwrap() < last {}
            let head = station.signed_head().unwrap();
            fs::write(heads.path().join(format!("{last}.txt")), head.to_string()).unwrap();
        }
        edit(home.path(), &case.sql);
        if case.made_to_fit {
            rehash(home.path());
        }
        // Emptying the ledger would make opening it record the site again.
        let found = station.verify().unwrap().finding;
        assert_eq!(found, Some(case.with_key), "with the key: {what}");
        let mut found = copy_finding(home.path(), heads.path());
        if let Some(Finding::Rewritten { head, .. }) = &mut found {
            *head = head
                .rsplit(std::path::MAIN_SEPARATOR)
                .next()
                .unwrap()
                .to_owned();
        }
        assert_eq!(found, Some(case.with_heads), "with heads: {what}");
    }
}

/// A witness's name, role and identity lie inside what is hashed, like everything else.
#[test]
fn a_witness_that_was_exchanged_is_found() {
    let signature = |account: &str, name: &str| {
        json!({
            "account": account, "name": name, "role": "operator", "meaning": "witnessed",
            "signed": {"utc_us": 1_795_401_000_000_000_i64, "offset_s": 0},
        })
    };
    let stored = json!({
        "kind": "liner",
        "body": {
            "acted_on": "2026-11-22",
            "liners": [{"id": "L-0001", "gallons": 10}],
            "act": {
                "step": "stored",
                "place": "Safe",
                "witnesses": [
                    signature("01234567-89ab-7def-8123-456789abcdef", "A. Clerk"),
                    signature("01234567-89ab-7def-8123-456789abcdee", "B. Nurse"),
                ],
            },
        },
    });
    let event: Event = serde_json::from_value(stored).unwrap();
    for (path, value) in [
        ("name", "C. Nobody"),
        ("role", "administrator"),
        ("meaning", "performed"),
        ("account", "01234567-89ab-7def-8123-456789abcdaa"),
    ] {
        let home = home_with(1);
        let entry = Entry {
            entered: Moment::from_parts(1_795_401_000_000_000, 0).unwrap(),
            by: "A. Clerk".to_owned(),
            account: None,
            site_mode: "COLLECTOR".to_owned(),
            event: event.clone(),
        };
        let ledger = Ledger::open(home.path()).unwrap();
        ledger.append(entry).unwrap();
        edit(
            home.path(),
            &say(2, &format!("$.body.act.witnesses[1].{path}"), value),
        );
        assert_eq!(
            ledger.verify().unwrap().finding,
            Some(Finding::Changed { seq: 2 }),
            "{path}"
        );
    }
}
