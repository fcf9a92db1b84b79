//! `takeback inventory`: what is on hand, and the inventory of it.

use std::collections::BTreeSet;
use std::io::Write;

use super::custody_args::{Found, Signer};
use super::{Outcome, table};
use crate::custody::Step;
use crate::ledger::custody::{OnHand, Taken};
use crate::station::Station;

/// List what is on hand, or take the inventory of it
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List what the record has on hand
    List,
    /// Record the numbers that were found, or that nothing is on hand; what was not found is named
    Take(Take),
}

#[derive(clap::Args)]
struct Take {
    #[command(flatten)]
    found: Found,
    /// When in the day it was taken
    #[arg(long, value_enum)]
    at: At,
    #[command(flatten)]
    signer: Signer,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum At {
    Opening,
    Close,
}

pub fn run(args: Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let Command::Take(args) = args.command else {
        write(&station.custody()?.on_hand(), out)?;
        return Ok(Outcome::Fine);
    };
    station.site_permits(Step::TakeInventory)?;
    let custody = station.custody()?;
    let on_hand = custody.on_hand().ids().count();
    let scanned: BTreeSet<_> = args.found.read(on_hand)?.into_iter().collect();
    let taken = match args.at {
        At::Opening => Taken::Opening,
        At::Close => Taken::Close,
    };
    custody.sort_found_at(&scanned, taken, station.now().date())?;
    args.signer.sign(station, Step::TakeInventory, |signed| {
        Ok(station.take_inventory(&scanned, taken, signed)?)
    })?;
    let custody = station.custody()?;
    let missing = custody.inventories().last().map(|newest| &newest.missing);
    match missing.filter(|missing| missing.ids().next().is_some()) {
        Some(missing) => {
            writeln!(out, "recorded; on hand by the record, but not found:")?;
            write(missing, out)?;
        }
        None => writeln!(out, "recorded; everything on hand by the record was found")?,
    }
    Ok(Outcome::Fine)
}

fn write(lists: &OnHand, out: &mut impl Write) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for (is, liners) in [
        ("unused liner", &lists.unused_liners),
        ("sealed liner", &lists.sealed_liners),
    ] {
        rows.extend(
            liners
                .iter()
                .map(|mark| [mark.id.to_string(), is.to_owned(), mark.gallons.to_string()]),
        );
    }
    for (is, packages) in [
        ("unused package", &lists.unused_packages),
        ("returned package", &lists.returned_packages),
    ] {
        rows.extend(
            packages
                .iter()
                .map(|id| [id.to_string(), is.to_owned(), String::new()]),
        );
    }
    Ok(table::write(out, ["number", "is", "size"], &rows)?)
}
