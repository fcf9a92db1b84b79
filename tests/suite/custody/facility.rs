//! What a long-term care facility deposits for its residents: in time, once, before two people.

use std::process::Output;

use crate::support::product::only;
use crate::support::program::takeback;
use crate::support::report::{by_column, report};
use crate::support::{item, staff};
use jiff::{ToSpan, civil::Date};
use takeback::{
    custody::{Step, Todo, deposit_due},
    ledger::{
        AccountId, LogFilter, Site,
        custody::{FacilityDeposit, Witnesses},
    },
    people::{Role, Secret},
    report::Format,
    station::{Clock, Decision, NewAccount, NewDisposal, SiteMode, Station, StationError},
};

struct Facility {
    home: tempfile::TempDir,
    station: Station,
    boss: AccountId,
    clerk: AccountId,
}

fn set_up() -> Facility {
    let home = tempfile::tempdir().unwrap();
    let site = Site {
        address: "1 Main Street, Springfield, NT 12345".into(),
        registration: "AB1234563".into(),
        ..staff::site(SiteMode::Ltcf)
    };
    let station = staff::staffed(home.path(), Clock::System, site);
    let boss = station.signed_in().unwrap().id;
    let clerk = staff::add(&station, "C. Clerk", Role::Operator, None);
    Facility {
        home,
        station,
        boss,
        clerk,
    }
}

impl Facility {
    /// Records what a resident no longer uses since that day, and gives its place.
    fn item(&self, decision: Decision, discontinued: Option<Date>) -> Result<i64, StationError> {
        let new = NewDisposal {
            decision,
            discontinued,
            ..item::unidentified()
        };
        Ok(self.station.record(new)?.seq)
    }

    fn today(&self) -> Date {
        self.station.now().date()
    }

    /// A drug in no schedule.
    fn harmless(&self) -> Decision {
        Decision::Product(only(&self.station, "lisinopril"))
    }

    fn two(&self) -> Witnesses {
        let both = [self.boss, self.clerk];
        staff::two(&self.station, Step::DepositForResidents, both)
    }

    fn deposit(&self, items: &[i64]) -> Result<i64, StationError> {
        self.deposit_on(self.today(), items)
    }

    fn deposit_on(&self, acted_on: Date, items: &[i64]) -> Result<i64, StationError> {
        let record = FacilityDeposit {
            acted_on,
            items: self.station.items_to_deposit(items)?,
            site: self.station.receptacle_at(None)?,
            witnesses: self.two(),
        };
        Ok(self.station.record_deposit(record)?.content.seq)
    }

    fn due(&self) -> Vec<(Vec<i64>, bool)> {
        let todo = self.station.todo().unwrap();
        let due = |todo| match todo {
            Todo::Deposit { items, term, .. } => Some((items, term.is_late())),
            _ => None,
        };
        todo.into_iter().filter_map(due).collect()
    }

    fn run(&self, args: &[&str]) -> Output {
        takeback(self.home.path(), args)
            .env("TAKEBACK_WITNESS_1", staff::PIN)
            .env("TAKEBACK_WITNESS_2", staff::PIN)
            .output()
            .unwrap()
    }
}

#[test]
fn nothing_is_handled_on_a_day_before_it_was_discontinued() {
    let facility = set_up();
    let today = facility.today();
    let handled_on = |day| {
        facility.station.record(NewDisposal {
            acted_on: Some(day),
            discontinued: Some(today),
            ..item::unidentified()
        })
    };
    let early = handled_on(today.yesterday().unwrap()).unwrap_err();
    assert!(matches!(early, StationError::StillUsed { .. }), "{early}");
    handled_on(today).unwrap();
}

#[test]
fn nothing_is_deposited_on_a_day_before_it_was_recorded() {
    let facility = set_up();
    let yesterday = facility.today().yesterday().unwrap();
    let item = facility
        .item(Decision::Unidentified, Some(yesterday))
        .unwrap();
    let early = facility.deposit_on(yesterday, &[item]).unwrap_err();
    assert!(
        early.to_string().contains("cannot have happened on"),
        "{early}"
    );
    facility.deposit(&[item]).unwrap();
}

#[test]
fn an_item_states_when_it_was_discontinued_and_nothing_of_the_resident() {
    let facility = set_up();
    let missing = facility.item(Decision::Unidentified, None).unwrap_err();
    assert!(
        missing.to_string().contains("no longer used it"),
        "{missing}"
    );
    let tomorrow = facility.today().tomorrow().unwrap();
    let early = facility.item(Decision::Unidentified, Some(tomorrow));
    assert!(matches!(early, Err(StationError::InTheFuture(day)) if day == tomorrow));
    let today = facility.today();
    let item = facility.item(Decision::Unidentified, Some(today)).unwrap();
    let row = facility.station.items_here().unwrap().remove(0);
    assert_eq!((row.seq, row.decided.discontinued), (item, Some(today)));
}

#[test]
fn the_term_is_listed_before_it_runs_out_and_after_until_the_deposit() {
    let facility = set_up();
    let long_ago = facility.today().checked_sub(30.days()).unwrap();
    let late = facility
        .item(Decision::Unidentified, Some(long_ago))
        .unwrap();
    let today = facility.today();
    let first = facility.item(Decision::Unidentified, Some(today)).unwrap();
    let second = facility.item(Decision::Unidentified, Some(today)).unwrap();
    // Nothing is due of what is known to be in no schedule.
    let harmless = facility.item(facility.harmless(), Some(long_ago)).unwrap();
    assert_eq!(
        facility.due(),
        [(vec![late], true), (vec![first, second], false)]
    );
    let said = facility.run(&["todo"]);
    let said = String::from_utf8(said.stdout).unwrap();
    let due = deposit_due(today);
    assert!(said.contains(&format!("by {due}")), "{said}");
    assert!(said.contains("that day is past"), "{said}");

    let record = facility.deposit(&[late, first, harmless]).unwrap();
    assert_eq!(facility.due(), [(vec![second], false)]);
    let again = facility.deposit(&[first]).unwrap_err().to_string();
    assert!(again.contains(&format!("by record {record}")), "{again}");
    assert!(facility.station.verify().unwrap().is_intact());
}

#[test]
fn two_supervisors_of_the_facility_may_deposit_and_one_person_may_not() {
    let facility = set_up();
    let item = facility
        .item(Decision::Unidentified, Some(facility.today()))
        .unwrap();
    let new = NewAccount {
        name: "N. Nurse".into(),
        role: Role::Operator,
        officer: None,
    };
    let secret = Secret::new(staff::PIN);
    let nurse = facility.station.add_account(new, &secret).unwrap();
    for who in [facility.clerk, nurse] {
        let secret = Secret::new(staff::PASSPHRASE);
        let step = Step::DesignateSupervisor;
        let signed = facility.station.sign_step(step, facility.boss, &secret);
        let place = "Maple Home".parse().unwrap();
        facility
            .station
            .designate(who, place, true, signed.unwrap())
            .unwrap();
    }
    let args = ["facility", "deposit", &item.to_string()];
    let alone = facility.run(&[&args[..], &["--witness", "N. Nurse"]].concat());
    assert_eq!(alone.status.code(), Some(2));
    let both = ["--witness", "N. Nurse", "--witness", "C. Clerk"];
    let done = facility.run(&[&args[..], &both].concat());
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    assert!(facility.station.items_here().unwrap().is_empty());
}

#[test]
fn the_report_says_what_was_deposited_when_and_whether_in_time() {
    let facility = set_up();
    let long_ago = facility.today().checked_sub(30.days()).unwrap();
    let late = facility
        .item(Decision::Unidentified, Some(long_ago))
        .unwrap();
    let harmless = facility.item(facility.harmless(), Some(long_ago)).unwrap();
    facility.deposit(&[late, harmless]).unwrap();
    let file = report(&facility.station, "facility-deposits", Format::Csv).unwrap();
    let rows = by_column(&file);
    let column = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(column("item"), [late.to_string(), harmless.to_string()]);
    assert_eq!(column("discontinued_on"), vec![long_ago.to_string(); 2]);
    assert_eq!(
        column("due_on"),
        [deposit_due(long_ago).to_string(), String::new()]
    );
    assert_eq!(column("in_time"), ["NO", ""]);
    assert_eq!(column("registration"), ["AB1234563"; 2]);
    assert!(
        column("signed_1")[0].starts_with(staff::ADMINISTRATOR),
        "{rows:?}"
    );
    assert!(column("signed_2")[0].starts_with("C. Clerk"), "{rows:?}");
}

/// A correction afterwards changes nothing of what two people put their names to.
#[test]
fn the_report_shows_what_was_signed_for_and_what_was_corrected_since() {
    let facility = set_up();
    let station = &facility.station;
    let long_ago = facility.today() - 21.days();
    let drug = facility.harmless();
    let [wrong, never, right] = [(); 3].map(|()| {
        let item = facility.item(drug, Some(long_ago));
        item.unwrap()
    });
    let record = facility.deposit(&[wrong, never, right]).unwrap();
    let as_it_is = |item: i64| {
        let rows = station.log(&LogFilter::default()).unwrap();
        rows.into_iter()
            .find(|row| row.seq == item)
            .unwrap()
            .current
    };
    station
        .correct(as_it_is(wrong), Decision::Unidentified, 7, "read anew")
        .unwrap();
    station.withdraw(as_it_is(never), "was not there").unwrap();
    let file = report(station, "facility-deposits", Format::Csv).unwrap();
    let rows = by_column(&file);
    for (row, correction) in rows.iter().zip([Some(record + 1), Some(record + 2), None]) {
        let said = ["name", "quantity", "in_time"].map(|name| row[name].as_str());
        assert_eq!(said, [rows[2]["name"].as_str(), "1", ""], "{row:?}");
        let expected = correction.map_or_else(String::new, |correction| {
            let item = &row["item"];
            format!("item {item} was corrected or withdrawn afterwards, by record {correction}; the line shows what was signed for.")
        });
        assert_eq!(row["corrected"], expected);
    }
    assert_ne!(rows[2]["name"], "Unidentified", "{rows:?}");
}
