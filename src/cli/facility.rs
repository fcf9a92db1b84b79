//! `takeback facility`: what a long-term care facility deposits for its residents.

use std::io::Write;

use super::custody_args::{Act, Two};
use super::item_list::{self, Day};
use super::{Outcome, free_text};
use crate::custody::Step;
use crate::ledger::custody::{FacilityDeposit, Line};
use crate::station::Station;

/// Put residents' medicines into the receptacle of a long-term care facility, or list what awaits it
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List what is recorded and not deposited yet
    List(List),
    /// Items were put into the receptacle before two people, within three business days of their
    /// discontinuation (21 CFR 1317.80(a))
    Deposit(Deposit),
}

#[derive(clap::Args)]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Deposit {
    /// Numbers of the items, as `takeback facility list` names them
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<i64>,
    /// Where the receptacle stands [default: the site's address]
    #[arg(long, value_name = "ADDRESS", value_parser = free_text::line)]
    place: Option<Line>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match args.command {
        Command::List(args) => list(&args, station, out),
        Command::Deposit(args) => deposit(args, station, out),
    }
}

fn deposit(args: Deposit, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let step = Step::DepositForResidents;
    station.site_permits(step)?;
    let items = station.items_to_deposit(&args.items)?;
    let site = station.receptacle_at(args.place)?;
    args.two.sign(station, step, |witnesses| {
        let record = station.record_deposit(FacilityDeposit {
            acted_on: args.act.day(station),
            items,
            site,
            witnesses,
        })?;
        writeln!(out, "{}", record.content.id)?;
        Ok(Outcome::Fine)
    })
}

/// The term runs from the day of the discontinuation.
const DAY: Day = Day {
    title: "discontinued",
    key: "discontinued",
    of: |decided| decided.discontinued,
};

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    item_list::write(station, Step::DepositForResidents, &DAY, args.json, out)
}
