//! Take-back events from their opening to the hand-over.

use super::Site;

const HAND_OVER: [&str; 6] = [
    "event",
    "close",
    "--dea",
    "Agent Smith",
    "--address",
    "4 Main St",
];

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

#[test]
fn a_box_recorded_wrong_is_voided_and_weighs_once() {
    let site = Site::new("LE_EVENT");
    let open = ["event", "open", "--number", "12", "--place", "Town hall"];
    site.fine(&site.by_boss(&[&open[..], &["--start", "00:00"]].concat()));
    let weigh = |gross: &'static str| {
        [
            "event", "box", "B1", "--gross", gross, "--tare", "1.5", "--seal", "S1",
        ]
    };
    site.fine(&site.two(&weigh("32.4")));
    let void = |number: &'static str| ["event", "void-box", number, "--reason", "wrong scale"];
    site.refused(&site.two(&void("B2")), 1, "has no sealed box B2");
    site.fine(&site.two(&void("B1")));
    site.fine(&site.two(&weigh("23.4")));
    let events = site.lines(&["event", "list", "--json"]);
    assert_eq!(
        (&events[0]["boxes"], &events[0]["net_tenth_lb"]),
        (&1.into(), &219.into())
    );
    site.fine(&site.by_boss(&["event", "deposited"]));
    site.fine(&site.two(&HAND_OVER));
    site.refused(&site.two(&void("B1")), 1, "no take-back event is open");

    let boxes = site.report("event-weights");
    assert_eq!(boxes.len(), 1);
    assert_eq!(
        [&boxes[0]["gross_lb"], &boxes[0]["net_lb"]],
        ["23.4", "21.9"]
    );
    // Its seal is on the trail of both, and of the hand-over once.
    for number in ["B1", "S1"] {
        let trail = site.lines(&["trail", number, "--json"]);
        let what: Vec<_> = trail.iter().map(|line| &line["what"]).collect();
        let [sealed, voided] = ["box sealed", "box voided"];
        assert_eq!(what, [sealed, voided, sealed, "take-back event closed"]);
        assert_eq!(trail[3]["numbers"], serde_json::json!([number]));
        let act = &trail[1]["content"]["body"]["act"];
        assert_eq!(act["step"], "box_voided");
    }
    site.fine(&["verify"]);
}
