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
    /// Signed head from `takeback head` or the folder `heads`, or a folder of such `.txt` files; may be repeated
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
        SignedHead::read_named(&args.against, public)
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
        let words = failed_words(&found, finding, args.database.is_some());
        eprintln!("takeback: {words}");
        return Ok(Outcome::NotVerified);
    }
    tell(&found, args.database.is_some(), out)?;
    Ok(if photos_hold {
        Outcome::Fine
    } else {
        Outcome::NotVerified
    })
}

/// What is wrong, how much of the record that leaves alone, and what to do.
fn failed_words(found: &Verification, finding: &Finding, without_key: bool) -> String {
    let next = if without_key {
        next_step_without_key(found, finding)
    } else {
        next_step(finding).map(str::to_owned)
    };
    if let Some(next) = next {
        return format!("{finding}; {next}");
    }
    // Anybody can make hashes follow from each other; the key says who did, or a head that agreed.
    let are = if without_key && !matches!(finding, Finding::Rewritten { .. }) {
        "follow from each other"
    } else {
        "are whole"
    };
    // What is wrong with a table is at no place of the chain.
    let before = match finding {
        Finding::Schema { .. } | Finding::Misstated { .. } | Finding::Damaged { .. } => "",
        _ => " before that",
    };
    let before = match found.records {
        0 => String::new(),
        records => format!("; {records} records{before} {are}"),
    };
    format!(
        "the record does not verify: {finding}{before}. Keep a copy and restore the latest backup"
    )
}

/// As [`next_step`], where only signed heads vouch for the record.
fn next_step_without_key(found: &Verification, finding: &Finding) -> Option<String> {
    let Finding::BadHead { fault, .. } = finding else {
        return None;
    };
    let next = match fault {
        HeadFault::OtherKey { .. } => {
            "name the signing.pub that goes with this one (--public-key FILE)"
        }
        HeadFault::NotAHead | HeadFault::Forged => {
            "compare this one with the one that was handed out"
        }
    };
    let unvouched = match (found.heads, found.beyond_head) {
        (0, _) => "the record".to_owned(),
        (_, 0) => return Some(format!("another head vouches for the whole record; {next}")),
        (_, beyond) => format!(
            "what came after record {}",
            found.records.saturating_sub(beyond)
        ),
    };
    Some(format!(
        "nothing vouches for {unvouched} until a head that was read correctly agrees: {next}"
    ))
}

/// What to do where a key or a signed head is not the right one: where that is all, no backup mends it. The record was
/// checked with the key.
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
    let given = found.heads.saturating_sub(found.own_heads);
    if given > 0 && found.own_heads > 0 {
        write!(out, ", {given} of them given")?;
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
