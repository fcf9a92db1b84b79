//! `takeback restore`: put a backup in the record's place, once it has proved whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::interrupt::stoppable;
use super::{Outcome, opener};
use crate::ledger::{DATABASE, LedgerError, PUBLIC_KEY, SIGNING_KEY};
use crate::station::{Clock, PutBack, StationError, restore};

const WITHOUT_PHOTOS: &str = "the record is restored, but not all of its photographs; to bring the rest, restore the backup once more \
     before anything else is recorded: what was recorded since would move to replaced-…";

/// Check a backup and put it in the record's place; what was there is kept beside it
#[derive(clap::Args)]
pub struct Args {
    /// Folder that `takeback backup` made
    from: PathBuf,
    /// Folder with the keys, for a machine that has none
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

pub fn run(
    args: &Args,
    home: &Path,
    key_file: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    if !args.from.join(DATABASE).is_file() {
        anyhow::bail!(
            "there is no backup in {}; name a folder that `takeback backup` made",
            args.from.display()
        );
    }
    let opener = opener::of_backup(&args.from, home, key_file)?;
    let PutBack {
        found,
        kept,
        other_heads,
        photos,
    } = stoppable(opener, |opener| {
        let keys = args.keys.as_deref();
        restore(home, &args.from, keys, Clock::System, opener)
    })?;
    writeln!(out, "{} records restored, the chain holds", found.records)?;
    if let Some(kept) = kept {
        writeln!(out, "what was there before is in {}", kept.display())?;
        if opener::holds_encrypted(&kept)? && !opener::holds_encrypted(home)? {
            writeln!(
                out,
                "the backup is not encrypted: the record is in plain form now; `takeback encrypt` encrypts it"
            )?;
        }
    }
    let key = home.join(SIGNING_KEY);
    if let Some(heads) = other_heads {
        if key.is_file() {
            writeln!(
                out,
                "{} is not the one of the backup; if it is another station's, move it and signing.pub away and restore again \
                 with this station's own (--keys)",
                key.display()
            )?;
        }
        writeln!(
            out,
            "another key than the one in force here signed the heads of the backup, which are in {heads}: \
             `takeback verify --against {heads} --public-key {public}` checks them",
            heads = heads.display(),
            public = heads.join(PUBLIC_KEY).display()
        )?;
    }
    if !key.is_file() {
        writeln!(
            out,
            "{} is missing, so nothing more is signed; put it back from where the keys are locked away (SECURITY.md says \
             what to do where it is lost)",
            key.display()
        )?;
    }
    match photos {
        Ok(damaged) if damaged.is_empty() => Ok(Outcome::Fine),
        Ok(damaged) => {
            for path in damaged {
                eprintln!(
                    "takeback: {} is not the photograph that its name says, so it was not copied; if other backups hold the right one, \
                     copy it to its place in {}",
                    path.display(),
                    home.join("photos").display()
                );
            }
            Ok(Outcome::SomeFailed)
        }
        Err(StationError::Ledger(LedgerError::Stopped)) => {
            eprintln!("takeback: stopped: {WITHOUT_PHOTOS}");
            Ok(Outcome::Stopped)
        }
        Err(error) => Err(anyhow::Error::new(error).context(WITHOUT_PHOTOS)),
    }
}
