//! A station of any kind with two officers, and what tests do with it.

use takeback::custody::Step;
use takeback::ledger::custody::{
    Batch, Conveyance, Line, LinerAct, LinerMark, LinerRecord, Officer, PackageAct, PackageRecord,
    ReceptacleSite, Recipient, SessionAct, Witnesses,
};
use takeback::ledger::{AccountId, Signature};
use takeback::people::{Role, Secret};
use takeback::station::{Clock, SiteMode, Station, StationError};

use crate::support::sealed_box::sealed_box;
use crate::support::staff;

pub const SECOND: &str = "C. Clerk";

pub struct Site {
    pub home: tempfile::TempDir,
    pub station: Station,
    pub boss: AccountId,
    pub clerk: AccountId,
}

/// A station of this mode with two officers; the administrator is signed in.
pub fn set_up(mode: SiteMode) -> Site {
    set_up_at(mode, Clock::System)
}

/// As [`set_up`], with the time taken from `clock`.
pub fn set_up_at(mode: SiteMode, clock: Clock) -> Site {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), clock, staff::site(mode));
    let boss = station.signed_in().unwrap().id;
    let clerk = staff::add(&station, SECOND, Role::Operator, Some("12"));
    Site {
        home,
        station,
        boss,
        clerk,
    }
}

impl Site {
    pub fn boss_signs(&self, step: Step) -> Signature {
        let secret = Secret::new(staff::PASSPHRASE);
        self.station.sign_step(step, self.boss, &secret).unwrap()
    }

    pub fn signs(&self, who: AccountId, step: Step) -> Signature {
        let secret = Secret::new(staff::PIN);
        self.station.sign_step(step, who, &secret).unwrap()
    }

    pub fn two(&self, step: Step) -> Witnesses {
        self.two_with(self.clerk, step)
    }

    pub fn two_with(&self, who: AccountId, step: Step) -> Witnesses {
        staff::two(&self.station, step, [self.boss, who])
    }

    /// Seals the one box of the event, and deposits what was collected.
    pub fn pack(&self) {
        let sealed = sealed_box("B1", &["S1"], self.two(Step::SealBox));
        self.session(sealed).unwrap();
        let signed = self.boss_signs(Step::Deposit);
        self.session(SessionAct::Deposited { signed }).unwrap();
    }

    pub fn liner(&self, id: &str, act: LinerAct) -> Result<(), StationError> {
        record(&self.station, id, act)
    }

    pub fn package(&self, id: &str, act: PackageAct) -> Result<(), StationError> {
        let record = PackageRecord {
            acted_on: self.station.now().date(),
            packages: Batch::new(vec![id.parse().unwrap()]).unwrap(),
            act,
        };
        self.station.record_package(record).map(drop)
    }

    pub fn install(&self, witnesses: Witnesses) -> LinerAct {
        LinerAct::Installed {
            site: self.receptacle(),
            witnesses,
        }
    }

    pub fn receptacle(&self) -> ReceptacleSite {
        ReceptacleSite {
            address: line("1 Main St"),
            registration: self.station.registration().unwrap(),
        }
    }

    /// Records a liner from its acquisition to its sealing.
    pub fn sealed(&self, number: &str) {
        self.liner(number, LinerAct::Acquired).unwrap();
        let installed = self.install(self.two(Step::InstallLiner));
        self.liner(number, installed).unwrap();
        self.liner(number, self.seal()).unwrap();
    }

    pub fn seal(&self) -> LinerAct {
        LinerAct::RemovedAndSealed {
            site: self.receptacle(),
            weight: Some("23.4".parse().unwrap()),
            witnesses: self.two(Step::SealLiner),
        }
    }

    pub fn opening(&self) -> SessionAct {
        SessionAct::Opened {
            agency: line("Springfield Police"),
            overseeing: Officer {
                name: line("O. Seer"),
                number: line("7"),
            },
            place: line("Town hall"),
            starts: self.station.now().time(),
            signed: self.boss_signs(Step::OpenSession),
        }
    }

    pub fn session(&self, act: SessionAct) -> Result<(), StationError> {
        let today = self.station.now().date();
        self.station.record_session(today, act).map(drop)
    }
}

pub fn record(station: &Station, id: &str, act: LinerAct) -> Result<(), StationError> {
    let mark = LinerMark {
        id: id.parse().unwrap(),
        gallons: 10.try_into().unwrap(),
    };
    let record = LinerRecord {
        acted_on: station.now().date(),
        liners: Batch::new(vec![mark]).unwrap(),
        act,
    };
    station.record_liner(record).map(drop)
}

pub fn line(text: &str) -> Line {
    text.parse().unwrap()
}

pub fn transfer(by: Conveyance, witnesses: Witnesses) -> LinerAct {
    LinerAct::Transferred {
        to: Recipient::ReverseDistributor {
            name: line("Reverse Inc."),
            address: line("2 Main St"),
            registration: "FP9876547".parse().unwrap(),
        },
        by,
        witnesses,
    }
}

#[track_caller]
pub fn refused(outcome: Result<(), StationError>, why: &str) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, StationError::Custody(_)), "{error}");
    assert!(error.to_string().contains(why), "{error}");
}
