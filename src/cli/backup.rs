//! `takeback backup`: a checked copy of the record, taken while it is in use.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Outcome;
use crate::ledger::SIGNING_KEY;
use crate::station::{Station, StationError};

/// Copy the record to a new folder and check the copy; the keys are not in it
#[derive(clap::Args)]
pub struct Args {
    /// Folder to make it in [default: `backup_folder` in the settings]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Only if the folder in the settings has none of today: for a timer of the system
    #[arg(long, conflicts_with = "to")]
    if_due: bool,
    /// Copy the keys instead, to a folder that lies where no backup does
    #[arg(long, value_name = "DIR", conflicts_with_all = ["to", "if_due"])]
    keys: Option<PathBuf>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    if let Some(keys) = &args.keys {
        station.copy_keys(keys)?;
        if keys.join(SIGNING_KEY).is_file() {
            writeln!(
                out,
                "both keys are in {}: lock them away, apart from every backup",
                keys.display()
            )?;
        } else {
            writeln!(
                out,
                "chain.key is in {}: lock it away, apart from every backup. {} is missing and was not copied",
                keys.display(),
                station.home().join(SIGNING_KEY).display()
            )?;
        }
    } else if args.if_due {
        if station.settings().backup_folder.is_none() {
            return Err(StationError::NoBackupFolder.into());
        }
        match station.back_up_if_due()? {
            Some(path) => {
                writeln!(out, "{}", path.display())?;
                tell_of_no_head(station.home(), out)?;
            }
            None => writeln!(out, "nothing is due")?,
        }
    } else {
        let (path, found) = station.back_up(args.to.as_deref())?;
        writeln!(
            out,
            "{} records, checked, in {}",
            found.records,
            path.display()
        )?;
        tell_of_no_head(station.home(), out)?;
        if station.is_encrypted()? {
            writeln!(
                out,
                "it is encrypted with the same key as the record; photographs beside it are not"
            )?;
        }
    }
    Ok(Outcome::Fine)
}

/// A backup of a record that nothing signs for is checked all the same, but nobody else can check it.
fn tell_of_no_head(home: &Path, out: &mut impl Write) -> std::io::Result<()> {
    let key = home.join(SIGNING_KEY);
    if key.is_file() {
        return Ok(());
    }
    writeln!(
        out,
        "no signed head is in it, since {} is missing; put it back from where the keys are locked away",
        key.display()
    )
}
