//! Steps of liners, packages and events, as records.

use jiff::civil::{Date, time};

use takeback::custody::{Stamp, Step};
use takeback::ledger::custody::{
    Batch, Closing, Conveyance, HandOver, Line, LinerAct, LinerMark, LinerRecord, Officer,
    PackageAct, PackageRecord, Party, ReceptacleSite, Recipient, SessionAct, SessionRecord,
    TakenBack, UniqueId, Witnesses,
};
use takeback::ledger::{AccountId, Event, Meaning, Moment, Signature, SiteMode};

use crate::support::sealed_box::sealed_box;

/// 2026-11-22, a Sunday.
pub fn now() -> Moment {
    Moment::from_parts(1_795_357_800_000_000, -5 * 3600).unwrap()
}

pub fn stamp(seq: i64) -> Stamp {
    stamp_of(SiteMode::Research, seq)
}

/// As [`stamp`], at a site of this mode.
pub fn stamp_of(mode: SiteMode, seq: i64) -> Stamp {
    Stamp {
        seq,
        entered: now(),
        by: "A. Clerk".into(),
        site_mode: mode.code().into(),
    }
}

pub fn line(text: &str) -> Line {
    text.parse().unwrap()
}

pub fn id(text: &str) -> UniqueId {
    text.parse().unwrap()
}

pub fn signature(who: u8) -> Signature {
    Signature {
        account: format!("0192f3a0-0000-7000-8000-0000000000{who:02}")
            .parse::<AccountId>()
            .unwrap(),
        name: format!("Person {who}"),
        role: "operator".into(),
        meaning: Meaning::Witnessed,
        signed: now(),
    }
}

pub fn witnesses() -> Witnesses {
    Witnesses::new(signature(1), signature(2)).unwrap()
}

pub fn site() -> ReceptacleSite {
    ReceptacleSite {
        address: line("1 Main St"),
        registration: Some("AB1234563".parse().unwrap()),
    }
}

pub fn party() -> Party {
    Party {
        name: line("Corner Pharmacy"),
        address: line("1 Main St"),
        registration: None,
        officer: None,
    }
}

/// Of no record yet, see [`of_record`].
fn taken_back(reason: &str) -> TakenBack {
    TakenBack {
        record: 0,
        reason: line(reason),
        witnesses: witnesses(),
    }
}

pub fn liner_act(step: Step) -> LinerAct {
    let witnesses = witnesses();
    match step {
        Step::AcquireLiner => LinerAct::Acquired,
        Step::ReceiveLiner => LinerAct::Received { from: party() },
        Step::InstallLiner => LinerAct::Installed {
            site: site(),
            witnesses,
        },
        Step::SealLiner => LinerAct::RemovedAndSealed {
            site: site(),
            weight: None,
            witnesses,
        },
        Step::StoreLiner => LinerAct::Stored {
            place: line("Vault"),
            witnesses,
        },
        Step::TransferLiner => LinerAct::Transferred {
            to: Recipient::ReverseDistributor {
                name: line("Reverse Inc."),
                address: line("2 Main St"),
                registration: "AB1234563".parse().unwrap(),
            },
            by: Conveyance::PickUp,
            witnesses,
        },
        Step::DestroyLiner => LinerAct::Destroyed {
            place: line("1 Main St"),
            method: line("Incineration"),
            received_from: party(),
            witnesses,
        },
        Step::DiscardLiner => LinerAct::Discarded {
            reason: line("Torn"),
        },
        Step::RegainLiner => LinerAct::CameBack(taken_back("Refused")),
        Step::StrikeLiner => LinerAct::RecordedInError(taken_back("Misread")),
        other => panic!("{other:?} is not done to a liner"),
    }
}

pub fn liner(step: Step, numbers: &[&str], acted_on: Date) -> Event {
    let marks = numbers.iter().map(|number| LinerMark {
        id: id(number),
        gallons: 10.try_into().unwrap(),
    });
    Event::Liner(LinerRecord {
        acted_on,
        liners: Batch::new(marks.collect()).unwrap(),
        act: liner_act(step),
    })
}

pub fn package_act(step: Step, agreed: bool) -> PackageAct {
    match step {
        Step::AcquirePackage => PackageAct::Acquired,
        Step::OfferPackage => PackageAct::MadeAvailable,
        Step::SendPackage => PackageAct::SentToThirdParty {
            name: line("County"),
            address: line("3 Main St"),
        },
        Step::ReceivePackage => PackageAct::Received {
            by_agreement_with: agreed.then(|| line("Other Pharmacy")),
        },
        Step::TakeOverPackage => PackageAct::TakenOver {
            from: party(),
            boxes: false,
        },
        Step::ReceiveForeignPackage => PackageAct::ForeignReceived,
        Step::NotifyFieldOffice => PackageAct::FieldOfficeNotified {
            office: line("Boston"),
        },
        Step::TransferPackage => PackageAct::Transferred {
            name: line("Reverse Inc."),
            address: line("2 Main St"),
            registration: "AB1234563".parse().unwrap(),
            by: Conveyance::PickUp,
            witnesses: witnesses(),
        },
        Step::DestroyPackage => PackageAct::Destroyed {
            place: line("1 Main St"),
            method: line("Incineration"),
            received_from: None,
            witnesses: witnesses(),
        },
        Step::DiscardPackage => PackageAct::Discarded {
            reason: line("Torn"),
        },
        Step::RegainPackage => PackageAct::CameBack(taken_back("Refused")),
        Step::StrikePackage => PackageAct::RecordedInError(taken_back("Misread")),
        other => panic!("{other:?} is not done to a package"),
    }
}

pub fn package(step: Step, agreed: bool, number: &str, acted_on: Date) -> Event {
    Event::Package(PackageRecord {
        acted_on,
        packages: Batch::new(vec![id(number)]).unwrap(),
        act: package_act(step, agreed),
    })
}

/// The same event about the record at this place, where it takes one back.
pub fn of_record(mut event: Event, place: i64) -> Event {
    match &mut event {
        Event::Liner(LinerRecord {
            act: LinerAct::CameBack(back) | LinerAct::RecordedInError(back),
            ..
        })
        | Event::Package(PackageRecord {
            act: PackageAct::CameBack(back) | PackageAct::RecordedInError(back),
            ..
        }) => back.record = place,
        _ => {}
    }
    event
}

pub fn session(number: u32, act: SessionAct, acted_on: Date) -> Event {
    Event::Session(SessionRecord {
        session: number,
        acted_on,
        act,
    })
}

pub fn opening() -> SessionAct {
    SessionAct::Opened {
        agency: line("Springfield Police"),
        overseeing: Officer {
            name: line("O. Seer"),
            number: line("7"),
        },
        place: line("Town hall"),
        starts: time(9, 0, 0, 0),
        signed: signature(1),
    }
}

pub fn boxed(number: &str, seal: &str) -> SessionAct {
    sealed_box(number, &[seal], witnesses())
}

pub fn voided(number: &str) -> SessionAct {
    SessionAct::BoxVoided {
        id: id(number),
        reason: line("Misread"),
        witnesses: witnesses(),
    }
}

pub fn deposited() -> SessionAct {
    SessionAct::Deposited {
        signed: signature(1),
    }
}

pub fn handed_over() -> SessionAct {
    SessionAct::Closed(Closing::HandedOver {
        to: HandOver::Dea {
            recipient: line("Agent Smith"),
            address: line("4 Main St"),
        },
        at: time(15, 0, 0, 0),
        handed_by: witnesses(),
    })
}

pub fn nothing() -> SessionAct {
    SessionAct::Closed(Closing::NothingCollected {
        signed: signature(1),
    })
}
