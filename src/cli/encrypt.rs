//! `takeback encrypt` and `takeback decrypt`: how the record lies on the disk.

use std::io::Write;
use std::path::Path;

use super::{Outcome, opener, secret::Who};
use crate::ledger::Opener;
use crate::station::{Clock, Station, StationError};

/// Encrypt the record with a passphrase or, with --key-file, a key file
///
/// A key file that is not there yet is made. Keep it on another medium than the record; without it, or
/// the passphrase, nobody reads the record again.
#[derive(clap::Args)]
pub struct EncryptArgs {
    #[command(flatten)]
    who: Who,
}

/// Write the record without encryption again
#[derive(clap::Args)]
pub struct DecryptArgs {
    #[command(flatten)]
    who: Who,
}

pub fn encrypt(
    args: &EncryptArgs,
    home: &Path,
    key_file: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    if opener::holds_encrypted(home)? {
        return Err(StationError::AlreadyEncrypted.into());
    }
    let station = Station::open_with(home, Clock::System, None)?;
    let to = match opener::named(home, key_file)? {
        Some(named) => named,
        None => opener::chosen()?,
    };
    let rewriting = args
        .who
        .do_at(&station, || Ok(station.permit_rewriting(Some(to.clone()))?))?;
    if let (true, Opener::KeyFile(path)) = (to.make_key_file().map_err(StationError::from)?, &to) {
        writeln!(
            out,
            "a new key is in {}: copy it now to a medium that is locked away, apart from the record and its backups",
            path.display()
        )?;
    }
    let found = station.rewrite(rewriting)?;
    writeln!(
        out,
        "{} records, the chain holds; the record is encrypted, and opened by the {}",
        found.records,
        to.means()
    )?;
    if let Opener::KeyFile(path) = &to {
        // The next start may be in another folder.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        writeln!(
            out,
            "say so at every start: key_file = {:?} in settings.toml, TAKEBACK_KEY_FILE or --key-file",
            path.display().to_string()
        )?;
    }
    writeln!(
        out,
        "backups and copies made before are not encrypted, nor are photographs; destroy what must not stay readable"
    )?;
    Ok(Outcome::Fine)
}

pub fn decrypt(
    args: &DecryptArgs,
    station: Station,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let rewriting = args
        .who
        .do_at(&station, || Ok(station.permit_rewriting(None)?))?;
    let found = station.rewrite(rewriting)?;
    writeln!(
        out,
        "{} records, the chain holds; the record is not encrypted any more: take key_file out of settings.toml",
        found.records
    )?;
    Ok(Outcome::Fine)
}
