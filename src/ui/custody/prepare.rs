//! From a filled form to the act that it records, checked before anybody is asked to sign.

use jiff::civil::Date;

use super::answers::{
    act_day, conveyance, giver, line, received_from, receptacle, recipient, term, time, words,
};
use super::choice::{Taker, Which};
use super::form::Form;
use super::leaving;
use super::slots::Slot;
use super::undo;
use crate::custody::{Refused, Step};
use crate::ledger::custody::{
    Batch, BoxWeight, Closing, Detail, HandOver, LinerAct, LinerMark, LinerRecord, Marks, Officer,
    PackageAct, PackageRecord, Registration, SealedBox, SessionAct, UniqueId, Witnesses,
};
use crate::ledger::{AccountId, Record, Signature};
use crate::station::{Station, StationError};
use crate::ui::words::strings::text;
use crate::ui::words::told::told;

/// Records it; what it still needs are the people who put their names to it.
pub enum Finish {
    Alone(Box<dyn FnOnce(&Station) -> Done + Send>),
    One(With<Signature>),
    Two(With<Witnesses>),
}

/// Records it with those who signed.
pub type With<S> = Box<dyn FnOnce(&Station, S) -> Done + Send>;

/// The record, or why there is none.
pub type Done = Result<Record, StationError>;

pub(super) fn alone(finish: impl FnOnce(&Station) -> Done + Send + 'static) -> Finish {
    Finish::Alone(Box::new(finish))
}

fn one(finish: impl FnOnce(&Station, Signature) -> Done + Send + 'static) -> Finish {
    Finish::One(Box::new(finish))
}

pub(super) fn two(finish: impl FnOnce(&Station, Witnesses) -> Done + Send + 'static) -> Finish {
    Finish::Two(Box::new(finish))
}

/// What `form` comes to; an error says in words what keeps it from that.
pub fn prepare(station: &Station, form: &Form) -> Result<Finish, String> {
    station.permit_step(form.step).map_err(words)?;
    match form.step {
        Step::AcquireLiner => new_liners(form, || Ok(LinerAct::Acquired)),
        Step::ReceiveLiner => new_liners(form, || Ok(LinerAct::Received { from: giver(form)? })),
        Step::InstallLiner => liners_by_two(station, form, |_| {
            let site = receptacle(station, form)?;
            Ok(|witnesses| LinerAct::Installed { site, witnesses })
        }),
        Step::SealLiner => seal_liner(station, form),
        Step::StoreLiner => liners_by_two(station, form, |_| {
            let place = line(form, Slot::Storage)?;
            Ok(|witnesses| LinerAct::Stored { place, witnesses })
        }),
        Step::TransferLiner => liners_by_two(station, form, |_| {
            let (to, by) = (recipient(form)?, conveyance(form)?);
            station.check_hand_over(&to, &by).map_err(words)?;
            Ok(|witnesses| LinerAct::Transferred { to, by, witnesses })
        }),
        Step::DestroyLiner => destroy_liner(station, form),
        Step::DiscardLiner => discard_liner(station, form),
        Step::RegainLiner => undo::liners(station, form, LinerAct::CameBack),
        Step::StrikeLiner => undo::liners(station, form, LinerAct::RecordedInError),
        Step::AcquirePackage => packages(station, form, || Ok(PackageAct::Acquired)),
        Step::OfferPackage => packages(station, form, || Ok(PackageAct::MadeAvailable)),
        Step::SendPackage => packages(station, form, || {
            Ok(PackageAct::SentToThirdParty {
                name: line(form, Slot::Name)?,
                address: line(form, Slot::Address)?,
            })
        }),
        Step::ReceivePackage => packages(station, form, || {
            let agreed = !form.get(Slot::Agreement).trim().is_empty();
            let by_agreement_with = agreed.then(|| line(form, Slot::Agreement)).transpose()?;
            Ok(PackageAct::Received { by_agreement_with })
        }),
        Step::TakeOverPackage => packages(station, form, || {
            Ok(PackageAct::TakenOver {
                from: giver(form)?,
                boxes: form.chosen.boxes,
            })
        }),
        Step::ReceiveForeignPackage => packages(station, form, || Ok(PackageAct::ForeignReceived)),
        Step::NotifyFieldOffice => packages(station, form, || {
            let office = line(form, Slot::Office)?;
            Ok(PackageAct::FieldOfficeNotified { office })
        }),
        Step::TransferPackage => transfer_package(station, form),
        Step::DestroyPackage => destroy_package(station, form),
        Step::DiscardPackage => packages(station, form, || {
            let reason = line(form, Slot::Reason)?;
            Ok(PackageAct::Discarded { reason })
        }),
        Step::RegainPackage => undo::packages(station, form, PackageAct::CameBack),
        Step::StrikePackage => undo::packages(station, form, PackageAct::RecordedInError),
        Step::OpenSession => open_event(form),
        Step::SealBox => seal_box(form),
        Step::VoidBox => undo::void_box(station, form),
        Step::Deposit => deposit(form),
        Step::CloseSession => close(station, form),
        Step::TakeInventory => take_inventory(station, form),
        Step::DesignateSupervisor => designate(form),
        Step::DestroyStock => leaving::destroy_stock(station, form),
        Step::TransferStock => leaving::transfer_stock(station, form),
        Step::DepositForResidents => leaving::deposit_for_residents(station, form),
        Step::Amend => amend(station, form),
    }
}

/// Liners that come into the record.
fn new_liners(
    form: &Form,
    act: impl FnOnce() -> Result<LinerAct, String>,
) -> Result<Finish, String> {
    let gallons = term(form, Slot::Size)?;
    let ids = form.scanned.ids().iter().cloned();
    let marks = ids.map(|id| LinerMark { id, gallons }).collect();
    let liners = Batch::new(marks).map_err(words)?;
    let (write, act) = (log_of(act_day(form)?, liners), act()?);
    Ok(alone(|station| write(station, act)))
}

/// Those whose numbers the form has, as the record knows them.
fn known_liners(station: &Station, form: &Form) -> Result<Marks, String> {
    let from = received_from(form)?;
    let marks = station.marks(form.step, form.scanned.ids(), from.as_ref());
    marks.map_err(words)
}

/// An act on liners of the record for which two people sign.
pub(super) fn liners_by_two<F>(
    station: &Station,
    form: &Form,
    act: impl FnOnce(&Marks) -> Result<F, String>,
) -> Result<Finish, String>
where
    F: FnOnce(Witnesses) -> LinerAct + Send + 'static,
{
    let liners = known_liners(station, form)?;
    let (write, act) = (log_of(act_day(form)?, liners.clone()), act(&liners)?);
    Ok(two(|station, witnesses| write(station, act(witnesses))))
}

fn seal_liner(station: &Station, form: &Form) -> Result<Finish, String> {
    liners_by_two(station, form, |liners| {
        let site = receptacle(station, form)?;
        let weighed = !form.get(Slot::Weight).trim().is_empty();
        let weight = weighed.then(|| term(form, Slot::Weight)).transpose()?;
        Station::check_weighed(liners.len(), weight).map_err(words)?;
        Ok(move |witnesses| LinerAct::RemovedAndSealed {
            site,
            weight,
            witnesses,
        })
    })
}

fn destroy_liner(station: &Station, form: &Form) -> Result<Finish, String> {
    liners_by_two(station, form, |liners| {
        let from = received_from(form)?;
        let from = station.received_from(liners, from.as_ref());
        let received_from = from.map_err(words)?;
        let (place, method) = (line(form, Slot::Place)?, line(form, Slot::Method)?);
        Ok(|witnesses| LinerAct::Destroyed {
            place,
            method,
            received_from,
            witnesses,
        })
    })
}

fn discard_liner(station: &Station, form: &Form) -> Result<Finish, String> {
    let liners = known_liners(station, form)?;
    let (write, reason) = (log_of(act_day(form)?, liners), line(form, Slot::Reason)?);
    Ok(alone(|station| {
        write(station, LinerAct::Discarded { reason })
    }))
}

fn log_of(acted_on: Date, liners: Marks) -> impl FnOnce(&Station, LinerAct) -> Done + Send {
    move |station, act| {
        station.record_liner(LinerRecord {
            acted_on,
            liners,
            act,
        })
    }
}

/// What records an act on the packages of the form, which can take it now.
pub(super) fn packages_of(
    station: &Station,
    form: &Form,
) -> Result<impl FnOnce(&Station, PackageAct) -> Done + Send + use<>, String> {
    let ids = form.scanned.ids();
    // What is taken over is checked with whom it comes from, as it is recorded.
    if form.step != Step::TakeOverPackage {
        let from = received_from(form)?;
        let checked = station.check_packages(form.step, ids, from.as_ref());
        checked.map_err(words)?;
    }
    let packages = Batch::new(ids.to_vec()).map_err(words)?;
    let acted_on = act_day(form)?;
    Ok(move |station: &Station, act| {
        station.record_package(PackageRecord {
            acted_on,
            packages,
            act,
        })
    })
}

/// An act on packages for which nobody signs.
fn packages(
    station: &Station,
    form: &Form,
    act: impl FnOnce() -> Result<PackageAct, String>,
) -> Result<Finish, String> {
    let (write, act) = (packages_of(station, form)?, act()?);
    Ok(alone(|station| write(station, act)))
}

fn destroy_package(station: &Station, form: &Form) -> Result<Finish, String> {
    let write = packages_of(station, form)?;
    let (place, method) = (line(form, Slot::Place)?, line(form, Slot::Method)?);
    let from = received_from(form)?;
    let from = station.taken_over_from(form.scanned.ids(), from.as_ref());
    let received_from = from.map_err(words)?;
    Ok(two(|station, witnesses| {
        let act = PackageAct::Destroyed {
            place,
            method,
            received_from,
            witnesses,
        };
        write(station, act)
    }))
}

fn transfer_package(station: &Station, form: &Form) -> Result<Finish, String> {
    let write = packages_of(station, form)?;
    let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
    let (registration, by) = (
        term::<Registration>(form, Slot::Registration)?,
        conveyance(form)?,
    );
    station.check_taker(Some(&registration)).map_err(words)?;
    Ok(two(|station, witnesses| {
        let act = PackageAct::Transferred {
            name,
            address,
            registration,
            by,
            witnesses,
        };
        write(station, act)
    }))
}

fn take_inventory(station: &Station, form: &Form) -> Result<Finish, String> {
    let scanned = form.scanned.ids().iter().cloned().collect();
    let custody = station.custody().map_err(words)?;
    let taken = form
        .chosen
        .taken
        .ok_or_else(|| text("inventory-no-taken"))?;
    let today = station.now().date();
    let found = custody.sort_found_at(&scanned, taken, today);
    found.map_err(words)?;
    Ok(one(move |station, signed| {
        station.take_inventory(&scanned, taken, signed)
    }))
}

fn designate(form: &Form) -> Result<Finish, String> {
    let account = form.get(Slot::Person).parse::<AccountId>();
    let account = account.map_err(|_| text("designate-nobody"))?;
    let (facility, designated) = (line(form, Slot::Facility)?, form.chosen.designated);
    Ok(one(move |station, signed| {
        station.designate(account, facility, designated, signed)
    }))
}

fn open_event(form: &Form) -> Result<Finish, String> {
    let (agency, place) = (line(form, Slot::Agency)?, line(form, Slot::EventPlace)?);
    let overseeing = Officer {
        name: line(form, Slot::Officer)?,
        number: line(form, Slot::OfficerNumber)?,
    };
    let (starts, acted_on) = (time(form, Slot::Starts)?, act_day(form)?);
    Ok(one(move |station, signed| {
        let act = SessionAct::Opened {
            agency,
            overseeing,
            place,
            starts,
            signed,
        };
        station.record_session(acted_on, act)
    }))
}

fn deposit(form: &Form) -> Result<Finish, String> {
    let acted_on = act_day(form)?;
    Ok(one(move |station, signed| {
        station.record_session(acted_on, SessionAct::Deposited { signed })
    }))
}

fn seal_box(form: &Form) -> Result<Finish, String> {
    let id: UniqueId = term(form, Slot::Box)?;
    let (gross, tare) = (term(form, Slot::Gross)?, term(form, Slot::Tare)?);
    let weight = BoxWeight::new(gross, tare).map_err(words)?;
    if form.scanned.ids().is_empty() {
        return Err(text("box-no-seal"));
    }
    let seals = Batch::new(form.scanned.ids().to_vec()).map_err(words)?;
    let acted_on = act_day(form)?;
    Ok(two(move |station, sealed_by| {
        let sealed = SealedBox {
            id,
            weight,
            seals,
            sealed_by,
        };
        station.record_session(acted_on, SessionAct::BoxSealed(sealed))
    }))
}

fn amend(station: &Station, form: &Form) -> Result<Finish, String> {
    let record = form.get(Slot::Record).trim().parse::<i64>();
    let record = record.map_err(|_| text("amend-no-record"))?;
    let is = match form.chosen.which {
        Some(Which::Weight) => Detail::Weight(Some(term(form, Slot::Weight)?)),
        Some(Which::BoxWeight) => {
            let (gross, tare) = (term(form, Slot::Gross)?, term(form, Slot::Tare)?);
            Detail::BoxWeight(BoxWeight::new(gross, tare).map_err(words)?)
        }
        Some(Which::Place) => Detail::Place(line(form, Slot::Place)?),
        Some(Which::Method) => Detail::Method(line(form, Slot::Method)?),
        None => return Err(text("amend-no-detail")),
    };
    let said = station.custody_detail(record, &is).map_err(words)?;
    if said == is {
        return Err(told(&Refused::NothingAmended(record)));
    }
    let (reason, acted_on) = (line(form, Slot::Reason)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        station.amend(acted_on, record, is, reason, witnesses)
    }))
}

fn close(station: &Station, form: &Form) -> Result<Finish, String> {
    let custody = station.custody().map_err(words)?;
    let acted_on = act_day(form)?;
    if station.is_empty_event(&custody).map_err(words)? {
        return Ok(one(move |station, signed| {
            let closing = Closing::NothingCollected { signed };
            station.record_session(acted_on, SessionAct::Closed(closing))
        }));
    }
    let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
    let to = match form.chosen.taker {
        Taker::ReverseDistributor => HandOver::ReverseDistributor {
            name,
            address,
            registration: term(form, Slot::Registration)?,
        },
        Taker::Destruction => HandOver::Destruction {
            site: name,
            address,
        },
        Taker::Dea => HandOver::Dea {
            recipient: name,
            address,
        },
    };
    station.check_taker(to.registration()).map_err(words)?;
    let at = time(form, Slot::HandedAt)?;
    Ok(two(move |station, handed_by| {
        let closing = Closing::HandedOver { to, at, handed_by };
        station.record_session(acted_on, SessionAct::Closed(closing))
    }))
}
