//! The disposal log: one row an item, as it stands.
//!
//! As CSV it is the export, column for column; pages and workbooks hold the columns that a person
//! reads, under the same names.

use jiff::civil::Date;

use super::{
    ReportError,
    ask::Ask,
    csv::{status, waste_codes},
    document::{Cell, Field, Row, Section, Sheet, Table, column, number},
};
use crate::ledger::{How, Identity, LogFilter, LogRow, Outcome, ScannedPackage};

/// The columns of pages and workbooks.
pub const TABLE: Sheet = Sheet {
    name: "Disposals",
    columns: &[
        number(
            "disposal",
            "No.",
            3.5,
            "place of the disposal in the ledger",
        ),
        column("acted_on", "Disposed", 8.0, "day of the act"),
        column(
            "entered_at",
            "Entered",
            8.0,
            "when it was first entered, by the station's clock",
        ),
        column("entered_by", "By", 7.7, "who entered it"),
        column(
            "site_mode",
            "Site mode",
            0.0,
            "site mode in force when it was recorded",
        ),
        column("outcome", "Outcome", 0.0, "`identified` or `unidentified`"),
        column(
            "name",
            "Drug",
            12.7,
            "name of the product; on paper `Unidentified` where nobody could say",
        ),
        column(
            "strength",
            "Strength",
            11.9,
            "ingredients with salts and strengths",
        ),
        column("form", "Form", 6.2, "dose form"),
        column("ndc11", "NDC", 10.6, "NDC of the confirmed product, 5-4-2"),
        column("labeler", "Labeler", 0.0, "labeler"),
        column("schedule", "Sched.", 5.4, "controlled-substance schedule"),
        column(
            "hazard",
            "Hazard",
            7.3,
            "verdict of the rules on what was decided",
        ),
        column("hazard_codes", "Codes", 9.6, "systems and codes that apply"),
        number("quantity", "Units", 4.2, "dosage units"),
        column(
            "reference",
            "Reference",
            9.8,
            "case or evidence number, or a resident's pseudonym",
        ),
        column(
            "discontinued_on",
            "Discontinued",
            0.0,
            "at a long-term care facility, day on which the resident no longer used it",
        ),
        column(
            "decided_how",
            "Decided",
            7.7,
            "`picked` from the model's candidates with the model's confidence, `searched`, or `unidentified`",
        ),
        column(
            "status",
            "Status",
            8.8,
            "`recorded`, `corrected` or `withdrawn`, with who and why",
        ),
        column(
            "record_hash",
            "Hash",
            0.0,
            "hash of the record shown in the ledger's chain",
        ),
        column(
            "package_ndc11",
            "Package",
            0.0,
            "NDC in the barcode of the package, where one was scanned",
        ),
        column("lot", "Lot", 0.0, "batch number in that barcode"),
        column(
            "expires_on",
            "Use by",
            0.0,
            "last day of use in that barcode",
        ),
        column(
            "serial",
            "Serial",
            0.0,
            "the maker's serial number in that barcode",
        ),
    ],
};

/// Totals and one row an item.
pub fn fill<'a>(ask: &Ask<'a>) -> Result<Vec<Section<'a>>, ReportError> {
    let filter = LogFilter {
        from: ask.from,
        to: ask.to,
        through: Some(ask.head.seq),
        ..LogFilter::default()
    };
    let (mut real, mut tried) = (Totals::default(), Totals::default());
    ask.ledger.for_each(&filter, |row| {
        let totals = if row.is_research() {
            &mut tried
        } else {
            &mut real
        };
        totals.count(&row);
        Ok::<_, ReportError>(())
    })?;
    let headings = ["Totals", "Totals of RESEARCH/DEMO"];
    let mut sections = ask.totals(headings, [real.fields(), tried.fields()]);
    let ledger = ask.ledger;
    sections.push(Section {
        heading: "Items",
        table: Some(Table {
            sheet: &TABLE,
            rows: Box::new(move |take| {
                ledger
                    .for_each(&filter, |row| take(printed_row(&row)))
                    .map(drop)
            }),
        }),
        ..Section::default()
    });
    Ok(sections)
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

fn printed_row(row: &LogRow) -> Row {
    let drug = match &row.decided.identity {
        Identity::Identified { drug, .. } => Some(drug),
        Identity::Unidentified => None,
    };
    let of_drug =
        |words: fn(&crate::ledger::Drug) -> String| Cell::Text(drug.map(words).unwrap_or_default());
    let package = row.disposal.package.as_ref();
    let of_package =
        |words: fn(&ScannedPackage) -> String| Cell::Text(package.map(words).unwrap_or_default());
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Day);
    Row {
        research: row.is_research(),
        cells: vec![
            Cell::Number(row.seq),
            Cell::Day(row.decided.acted_on),
            Cell::Time(row.entered),
            Cell::text(&row.by),
            Cell::text(&row.site_mode),
            Cell::text(if drug.is_some() {
                "identified"
            } else {
                "unidentified"
            }),
            Cell::text(drug.map_or("Unidentified", |drug| drug.name.as_str())),
            of_drug(|drug| drug.strength.clone()),
            of_drug(|drug| drug.form.clone().unwrap_or_default()),
            of_drug(|drug| drug.ndc11.clone()),
            of_drug(|drug| drug.labeler.clone()),
            of_drug(|drug| {
                drug.schedule
                    .as_ref()
                    .map(|schedule| schedule.class.clone())
                    .unwrap_or_default()
            }),
            Cell::text(row.decided.hazard.verdict.as_str().replace('_', " ")),
            Cell::Text(waste_codes(&row.decided.hazard.reasons).join(", ")),
            Cell::Number(row.decided.quantity.into()),
            Cell::text(row.decided.reference.as_deref().unwrap_or_default()),
            day(row.decided.discontinued),
            Cell::Text(decided(row)),
            Cell::Text(what_became(row)),
            Cell::text(&row.hash),
            of_package(|package| package.ndc11.clone()),
            of_package(|package| package.lot.clone().unwrap_or_default()),
            day(package.and_then(|package| package.expires)),
            of_package(|package| package.serial.clone().unwrap_or_default()),
        ],
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
