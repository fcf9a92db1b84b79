//! `takeback enrol`: pills that the site teaches the station.

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use serde_json::json;

use super::lookup::check_names;
use super::secret::Who;
use super::{Outcome, WrongUse, free_text, table};
use crate::catalog::{Ndc11, ProductId};
use crate::ledger::{RecordId, TypedProduct};
use crate::station::{Doubts, Shown, Station, StationError};

/// Teach the station a pill by one photograph, or one of each side; list what it was taught, take it
/// back
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pill: Pill,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List the enrolments in force, and whether the present model uses them
    List(List),
    /// Take an enrolment back; the record of it stays
    Withdraw(Withdraw),
}

#[derive(clap::Args)]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Withdraw {
    /// As `takeback enrol list` names it
    #[arg(value_name = "ID")]
    id: RecordId,
    /// Why, in words
    #[arg(long, value_parser = free_text::words)]
    reason: String,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Pill {
    /// The pill alone; both sides in two photographs are much better than one
    #[arg(num_args = 1..=2, value_name = "PHOTO")]
    photos: Vec<PathBuf>,
    /// The product; where the catalogue does not list it, --name and --imprint say what it is
    #[arg(long)]
    ndc: Option<Ndc11>,
    /// Which part of a pack
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    part: u8,
    /// Name and strength, as on the label
    #[arg(long)]
    name: Option<String>,
    #[arg(long, default_value = "")]
    labeler: String,
    /// What is written on both sides, in pieces: "TEVA 5728"
    #[arg(long)]
    imprint: Option<String>,
    /// Color as the FDA names it (WHITE, BLUE, ...); may be given several times
    #[arg(long)]
    color: Vec<String>,
    /// Shape as the FDA names it (ROUND, OVAL, ...)
    #[arg(long)]
    shape: Option<String>,
    /// Teach it although a photograph does not look like the product or was taught as another one, or the two do not
    /// look like sides of one pill
    #[arg(long)]
    despite: bool,
    #[command(flatten)]
    who: Who,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let pill = &args.pill;
    match &args.command {
        Some(Command::List(args)) => list(args, station, out),
        Some(Command::Withdraw(args)) => {
            args.who.do_at(station, || {
                Ok(station.withdraw_enrolment(args.id, &args.reason)?)
            })?;
            Ok(Outcome::Fine)
        }
        None => {
            let Some(ndc11) = pill.ndc.filter(|_| !pill.photos.is_empty()) else {
                let words = "name one or two photographs of the pill, and its --ndc";
                return Err(WrongUse(words.to_owned()).into());
            };
            let part = pill.part;
            check_names(&pill.color, pill.shape.as_ref())?;
            let typed = typed(pill)?;
            let photos: Vec<_> = pill.photos.iter().cloned().map(Shown::File).collect();
            let doubts = if pill.despite {
                Doubts::Overrule
            } else {
                Doubts::Refuse
            };
            let id = pill.who.do_at(station, || {
                let taught = station.enrol(&photos, ProductId { ndc11, part }, typed, doubts);
                taught.map_err(|error| match &error {
                    StationError::Enrolment(doubt) if doubt.is_doubt() => {
                        anyhow!("{error} (--despite)")
                    }
                    _ => error.into(),
                })
            })?;
            writeln!(out, "{id}")?;
            Ok(Outcome::Fine)
        }
    }
}

/// What was typed of the product; none where nothing was.
fn typed(pill: &Pill) -> Result<Option<TypedProduct>, WrongUse> {
    match (&pill.name, &pill.imprint) {
        (None, None) => Ok(None),
        (Some(name), Some(imprint)) => Ok(Some(TypedProduct::of_words(
            name,
            &pill.labeler,
            imprint,
            &pill.color,
            pill.shape.as_deref(),
        ))),
        _ => Err(WrongUse(
            "a product that the catalogue does not list needs both --name and --imprint (--imprint \"\" \
             where nothing is written on it)"
                .to_owned(),
        )),
    }
}

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let enrolments = station.enrolments()?;
    if args.json {
        for (enrolment, state) in &enrolments {
            let photos: Vec<_> = enrolment
                .enrolled
                .looks
                .iter()
                .map(|look| &look.photo)
                .collect();
            let line = json!({
                "id": enrolment.id,
                "entered": enrolment.entered.to_string(),
                "by": enrolment.by,
                "ndc11": enrolment.product.ndc11,
                "part": enrolment.product.part,
                "typed": enrolment.enrolled.typed,
                "photos": photos,
                "model": enrolment.enrolled.model,
                "used": state.is_used(),
            });
            writeln!(out, "{line}")?;
        }
        return Ok(Outcome::Fine);
    }
    let catalog = station.catalog();
    let rows: Vec<_> = enrolments
        .iter()
        .map(|(enrolment, state)| {
            let product = catalog.get(enrolment.product);
            [
                enrolment.id.to_string(),
                enrolment.entered.date().to_string(),
                enrolment.by.clone(),
                enrolment.product.ndc11.to_string(),
                enrolment.enrolled.looks.len().to_string(),
                product.map_or_else(String::new, |product| product.name.clone()),
                state.to_string(),
            ]
        })
        .collect();
    let head = ["id", "day", "by", "NDC", "sides", "product", "state"];
    table::write(out, head, &rows)?;
    Ok(Outcome::Fine)
}
