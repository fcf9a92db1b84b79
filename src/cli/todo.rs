//! `takeback todo`: what is unfinished, and what was sent back.

use std::io::Write;

use super::Outcome;
use crate::station::Station;

/// List unfinished business: liners, packages, events, inventories, items sent back and backups
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let todo = station.todo()?;
    let lapses = station.lapses()?;
    for lapse in &lapses {
        writeln!(out, "{lapse}")?;
    }
    for thing in &todo {
        writeln!(out, "{thing}")?;
    }
    let sent_back = station.sent_back()?;
    for item in &sent_back {
        writeln!(out, "{item}")?;
    }
    if todo.is_empty() && sent_back.is_empty() && lapses.is_empty() {
        writeln!(out, "nothing is unfinished")?;
    }
    Ok(Outcome::Fine)
}
