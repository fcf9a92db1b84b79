//! `takeback hazards`: what the rules say of the whole catalogue, for review.

use std::io::Write;

use super::Outcome;
use crate::catalog::Catalog;
use crate::hazard::{Rules, Verdict, survey};

/// Report what the hazard and schedule rules say of every product in the catalogue
#[derive(clap::Args)]
pub struct Args {
    /// One CSV row a product instead of the summary
    #[arg(long)]
    csv: bool,
    /// Only `ndc11,part,hazardous`, from which the hazard head is trained; what is not known counts
    /// as hazardous
    #[arg(long, conflicts_with = "csv")]
    verdicts: bool,
}

pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let survey = survey(&Catalog::builtin()?, &Rules::builtin()?);
    if args.verdicts {
        writeln!(out, "ndc11,part,hazardous")?;
        for row in &survey.rows {
            let hazardous = u8::from(row.verdict != Verdict::NoListingFound);
            writeln!(out, "{},{},{hazardous}", row.ndc11, row.part)?;
        }
    } else if args.csv {
        survey.write_csv(&mut *out)?;
    } else {
        write!(out, "{}", survey.to_markdown())?;
    }
    Ok(Outcome::Fine)
}
