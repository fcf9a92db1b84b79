//! What has to be kept apart: one row a drug and waste stream, the strictest stream first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    ReportError,
    ask::Ask,
    csv::{drug, schedule, waste_codes, why},
    document::{Cell, Column, Field, Row, Section, Sheet, Table, column, heads, number, rows_of},
};
use crate::{
    hazard::{Effect, Verdict},
    ledger::{Hazard, LogFilter, LogRow, Outcome, Purpose},
};

pub const TABLE: Sheet = Sheet {
    name: "Segregation",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&(Line, Heap)) -> Cell)] = &[
    column("stream", "Stream", 14.0)
        .holds("where it goes: the strictest listing that applies or may apply")
        .of(|(line, _)| Cell::text(line.stream.words())),
    column("codes", "Codes", 10.0)
        .holds("every system and code that applies; `?` where it cannot be excluded")
        .of(|(line, _)| Cell::Text(line.codes.join(", "))),
    column("name", "Drug", 20.0)
        .holds("name of the product; `Unidentified` where nobody could say")
        .of(|(line, _)| Cell::text(&line.name)),
    column("strength", "Strength", 0.0)
        .holds("ingredients with salts and strengths")
        .of(|(line, _)| Cell::text(&line.strength)),
    column("form", "Form", 8.0)
        .holds("dose form")
        .of(|(line, _)| Cell::text(&line.form)),
    column("ndc11", "NDC", 10.5)
        .holds("NDC of the confirmed product, 5-4-2")
        .of(|(line, _)| Cell::text(&line.ndc11)),
    column("schedule", "Sched.", 4.5)
        .holds("controlled-substance schedule")
        .of(|(line, _)| Cell::text(&line.schedule)),
    number("items", "Items", 4.0)
        .holds("disposals")
        .of(|(_, heap)| Cell::Number(heap.items)),
    number("quantity", "Units", 4.5)
        .holds("dosage units")
        .of(|(_, heap)| Cell::Number(heap.units)),
    column("first_day", "First", 7.0)
        .holds("first day of disposal")
        .of(|(_, heap)| Cell::day(heap.first)),
    column("last_day", "Last", 7.0)
        .holds("last day of disposal")
        .of(|(_, heap)| Cell::day(heap.last)),
    column("reasons", "Why", 30.0)
        .holds(
            "each listing: system, code, ingredient, condition, and in words when it may \
            not apply; `rules_version` names the sources",
        )
        .of(|(line, _)| Cell::text(&line.reasons)),
    column("rules_version", "Rules", 0.0)
        .holds("rule set of the verdict")
        .of(|(line, _)| Cell::text(&line.rules)),
];

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

/// What makes two disposals one line: stream, drug, and the reasons as they were given. The list is in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    stream: Stream,
    codes: Vec<String>,
    name: String,
    strength: String,
    form: String,
    ndc11: String,
    schedule: String,
    reasons: String,
    rules: String,
}

type Heaps = BTreeMap<Line, Heap>;

pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let filter = LogFilter {
        period: ask.period,
        through: Some(ask.head.seq),
        ..LogFilter::default()
    };
    let [mut real, mut tried] = <[(Heaps, Heap); 2]>::default();
    ask.ledger.for_each(&filter, |row| {
        let (heaps, unlisted) = row.purpose().pick([&mut real, &mut tried]);
        if row.outcome() != Outcome::Withdrawn {
            match Stream::of(&row.decided.hazard) {
                Some(stream) => heaps.entry(Line::of(stream, &row)).or_default().add(&row),
                None => unlisted.add(&row),
            }
        }
        Ok::<_, ReportError>(())
    })?;
    let headings = ["Streams", "Streams of RESEARCH/DEMO"];
    let mut sections = ask.totals(headings, [totals(&real), totals(&tried)]);
    let both = [(Purpose::Law, real.0), (Purpose::Research, tried.0)];
    let rows = both.into_iter().flat_map(|(purpose, heaps)| {
        let heaps = heaps.into_iter();
        heaps.map(move |heap| Row::of(purpose, COLUMNS, &heap))
    });
    sections.push(Section {
        heading: "What to keep apart",
        table: Some(Table {
            sheet: &TABLE,
            rows: rows_of(rows.collect()),
        }),
        notes: vec![
            "A code says which listing applies or, with `?` behind it, cannot be excluded, not that the waste was characterized. NIOSH lists are about handling by workers, not about waste.".to_owned(),
            "Controlled substances that are also hazardous waste, and household medicines from take-back events and programs, can be exempt on conditions (40 CFR 266.506). Whether they are met is for the site to decide.".to_owned(),
            "No listing found does not mean that a drug is on no list; the NIOSH 2024 list in the rules is partial.".to_owned(),
            "Of hazardous waste, a healthcare facility sends only potentially creditable pharmaceuticals to a reverse distributor (40 CFR 266.503(c)). It keeps the confirmation of their delivery and the shipping papers for three years (266.503(e)); where no confirmation has come after 35 days, it asks the carrier and the recipient (266.509(c)).".to_owned(),
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
            let of_it = heaps.iter().filter(|(line, _)| line.stream == stream);
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

impl Line {
    fn of(stream: Stream, row: &LogRow) -> Self {
        let hazard = &row.decided.hazard;
        let drug = drug(row);
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let reasons: Vec<_> = hazard.reasons.iter().map(why).collect();
        Self {
            stream,
            codes: waste_codes(&hazard.reasons),
            name: drug
                .map_or("Unidentified", |drug| drug.name.as_str())
                .to_owned(),
            strength: text(drug.map(|drug| drug.strength.as_str())),
            form: text(drug.and_then(|drug| drug.form.as_deref())),
            ndc11: text(drug.map(|drug| drug.ndc11.as_str())),
            schedule: text(schedule(row).map(|schedule| schedule.class.as_str())),
            reasons: reasons.join("; "),
            rules: hazard.rules.clone(),
        }
    }
}
