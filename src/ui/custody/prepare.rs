//! From a filled form to the act that it records, checked before anybody is asked to sign.

use jiff::civil::Date;

use super::answers::{act_day, conveyance, giver, line, receptacle, recipient, term, time, words};
use super::form::Form;
use super::items;
use super::slots::{Slot, is_empty_event};
use crate::custody::{Refused, Step};
use crate::ledger::custody::{
    Batch, BoxWeight, Closing, Detail, FacilityDeposit, HandOver, LinerAct, LinerMark, LinerRecord,
    Marks, Officer, PackageAct, PackageRecord, SealedBox, SessionAct, StockRecord, Taken, UniqueId,
    Witnesses,
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

fn alone(finish: impl FnOnce(&Station) -> Done + Send + 'static) -> Finish {
    Finish::Alone(Box::new(finish))
}

fn one(finish: impl FnOnce(&Station, Signature) -> Done + Send + 'static) -> Finish {
    Finish::One(Box::new(finish))
}

fn two(finish: impl FnOnce(&Station, Witnesses) -> Done + Send + 'static) -> Finish {
    Finish::Two(Box::new(finish))
}

/// What `form` comes to; an error says in words what keeps it from that.
pub fn prepare(station: &Station, form: &Form) -> Result<Finish, String> {
    station.permit_step(form.step).map_err(words)?;
    match form.step.thing() {
        "liner" => liner(station, form),
        "package" => package(station, form),
        _ => rest(station, form),
    }
}

fn liner(station: &Station, form: &Form) -> Result<Finish, String> {
    let step = form.step;
    let liners = if matches!(step, Step::AcquireLiner | Step::ReceiveLiner) {
        let gallons = term(form, Slot::Size)?;
        let ids = form.scanned.ids().iter().cloned();
        let marks = ids.map(|id| LinerMark { id, gallons }).collect();
        Batch::new(marks).map_err(words)?
    } else {
        station.marks(step, form.scanned.ids()).map_err(words)?
    };
    let write = log_of(act_day(form)?, liners.clone());
    Ok(match step {
        Step::AcquireLiner => alone(|station| write(station, LinerAct::Acquired)),
        Step::ReceiveLiner => {
            let from = giver(form)?;
            alone(|station| write(station, LinerAct::Received { from }))
        }
        Step::InstallLiner => {
            let site = receptacle(station, form)?;
            two(|station, witnesses| write(station, LinerAct::Installed { site, witnesses }))
        }
        Step::SealLiner => {
            let site = receptacle(station, form)?;
            let weighed = !form.get(Slot::Weight).trim().is_empty();
            let weight = weighed.then(|| term(form, Slot::Weight)).transpose()?;
            two(move |station, witnesses| {
                let act = LinerAct::RemovedAndSealed {
                    site,
                    weight,
                    witnesses,
                };
                write(station, act)
            })
        }
        Step::StoreLiner => {
            let place = line(form, Slot::Storage)?;
            two(|station, witnesses| write(station, LinerAct::Stored { place, witnesses }))
        }
        Step::TransferLiner => {
            let (to, by) = (recipient(form)?, conveyance(form)?);
            two(|station, witnesses| write(station, LinerAct::Transferred { to, by, witnesses }))
        }
        Step::DestroyLiner => {
            let received_from = station.received_from(&liners).map_err(words)?;
            let (place, method) = (line(form, Slot::Place)?, line(form, Slot::Method)?);
            two(|station, witnesses| {
                let act = LinerAct::Destroyed {
                    place,
                    method,
                    received_from,
                    witnesses,
                };
                write(station, act)
            })
        }
        _ => {
            let reason = line(form, Slot::Reason)?;
            alone(|station| write(station, LinerAct::Discarded { reason }))
        }
    })
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

fn package(station: &Station, form: &Form) -> Result<Finish, String> {
    let step = form.step;
    let ids = form.scanned.ids();
    station.check_packages(step, ids).map_err(words)?;
    let packages = Batch::new(ids.to_vec()).map_err(words)?;
    let acted_on = act_day(form)?;
    let write = move |station: &Station, act| {
        station.record_package(PackageRecord {
            acted_on,
            packages,
            act,
        })
    };
    let act = match step {
        Step::DestroyPackage => {
            let (place, method) = (line(form, Slot::Place)?, line(form, Slot::Method)?);
            let received_from = station.taken_over_from(ids).map_err(words)?;
            return Ok(two(|station, witnesses| {
                let act = PackageAct::Destroyed {
                    place,
                    method,
                    received_from,
                    witnesses,
                };
                write(station, act)
            }));
        }
        Step::TransferPackage => {
            let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
            let (registration, by) = (term(form, Slot::Registration)?, conveyance(form)?);
            return Ok(two(|station, witnesses| {
                let act = PackageAct::Transferred {
                    name,
                    address,
                    registration,
                    by,
                    witnesses,
                };
                write(station, act)
            }));
        }
        Step::AcquirePackage => PackageAct::Acquired,
        Step::OfferPackage => PackageAct::MadeAvailable,
        Step::SendPackage => PackageAct::SentToThirdParty {
            name: line(form, Slot::Name)?,
            address: line(form, Slot::Address)?,
        },
        Step::ReceivePackage => {
            let agreed = !form.get(Slot::Agreement).trim().is_empty();
            let by_agreement_with = agreed.then(|| line(form, Slot::Agreement)).transpose()?;
            PackageAct::Received { by_agreement_with }
        }
        Step::TakeOverPackage => PackageAct::TakenOver {
            from: giver(form)?,
            boxes: form.get(Slot::Boxes) == "boxes-yes",
        },
        Step::ReceiveForeignPackage => PackageAct::ForeignReceived,
        Step::NotifyFieldOffice => PackageAct::FieldOfficeNotified {
            office: line(form, Slot::Office)?,
        },
        _ => PackageAct::Discarded {
            reason: line(form, Slot::Reason)?,
        },
    };
    Ok(alone(|station| write(station, act)))
}

/// Take-back events, inventories, designations, items that leave, corrections.
fn rest(station: &Station, form: &Form) -> Result<Finish, String> {
    Ok(match form.step {
        Step::TakeInventory => {
            let scanned = form.scanned.ids().iter().cloned().collect();
            let custody = station.custody().map_err(words)?;
            custody.sort_found(&scanned).map_err(words)?;
            let taken = match form.get(Slot::Taken) {
                "taken-close" => Taken::Close,
                _ => Taken::Opening,
            };
            one(move |station, signed| station.take_inventory(&scanned, taken, signed))
        }
        Step::DesignateSupervisor => {
            let account = form.get(Slot::Person).parse::<AccountId>();
            let account = account.map_err(|_| text("designate-nobody"))?;
            let facility = line(form, Slot::Facility)?;
            let designated = form.get(Slot::Standing) == "standing-designated";
            one(move |station, signed| station.designate(account, facility, designated, signed))
        }
        Step::OpenSession => {
            let (agency, place) = (line(form, Slot::Agency)?, line(form, Slot::EventPlace)?);
            let overseeing = Officer {
                name: line(form, Slot::Officer)?,
                number: line(form, Slot::OfficerNumber)?,
            };
            let (starts, acted_on) = (time(form, Slot::Starts)?, act_day(form)?);
            one(move |station, signed| {
                let act = SessionAct::Opened {
                    agency,
                    overseeing,
                    place,
                    starts,
                    signed,
                };
                station.record_session(acted_on, act)
            })
        }
        Step::SealBox => seal_box(form)?,
        Step::DestroyStock => destroy_stock(station, form)?,
        Step::DepositForResidents => deposit_for_residents(station, form)?,
        Step::Amend => amend(station, form)?,
        Step::Deposit => {
            let acted_on = act_day(form)?;
            one(move |station, signed| {
                station.record_session(acted_on, SessionAct::Deposited { signed })
            })
        }
        _ => close(station, form)?,
    })
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

fn destroy_stock(station: &Station, form: &Form) -> Result<Finish, String> {
    if form.items.is_empty() {
        return Err(text("stock-none-chosen"));
    }
    let choices = items::choices(&form.items)?;
    let items = station.stock_items(choices).map_err(words)?;
    let (location, address) = (line(form, Slot::Location)?, line(form, Slot::Place)?);
    let (method, acted_on) = (line(form, Slot::Method)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        station.record_stock(StockRecord {
            acted_on,
            items,
            location,
            address,
            method,
            witnesses,
        })
    }))
}

fn deposit_for_residents(station: &Station, form: &Form) -> Result<Finish, String> {
    if form.items.is_empty() {
        return Err(text("deposit-none-chosen"));
    }
    let named: Vec<_> = form.items.keys().copied().collect();
    let items = station.items_to_deposit(&named).map_err(words)?;
    let (site, acted_on) = (receptacle(station, form)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        station.record_deposit(FacilityDeposit {
            acted_on,
            items,
            site,
            witnesses,
        })
    }))
}

fn amend(station: &Station, form: &Form) -> Result<Finish, String> {
    let record = form.get(Slot::Record).trim().parse::<i64>();
    let record = record.map_err(|_| text("amend-no-record"))?;
    let is = match form.get(Slot::Detail) {
        "detail-weight" => Detail::Weight(Some(term(form, Slot::Weight)?)),
        "detail-box-weight" => {
            let (gross, tare) = (term(form, Slot::Gross)?, term(form, Slot::Tare)?);
            Detail::BoxWeight(BoxWeight::new(gross, tare).map_err(words)?)
        }
        "detail-place" => Detail::Place(line(form, Slot::Place)?),
        "detail-method" => Detail::Method(line(form, Slot::Method)?),
        _ => return Err(text("amend-no-detail")),
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
    if is_empty_event(&custody) {
        return Ok(one(move |station, signed| {
            let closing = Closing::NothingCollected { signed };
            station.record_session(acted_on, SessionAct::Closed(closing))
        }));
    }
    let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
    let to = match form.get(Slot::Taker) {
        "taker-reverse-distributor" => HandOver::ReverseDistributor {
            name,
            address,
            registration: term(form, Slot::Registration)?,
        },
        "taker-destruction" => HandOver::Destruction {
            site: name,
            address,
        },
        _ => HandOver::Dea {
            recipient: name,
            address,
        },
    };
    let at = time(form, Slot::HandedAt)?;
    Ok(two(move |station, handed_by| {
        let closing = Closing::HandedOver { to, at, handed_by };
        station.record_session(acted_on, SessionAct::Closed(closing))
    }))
}
