//! `takeback verify`: is the record what was written?

use std::io::Write;
use std::path::{Path, PathBuf};

use super::interrupt::stoppable;
use super::{Outcome, opener};
use crate::ledger::{Finding, HeadFault, PublicKey, SignedHead, Verification, verify_copy};
use crate::station::{Station, StationError};

/// Check the whole record against its chain; exit status 3 if it does not hold
#[derive(clap::Args)]
pub struct Args {
    /// Signed head from `takeback head` or the folder `heads`, or a folder of them; may be repeated
    #[arg(long, value_name = "HEAD")]
    against: Vec<PathBuf>,
    /// The station's `signing.pub`, to check the heads with [default: the one at home]
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
    /// Also check every kept photograph
    #[arg(long, conflicts_with = "database")]
    photos: bool,
    /// A copy of the database to check without any secret key, on any machine
    #[arg(long, value_name = "FILE", requires_all = ["against", "public_key"])]
    database: Option<PathBuf>,
}

pub fn run(
    args: &Args,
    key_file: Option<&Path>,
    open: impl FnOnce() -> anyhow::Result<Station>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let public = args.public_key.as_deref().map(PublicKey::read).transpose();
    let public = public.map_err(StationError::from)?;
    let mut photos_hold = true;
    let found = if let (Some(database), Some(public)) = (&args.database, &public) {
        if !database.is_file() {
            anyhow::bail!(
                "there is no database at {}; name a copy of takeback.db",
                database.display()
            );
        }
        let opener = opener::of_copy(database, key_file)?;
        SignedHead::read_all(&args.against, public)
            .and_then(|heads| {
                stoppable(opener, |opener| {
                    verify_copy(database, &heads, opener.as_ref())
                })
            })
            .map_err(StationError::from)?
    } else {
        let station = open()?;
        if args.photos {
            let (_, odd) = station.verify_photos()?;
            photos_hold = odd.is_empty();
            for path in odd {
                eprintln!("takeback: {}", StationError::NotThatPhoto(path));
            }
        }
        stoppable(station, |station| {
            station.verify_against(&args.against, public.as_ref())
        })?
    };
    for remark in &found.remarks {
        eprintln!("takeback: remark: {remark}");
    }
    if let Some(finding) = &found.finding {
        match next_step(finding) {
            Some(next) => eprintln!("takeback: {finding}; {next}"),
            None => eprintln!(
                "takeback: the record does not verify: {finding}; {} records before that are whole. Keep a copy and restore the latest backup",
                found.records
            ),
        }
        return Ok(Outcome::NotVerified);
    }
    tell(&found, args.database.is_some(), out)?;
    Ok(if photos_hold {
        Outcome::Fine
    } else {
        Outcome::NotVerified
    })
}

/// What to do where a key or a signed head is not the right one: where that is all, no backup mends it.
pub fn next_step(finding: &Finding) -> Option<&'static str> {
    match finding {
        Finding::OtherKey => Some(
            "either that key or the record is not this station's: compare the key with the one that is locked away. If they \
             differ, put this station's own back; if they are the same, keep a copy of the record and restore the latest \
             backup",
        ),
        Finding::BadHead {
            fault: HeadFault::OtherKey { .. },
            ..
        } => Some(
            "it was not held against the record, in which nothing else is wrong: keep such heads outside of the folder \
             heads, and name the signing.pub that goes with them: `takeback verify --against HEAD --public-key FILE`",
        ),
        Finding::BadHead { .. } => Some(
            "the record itself is whole; compare this head with the one that was handed out, or take the file out of heads",
        ),
        _ => None,
    }
}

fn tell(found: &Verification, without_key: bool, out: &mut impl Write) -> std::io::Result<()> {
    write!(out, "{} records, the chain holds", found.records)?;
    if found.heads > 0 {
        write!(out, "; signed heads that agree: {}", found.heads)?;
    }
    if without_key && found.beyond_head > 0 {
        write!(
            out,
            "; the last {} came after the newest head, and nothing vouches for them yet",
            found.beyond_head
        )?;
    }
    writeln!(out)
}
