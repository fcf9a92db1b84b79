//! `takeback stock`: a registrant's own stock, and the record of its destruction.

use std::collections::BTreeMap;
use std::io::Write;
use std::str::FromStr;

use anyhow::anyhow;

use super::custody_args::{Act, Two};
use super::item_list::{self, Day};
use super::{Outcome, WrongUse, free_text};
use crate::custody::Step;
use crate::ledger::custody::{Line, Packages, StockRecord};
use crate::station::{Station, StockChoice};

/// Destroy a registrant's own stock before two people, or list what awaits it
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is parsed and used once")]
enum Command {
    /// List own stock that is recorded and not destroyed yet
    List(List),
    /// Items of own stock were destroyed. Not for what is left of a dose given to a patient, which is
    /// recorded elsewhere (21 CFR 1304.22(c))
    Destroy(Destroy),
}

#[derive(clap::Args)]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Destroy {
    /// Numbers of the items, as `takeback stock list` names them
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<i64>,
    /// How an item was packed: full packages, x, units a package, such as 12=2x60
    #[arg(long, value_name = "ITEM=FULLxSIZE", value_parser = of_item::<Packages>)]
    packages: Vec<(i64, Packages)>,
    /// The manufacturer's batch number of an item
    #[arg(long, value_name = "ITEM=NUMBER", value_parser = of_item::<Line>)]
    batch: Vec<(i64, Line)>,
    /// How they were made non-retrievable, such as incineration
    #[arg(long, value_parser = free_text::line)]
    method: Line,
    /// Name of the place or business where it happened [default: the registrant's]
    #[arg(long, value_name = "NAME")]
    location: Option<Line>,
    /// Its address [default: the site's]
    #[arg(long, value_name = "ADDRESS", value_parser = free_text::line)]
    place: Option<Line>,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    two: Two,
}

/// `12=2x60`: something that is said of item 12.
fn of_item<T: FromStr<Err: Into<anyhow::Error>>>(text: &str) -> anyhow::Result<(i64, T)> {
    let (item, said) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("name the item first, such as 12=..."))?;
    let item = item.trim().parse();
    Ok((
        item.map_err(|_| anyhow!("the item is a number"))?,
        said.parse().map_err(Into::into)?,
    ))
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match args.command {
        Command::List(args) => list(&args, station, out),
        Command::Destroy(args) => destroy(args, station, out),
    }
}

fn destroy(args: Destroy, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let step = Step::DestroyStock;
    station.site_permits(step)?;
    let items = station.stock_items(choices(&args)?)?;
    let location = args.location.map_or_else(|| station.registrant(), Ok)?;
    let address = args.place.map_or_else(|| station.address(), Ok)?;
    args.two.sign(station, step, |witnesses| {
        let record = station.record_stock(StockRecord {
            acted_on: args.act.day(station),
            items,
            location,
            address,
            method: args.method,
            witnesses,
        })?;
        writeln!(out, "{}", record.content.id)?;
        Ok(Outcome::Fine)
    })
}

/// Each item with what was said of it.
fn choices(args: &Destroy) -> Result<Vec<StockChoice>, WrongUse> {
    let packages: BTreeMap<_, _> = args.packages.iter().copied().collect();
    let batch: BTreeMap<_, _> = args.batch.iter().cloned().collect();
    let mut said = packages.keys().chain(batch.keys());
    if let Some(other) = said.find(|item| !args.items.contains(item)) {
        let words = format!("item {other} is described but not among those destroyed");
        return Err(WrongUse(words));
    }
    // Of two things that are said of one item the record would keep one, whichever that is.
    if (packages.len(), batch.len()) != (args.packages.len(), args.batch.len()) {
        let words = "an item is described twice; give --packages and --batch once an item";
        return Err(WrongUse(words.to_owned()));
    }
    let choice = |item: &i64| StockChoice {
        item: *item,
        batch: batch.get(item).cloned(),
        packages: packages.get(item).copied(),
    };
    Ok(args.items.iter().map(choice).collect())
}

const DAY: Day = Day {
    title: "day",
    key: "acted_on",
    of: |decided| Some(decided.acted_on),
};

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    item_list::write(station, Step::DestroyStock, &DAY, args.json, out)
}
