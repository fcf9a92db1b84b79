//! What a station was taught past the checks of the program, as another version or model may have left it.

use takeback::{
    ledger::{Enrolled, EnrolmentRecord, Entry, Event, Ledger, Moment, Record},
    station::Station,
};

use crate::support::staff::ADMINISTRATOR;

/// Writes an enrolment into the record of this station, as entered at that moment.
pub fn enrol(station: &Station, entered: Moment, enrolled: Enrolled) -> Record {
    let entry = Entry {
        entered,
        by: ADMINISTRATOR.to_owned(),
        account: None,
        site_mode: station.site_mode().code().to_owned(),
        event: Event::Enrolment(EnrolmentRecord::Enrolled(enrolled)),
    };
    let ledger = Ledger::open(station.home()).unwrap();
    ledger.append(entry).unwrap()
}
