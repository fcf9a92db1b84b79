//! `takeback todo`: what is unfinished.

use std::io::Write;

use super::Outcome;
use crate::station::Station;

/// List unfinished business: liners, packages, events and inventories that wait for somebody
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let todo = station.todo()?;
    for thing in &todo {
        writeln!(out, "{thing}")?;
    }
    if todo.is_empty() {
        writeln!(out, "nothing is unfinished")?;
    }
    Ok(Outcome::Fine)
}
