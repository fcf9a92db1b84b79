//! Sections A and B of DEA Form 41 (OMB 1117-0007), field by field and under the form's own names.

use std::collections::BTreeMap;

use super::{
    ask::Ask,
    document::{Cell, Column, Field, Row, Section, Sheet, Table, column, number, rows_of},
    postal::Postal,
};
use crate::ledger::{
    Site,
    custody::{Gallons, LinerMark, StockItem, UniqueId},
};

/// Ties the lines of one form together.
pub(super) const NUMBER: Column = number(
    "sheet",
    "Sheet",
    4.0,
    "what belongs on one form: the place in the ledger of the record of destruction; 0 in a request",
);

/// B.1: own stock.
pub const STOCK: Sheet = Sheet {
    name: "B.1 Inventory",
    columns: &[
        NUMBER,
        column(
            "ndc_or_code",
            "NDC or DEA Controlled Substances Code Number",
            13.0,
            "NDC of the product, 5-4-2",
        ),
        column(
            "batch_number",
            "Batch Number",
            9.0,
            "the manufacturer's batch number",
        ),
        column(
            "substance",
            "Name of Substance",
            20.0,
            "name of the product",
        ),
        column(
            "strength",
            "Strength",
            18.0,
            "ingredients with salts and strengths",
        ),
        column("form", "Form", 12.0, "dose form"),
        number(
            "pkg_qty",
            "Pkg. Qty.",
            5.0,
            "dosage units of a full package",
        ),
        number("full_pkgs", "Number of Full Pkgs.", 6.0, "full packages"),
        number(
            "partial_pkg_count",
            "Partial Pkg. Count",
            6.0,
            "dosage units that were in no full package",
        ),
        column(
            "total",
            "Total Destroyed",
            10.0,
            "dosage units, with the dose form",
        ),
        number(
            "item",
            "Item",
            0.0,
            "place in the ledger of the disposal that recorded it",
        ),
        number("units", "Units", 0.0, "dosage units destroyed"),
    ],
};

/// B.2: liners and packages.
pub const COLLECTED: Sheet = Sheet {
    name: "B.2 Collected Substances",
    columns: &[
        NUMBER,
        column(
            "mail_back_package",
            "Returned Mail-Back Package",
            10.0,
            "`X` where the line is about returned mail-back packages; no cross at all for boxes of a take-back event",
        ),
        column(
            "sealed_inner_liner",
            "Sealed Inner Liner",
            10.0,
            "`X` where the line is about sealed inner liners",
        ),
        column(
            "unique_ids",
            "Unique Identification Number(s)",
            50.0,
            "the numbers; `A1 - A9` stands for all from the first to the last",
        ),
        column(
            "liner_size",
            "Size of Sealed Inner Liner",
            12.0,
            "as marked on it; `N/A` for packages",
        ),
        number(
            "quantity",
            "Quantity of Package(s)/Liner(s) Destroyed",
            12.0,
            "how many",
        ),
    ],
};

/// The name that the registration is in.
pub(super) fn registered_name(site: &Site) -> &str {
    match site.registered_name.trim() {
        "" => &site.name,
        name => name,
    }
}

/// Section A.
pub(super) fn registrant<'a>(ask: &Ask) -> Section<'a> {
    let site = &ask.site.site;
    let Postal {
        street,
        city,
        state,
        zip,
    } = Postal::of(&site.address);
    Section {
        heading: "A. Registrant information",
        fields: vec![
            Field::stated("Registered Name", registered_name(site)),
            Field::stated("DEA Registration Number", &site.registration),
            Field::stated("Registered Address", &street),
            Field::stated("City", &city),
            Field::stated("State", &state),
            Field::stated("Zip Code", &zip),
            Field::stated("Telephone Number", &site.telephone),
            Field::stated("Contact Name (if different)", &site.contact),
        ],
        ..Section::default()
    }
}

/// B.1, where the site may fill it.
pub(super) fn stock<'a>(rows: Vec<Row>, mut notes: Vec<String>) -> Section<'a> {
    notes.push(
        "What was not stated is empty. The form has seven lines here; use as many forms as it takes."
            .to_owned(),
    );
    Section {
        heading: "B.1 Inventory",
        table: Some(Table {
            sheet: &STOCK,
            rows: rows_of(rows),
        }),
        notes,
        ..Section::default()
    }
}

/// B.2, where the site may fill it.
pub(super) fn collected<'a>(rows: Vec<Row>) -> Section<'a> {
    Section {
        heading: "B.2 Collected substances",
        table: Some(Table {
            sheet: &COLLECTED,
            rows: rows_of(rows),
        }),
        notes: vec![
            "One line a size. A line without a cross is about boxes of a take-back event taken over from law enforcement, for which the form has no field. Liners and packages are named by their numbers alone; their contents are not inventoried. The form has seven lines here; use as many forms as it takes.".to_owned(),
        ],
        ..Section::default()
    }
}

/// What to say of a line about a product of unknown composition.
pub(super) fn look_up(stock: &StockItem) -> Option<String> {
    (!stock.drug.is_composition_known()).then(|| {
        format!(
            "Item {}, {}, is listed because its composition is not known: look its schedule up, and strike the line if it has none.",
            stock.item, stock.drug.name
        )
    })
}

/// One line of B.1; none for what is known to be in no schedule, which the form is not about.
pub(super) fn stock_row(sheet: i64, research: bool, stock: &StockItem) -> Option<Row> {
    let drug = &stock.drug;
    if !drug.may_be_controlled() {
        return None;
    }
    let form = drug.form.as_deref().unwrap_or("dosage unit");
    let many = if stock.quantity == 1 { "" } else { "s" };
    let packages = stock.packages;
    Some(Row {
        research,
        cells: vec![
            Cell::Number(sheet),
            Cell::text(&drug.ndc11),
            Cell::Text(
                stock
                    .batch
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string),
            ),
            Cell::text(&drug.name),
            Cell::text(&drug.strength),
            Cell::text(drug.form.as_deref().unwrap_or_default()),
            Cell::count(packages.map(|packages| packages.size)),
            Cell::count(packages.map(|packages| packages.full)),
            Cell::count(packages.and_then(|packages| packages.partial(stock.quantity))),
            Cell::Text(format!("{} {form}{many}", stock.quantity)),
            Cell::Number(stock.item),
            Cell::Number(stock.quantity.into()),
        ],
    })
}

/// The lines of B.2 about these liners, one a size.
pub(super) fn liner_rows<'m>(
    sheet: i64,
    research: bool,
    liners: impl Iterator<Item = &'m LinerMark>,
) -> Vec<Row> {
    let mut sizes: BTreeMap<Gallons, Vec<&UniqueId>> = BTreeMap::new();
    for mark in liners {
        sizes.entry(mark.gallons).or_default().push(&mark.id);
    }
    let row = |(size, ids): (Gallons, Vec<_>)| {
        let size = format!("{} gallon", size.get());
        collected_row(sheet, research, ["", "X"], ids, size)
    };
    sizes.into_iter().map(row).collect()
}

/// The line of B.2 about these packages, or about `boxes`, for which the form has no field to cross.
pub(super) fn package_row<'m>(
    sheet: i64,
    research: bool,
    boxes: bool,
    packages: impl Iterator<Item = &'m UniqueId>,
) -> Row {
    collected_row(
        sheet,
        research,
        [if boxes { "" } else { "X" }, ""],
        packages.collect(),
        "N/A".to_owned(),
    )
}

fn collected_row(
    sheet: i64,
    research: bool,
    crosses: [&str; 2],
    mut ids: Vec<&UniqueId>,
    size: String,
) -> Row {
    ids.sort_unstable();
    let [package, liner] = crosses;
    Row {
        research,
        cells: vec![
            Cell::Number(sheet),
            Cell::text(package),
            Cell::text(liner),
            Cell::Text(ranges(&ids)),
            Cell::Text(size),
            Cell::Number(ids.len() as i64),
        ],
    }
}

/// `MBP1106, MBP1108 - MBP1110`, as the form's own example writes it.
fn ranges(ids: &[&UniqueId]) -> String {
    let mut runs: Vec<(&str, &str)> = Vec::new();
    for id in ids.iter().map(|id| id.as_str()) {
        match runs.last_mut() {
            Some((_, last)) if follows(last, id) => *last = id,
            _ => runs.push((id, id)),
        }
    }
    let words = runs.into_iter().map(|(first, last)| {
        if first == last {
            first.to_owned()
        } else {
            format!("{first} - {last}")
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whether `next` is `id` with the number at its end one higher, and written as long.
fn follows(id: &str, next: &str) -> bool {
    let letters = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = |text: &str| -> Option<u64> { text.strip_prefix(letters)?.parse().ok() };
    id.len() == next.len()
        && number(id)
            .and_then(|number| number.checked_add(1))
            .is_some_and(|after| number(next) == Some(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(ids: &[&str]) -> String {
        let ids: Vec<UniqueId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        let mut sorted: Vec<_> = ids.iter().collect();
        sorted.sort_unstable();
        ranges(&sorted)
    }

    #[test]
    fn numbers_in_a_row_are_written_as_the_form_writes_them() {
        let packages = ["MBP1110", "MBP1106", "MBP1108", "MBP1109"];
        assert_eq!(written(&packages), "MBP1106, MBP1108 - MBP1110");
        assert_eq!(written(&["A09", "A10", "B11"]), "A09 - A10, B11");
        // Not the same length, no number, or a number too long: each stands for itself.
        assert_eq!(written(&["A9", "A10"]), "A10, A9");
        assert_eq!(written(&["BOX", "BOY"]), "BOX, BOY");
        let long = ["L99999999999999999998", "L99999999999999999999"];
        assert_eq!(written(&long), long.join(", "));
    }
}
