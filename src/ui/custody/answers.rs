//! What is filled into the fields of a form, as the terms of the record; an error says in words what is wrong with it.

use jiff::civil::{Date, Time};

use super::choice::{By, Receiver, To};
use super::form::Form;
use super::slots::Slot;
use crate::ledger::custody::{
    Conveyance, Line, Party, ReceptacleSite, Recipient, Registration, StockTaker, TermError,
    UniqueId,
};
use crate::station::Station;
use crate::ui::words::days::read_day;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

pub fn recipient(form: &Form) -> Result<Recipient, String> {
    let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
    let needed = || term::<Registration>(form, Slot::Registration);
    Ok(match form.chosen.to {
        To::Dea => Recipient::Dea {
            office: name,
            address,
        },
        To::Distributor => Recipient::Distributor {
            name,
            address,
            registration: needed()?,
        },
        To::ReverseDistributor => Recipient::ReverseDistributor {
            name,
            address,
            registration: needed()?,
        },
    })
}

/// Whoever takes own stock; the record refuses it where they need a number and none is named.
pub fn taker(form: &Form) -> Result<StockTaker, String> {
    let (name, address) = (line(form, Slot::Name)?, line(form, Slot::Address)?);
    let party = |name, address| {
        Ok::<_, String>(Party {
            name,
            address,
            registration: registration(form)?,
            officer: None,
        })
    };
    Ok(match form.chosen.receiver {
        Receiver::ReverseDistributor => StockTaker::ReverseDistributor(party(name, address)?),
        Receiver::Supplier => StockTaker::Supplier(party(name, address)?),
        Receiver::Manufacturer => StockTaker::Manufacturer(party(name, address)?),
        Receiver::Instructed => StockTaker::Instructed(party(name, address)?),
        Receiver::Dea => StockTaker::Dea {
            office: name,
            address,
        },
    })
}

/// The order form by which they asked for it, where there is one.
pub fn order_form(form: &Form) -> Result<Option<UniqueId>, String> {
    stated(form, Slot::OrderForm, term)
}

pub fn conveyance(form: &Form) -> Result<Conveyance, String> {
    Ok(match form.chosen.by {
        By::PickUp => Conveyance::PickUp,
        By::OwnVehicle => Conveyance::OwnVehicle,
        By::Carrier => Conveyance::Carrier {
            carrier: line(form, Slot::Carrier)?,
        },
    })
}

pub fn receptacle(station: &Station, form: &Form) -> Result<ReceptacleSite, String> {
    let place = line(form, Slot::Place)?;
    station.receptacle_at(Some(place)).map_err(words)
}

/// Whoever it came from; the record refuses it where neither a registrant nor an officer is named.
pub fn giver(form: &Form) -> Result<Party, String> {
    Ok(Party {
        name: line(form, Slot::Name)?,
        address: line(form, Slot::Address)?,
        registration: registration(form)?,
        officer: stated(form, Slot::HandedBy, line)?,
    })
}

/// Whom what is destroyed was received from, where that had to be said.
pub fn received_from(form: &Form) -> Result<Option<Line>, String> {
    stated(form, Slot::ReceivedFrom, line)
}

/// Whoever it came from may be no registrant.
fn registration(form: &Form) -> Result<Option<Registration>, String> {
    stated(form, Slot::Registration, term)
}

/// What the field holds, as `read` has it; none where nothing is in it.
fn stated<T>(
    form: &Form,
    slot: Slot,
    read: fn(&Form, Slot) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let stated = !form.get(slot).trim().is_empty();
    stated.then(|| read(form, slot)).transpose()
}

pub fn act_day(form: &Form) -> Result<Date, String> {
    let words = form.get(Slot::Day);
    read_day(words)
        .ok()
        .flatten()
        .ok_or_else(|| text_with("date-problem", [("field", text(Slot::Day.label()).into())]))
}

pub fn time(form: &Form, slot: Slot) -> Result<Time, String> {
    let odd = |_| text_with("time-problem", [("field", text(slot.label()).into())]);
    form.get(slot).trim().parse().map_err(odd)
}

pub fn line(form: &Form, slot: Slot) -> Result<Line, String> {
    let missing = |_| text_with("form-missing", [("field", text(slot.label()).into())]);
    form.get(slot).parse().map_err(missing)
}

/// The field as its type reads it; the message begins with the name of the field.
pub fn term<T: std::str::FromStr<Err = TermError>>(form: &Form, slot: Slot) -> Result<T, String> {
    form.get(slot).parse().map_err(|error: TermError| {
        let field = text(slot.label()).into();
        text_with(
            "form-line",
            [("field", field), ("value", told(&error).into())],
        )
    })
}

pub fn words(error: impl std::fmt::Display) -> String {
    told(&error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custody::Step;
    use crate::ledger::{Moment, Site};

    fn filled(step: Step) -> Form {
        let now = Moment::from_parts(1_795_357_800_000_000, 0).unwrap();
        let mut form = Form::new(step, &Site::default(), now);
        for (slot, words) in [
            (Slot::Name, "Reverse Inc."),
            (Slot::Address, "2 Main St"),
            (Slot::Registration, "AB1234563"),
            (Slot::Carrier, "Parcels"),
        ] {
            form.set(slot, words.to_owned());
        }
        form
    }

    #[test]
    fn own_stock_goes_to_whom_the_button_says() {
        let mut form = filled(Step::TransferStock);
        for choice in Slot::Receiver.choices() {
            form.chosen.take(*choice);
            let to = match taker(&form).unwrap() {
                StockTaker::ReverseDistributor(_) => "to-reverse-distributor",
                StockTaker::Supplier(_) => "to-supplier",
                StockTaker::Manufacturer(_) => "to-manufacturer",
                StockTaker::Instructed(_) => "to-instructed",
                StockTaker::Dea { .. } => "to-dea",
            };
            assert_eq!(choice.key(), to);
        }
    }

    #[test]
    fn liners_go_to_whom_and_as_the_button_says() {
        let mut form = filled(Step::TransferLiner);
        for choice in Slot::Kind.choices() {
            form.chosen.take(*choice);
            let to = match recipient(&form).unwrap() {
                Recipient::ReverseDistributor { .. } => "to-reverse-distributor",
                Recipient::Distributor { .. } => "to-distributor",
                Recipient::Dea { .. } => "to-dea",
            };
            assert_eq!(choice.key(), to);
        }
        for choice in Slot::Means.choices() {
            form.chosen.take(*choice);
            let by = match conveyance(&form).unwrap() {
                Conveyance::Carrier { .. } => "by-carrier",
                Conveyance::PickUp => "by-pick-up",
                Conveyance::OwnVehicle => "by-own-vehicle",
            };
            assert_eq!(choice.key(), by);
        }
    }
}
