//! What has to be kept apart: one row a drug and waste stream, the strictest stream first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    ReportError,
    ask::Ask,
    csv::{waste_codes, why},
    document::{Cell, Field, Row, Section, Sheet, Table, column, number, rows_of},
};
use crate::{
    hazard::{Effect, Verdict},
    ledger::{Drug, Hazard, Identity, LogFilter, LogRow, Outcome},
};

pub const TABLE: Sheet = Sheet {
    name: "Segregation",
    columns: &[
        column(
            "stream",
            "Stream",
            14.0,
            "where it goes: the strictest listing that applies or may apply",
        ),
        column(
            "codes",
            "Codes",
            10.0,
            "every system and code that applies or may apply",
        ),
        column(
            "name",
            "Drug",
            20.0,
            "name of the product; `Unidentified` where nobody could say",
        ),
        column(
            "strength",
            "Strength",
            0.0,
            "ingredients with salts and strengths",
        ),
        column("form", "Form", 8.0, "dose form"),
        column("ndc11", "NDC", 10.5, "NDC of the confirmed product, 5-4-2"),
        column("schedule", "Sched.", 4.5, "controlled-substance schedule"),
        number("items", "Items", 4.0, "disposals"),
        number("quantity", "Units", 4.5, "dosage units"),
        column("first_day", "First", 7.0, "first day of disposal"),
        column("last_day", "Last", 7.0, "last day of disposal"),
        column(
            "reasons",
            "Why",
            30.0,
            "each listing: system, code, ingredient, condition, and in words when it may not apply; `rules_version` names the sources",
        ),
        column("rules_version", "Rules", 0.0, "rule set of the verdict"),
    ],
};

/// Where a drug goes, strictest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Stream {
    Acute,
    Listed,
    Characteristic,
    Policy,
    HazardousDrug,
    Unknown,
}

impl Stream {
    const ALL: [Self; 6] = [
        Self::Acute,
        Self::Listed,
        Self::Characteristic,
        Self::Policy,
        Self::HazardousDrug,
        Self::Unknown,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Acute => "Acute hazardous waste (RCRA P list)",
            Self::Listed => "Hazardous waste (RCRA U list)",
            Self::Characteristic => "Hazardous waste by characteristic (RCRA D codes)",
            Self::Policy => "Hazardous by policy: contains a listed chemical",
            Self::HazardousDrug => "Hazardous drug (NIOSH list)",
            Self::Unknown => "Unknown: handle as hazardous and possibly controlled",
        }
    }

    /// None where no listing was found.
    fn of(hazard: &Hazard) -> Option<Self> {
        match hazard.verdict {
            Verdict::NoListingFound => return None,
            Verdict::Unknown => return Some(Self::Unknown),
            Verdict::Hazardous => {}
        }
        let streams = hazard
            .reasons
            .iter()
            .filter(|reason| reason.effect.applies());
        let stream = streams.map(|reason| match (reason.system.as_str(), reason.effect) {
            (_, Effect::ContainsListed) => Self::Policy,
            ("RCRA-P", _) => Self::Acute,
            ("RCRA-U", _) => Self::Listed,
            ("RCRA-D", _) => Self::Characteristic,
            _ => Self::HazardousDrug,
        });
        // A hazardous verdict always has its reason; without one, nothing is known.
        Some(stream.min().unwrap_or(Self::Unknown))
    }
}

/// What was disposed of under one line of the list.
#[derive(Default)]
struct Heap {
    items: i64,
    units: i64,
    first: Option<Date>,
    last: Option<Date>,
}

impl Heap {
    fn add(&mut self, row: &LogRow) {
        let day = row.decided.acted_on;
        self.items += 1;
        self.units += i64::from(row.decided.quantity);
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }
}

/// What makes two disposals one line: stream, drug, and the reasons as they were given.
type Line = (Stream, Vec<String>, [String; 5], String, String);

type Heaps = BTreeMap<Line, Heap>;

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let filter = LogFilter {
        from: ask.from,
        to: ask.to,
        through: Some(ask.head.seq),
        ..LogFilter::default()
    };
    let [mut real, mut tried] = <[(Heaps, Heap); 2]>::default();
    ask.ledger.for_each(&filter, |row| {
        let (heaps, unlisted) = if row.is_research() {
            &mut tried
        } else {
            &mut real
        };
        if row.outcome() != Outcome::Withdrawn {
            match Stream::of(&row.decided.hazard) {
                Some(stream) => heaps.entry(line(stream, &row)).or_default().add(&row),
                None => unlisted.add(&row),
            }
        }
        Ok::<_, ReportError>(())
    })?;
    let headings = ["Streams", "Streams of RESEARCH/DEMO"];
    let mut sections = ask.totals(headings, [totals(&real), totals(&tried)]);
    let rows = [(false, real.0), (true, tried.0)]
        .into_iter()
        .flat_map(|(research, heaps)| heaps.into_iter().map(move |heap| row(research, heap)));
    sections.push(Section {
        heading: "What to keep apart",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows.collect()),
        }),
        notes: vec![
            "A code says which listing applies or cannot be excluded, not that the waste was characterized. NIOSH lists are about handling by workers, not about waste.".to_owned(),
            "Controlled substances that are also hazardous waste, and household medicines from take-back events and programs, can be exempt on conditions (40 CFR 266.506). Whether they are met is for the site to decide.".to_owned(),
            "No listing found does not mean that a drug is on no list; the NIOSH 2024 list in the rules is partial.".to_owned(),
        ],
        ..Section::default()
    });
    Ok(sections)
}

/// With whether anything was counted.
fn totals((heaps, unlisted): &(Heaps, Heap)) -> (bool, Vec<Field>) {
    let said = |items: i64, units: i64| format!("{items} items, {units} dosage units");
    let mut fields: Vec<_> = Stream::ALL
        .into_iter()
        .map(|stream| {
            let of_it = heaps.iter().filter(|(line, _)| line.0 == stream);
            let (items, units) = of_it.fold((0, 0), |(items, units), (_, heap)| {
                (items + heap.items, units + heap.units)
            });
            Field::new(stream.words(), said(items, units))
        })
        .collect();
    fields.push(Field::new(
        "No listing found (not below)",
        said(unlisted.items, unlisted.units),
    ));
    (!heaps.is_empty() || unlisted.items > 0, fields)
}

fn line(stream: Stream, row: &LogRow) -> Line {
    let hazard = &row.decided.hazard;
    let drug = match &row.decided.identity {
        Identity::Identified { drug, .. } => facts(drug),
        Identity::Unidentified => [
            "Unidentified".to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ],
    };
    let reasons: Vec<_> = hazard.reasons.iter().map(why).collect();
    (
        stream,
        waste_codes(&hazard.reasons),
        drug,
        reasons.join("; "),
        hazard.rules.clone(),
    )
}

fn facts(drug: &Drug) -> [String; 5] {
    [
        drug.name.clone(),
        drug.strength.clone(),
        drug.form.clone().unwrap_or_default(),
        drug.ndc11.clone(),
        drug.schedule
            .as_ref()
            .map(|schedule| schedule.class.clone())
            .unwrap_or_default(),
    ]
}

fn row(research: bool, ((stream, codes, drug, reasons, rules), heap): (Line, Heap)) -> Row {
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Day);
    let mut cells = vec![Cell::text(stream.words()), Cell::Text(codes.join(", "))];
    cells.extend(drug.map(Cell::Text));
    cells.extend([
        Cell::Number(heap.items),
        Cell::Number(heap.units),
        day(heap.first),
        day(heap.last),
        Cell::Text(reasons),
        Cell::Text(rules),
    ]);
    Row { research, cells }
}
