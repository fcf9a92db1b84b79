//! Liners, packages, events and inventories through the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

const BOSS: &str = "correct horse battery";
const PIN: &str = "739154";

const HAND_OVER: [&str; 6] = [
    "event",
    "close",
    "--dea",
    "Agent Smith",
    "--address",
    "4 Main St",
];

struct Site {
    home: TempDir,
}

impl Site {
    /// A site of this mode with an administrator, A. Boss, and C. Clerk, both officers.
    fn new(mode: &str) -> Self {
        let site = Self {
            home: TempDir::new().unwrap(),
        };
        fs::write(site.file("boss"), format!("{BOSS}\n")).unwrap();
        fs::write(site.file("clerk"), format!("{PIN}\n")).unwrap();
        site.fine(&[
            "account",
            "add",
            "A. Boss",
            "--officer",
            "7",
            "--new-secret-file",
            &site.name("boss"),
        ]);
        site.fine(&site.by_boss(&[
            "account",
            "add",
            "C. Clerk",
            "--officer",
            "8",
            "--new-secret-file",
            &site.name("clerk"),
        ]));
        site.fine(&site.by_boss(&[
            "site",
            "set",
            "--mode",
            mode,
            "--name",
            "Main Street",
            "--address",
            "1 Main St",
            "--registration",
            "ab1234563",
            "--agency",
            "Police",
            "--officer-id",
            "7",
            "--overseeing-officer",
            "O. Seer",
        ]));
        site
    }

    fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn name(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    fn by_boss(&self, args: &[&str]) -> Vec<String> {
        let who = ["--as", "A. Boss", "--secret-file", &self.name("boss")].map(str::to_owned);
        args.iter()
            .map(|arg| (*arg).to_owned())
            .chain(who)
            .collect()
    }

    /// With both witnesses, A. Boss first.
    fn two(&self, args: &[&str]) -> Vec<String> {
        let files = [self.name("boss"), self.name("clerk")];
        let witnesses = [
            "--witness",
            "A. Boss",
            "--witness",
            "C. Clerk",
            "--witness-file",
            &files[0],
            "--witness-file",
            &files[1],
        ];
        args.iter()
            .chain(&witnesses)
            .map(|arg| (*arg).to_owned())
            .collect()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_takeback"));
        command.arg("--home").arg(self.file("home"));
        for variable in [
            "TAKEBACK_SECRET",
            "TAKEBACK_WITNESS_1",
            "TAKEBACK_WITNESS_2",
        ] {
            command.env_remove(variable);
        }
        command
    }

    #[track_caller]
    fn fine(&self, args: &[impl AsRef<std::ffi::OsStr>]) -> String {
        let output = self.command().args(args).output().unwrap();
        said(&output, 0).0
    }

    #[track_caller]
    fn refused(&self, args: &[impl AsRef<std::ffi::OsStr>], status: i32, why: &str) {
        let output = self.command().args(args).output().unwrap();
        let (out, error) = said(&output, status);
        assert!(error.contains(why), "{why}: {out} {error}");
    }

    fn lines(&self, args: &[&str]) -> Vec<Value> {
        let out = self.fine(args);
        out.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

#[track_caller]
fn said(output: &Output, status: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{said:?}");
    said
}

#[track_caller]
fn its_trail_is_readable(site: &Site) {
    let readable = site.fine(&["trail", "CRL1"]);
    for words in [
        "liner removed and sealed: CRL1\n",
        "weight: 23.4 lb",
        "size: CRL1 10-gallon\n",
        "carrier: Parcel Co.",
        "signed: A. Boss (administrator) witnessed, ",
        "signed: C. Clerk (operator) performed, ",
        "What is inside a liner, a package or a box is never recorded",
    ] {
        assert!(readable.contains(words), "{words}: {readable}");
    }
    assert!(
        !readable.contains("CRL2"),
        "only what was asked for: {readable}"
    );
}

/// What the records of a number state, from the first.
fn acts(site: &Site, number: &str) -> Vec<Value> {
    let lines = site.lines(&["trail", number, "--json"]);
    let act = |line: &Value| {
        let mut body = line["content"]["body"].clone();
        body["record"] = line["record"].clone();
        body
    };
    lines.iter().map(act).collect()
}

#[test]
fn a_free_text_that_names_a_patient_is_warned_of_and_taken() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "CRL1", "CRL2", "--size", "10"]));
    let discard = |id: &str, reason: &str| {
        let args = site.by_boss(&["liner", "discard", id, "--reason", reason]);
        let output = site.command().args(args).output().unwrap();
        said(&output, 0).1
    };
    assert_eq!(discard("CRL1", "torn bag"), "");
    let warning = discard("CRL2", "torn, Mrs Miller saw it");
    assert!(
        warning.contains("warning") && warning.contains("a person's name"),
        "{warning}"
    );
    assert_eq!(acts(&site, "CRL2").len(), 2, "it is recorded all the same");
}

#[test]
fn a_supervisor_at_a_facility_is_designated_until_further_notice() {
    let site = Site::new("COLLECTOR");
    let designate = [
        "liner",
        "designate",
        "C. Clerk",
        "--facility",
        "Sunset Home",
    ];
    let said = site.fine(&site.by_boss(&designate));
    assert_eq!(
        said,
        "C. Clerk is now a designated supervisor at Sunset Home\n"
    );
    let no_more: Vec<_> = designate.into_iter().chain(["--no-more"]).collect();
    let said = site.fine(&site.by_boss(&no_more));
    assert_eq!(
        said,
        "C. Clerk is no longer a designated supervisor at Sunset Home\n"
    );
}

#[test]
fn a_liner_goes_from_the_shelf_to_the_reverse_distributor() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "crl1", "CRL2", "--size", "10"]));
    site.refused(
        &site.by_boss(&["liner", "acquire", "CRL1", "--size", "10"]),
        1,
        "CRL1 is unused",
    );
    site.refused(&site.two(&["liner", "seal", "CRL1"]), 1, "install it first");
    site.fine(&site.two(&["liner", "install", "CRL1"]));

    let same = [
        "liner",
        "seal",
        "CRL1",
        "--witness",
        "A. Boss",
        "--witness",
        "a. boss",
    ];
    site.refused(&same, 2, "cannot stand for two");
    site.refused(
        &["liner", "seal", "CRL1", "--witness", "A. Boss"],
        2,
        "--witness twice",
    );
    let mut wrong = site.two(&["liner", "seal", "CRL1"]);
    *wrong.last_mut().unwrap() = site.name("boss");
    site.refused(&wrong, 1, "not the right PIN or passphrase for C. Clerk");
    assert_eq!(
        site.lines(&["liner", "list", "--json"])[0]["stage"],
        "installed"
    );

    site.refused(
        &site.two(&["liner", "seal", "CRL1", "--weight", "23.45"]),
        2,
        "one decimal",
    );
    site.fine(&site.two(&["liner", "seal", "CRL1", "--weight", "23.4"]));
    site.refused(
        &site.two(&["liner", "install", "CRL1"]),
        1,
        "never opened or used again",
    );
    site.fine(&site.two(&["liner", "store", "CRL1", "--place", "Vault 2"]));
    let to = [
        "liner",
        "transfer",
        "CRL1",
        "--name",
        "Reverse Inc.",
        "--address",
        "2 Main St",
        "--registration",
        "FP9876547",
    ];
    site.refused(
        &site.two(&[&to[..], &["--own-vehicle"]].concat()),
        1,
        "1317.05(c)(2)(iv)",
    );
    site.fine(&site.two(&[&to[..], &["--carrier", "Parcel Co."]].concat()));

    let steps = acts(&site, "crl1");
    let names: Vec<_> = steps
        .iter()
        .map(|step| step["act"]["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "acquired",
            "installed",
            "removed_and_sealed",
            "stored",
            "transferred"
        ]
    );
    assert_eq!(steps[1]["act"]["site"]["registration"], "AB1234563");
    assert_eq!(steps[2]["act"]["weight"], 234);
    assert_eq!(steps[4]["act"]["to"]["registration"], "FP9876547");
    assert_eq!(steps[4]["act"]["by"]["carrier"], "Parcel Co.");
    for step in &steps[1..] {
        let two = step["act"]["witnesses"].as_array().unwrap();
        assert_eq!([&two[0]["name"], &two[1]["name"]], ["A. Boss", "C. Clerk"]);
        assert_ne!(two[0]["account"], two[1]["account"]);
    }
    its_trail_is_readable(&site);
    // What left is not listed; the other liner still is.
    assert_eq!(site.lines(&["liner", "list", "--json"]).len(), 1);
    assert_eq!(site.lines(&["liner", "list", "--all", "--json"]).len(), 2);
    site.fine(&["verify"]);
}

#[test]
fn a_scanner_gives_numbers_on_standard_input() {
    let site = Site::new("MAILBACK");
    let mut acquire = site
        .command()
        .args(site.by_boss(&["package", "acquire", "-"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    acquire
        .stdin
        .take()
        .unwrap()
        .write_all(b"m1\r\nM2\r\n\r\nM3\r\n")
        .unwrap();
    said(&acquire.wait_with_output().unwrap(), 0);
    site.fine(&site.by_boss(&["package", "offer", "M1"]));
    site.refused(
        &site.by_boss(&["package", "receive", "M9"]),
        1,
        "record it as foreign",
    );
    site.fine(&site.by_boss(&["package", "receive", "M1"]));
    site.fine(&site.by_boss(&["package", "foreign", "M9"]));
    let todo = site.fine(&["todo"]);
    assert!(todo.contains("package M9 is foreign"), "{todo}");
    site.fine(&site.by_boss(&["package", "notify", "M9", "--office", "Boston"]));
    site.refused(
        &site.two(&["package", "destroy", "M2", "--method", "Incineration"]),
        1,
        "unused",
    );
    site.fine(&site.two(&["package", "destroy", "M1", "M9", "--method", "Incineration"]));
    let steps = acts(&site, "M1");
    assert_eq!(steps[3]["act"]["place"], "1 Main St");

    let said = site.fine(&site.by_boss(&["inventory", "take", "M2", "--at", "close"]));
    assert!(said.contains("not found") && said.contains("M3"), "{said}");
    let todo = site.fine(&["todo"]);
    assert!(
        todo.starts_with("M3 was missing") && todo.lines().count() == 1,
        "{todo}"
    );
    site.refused(
        &site.by_boss(&["liner", "acquire", "L1", "--size", "10"]),
        1,
        "1317.70",
    );
}

#[test]
fn an_event_is_opened_weighed_and_handed_over() {
    let site = Site::new("LE_EVENT");
    let open = [
        "event",
        "open",
        "--number",
        "12",
        "--place",
        "Town hall",
        "--start",
        "00:00",
    ];
    site.fine(&site.by_boss(&open));
    site.refused(&site.by_boss(&open), 1, "still open");
    let weigh = |gross: &'static str| {
        [
            "event", "box", "B1", "--gross", gross, "--tare", "1.5", "--seal", "S1", "--seal", "S2",
        ]
    };
    site.refused(&site.two(&weigh("1.4")), 1, "weigh both again");
    site.fine(&site.two(&weigh("23.4")));
    site.refused(&site.two(&HAND_OVER), 1, "record the deposit first");
    site.fine(&site.by_boss(&["event", "deposited"]));
    site.refused(
        &site.by_boss(&["event", "close-empty"]),
        1,
        "hand them over",
    );
    site.fine(&site.two(&HAND_OVER));
    let events = site.lines(&["event", "list", "--json"]);
    assert_eq!(events.len(), 1);
    assert_eq!(
        (&events[0]["net_tenth_lb"], &events[0]["stage"]),
        (&219.into(), &"closed".into())
    );
    assert_eq!(
        events[0]["steps"][0]["act"]["overseeing"]["name"],
        "O. Seer"
    );
    let table = site.fine(&["event", "list"]);
    assert!(table.contains("21.9"), "{table}");
    assert_eq!(site.fine(&["todo"]), "nothing is unfinished\n");
}

#[test]
fn a_wrong_weight_is_stated_anew_by_two_and_the_first_stays_visible() {
    let site = Site::new("COLLECTOR");
    site.fine(&site.by_boss(&["liner", "acquire", "CRL1", "--size", "10"]));
    site.fine(&site.two(&["liner", "install", "CRL1"]));
    site.fine(&site.two(&["liner", "seal", "CRL1", "--weight", "23.4"]));
    let steps = acts(&site, "CRL1");
    let [acquired, sealed] = [0, 2].map(|step| steps[step]["record"].to_string());
    let amend = |record: &str, weight: &str, reason: &str| {
        let args = ["amend", record, "--weight", weight, "--reason", reason];
        site.two(&args)
    };
    site.refused(&amend(&acquired, "24.3", "misread"), 1, "states this");
    site.refused(&amend(&sealed, "23.4", "misread"), 1, "says just that");
    let alone = [
        "amend",
        &sealed,
        "--weight",
        "24.3",
        "--reason",
        "x",
        "--witness",
        "A. Boss",
    ];
    site.refused(&alone, 2, "--witness twice");
    let nothing = site.two(&["amend", &sealed, "--reason", "misread"]);
    site.refused(&nothing, 2, "say what is right");
    let unsaid = site.two(&["amend", &sealed, "--weight", "24.3"]);
    site.refused(&unsaid, 2, "--reason");

    site.fine(&amend(&sealed, "24.3", "misread"));
    site.fine(&amend(&sealed, "24.1", "weighed again"));
    site.fine(&site.two(&[
        "amend",
        &sealed,
        "--place",
        "2 Main St",
        "--reason",
        "moved",
    ]));
    // What two people signed for first is still what the liner's own record says.
    let steps = acts(&site, "CRL1");
    assert_eq!(steps.len(), 6, "three acts and three corrections");
    assert_eq!(steps[2]["act"]["weight"], 234);
    let listed = site.lines(&["liner", "list", "--json"]);
    assert_eq!(
        listed[0]["weight_tenth_lb"], 241,
        "and what holds is what was said last"
    );
    let out = site.name("log.csv");
    site.fine(&["report", "liner-log", "--out", &out]);
    let text = fs::read_to_string(&out).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let place = |name| names.iter().position(|known| known == name).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[2][place("weight_lb")], "23.4");
    let corrected = &rows[2][place("corrected")];
    for words in [
        "weight 24.3 lb instead of weight 23.4 lb: misread (record ",
        "weight 24.1 lb instead of weight 24.3 lb: weighed again",
        "place 2 Main St instead of place 1 Main St: moved",
        "A. Boss, C. Clerk",
    ] {
        assert!(corrected.contains(words), "{words}: {corrected}");
    }
    assert_eq!(&rows[1][place("corrected")], "");
    site.fine(&["verify"]);
}

#[test]
fn an_act_of_another_day_has_no_hour_that_nobody_stated() {
    let site = Site::new("LE_EVENT");
    let on = ["--date", "2020-01-05"];
    let open = ["event", "open", "--number", "12", "--place", "Town hall"];
    let open = [&open[..], &on].concat();
    site.refused(&site.by_boss(&open), 2, "--start");
    let from_nine = [&open[..], &["--start", "09:00"]].concat();
    site.fine(&site.by_boss(&from_nine));
    let weigh = [
        "event", "box", "B1", "--gross", "23.4", "--tare", "1.5", "--seal", "S1",
    ];
    site.fine(&site.two(&[&weigh[..], &on].concat()));
    site.fine(&site.by_boss(&[&["event", "deposited"][..], &on].concat()));
    let hand_over = [&HAND_OVER[..], &on].concat();
    site.refused(&site.two(&hand_over), 2, "--at");
    let at_three = [&hand_over[..], &["--at", "15:00"]].concat();
    site.fine(&site.two(&at_three));
    let events = site.lines(&["event", "list", "--json"]);
    let said = [&events[0]["steps"][0], &events[0]["steps"][3]].map(|step| &step["act"]);
    assert_eq!(said[0]["starts"], "09:00:00");
    assert_eq!(said[1]["at"], "15:00:00");
}
