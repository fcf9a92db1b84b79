//! `takeback verify-export`: is a signed export what the station made?

use std::io::Write;
use std::path::PathBuf;

use super::Outcome;
use crate::ledger::{PublicKey, verify_bundle};
use crate::station::StationError;

/// Check a signed export, on any machine; exit status 3 if a file of it differs
#[derive(clap::Args)]
pub struct Args {
    /// Folder that `takeback export --bundle` made
    path: PathBuf,
    /// The station's `signing.pub`, got in another way than the export
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
}

pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let public = args.public_key.as_deref().map(PublicKey::read).transpose();
    let public = public.map_err(StationError::from)?;
    let check = verify_bundle(&args.path, public).map_err(StationError::from)?;
    if let Some(finding) = &check.finding {
        eprintln!("takeback: the export does not verify: {finding}; ask the station for it again");
        return Ok(Outcome::NotVerified);
    }
    if let Some(manifest) = &check.manifest {
        writeln!(
            out,
            "{} files are as signed on {} over {} records, head {}",
            manifest.files.len(),
            manifest.made,
            manifest.records,
            manifest.head
        )?;
    }
    if public.is_none() {
        writeln!(
            out,
            "signed with the key that came along: compare its fingerprint, {}, with the one the station gave you",
            check.key.fingerprint()
        )?;
    }
    Ok(Outcome::Fine)
}
