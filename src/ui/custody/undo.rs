//! From a filled form to the record by which two people take an earlier one back: something came back
//! sealed, or was recorded in error.

use super::answers::{act_day, line, received_from, term, words};
use super::form::Form;
use super::prepare::{Finish, liners_by_two, packages_of, two};
use super::slots::Slot;
use crate::custody::Step;
use crate::ledger::custody::{LinerAct, PackageAct, SessionAct, UniqueId};
use crate::station::Station;

pub fn liners(station: &Station, form: &Form) -> Result<Finish, String> {
    let step = form.step;
    liners_by_two(station, form, |liners| {
        let from = received_from(form)?;
        let record = station.liners_taken_back(step, liners, from.as_ref());
        let (record, reason) = (record.map_err(words)?, line(form, Slot::Reason)?);
        Ok(move |witnesses| match step {
            Step::StrikeLiner => LinerAct::RecordedInError {
                record,
                reason,
                witnesses,
            },
            _ => LinerAct::CameBack {
                record,
                reason,
                witnesses,
            },
        })
    })
}

pub fn packages(station: &Station, form: &Form) -> Result<Finish, String> {
    let (step, write) = (form.step, packages_of(station, form)?);
    let from = received_from(form)?;
    let record = station.packages_taken_back(step, form.scanned.ids(), from.as_ref());
    let (record, reason) = (record.map_err(words)?, line(form, Slot::Reason)?);
    Ok(two(move |station, witnesses| {
        let act = match step {
            Step::StrikePackage => PackageAct::RecordedInError {
                record,
                reason,
                witnesses,
            },
            _ => PackageAct::CameBack {
                record,
                reason,
                witnesses,
            },
        };
        write(station, act)
    }))
}

pub fn void_box(station: &Station, form: &Form) -> Result<Finish, String> {
    let id: UniqueId = term(form, Slot::Box)?;
    let custody = station.custody().map_err(words)?;
    custody.check_box(&id).map_err(words)?;
    let (reason, acted_on) = (line(form, Slot::Reason)?, act_day(form)?);
    Ok(two(move |station, witnesses| {
        let act = SessionAct::BoxVoided {
            id,
            reason,
            witnesses,
        };
        station.record_session(acted_on, act)
    }))
}
