//! The disposal log: one row an item, as it stands.
//!
//! As CSV it is the export, column for column; pages and workbooks hold the columns that a person
//! reads, under the same names.

use std::collections::BTreeSet;

use super::{
    ReportError,
    ask::Ask,
    csv::{drug, identified, package, schedule, status, waste_codes},
    document::{Cell, Column, Field, Row, Section, Sheet, Table, column, heads, number},
    stock_transfers,
};
use crate::ledger::custody::{StockRecord, StockTransfer};
use crate::ledger::{Event, How, Identity, LedgerError, LogFilter, LogRow, Outcome, SiteMode};

/// The columns of pages and workbooks.
pub const TABLE: Sheet = Sheet {
    name: "Disposals",
    heads: || heads(COLUMNS),
};

const COLUMNS: &[(Column, fn(&Line) -> Cell)] = &[
    number("disposal", "No.", 3.5)
        .holds("place of the disposal in the ledger")
        .of(|line| Cell::Number(line.row.seq)),
    column("acted_on", "Disposed", 8.0)
        .holds("day of the act")
        .of(|line| Cell::Day(line.row.decided.acted_on)),
    column("entered_at", "Entered", 8.0)
        .holds("when it was first entered, by the station's clock")
        .of(|line| Cell::Time(line.row.entered)),
    column("entered_by", "By", 7.7)
        .holds("who entered it")
        .of(|line| Cell::text(&line.row.by)),
    column("site_mode", "Site mode", 0.0)
        .holds("site mode in force when it was recorded")
        .of(|line| Cell::text(&line.row.site_mode)),
    column("outcome", "Outcome", 0.0)
        .holds("`identified` or `unidentified`")
        .of(|line| Cell::text(identified(drug(line.row).is_some()))),
    column("name", "Drug", 12.7)
        .holds("name of the product; on paper `Unidentified` where nobody could say")
        .of(|line| Cell::text(drug(line.row).map_or("Unidentified", |drug| drug.name.as_str()))),
    column("strength", "Strength", 11.9)
        .holds("ingredients with salts and strengths")
        .of(|line| Cell::text(drug(line.row).map_or("", |drug| drug.strength.as_str()))),
    column("form", "Form", 6.2).holds("dose form").of(|line| {
        Cell::text(
            drug(line.row)
                .and_then(|drug| drug.form.as_deref())
                .unwrap_or_default(),
        )
    }),
    column("ndc11", "NDC", 10.6)
        .holds("NDC of the confirmed product, 5-4-2")
        .of(|line| Cell::text(drug(line.row).map_or("", |drug| drug.ndc11.as_str()))),
    column("labeler", "Labeler", 0.0)
        .holds("labeler")
        .of(|line| Cell::text(drug(line.row).map_or("", |drug| drug.labeler.as_str()))),
    column("schedule", "Sched.", 5.4)
        .holds("controlled-substance schedule")
        .of(|line| Cell::text(schedule(line.row).map_or("", |schedule| schedule.class.as_str()))),
    column("hazard", "Hazard", 7.3)
        .holds("verdict of the rules on what was decided")
        .of(|line| Cell::text(line.row.decided.hazard.verdict.as_str().replace('_', " "))),
    column("hazard_codes", "Codes", 9.6)
        .holds("systems and codes that apply; `?` where it cannot be excluded")
        .of(|line| Cell::Text(waste_codes(&line.row.decided.hazard.reasons).join(", "))),
    number("quantity", "Units", 4.2)
        .holds("dosage units")
        .of(|line| Cell::Number(line.row.decided.quantity.into())),
    column("reference", "Reference", 9.8)
        .holds("case or evidence number, or a resident's pseudonym")
        .of(|line| Cell::text(line.row.decided.reference.as_deref().unwrap_or_default())),
    column("discontinued_on", "Discontinued", 0.0)
        .holds("at a long-term care facility, day on which the resident no longer used it")
        .of(|line| Cell::day(line.row.decided.discontinued)),
    column("decided_how", "Decided", 7.7)
        .holds(
            "`picked` from the model's candidates with the model's confidence, `searched`, \
            or `unidentified`",
        )
        .of(|line| Cell::Text(decided(line.row))),
    column("status", "Status", 8.8)
        .holds("`recorded`, `corrected` or `withdrawn`, with who and why")
        .of(|line| Cell::Text(what_became(line.row))),
    column("record_hash", "Hash", 0.0)
        .holds("hash of the record shown in the ledger's chain")
        .of(|line| Cell::text(&line.row.hash)),
    column("package_ndc11", "Package", 0.0)
        .holds("NDC in the barcode of the package, where one was scanned")
        .of(|line| Cell::text(package(line.row).map_or("", |package| package.ndc11.as_str()))),
    column("lot", "Lot", 0.0)
        .holds("batch number in that barcode")
        .of(|line| {
            Cell::text(
                package(line.row)
                    .and_then(|package| package.lot.as_deref())
                    .unwrap_or_default(),
            )
        }),
    column("expires_on", "Use by", 0.0)
        .holds("last day of use in that barcode")
        .of(|line| Cell::day(package(line.row).and_then(|package| package.expires))),
    column("serial", "Serial", 0.0)
        .holds("the maker's serial number in that barcode")
        .of(|line| {
            Cell::text(
                package(line.row)
                    .and_then(|package| package.serial.as_deref())
                    .unwrap_or_default(),
            )
        }),
    column("transferred", "Transferred", 0.0)
        .holds(stock_transfers::TRANSFERRED)
        .of(|line| Cell::text(line.transferred)),
];

/// One item as it stands.
struct Line<'r> {
    row: &'r LogRow,
    /// To whom it was handed over, in words; empty where it was not.
    transferred: &'r str,
}

/// Totals, one row an item, and the own stock that was handed over.
pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let filter = LogFilter {
        period: ask.period,
        through: Some(ask.head.seq),
        ..LogFilter::default()
    };
    let (mut real, mut tried) = (Totals::default(), Totals::default());
    let recorded = stock_transfers::recorded(ask.ledger, Some(ask.head.seq))?;
    let transferred = stock_transfers::in_words(&recorded);
    let (mut to_leave, mut left) = (BTreeSet::new(), BTreeSet::new());
    ask.ledger.for_each(&filter, |row| {
        if leaves_later(&row) {
            to_leave.insert(row.seq);
        }
        // Also of an item that was withdrawn afterwards.
        if transferred.contains_key(&row.seq) {
            left.insert(row.seq);
        }
        row.purpose().pick([&mut real, &mut tried]).count(&row);
        Ok::<_, ReportError>(())
    })?;
    let headings = ["Totals", "Totals of RESEARCH/DEMO"];
    let mut sections = ask.totals(headings, [real.fields(), tried.fields()]);
    let transfers = stock_transfers::sections(ask, &recorded, &left)?;
    let (ledger, here) = (ask.ledger, still_here(ask, to_leave)?);
    let note = format!(
        "Own stock and residents' medicines among these items that are neither destroyed, transferred nor deposited as of this report: {here}."
    );
    sections.push(Section {
        heading: "Items",
        notes: (here > 0).then_some(note).into_iter().collect(),
        table: Some(Table {
            sheet: &TABLE,
            rows: Box::new(move |take| {
                ledger
                    .for_each(&filter, |row| {
                        let to = transferred.get(&row.seq).map_or("", String::as_str);
                        let line = Line {
                            row: &row,
                            transferred: to,
                        };
                        take(Row::of(row.purpose(), COLUMNS, &line))
                    })
                    .map(drop)
            }),
        }),
        ..Section::default()
    });
    sections.extend(transfers);
    Ok(sections)
}

/// Own stock and residents' medicines are recorded while they are here: that they are gone is a record of its own.
fn leaves_later(row: &LogRow) -> bool {
    let keepers = [SiteMode::RegistrantStock, SiteMode::Ltcf];
    let kept = keepers.iter().any(|mode| mode.is(&row.site_mode));
    kept && row.outcome() != Outcome::Withdrawn
}

/// How many of these `items` are on record as neither destroyed, transferred nor deposited.
fn still_here(ask: &Ask, mut items: BTreeSet<i64>) -> Result<usize, LedgerError> {
    if items.is_empty() {
        return Ok(0);
    }
    for content in ask.custody()? {
        match content.event {
            Event::Stock(StockRecord { items: gone, .. })
            | Event::StockTransfer(StockTransfer { items: gone, .. }) => {
                for stock in &gone {
                    items.remove(&stock.item);
                }
            }
            Event::FacilityDeposit(record) => {
                for deposited in &record.items {
                    items.remove(&deposited.item);
                }
            }
            _ => {}
        }
    }
    Ok(items.len())
}

#[derive(Default)]
struct Totals {
    items: i64,
    units: i64,
    unidentified: i64,
    controlled: i64,
    hazardous: i64,
    corrected: i64,
    withdrawn: i64,
}

impl Totals {
    fn count(&mut self, row: &LogRow) {
        let outcome = row.outcome();
        if outcome == Outcome::Withdrawn {
            self.withdrawn += 1;
            return;
        }
        self.items += 1;
        self.units += i64::from(row.decided.quantity);
        self.corrected += i64::from(row.correction.is_some());
        self.unidentified += i64::from(outcome == Outcome::Unidentified);
        self.hazardous +=
            i64::from(row.decided.hazard.verdict != crate::hazard::Verdict::NoListingFound);
        if let Identity::Identified { drug, .. } = &row.decided.identity {
            self.controlled += i64::from(drug.schedule.is_some());
        }
    }

    /// With whether anything was counted.
    fn fields(&self) -> (bool, Vec<Field>) {
        let fields = [
            ("Items that stand", self.items),
            ("Dosage units", self.units),
            ("Unidentified", self.unidentified),
            ("Controlled (identified, in a schedule)", self.controlled),
            ("Hazardous, or unknown and so handled", self.hazardous),
            ("Corrected", self.corrected),
            ("Withdrawn (not counted above)", self.withdrawn),
        ]
        .map(|(label, count)| Field::count(label, count));
        (self.items + self.withdrawn > 0, fields.into())
    }
}

/// `picked, model 92.1 %`: how the person came to it, and what the model said of it.
fn decided(row: &LogRow) -> String {
    match &row.decided.identity {
        Identity::Unidentified => "unidentified".to_owned(),
        Identity::Identified {
            how: How::Searched, ..
        } => "searched".to_owned(),
        Identity::Identified {
            how: How::Picked { rank },
            ..
        } => {
            let candidates = row
                .disposal
                .suggestion
                .iter()
                .flat_map(|said| &said.candidates);
            let said = candidates
                .filter(|candidate| candidate.rank == *rank)
                .map(|candidate| candidate.confidence_ppm / 1000)
                .next();
            said.map_or_else(
                || format!("picked, rank {rank}"),
                |tenths| {
                    format!(
                        "picked, rank {rank}, model {}.{} %",
                        tenths / 10,
                        tenths % 10
                    )
                },
            )
        }
    }
}

/// `corrected by A. Clerk: read under a lens`.
fn what_became(row: &LogRow) -> String {
    let status = status(row);
    row.correction.as_ref().map_or_else(
        || status.to_owned(),
        |note| format!("{status} by {}: {}", note.by, note.reason),
    )
}
