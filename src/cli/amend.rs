//! `takeback amend`: a weight or a place of a custody record that was typed wrong.

use std::io::Write;

use super::custody_args::{Act, Two};
use super::free_text;
use super::{Outcome, WrongUse};
use crate::custody::Step;
use crate::ledger::custody::{BoxWeight, Detail, Line, Pounds};
use crate::station::Station;

/// Correct a weight, a place or a method of a custody record before two people; what was signed
/// first stays in the record
#[derive(clap::Args)]
pub struct Args {
    /// Number of the record, as the liner log and `takeback trail` give it; of own stock, the sheet in the report form-41
    record: i64,
    #[command(flatten)]
    detail: Stated,
    /// The whole sealed box, for a box of a take-back event
    #[arg(long, value_name = "POUNDS", requires = "tare", conflicts_with_all = ["weight", "place", "method"])]
    gross: Option<Pounds>,
    /// The empty box
    #[arg(long, value_name = "POUNDS", requires = "gross")]
    tare: Option<Pounds>,
    /// Why
    #[arg(long, value_parser = free_text::line)]
    reason: Line,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

/// What it should have said.
#[derive(clap::Args)]
#[group(multiple = false)]
struct Stated {
    /// The whole sealed liner, such as 23.4
    #[arg(long, value_name = "POUNDS")]
    weight: Option<Pounds>,
    /// Address of the receptacle, place of storage, of destruction or of the event
    #[arg(long, value_parser = free_text::line)]
    place: Option<Line>,
    /// Method of destruction
    #[arg(long, value_parser = free_text::line)]
    method: Option<Line>,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let Stated {
        weight,
        place,
        method,
    } = args.detail;
    let is = match (args.gross.zip(args.tare), weight, place, method) {
        (Some((gross, tare)), ..) => Detail::BoxWeight(BoxWeight::new(gross, tare)?),
        (_, Some(weight), ..) => Detail::Weight(Some(weight)),
        (_, _, Some(place), _) => Detail::Place(place),
        (_, _, _, Some(method)) => Detail::Method(method),
        _ => {
            let words = "say what is right: --weight, --gross with --tare, --place or --method";
            return Err(WrongUse(words.to_owned()).into());
        }
    };
    station.custody_detail(args.record, &is)?;
    args.two.sign(station, Step::Amend, |witnesses| {
        let day = args.act.day(station);
        let record = station.amend(day, args.record, is, args.reason, witnesses)?;
        writeln!(out, "{}", record.content.id)?;
        Ok(Outcome::Fine)
    })
}
