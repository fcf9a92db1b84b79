//! The collector's inventory: what was found on hand and what was not, never what is in it (21 CFR
//! 1304.11(e)(7)).

use std::collections::BTreeMap;

use super::{
    ReportError,
    ask::Ask,
    document::{
        Cell, Column, Field, Row, Section, Sheet, Table, column, heads, mark_of, number, rows_of,
    },
    givers::{Givers, told},
    signed,
};
use crate::{
    custody::Inventoried,
    ledger::{
        Content, Event,
        custody::{Inventory, LinerMark, OnHand, Taken, UniqueId},
    },
};

pub const TABLE: Sheet = Sheet {
    name: "Inventory",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    number("inventory", "Record", 6.0)
        .holds("place in the ledger of the inventory")
        .of(|line| Cell::Number(line.content.seq)),
    column("acted_on", "Date", 10.0)
        .holds("day on which it was taken")
        .of(|line| Cell::Day(line.inventory.acted_on)),
    column("taken", "Taken at", 12.0)
        .holds("`opening of business` or `close of business`")
        .of(|line| Cell::text(taken(line.inventory))),
    column("list", "List", 30.0)
        .holds(
            "unused or sealed liners, unused or returned packages, boxes of take-back events; or \
            `Nothing found`, in a single row without size and number",
        )
        .of(|line| Cell::text(line.thing.list)),
    number("size_gallons", "Gallons", 8.0)
        .holds("size of the liner, gallons; empty for packages")
        .of(|line| Cell::count(line.thing.gallons)),
    column("unique_id", "Unique number", 20.0)
        .holds(
            "number printed on the liner or package, with whom it came from where several were on \
            hand that bear it",
        )
        .of(|line| Cell::text(&line.thing.id)),
    column("signed", "Taken by", 0.0)
        .holds("who signed for it: name, role, meaning and time")
        .of(|line| Cell::Text(signed::words(&line.inventory.signed))),
    column("found", "Found", 6.0)
        .holds("`yes`, or `NO` where it was on hand by the record and nobody found it; empty where nothing was found")
        .of(|line| Cell::text(line.found)),
];

/// One thing that an inventory found, or did not; or that there was none.
struct Line<'i> {
    content: &'i Content,
    inventory: &'i Inventory,
    thing: &'i Listed,
    /// `yes`, `NO`, or nothing of [`NOTHING`].
    found: &'static str,
}

/// One thing of one of the lists.
struct Listed {
    list: &'static str,
    /// None of a package.
    gallons: Option<u32>,
    /// Its number, with whom it came from where several bear that.
    id: String,
}

const LISTS: [&str; 5] = [
    "Unused inner liners",
    "Sealed inner liners awaiting destruction",
    "Unused mail-back packages",
    "Returned mail-back packages awaiting destruction",
    "Boxes of take-back events awaiting destruction",
];

/// Stands for the things of an inventory of nothing, so that its rows say that it was taken (21 CFR 1304.11(b)).
const NOTHING: Listed = Listed {
    list: "Nothing found",
    gallons: None,
    id: String::new(),
};

const NOT_FOUND: &str = "On hand by the record, not found";

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let (mut rows, mut fields) = (Vec::new(), Vec::new());
    let contents = ask.custody()?;
    let givers = Givers::of(&contents);
    for content in &contents {
        if let Event::Inventory(inventory) = &content.event
            && ask.period.holds(inventory.acted_on)
        {
            let known = as_taken(content, &givers);
            let found = listed(&inventory.found, known);
            let missing = known.map(|known| listed(&known.missing, Some(known)));
            fields.extend(counts(content, inventory, known, missing.as_deref()));
            let missing = missing.unwrap_or_default();
            let nothing = found.is_empty() && missing.is_empty();
            let nothing = nothing.then_some(NOTHING).into_iter().collect();
            for (found, things) in [("yes", found), ("NO", missing), ("", nothing)] {
                rows.extend(things.iter().map(|thing| {
                    let line = Line {
                        content,
                        inventory,
                        thing,
                        found,
                    };
                    Row::of(content.purpose(), COLUMNS, &line)
                }));
            }
        }
    }
    Ok(vec![
        Section {
            heading: "Inventories",
            fields,
            notes: vec!["The contents of liners and packages are not inventoried.".to_owned()],
            ..Section::default()
        },
        Section {
            heading: "On hand",
            table: Some(Table {
                sheet: &TABLE,
                rows: rows_of(rows),
            }),
            ..Section::default()
        },
    ])
}

fn taken(inventory: &Inventory) -> &'static str {
    match inventory.taken {
        Taken::Opening => "opening of business",
        Taken::Close => "close of business",
    }
}

/// The inventory with what was known of it when it was taken. None where the record does not follow from itself:
/// `takeback verify` is what says so.
fn as_taken<'g>(content: &Content, givers: &'g Givers) -> Option<&'g Inventoried> {
    let custody = givers.custody(content.purpose());
    let mut taken = custody.inventories().iter();
    taken.find(|taken| taken.stamp.seq == content.seq)
}

/// What came sealed and is no liner: mail-back packages, and boxes of take-back events.
fn returned<'i>(
    lists: &'i OnHand,
    known: Option<&Inventoried>,
) -> (Vec<&'i UniqueId>, Vec<&'i UniqueId>) {
    let all = lists.returned_packages.iter();
    all.partition(|id| known.is_none_or(|known| !known.is_box(id)))
}

/// One inventory in short: date, how many of which size, what was not found, who.
fn counts(
    content: &Content,
    inventory: &Inventory,
    known: Option<&Inventoried>,
    missing: Option<&[Listed]>,
) -> Vec<Field> {
    let liners = |marks: &[LinerMark]| {
        let mut sizes: BTreeMap<u16, u32> = BTreeMap::new();
        for mark in marks {
            *sizes.entry(mark.gallons.get()).or_default() += 1;
        }
        let said = sizes
            .iter()
            .map(|(gallons, count)| format!("{count} of {gallons} gallons"));
        let said = said.collect::<Vec<_>>().join(", ");
        if said.is_empty() {
            "none".to_owned()
        } else {
            said
        }
    };
    let found = &inventory.found;
    let (packages, boxes) = returned(found, known);
    let [unused, sealed, blank, came, of_events] = LISTS;
    let mut fields = vec![
        Field::new(
            "Inventory",
            format!(
                "record {}, {} at {}{}",
                content.seq,
                inventory.acted_on,
                taken(inventory),
                mark_of(content.purpose())
            ),
        ),
        Field::new(unused, liners(&found.unused_liners)),
        Field::new(sealed, liners(&found.sealed_liners)),
        Field::count(blank, found.unused_packages.len() as i64),
        Field::count(came, packages.len() as i64),
    ];
    if !boxes.is_empty() {
        fields.push(Field::count(of_events, boxes.len() as i64));
    }
    fields.extend(missing.map(|missing| Field::new(NOT_FOUND, in_words(missing))));
    fields.push(Field::new("Signed", signed::words(&inventory.signed)));
    fields
}

/// `Unused inner liners: CRL11 (10 gallons)`.
fn in_words(missing: &[Listed]) -> String {
    let said = LISTS.iter().filter_map(|list| {
        let those = missing.iter().filter(|thing| thing.list == *list);
        let those = those.map(|thing| match thing.gallons {
            Some(gallons) => format!("{} ({gallons} gallons)", thing.id),
            None => thing.id.clone(),
        });
        let those: Vec<_> = those.collect();
        (!those.is_empty()).then(|| format!("{list}: {}", those.join(", ")))
    });
    let said: Vec<_> = said.collect();
    if said.is_empty() {
        "nothing".to_owned()
    } else {
        said.join("; ")
    }
}

/// Everything in `lists`, in the order of [`LISTS`].
fn listed(lists: &OnHand, known: Option<&Inventoried>) -> Vec<Listed> {
    let liners = |list: &'static str, marks: &[LinerMark]| -> Vec<Listed> {
        let ids = marks.iter().map(|mark| &mark.id);
        let ids = told(ids, |id| {
            known
                .map(|known| known.liner_givers(id))
                .unwrap_or_default()
        });
        let those = marks.iter().zip(ids);
        those
            .map(|(mark, id)| Listed {
                list,
                gallons: Some(mark.gallons.get().into()),
                id,
            })
            .collect()
    };
    let packages = |list: &'static str, ids: &[&UniqueId]| -> Vec<Listed> {
        let ids = told(ids.iter().copied(), |id| {
            known
                .map(|known| known.package_givers(id))
                .unwrap_or_default()
        });
        let of_packages = |id| Listed {
            list,
            gallons: None,
            id,
        };
        ids.into_iter().map(of_packages).collect()
    };
    let (came_back, boxes) = returned(lists, known);
    let blanks: Vec<_> = lists.unused_packages.iter().collect();
    let [unused, sealed, blank, came, of_events] = LISTS;
    [
        liners(unused, &lists.unused_liners),
        liners(sealed, &lists.sealed_liners),
        packages(blank, &blanks),
        packages(came, &came_back),
        packages(of_events, &boxes),
    ]
    .into_iter()
    .flatten()
    .collect()
}
