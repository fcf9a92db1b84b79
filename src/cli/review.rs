//! `takeback review`: what waits for a second look, and what came of it.

use std::io::Write;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::log::{HEADINGS, as_json, cells, notice};
use super::period::Period;
use super::secret::Who;
use super::{Outcome, WrongUse, agreement, free_text, table};
use crate::hazard::Verdict;
use crate::ledger::{
    Decided, Doubt, Identity, Listed, LogFilter, Outcome as ItemOutcome, RecordId, ReviewAct,
    ReviewState, ScannedPackage, Sort, SortBy, Suggestion,
};
use crate::station::Station;

/// Review recorded disposals: list them, look at one, approve it, send it back
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(clap::Subcommand)]
enum Act {
    List(Box<List>),
    Show(Show),
    Approve(Approve),
    SendBack(SendBack),
    Figures(agreement::Args),
}

/// List disposals with where their review stands
#[derive(clap::Args)]
struct List {
    /// Only the uncertain ones, the most urgent first
    #[arg(long)]
    queue: bool,
    #[arg(long, value_parser = one_of(&ReviewState::ALL, ReviewState::as_str))]
    state: Option<ReviewState>,
    #[command(flatten)]
    period: Period,
    /// Part of the drug's name, NDC, labeler or of the reference
    #[arg(long)]
    text: Option<String>,
    /// The drug's whole name
    #[arg(long, value_name = "NAME")]
    drug: Option<String>,
    /// Printed name of whoever entered it
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    #[arg(long, value_parser = one_of(&ItemOutcome::ALL, ItemOutcome::as_str))]
    outcome: Option<ItemOutcome>,
    #[arg(long, value_parser = one_of(&Verdict::ALL, Verdict::as_str))]
    hazard: Option<Verdict>,
    /// As CII
    #[arg(long)]
    schedule: Option<String>,
    /// The model gave its first candidate at least so many percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    confidence_from: Option<u32>,
    /// The model gave its first candidate less than so many percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    confidence_below: Option<u32>,
    #[arg(long, value_parser = one_of(&SortBy::ALL, SortBy::as_str))]
    sort: Option<SortBy>,
    /// Sort from the last to the first
    #[arg(long, requires = "sort")]
    descending: bool,
    /// Most rows
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Show one disposal: what the model said, what the person decided, what came of the review
#[derive(clap::Args)]
struct Show {
    /// The record, as `takeback log` lists it
    id: RecordId,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

/// Approve disposals as they stand
#[derive(clap::Args)]
struct Approve {
    /// The records, as `takeback review list` lists them
    #[arg(required = true)]
    ids: Vec<RecordId>,
    #[command(flatten)]
    who: Who,
}

/// Send a disposal back to whoever entered it
#[derive(clap::Args)]
struct SendBack {
    /// The record, as `takeback review list` lists it
    id: RecordId,
    /// Why, in words; never a patient's name
    #[arg(long, value_parser = free_text::words)]
    reason: String,
    #[command(flatten)]
    who: Who,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match &args.act {
        Act::List(args) => list(args, station, out),
        Act::Show(args) => show(args, station, out),
        Act::Approve(args) => {
            let ids = args.ids.as_slice();
            args.who.do_reviewed(station, |signed| {
                for id in ids {
                    let row = station.find(*id)?;
                    let done = station.review(row.current, ReviewAct::Approved, signed.clone())?;
                    writeln!(out, "{} approved", done.row.id)?;
                }
                Ok(Outcome::Fine)
            })
        }
        Act::Figures(args) => agreement::run(args, station, out),
        Act::SendBack(args) => args.who.do_reviewed(station, |signed| {
            let row = station.find(args.id)?;
            let act = ReviewAct::SentBack {
                reason: args.reason.trim().to_owned(),
            };
            let done = station.review(row.current, act, signed)?;
            writeln!(out, "{} sent back to {}", done.row.id, done.row.by)?;
            Ok(Outcome::Fine)
        }),
    }
}

/// Takes one of `all`, as JSON and exports spell it, or with hyphens, as other words of commands have them.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let named =
        move |each: &T| PossibleValue::new(word(*each)).alias(word(*each).replace('_', "-"));
    PossibleValuesParser::new(all.iter().map(named)).try_map(move |said| {
        let spelled = said.replace('-', "_");
        let meant = all.iter().copied().find(|each| word(*each) == spelled);
        meant.ok_or(WrongUse(said))
    })
}

fn filter(args: &List, station: &Station) -> Result<LogFilter, WrongUse> {
    let ppm = |percent: u32| percent * 10_000;
    Ok(LogFilter {
        period: args.period.days()?,
        text: args.text.clone(),
        drug: args.drug.clone(),
        operator: args.operator.clone(),
        outcome: args.outcome,
        hazard: args.hazard,
        schedule: args.schedule.clone(),
        confidence_from: args.confidence_from.map(ppm),
        confidence_below: args.confidence_below.map(ppm),
        review: args.state,
        uncertain_below: args.queue.then(|| station.uncertain_below()),
        sort: args.sort.map(|by| Sort {
            by,
            descending: args.descending,
        }),
        limit: Some(args.limit),
        ..LogFilter::default()
    })
}

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let listed = station.listed(&filter(args, station)?)?;
    if args.json {
        for item in &listed {
            writeln!(out, "{}", json(item, station))?;
        }
        return Ok(Outcome::Fine);
    }
    let header = after_id(HEADINGS, "review", "doubts");
    let rows: Vec<_> = listed
        .iter()
        .map(|item| {
            let doubts = doubts(item, station).join(" ");
            after_id(cells(&item.row), item.state().to_string(), doubts)
        })
        .collect();
    table::write(out, header, &rows)?;
    Ok(Outcome::Fine)
}

/// A row of the log with what the review adds.
fn after_id<T>(row: [T; 11], review: T, doubts: T) -> [T; 13] {
    let [
        id,
        day,
        by,
        quantity,
        outcome,
        hazard,
        schedule,
        ndc,
        drug,
        reference,
        mark,
    ] = row;
    [
        id, review, doubts, day, by, quantity, outcome, hazard, schedule, ndc, drug, reference,
        mark,
    ]
}

fn doubts(item: &Listed, station: &Station) -> Vec<&'static str> {
    let all = item.doubts.all(station.uncertain_below());
    all.into_iter().map(Doubt::as_str).collect()
}

fn json(item: &Listed, station: &Station) -> serde_json::Value {
    let mut value = as_json(&item.row);
    if let Some(object) = value.as_object_mut() {
        object.insert("review_state".into(), item.state().as_str().into());
        object.insert("review".into(), serde_json::json!(item.review));
        object.insert("doubts".into(), doubts(item, station).into());
    }
    value
}

fn show(args: &Show, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let item = station.find_listed(args.id)?;
    if args.json {
        writeln!(out, "{}", json(&item, station))?;
        return Ok(Outcome::Fine);
    }
    let row = &item.row;
    let (id, by, entered) = (row.id, &row.by, row.entered);
    match notice(row) {
        "" => writeln!(out, "{id} entered by {by} at {entered}")?,
        mark => writeln!(out, "{id} entered by {by} at {entered}, {mark}")?,
    }
    for photo in &row.disposal.photos {
        // Read as well: a file that is named like it need not be it.
        match station.photo(photo).and_then(|_| station.kept_photo(photo)) {
            Ok(Some(path)) => writeln!(out, "photograph: {}", path.display())?,
            Ok(None) => writeln!(out, "photograph: not kept, SHA-256 {photo}")?,
            Err(error) => writeln!(out, "photograph: {error}")?,
        }
    }
    match &row.disposal.suggestion {
        None => writeln!(out, "model: not asked")?,
        Some(said) => model(said, out)?,
    }
    decided(&row.decided, out)?;
    if let Some(package) = &row.disposal.package {
        scanned(package, out)?;
    }
    if let Some(note) = &row.correction {
        let done = if note.withdrawn {
            "withdrawn"
        } else {
            "corrected"
        };
        writeln!(out, "{done} by {}: {}", note.by, note.reason)?;
    }
    let doubts = doubts(&item, station);
    if !doubts.is_empty() {
        writeln!(out, "doubts: {}", doubts.join(", "))?;
    }
    match &item.review {
        None => writeln!(out, "review: none yet")?,
        Some(review) => {
            let words = match &review.act {
                ReviewAct::Approved => "approved".to_owned(),
                ReviewAct::SentBack { reason } => format!("sent back ({reason})"),
            };
            let signed = &review.signed;
            writeln!(out, "review: {words} by {}, {}", signed.name, signed.role)?;
        }
    }
    Ok(Outcome::Fine)
}

fn model(said: &Suggestion, out: &mut impl Write) -> anyhow::Result<()> {
    let stands = if said.identified {
        "identified"
    } else {
        "abstained"
    };
    let read = said.imprint_read.join(" ");
    let typed = said
        .imprint_typed
        .as_ref()
        .map(|typed| format!(", a person typed `{typed}`"))
        .unwrap_or_default();
    let versions = &said.versions;
    writeln!(
        out,
        "model: {stands}, read `{read}`{typed}, {} ({}, {})",
        said.hazard.as_str(),
        versions.model,
        versions.rules
    )?;
    for candidate in &said.candidates {
        let names: Vec<_> = candidate
            .products
            .iter()
            .map(|product| format!("{} {}", product.ndc11, product.name))
            .collect();
        let percent = f64::from(candidate.confidence_ppm) / 10_000.0;
        writeln!(
            out,
            "  {} {percent:5.1} % {}",
            candidate.rank,
            names.join("; ")
        )?;
    }
    Ok(())
}

/// What the barcode of the package said.
fn scanned(package: &ScannedPackage, out: &mut impl Write) -> anyhow::Result<()> {
    let mut parts = vec![format!("NDC {}", package.ndc11)];
    parts.extend(package.lot.as_ref().map(|lot| format!("lot {lot}")));
    parts.extend(package.expires.map(|day| format!("use by {day}")));
    parts.extend(
        package
            .serial
            .as_ref()
            .map(|serial| format!("serial {serial}")),
    );
    writeln!(out, "package: {}", parts.join(", "))?;
    Ok(())
}

fn decided(decided: &Decided, out: &mut impl Write) -> anyhow::Result<()> {
    let item = match &decided.identity {
        Identity::Identified { drug, .. } => format!("{} {}", drug.ndc11, drug.name),
        Identity::Unidentified => "unidentified".to_owned(),
    };
    let verdict = decided.hazard.verdict.as_str();
    let quantity = decided.quantity;
    writeln!(
        out,
        "decided: {item} × {quantity} on {}, {verdict}",
        decided.acted_on
    )?;
    if let Some(reference) = &decided.reference {
        writeln!(out, "reference: {reference}")?;
    }
    if let Some(day) = decided.discontinued {
        writeln!(out, "discontinued: {day}")?;
    }
    Ok(())
}
