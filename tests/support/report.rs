//! A report of everything, as the window and the command line write it.

use std::collections::HashMap;

use takeback::ledger::Period;
use takeback::report::{Format, Kind};
use takeback::station::{ReportOrder, Station, StationError};

pub fn report(station: &Station, name: &str, format: Format) -> Result<Vec<u8>, StationError> {
    let order = ReportOrder {
        kind: Kind::named(name).unwrap(),
        period: Period::default(),
        format,
    };
    let mut file = Vec::new();
    station.report(&order, &mut file).map(|_| file)
}

/// The rows of a CSV, by column.
pub fn by_column(file: &[u8]) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(file);
    reader.deserialize().map(Result::unwrap).collect()
}
