//! Sections A and B of DEA Form 41 (OMB 1117-0007), field by field and under the form's own names.

use std::collections::BTreeMap;

use super::{
    ask::Ask,
    document::{Cell, Column, Field, Row, Section, Sheet, Table, column, heads, number, rows_of},
    givers::{Numbered, in_words},
    postal::Postal,
};
use crate::ledger::{
    Purpose,
    custody::{Gallons, Line, LinerMark, Party, StockItem},
};

/// Ties the lines of one form together.
pub(super) const NUMBER: Column = number("sheet", "Sheet", 4.0).holds(
    "what belongs on one form: the place in the ledger of the record of \
     destruction; 0 in a request",
);

/// B.1: own stock.
pub const STOCK: Sheet = Sheet {
    name: "B.1 Inventory",
    heads: || heads(OF_STOCK),
};

const OF_STOCK: &[(Column, fn(&Stocked) -> Cell)] = &[
    NUMBER.of(|line| Cell::Number(line.sheet)),
    column(
        "ndc_or_code",
        "NDC or DEA Controlled Substances Code Number",
        13.0,
    )
    .holds("NDC of the product, 5-4-2")
    .of(|line| Cell::text(&line.stock.drug.ndc11)),
    column("batch_number", "Batch Number", 9.0)
        .holds("the manufacturer's batch number")
        .of(|line| Cell::text(line.stock.batch.as_ref().map_or("", Line::as_str))),
    column("substance", "Name of Substance", 20.0)
        .holds("name of the product")
        .of(|line| Cell::text(&line.stock.drug.name)),
    column("strength", "Strength", 18.0)
        .holds("ingredients with salts and strengths")
        .of(|line| Cell::text(&line.stock.drug.strength)),
    column("form", "Form", 12.0)
        .holds("dose form")
        .of(|line| Cell::text(line.stock.drug.form.as_deref().unwrap_or_default())),
    number("pkg_qty", "Pkg. Qty.", 5.0)
        .holds("dosage units of a full package")
        .of(|line| Cell::count(line.stock.packages.map(|packages| packages.size))),
    number("full_pkgs", "Number of Full Pkgs.", 6.0)
        .holds("full packages")
        .of(|line| Cell::count(line.stock.packages.map(|packages| packages.full))),
    number("partial_pkg_count", "Partial Pkg. Count", 6.0)
        .holds("dosage units that were in no full package")
        .of(|line| Cell::count(partial(line.stock))),
    column("total", "Total Destroyed", 10.0)
        .holds("dosage units, with the dose form")
        .of(|line| Cell::Text(total(line.stock))),
    number("item", "Item", 0.0)
        .holds("place in the ledger of the disposal that recorded it")
        .of(|line| Cell::Number(line.stock.item)),
    number("units", "Units", 0.0)
        .holds("dosage units destroyed")
        .of(|line| Cell::Number(line.stock.quantity.into())),
    column("corrected", "Corrected", 0.0)
        .holds(
            "of what was destroyed, whether the item was corrected, withdrawn or purged afterwards, and the \
            place of that record: the columns before show what was signed for; empty in a request",
        )
        .of(|line| Cell::text(line.corrected)),
];

/// B.2: liners and packages.
pub const COLLECTED: Sheet = Sheet {
    name: "B.2 Collected Substances",
    heads: || heads(OF_COLLECTED),
};

const OF_COLLECTED: &[(Column, fn(&Collected) -> Cell)] = &[
    NUMBER.of(|line| Cell::Number(line.sheet)),
    column("mail_back_package", "Returned Mail-Back Package", 10.0)
        .holds(
            "`X` where the line is about returned mail-back packages; no cross at all for \
            boxes of a take-back event",
        )
        .of(|line| Cell::text(line.package)),
    column("sealed_inner_liner", "Sealed Inner Liner", 10.0)
        .holds("`X` where the line is about sealed inner liners")
        .of(|line| Cell::text(line.liner)),
    column("unique_ids", "Unique Identification Number(s)", 50.0)
        .holds(
            "the numbers; `A1 - A9` stands for all from the first to the last, and one that several \
            bear stands with whom it came from",
        )
        .of(|line| Cell::Text(ranges(&line.ids))),
    column("liner_size", "Size of Sealed Inner Liner", 12.0)
        .holds("as marked on it; `N/A` for packages")
        .of(|line| Cell::text(&line.size)),
    number(
        "quantity",
        "Quantity of Package(s)/Liner(s) Destroyed",
        12.0,
    )
    .holds("how many")
    .of(|line| Cell::Number(line.ids.len() as i64)),
];

/// Section A, of the site as it is now.
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
            Field::stated("Registered Name", site.registrant()),
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
            "One line a size. A line without a cross is about boxes of a take-back event taken over from law enforcement, for which the form has no field. Liners and packages are named by their numbers, and by whom they came from where several bear one number; their contents are not inventoried. The form has seven lines here; use as many forms as it takes.".to_owned(),
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

/// One line of B.1.
struct Stocked<'s> {
    sheet: i64,
    stock: &'s StockItem,
    /// What became of the item's record afterwards, in words.
    corrected: &'s str,
}

/// One line of B.1; none for what is known to be in no schedule, which the form is not about. `corrected` says what
/// became of the item's record after its destruction.
pub(super) fn stock_row(
    sheet: i64,
    purpose: Purpose,
    stock: &StockItem,
    corrected: Option<&str>,
) -> Option<Row> {
    let line = Stocked {
        sheet,
        stock,
        corrected: corrected.unwrap_or_default(),
    };
    stock
        .drug
        .may_be_controlled()
        .then(|| Row::of(purpose, OF_STOCK, &line))
}

/// Dosage units in no full package, where somebody said how it was packed.
fn partial(stock: &StockItem) -> Option<u32> {
    stock.packages?.partial(stock.quantity)
}

/// `83 Oral Tablets`.
fn total(stock: &StockItem) -> String {
    let form = stock.drug.form.as_deref().unwrap_or("dosage unit");
    let many = if stock.quantity == 1 { "" } else { "s" };
    format!("{} {form}{many}", stock.quantity)
}

/// One line of B.2.
struct Collected<'c> {
    sheet: i64,
    /// The cross of each field.
    package: &'static str,
    liner: &'static str,
    ids: Vec<Numbered<'c>>,
    size: String,
}

/// The lines of B.2 about these liners, one a size; with whom one came from where others bear its number.
pub(super) fn liner_rows<'m>(
    sheet: i64,
    purpose: Purpose,
    liners: impl Iterator<Item = (&'m LinerMark, Option<&'m Party>)>,
) -> Vec<Row> {
    let mut sizes: BTreeMap<Gallons, Vec<Numbered>> = BTreeMap::new();
    for (mark, from) in liners {
        sizes
            .entry(mark.gallons)
            .or_default()
            .push((&mark.id, from));
    }
    let row = |(size, ids): (Gallons, Vec<_>)| {
        collected_row(
            purpose,
            Collected {
                sheet,
                package: "",
                liner: "X",
                ids,
                size: format!("{} gallon", size.get()),
            },
        )
    };
    sizes.into_iter().map(row).collect()
}

/// The line of B.2 about these packages, or about `boxes`, for which the form has no field to cross.
pub(super) fn package_row<'m>(
    sheet: i64,
    purpose: Purpose,
    boxes: bool,
    packages: impl Iterator<Item = Numbered<'m>>,
) -> Row {
    collected_row(
        purpose,
        Collected {
            sheet,
            package: if boxes { "" } else { "X" },
            liner: "",
            ids: packages.collect(),
            size: "N/A".to_owned(),
        },
    )
}

fn collected_row(purpose: Purpose, mut line: Collected) -> Row {
    line.ids
        .sort_by_key(|&(id, from)| (id, from.map(|giver| giver.name.as_str())));
    Row::of(purpose, OF_COLLECTED, &line)
}

/// `MBP1106, MBP1108 - MBP1110`, as the form's own example writes it, and after them those that do not go by
/// their numbers alone.
fn ranges(ids: &[Numbered]) -> String {
    let (shared, ids): (Vec<Numbered>, Vec<Numbered>) =
        ids.iter().copied().partition(|(_, from)| from.is_some());
    let mut runs: Vec<(&str, &str)> = Vec::new();
    for id in ids.iter().map(|(id, _)| id.as_str()) {
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
    let words = words.chain(shared.into_iter().map(in_words));
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
    use crate::ledger::custody::UniqueId;

    fn written(ids: &[&str]) -> String {
        let ids: Vec<UniqueId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        let mut sorted: Vec<Numbered> = ids.iter().map(|id| (id, None)).collect();
        sorted.sort_unstable_by_key(|(id, _)| *id);
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
