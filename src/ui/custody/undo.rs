//! From a filled form to the record by which two people take an earlier one back: something came back
//! sealed, or was recorded in error.

use super::answers::{act_day, line, received_from, term, words};
use super::form::Form;
use super::prepare::{Finish, liners_by_two, packages_of, two};
use super::slots::Slot;
use crate::ledger::custody::{LinerAct, PackageAct, SessionAct, TakenBack, UniqueId};
use crate::station::Station;

pub fn liners(
    station: &Station,
    form: &Form,
    act: fn(TakenBack) -> LinerAct,
) -> Result<Finish, String> {
    liners_by_two(station, form, |liners| {
        let from = received_from(form)?;
        let record = station.liners_taken_back(form.step, liners, from.as_ref());
        let (record, reason) = (record.map_err(words)?, line(form, Slot::Reason)?);
        Ok(move |witnesses| {
            act(TakenBack {
                record,
                reason,
                witnesses,
            })
        })
    })
}

pub fn packages(
    station: &Station,
    form: &Form,
    act: fn(TakenBack) -> PackageAct,
) -> Result<Finish, String> {
    let write = packages_of(station, form)?;
    let from = received_from(form)?;
    let record = station.packages_taken_back(form.step, form.scanned.ids(), from.as_ref());
    let (record, reason) = (record.map_err(words)?, line(form, Slot::Reason)?);
    Ok(two(move |station, witnesses| {
        let back = TakenBack {
            record,
            reason,
            witnesses,
        };
        write(station, act(back))
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
