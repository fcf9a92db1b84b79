//! A custody record that was wrong and is stated anew.

use std::fs;

use super::{Site, acts};

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
