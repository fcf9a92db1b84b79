//! Review, correction and the to-do list through the real binary.

use std::fs;
use std::process::Output;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;
use takeback::{
    files::sha256_hex,
    ledger::LogFilter,
    people::Secret,
    station::{Clock, Decision, NewDisposal, SiteMode, Station},
};
use tempfile::TempDir;

use crate::support::earlier::{migrations, put_back};
use crate::support::output::{fine, refused};
use crate::support::program::takeback;
use crate::support::{colleagues, item, staff, suggestion};

fn run(home: &TempDir, args: &[&str]) -> Output {
    let mut command = takeback(home.path(), args);
    command.env("TAKEBACK_SECRET", staff::PIN).output().unwrap()
}

/// A station with a clerk and a pharmacist, whose clerk recorded warfarin, which the model put
/// first, and something that nobody knows. Gives their ids.
fn recorded() -> (TempDir, [String; 2]) {
    let home = TempDir::new().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    let pin = Secret::new(staff::PIN);
    colleagues::join(&station);
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &pin).unwrap();
    let catalog = station.catalog();
    let products = catalog.products();
    let warfarin = products.iter().find(|product| {
        product
            .ingredients
            .iter()
            .any(|part| part.base == "warfarin")
    });
    let warfarin = warfarin.unwrap().id;
    let known = NewDisposal {
        decision: Decision::Product(warfarin),
        suggestion: Some(suggestion::suggestion(
            &station,
            true,
            &[(warfarin, 910_000)],
        )),
        photos: vec!["ab".repeat(32)],
        ..item::unidentified()
    };
    let known = station.record(known).unwrap().id.to_string();
    let unknown = station.record(item::unidentified()).unwrap().id.to_string();
    station.sign_out(false).unwrap();
    (home, [known, unknown])
}

fn listed(home: &TempDir, args: &[&str]) -> Vec<Value> {
    let all = [&["review", "list", "--json"], args].concat();
    let said = fine(&run(home, &all));
    said.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_pharmacist_lists_looks_and_approves() {
    let (home, [known, unknown]) = recorded();
    let queue = listed(&home, &["--queue"]);
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0]["id"], unknown.as_str());
    assert_eq!(
        queue[0]["doubts"],
        serde_json::json!(["unidentified", "hazard_unknown"])
    );
    let shown = fine(&run(&home, &["review", "show", &known]));
    for words in [
        "entered by C. Clerk",
        "photograph: not kept",
        "model: identified, read `54 582`",
        "91.0 %",
        "Warfarin",
        "review: none yet",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let approve = ["review", "approve", &known, &unknown];
    refused(&run(&home, &approve), 1, "--as NAME");
    let by_clerk = [&approve[..], &["--as", "C. Clerk"]].concat();
    refused(&run(&home, &by_clerk), 1, "may not review records");
    let by_pharmacist = [&approve[..], &["--as", "P. Harm"]].concat();
    let said = fine(&run(&home, &by_pharmacist));
    assert_eq!(said.matches("approved").count(), 2, "{said}");
    refused(&run(&home, &by_pharmacist), 1, "is approved as it stands");
    assert!(listed(&home, &["--queue"]).is_empty());
    let approved = listed(&home, &["--state", "approved", "--sort", "drug"]);
    assert_eq!(approved.len(), 2);
    assert_eq!(approved[1]["review"]["signed"]["name"], "P. Harm");
    let table = fine(&run(&home, &["review", "list", "--confidence-from", "90"]));
    assert!(
        table.contains("approved") && table.contains(&known),
        "{table}"
    );
    assert!(!table.contains(&unknown), "{table}");
    fine(&run(&home, &["verify"]));
}

#[test]
fn the_case_number_stands_in_the_lists_and_in_what_is_shown_of_one() {
    let (home, [known, _]) = recorded();
    let station = Station::open(home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    let case = NewDisposal {
        reference: Some("Case 117".into()),
        ..item::unidentified()
    };
    let case = station.record(case).unwrap().id.to_string();
    for list in [&["log"][..], &["review", "list"]] {
        let said = fine(&run(&home, list));
        let line = |id: &str| said.lines().find(|line| line.starts_with(id)).unwrap();
        assert!(line(&case).contains("Case 117"), "{said}");
        assert!(!line(&known).contains("Case"), "{said}");
    }
    let shown = fine(&run(&home, &["review", "show", &case]));
    assert!(shown.contains("reference: Case 117\n"), "{shown}");
    let without = fine(&run(&home, &["review", "show", &known]));
    assert!(!without.contains("reference"), "{without}");
}

#[test]
fn what_lies_in_the_place_of_a_photograph_is_not_named_as_it() {
    let (home, _) = recorded();
    fs::write(home.path().join("settings.toml"), "keep_photos = true\n").unwrap();
    let station = Station::open(home.path()).unwrap();
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    let [kept, other] = [40, 200].map(|grey| {
        let mut bytes = Vec::new();
        RgbImage::from_pixel(320, 200, Rgb([grey; 3]))
            .write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    });
    station.hold_photo(&kept);
    let hash = sha256_hex(&kept);
    let new = NewDisposal {
        photos: vec![hash.clone()],
        ..item::unidentified()
    };
    let id = station.record(new).unwrap().id.to_string();
    let path = station.kept_photo(&hash).unwrap().unwrap();
    let shown = || fine(&run(&home, &["review", "show", &id]));
    let named = format!("photograph: {}\n", path.display());
    assert!(shown().contains(&named), "{}", shown());
    for bytes in [&other[..], &kept[..kept.len() / 2], b"no picture"] {
        fs::write(&path, bytes).unwrap();
        let said = shown();
        assert!(!said.contains(&named), "{said}");
        assert!(
            said.contains("is not the photograph that was kept there"),
            "{said}"
        );
        assert!(said.contains("decided: unidentified"), "{said}");
    }
}

#[test]
fn what_is_sent_back_is_on_the_list_until_it_is_corrected() {
    let (home, [known, unknown]) = recorded();
    let send = |reason| {
        let args = [
            "review",
            "send-back",
            &unknown,
            "--reason",
            reason,
            "--as",
            "P. Harm",
        ];
        run(&home, &args)
    };
    refused(&send(" "), 1, "has to know why");
    let said = fine(&send("look at the imprint again"));
    assert!(said.contains("sent back to C. Clerk"), "{said}");
    // Asked for as it is given.
    let given = listed(&home, &["--state", "sent_back"]);
    assert_eq!(listed(&home, &["--state", "sent-back"]), given);
    assert_eq!(given[0]["id"], unknown.as_str());
    assert_eq!(given[0]["review"]["act"], "sent_back");
    let hazard = given[0]["decided"]["hazard"]["verdict"].as_str().unwrap();
    assert_eq!(
        listed(&home, &["--hazard", hazard, "--sort", "urgency"]),
        given
    );
    assert_eq!(listed(&home, &["--hazard", "no_listing_found"]).len(), 0);
    let todo = fine(&run(&home, &["todo"]));
    assert!(
        todo.contains("look at the imprint again") && todo.contains(&unknown),
        "{todo}"
    );

    let correct = ["correct", &unknown, "--reason", "seen under the lamp"];
    let by_clerk = |choice: &[&str]| {
        run(
            &home,
            &[&correct[..], choice, &["--as", "C. Clerk"]].concat(),
        )
    };
    refused(&run(&home, &correct), 2, "--unidentified");
    refused(
        &run(&home, &[&correct[..], &["--unidentified"]].concat()),
        1,
        "--as NAME",
    );
    refused(&by_clerk(&["--pick", "1"]), 2, "no candidate 1");
    refused(&by_clerk(&["--ndc", "99999-9999-99"]), 1, "has no product");
    let ndc =
        listed(&home, &["--outcome", "identified"])[0]["decided"]["identity"]["drug"]["ndc11"]
            .clone();
    fine(&by_clerk(&[
        "--ndc",
        ndc.as_str().unwrap(),
        "--quantity",
        "3",
    ]));
    let todo = fine(&run(&home, &["todo"]));
    assert_eq!(todo, "nothing is unfinished\n");
    let corrected = &listed(&home, &["--text", "warfarin"])[0];
    assert_eq!(corrected["decided"]["quantity"], 3);
    assert_eq!(corrected["correction"], "seen under the lamp");

    // A pick of the model's own candidate stays one, and a withdrawal ends it.
    let other = [
        "correct",
        &known,
        "--as",
        "C. Clerk",
        "--reason",
        "as it was",
    ];
    fine(&run(&home, &[&other[..], &["--pick", "1"]].concat()));
    let how = &listed(&home, &["--confidence-from", "1"])[0]["decided"]["identity"]["how"];
    assert_eq!(how, &serde_json::json!({"means": "picked", "rank": 1}));
    fine(&run(&home, &[&other[..], &["--withdraw"]].concat()));
    assert_eq!(listed(&home, &["--outcome", "withdrawn"]).len(), 1);
    refused(
        &run(&home, &[&other[..], &["--unidentified"]].concat()),
        1,
        "was withdrawn",
    );
}

/// A record of the time before reviews is listed, filtered and reviewed like any other.
#[test]
fn an_older_database_is_brought_up_to_date_with_all_it_holds() {
    let (home, [known, _]) = recorded();
    put_back(home.path(), &migrations()[..2]);
    let station = Station::open(home.path()).unwrap();
    assert_eq!(station.log(&LogFilter::default()).unwrap().len(), 2);
    assert!(station.verify().unwrap().is_intact());
    assert_eq!(listed(&home, &["--queue"]).len(), 1);
    fine(&run(
        &home,
        &["review", "approve", &known, "--as", "P. Harm"],
    ));
}
