//! `takeback hazards`: what the rules say of the whole catalogue, for review.

use std::io::Write;

use super::Outcome;
use crate::catalog::Catalog;
use crate::hazard::{Rules, survey};

/// Report what the hazard and schedule rules say of every product in the catalogue
#[derive(clap::Args)]
pub struct Args {
    /// One CSV row a product instead of the summary
    #[arg(long)]
    csv: bool,
}

pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let survey = survey(&Catalog::builtin()?, &Rules::builtin()?);
    if args.csv {
        survey.write_csv(&mut *out)?;
    } else {
        write!(out, "{}", survey.to_markdown())?;
    }
    Ok(Outcome::Fine)
}
