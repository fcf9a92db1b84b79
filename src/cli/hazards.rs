//! `takeback hazards`: what the rules say of the whole catalogue, for review.

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::catalog::Catalog;
use crate::hazard::{Verdict, survey};
use crate::station::Settings;

/// Report what the hazard and schedule rules say of every product in the catalogue
///
/// With `niosh_2016 = true` in the settings of the home folder the NIOSH 2016 lists count too; the version of the rule
/// set then says so.
#[derive(clap::Args)]
pub struct Args {
    /// One CSV row a product instead of the summary
    #[arg(long)]
    csv: bool,
    /// Only `ndc11,part,hazardous`, from which the hazard head is trained: by the rules as shipped, whatever the
    /// settings say; what is not known counts as hazardous
    #[arg(long, conflicts_with = "csv")]
    verdicts: bool,
}

pub fn run(args: &Args, home: &Path, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let settings = if args.verdicts {
        None
    } else {
        Settings::if_in_home(home)?
    };
    let rules = settings.unwrap_or_default().rules()?;
    let survey = survey(&Catalog::builtin()?, &rules);
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
