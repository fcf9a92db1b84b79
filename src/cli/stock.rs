//! `takeback stock`: a registrant's own stock, and the record of how it left.

use std::collections::BTreeMap;
use std::io::Write;
use std::str::FromStr;

use anyhow::anyhow;

use super::custody_args::{Act, Means, Two};
use super::item_list::{self, Day};
use super::secret::Who;
use super::{Outcome, WrongUse, free_text};
use crate::custody::Step;
use crate::ledger::custody::{
    Line, Packages, Party, Registration, StockRecord, StockTaker, StockTransfer, UniqueId,
};
use crate::station::{Station, StockChoice};

/// List a registrant's own stock, destroy it before two people, or record that it was handed over
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List own stock that is recorded and still here
    List(List),
    /// Items of own stock were destroyed. Not for what is left of a dose given to a patient, which is
    /// recorded elsewhere (21 CFR 1304.22(c))
    Destroy(Destroy),
    /// Items of own stock were handed over: to a reverse distributor, back to whoever they were bought from or their
    /// manufacturer, to whom the Special Agent in Charge named, or to DEA (21 CFR 1317.05)
    Transfer(Transfer),
}

#[derive(clap::Args)]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// What leaves.
#[derive(clap::Args)]
struct Leaving {
    /// Numbers of the items, as `takeback stock list` names them
    #[arg(required = true, value_name = "ITEM")]
    items: Vec<i64>,
    /// How an item was packed: full packages, x, units a package, such as 12=2x60
    #[arg(long, value_name = "ITEM=FULLxSIZE", value_parser = of_item::<Packages>)]
    packages: Vec<(i64, Packages)>,
    /// The manufacturer's batch number of an item
    #[arg(long, value_name = "ITEM=NUMBER", value_parser = of_item::<Line>)]
    batch: Vec<(i64, Line)>,
}

#[derive(clap::Args)]
struct Destroy {
    #[command(flatten)]
    items: Leaving,
    /// How they were made non-retrievable, such as incineration
    #[arg(long, value_parser = free_text::line)]
    method: Line,
    /// Name of the place or business where it happened [default: the registrant's, at the site's address]
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

#[derive(clap::Args)]
struct Transfer {
    #[command(flatten)]
    items: Leaving,
    /// What whoever took them is to this site
    #[arg(long, value_enum)]
    to: To,
    /// Their name, or the office of DEA
    #[arg(long)]
    name: Line,
    /// Their registered location, or the address of that office
    #[arg(long)]
    address: Line,
    /// Their DEA registration number, which the record needs where an item is or may be a controlled substance
    #[arg(long, value_name = "NUMBER")]
    registration: Option<Registration>,
    /// Number of the DEA Form 222, or of the order in CSOS, by which they asked for it; needed for Schedule I and
    /// II, but not by DEA. What goes on two forms is two transfers
    #[arg(long, value_name = "NUMBER")]
    order_form: Option<UniqueId>,
    #[command(flatten)]
    by: Means,
    #[command(flatten)]
    act: Act,
    #[command(flatten)]
    who: Who,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum To {
    ReverseDistributor,
    /// Whoever they were bought from, for return or recall
    Supplier,
    /// Their manufacturer, or whoever takes them back on its behalf, for return or recall
    Manufacturer,
    /// A registrant authorized to transport or destroy them, whom the Special Agent in Charge named to a practitioner
    /// (21 CFR 1317.05(a)(4)(ii)(A))
    Instructed,
    /// As the Special Agent in Charge instructed a practitioner (21 CFR 1317.05(a)(4)(ii)(B)), or because they were
    /// surrendered or seized
    Dea,
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
        Command::Transfer(args) => transfer(args, station, out),
    }
}

fn destroy(args: Destroy, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let step = Step::DestroyStock;
    station.site_permits(step)?;
    let items = station.stock_items(args.items.choices()?)?;
    let address = args.place.map_or_else(|| station.address(), Ok)?;
    let location = match args.location {
        Some(location) => location,
        None if station.address().is_ok_and(|own| own == address) => station.registrant()?,
        None => {
            let words = "that is not the site's address: name the place or business (--location)";
            return Err(WrongUse(words.to_owned()).into());
        }
    };
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

fn transfer(args: Transfer, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    station.site_permits(Step::TransferStock)?;
    let items = station.stock_items(args.items.choices()?)?;
    let (name, address, registration) = (args.name, args.address, args.registration);
    if matches!(args.to, To::Dea) && registration.is_some() {
        let words = "DEA is no registrant; leave --registration out".to_owned();
        return Err(WrongUse(words).into());
    }
    let party = |name, address| Party {
        name,
        address,
        registration,
        officer: None,
    };
    let to = match args.to {
        To::ReverseDistributor => StockTaker::ReverseDistributor(party(name, address)),
        To::Supplier => StockTaker::Supplier(party(name, address)),
        To::Manufacturer => StockTaker::Manufacturer(party(name, address)),
        To::Instructed => StockTaker::Instructed(party(name, address)),
        To::Dea => StockTaker::Dea {
            office: name,
            address,
        },
    };
    let transfer = StockTransfer {
        acted_on: args.act.day(station),
        items,
        to,
        by: args.by.conveyance(),
        order_form: args.order_form,
    };
    args.who.do_at(station, || {
        let record = station.transfer_stock(transfer)?;
        writeln!(out, "{}", record.content.id)?;
        Ok(Outcome::Fine)
    })
}

impl Leaving {
    /// Each item with what was said of it.
    fn choices(&self) -> Result<Vec<StockChoice>, WrongUse> {
        let packages: BTreeMap<_, _> = self.packages.iter().copied().collect();
        let batch: BTreeMap<_, _> = self.batch.iter().cloned().collect();
        let mut said = packages.keys().chain(batch.keys());
        if let Some(other) = said.find(|item| !self.items.contains(item)) {
            let words = format!("item {other} is described but not among those that are named");
            return Err(WrongUse(words));
        }
        // Of two things that are said of one item the record would keep one, whichever that is.
        if (packages.len(), batch.len()) != (self.packages.len(), self.batch.len()) {
            let words = "an item is described twice; give --packages and --batch once an item";
            return Err(WrongUse(words.to_owned()));
        }
        let choice = |item: &i64| StockChoice {
            item: *item,
            batch: batch.get(item).cloned(),
            packages: packages.get(item).copied(),
        };
        Ok(self.items.iter().map(choice).collect())
    }
}

const DAY: Day = Day {
    title: "day",
    key: "acted_on",
    of: |decided| Some(decided.acted_on),
};

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    item_list::write(station, Step::DestroyStock, &DAY, args.json, out)
}
