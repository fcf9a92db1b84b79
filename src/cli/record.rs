//! `takeback record`: a confirmed disposal without the window.

use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use jiff::civil::Date;

use super::chain::{Chain, Looked, Pill, Shot, Shown};
use super::scale::Scale;
use super::secret::Who;
use super::{Outcome, WrongUse, identify, period, scanned};
use crate::catalog::{Ndc11, ProductId};
use crate::identify::{Identification, TypedImprint};
use crate::station::{Decision, NewDisposal, Station};

/// Record the disposal of a pill that a person has confirmed, or of the medicine in a package
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    choice: Choice,
    /// Which pill of a photograph of several, numbered as `takeback identify` lists them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pill: Option<u32>,
    /// Which of the products that look alike, or which part of a pack [default: the first, of a package the only one]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..), conflicts_with_all = ["pick", "unidentified"])]
    part: Option<u8>,
    /// Tablets or capsules disposed of
    #[arg(long)]
    quantity: u32,
    /// Day of the disposal, as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = period::day)]
    date: Option<Date>,
    /// Case or evidence number; never a patient's name
    #[arg(long)]
    reference: Option<String>,
    /// Day on which a resident of a long-term care facility no longer used it: stopped, moved away or
    /// died; starts the three business days of 21 CFR 1317.80(a)
    #[arg(long, value_name = "DATE", value_parser = period::day)]
    discontinued: Option<Date>,
    /// What is written on the pill, as a person reads it
    #[arg(long, value_name = "TEXT", value_parser = identify::typed)]
    imprint: Option<TypedImprint>,
    /// One photograph, or one of each side; of a package's labels, which are read and not kept
    #[arg(required = true, num_args = 1..=2, value_name = "PHOTO")]
    photos: Vec<PathBuf>,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    who: Who,
}

/// What the person says the pill is.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Choice {
    /// The candidate of this rank, when no other product looks like it
    #[arg(long, value_name = "RANK")]
    pick: Option<u32>,
    /// The product with this NDC
    #[arg(long)]
    ndc: Option<Ndc11>,
    /// Nobody can say: handled as hazardous and possibly controlled
    #[arg(long)]
    unidentified: bool,
    /// The medicine that the barcode on its package names; what is inside is not looked at
    #[arg(long, conflicts_with_all = ["pill", "imprint", "Scale"])]
    package: bool,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let disposal = if args.choice.package {
        let (label, product) = scanned::package(&args.photos, args.part, station)?;
        NewDisposal {
            package: Some(label),
            ..args.disposal(Decision::Product(product))
        }
    } else {
        of_pill(args, station)?
    };
    let row = args.who.do_at(station, || Ok(station.record(disposal)?))?;
    writeln!(out, "{}", row.id)?;
    Ok(Outcome::Fine)
}

impl Args {
    /// What the person says, nothing seen.
    fn disposal(&self, decision: Decision) -> NewDisposal {
        NewDisposal {
            photos: Vec::new(),
            suggestion: None,
            decision,
            picked_rank: None,
            quantity: self.quantity,
            acted_on: self.date,
            reference: self.reference.clone(),
            discontinued: self.discontinued,
            package: None,
        }
    }
}

/// The disposal of the pill in the photographs.
fn of_pill(args: &Args, station: &Station) -> anyhow::Result<NewDisposal> {
    let identifier = station.identifier()?;
    let chain = Chain {
        identifier: &identifier,
        read_imprint: true,
        typed: args.imprint.as_ref(),
    };
    let tray = args.scale.tray(station)?;
    let shots: Vec<Shot> = args
        .photos
        .iter()
        .map(|path| Shot {
            path: path.clone(),
            tray: tray.clone(),
        })
        .collect();
    let looked = match shots.as_slice() {
        [photo] => chain.photograph(photo)?,
        sides => chain.sides(sides)?,
    };
    let Looked {
        shown,
        pills,
        flaws,
        ..
    } = looked;
    if let Some(flaw) = flaws.into_iter().find(|flaw| flaw.refuses()) {
        return Err(anyhow!(
            "the photograph is not used nor kept: {}. Take another one",
            flaw.code()
        ));
    }
    if let [_, _] = shots.as_slice() {
        check_alone(&shots, &shown)?;
    }
    let pill = one_of(pills, args.pill)?.map(|pill| pill.identification);
    let (decision, picked_rank) = decide(args, pill.as_ref(), station)?;
    let suggestion = pill
        .as_ref()
        .map(|said| station.suggestion(said, identifier.versions()));
    for photo in &shown {
        station.hold_photo(&photo.bytes);
    }
    Ok(NewDisposal {
        photos: shown.into_iter().map(|photo| photo.sha256).collect(),
        suggestion,
        picked_rank,
        ..args.disposal(decision)
    })
}

/// The pill that is recorded; none where no pill was found.
fn one_of(pills: Vec<Pill>, number: Option<u32>) -> anyhow::Result<Option<Pill>> {
    let count = pills.len();
    let place = match (number, count) {
        (None, 0) => return Ok(None),
        (None, 1) => 0,
        (None, _) => {
            return Err(WrongUse(format!(
                "{count} pills are in the photograph: record them one by one, with --pill 1 to --pill {count}; `takeback identify` lists them"
            ))
            .into());
        }
        (Some(number), _) => number as usize - 1,
    };
    let pill = pills.into_iter().nth(place).ok_or_else(|| {
        WrongUse(format!(
            "there is no pill {}: {count} were found; `takeback identify` lists them",
            place + 1
        ))
    })?;
    if pill.view.touching {
        return Err(touches_another(&format!("pill {}", place + 1)));
    }
    Ok(Some(pill))
}

/// An error where anything but the one pill is in the photographs of its two sides.
pub fn check_alone(shots: &[Shot], shown: &[Shown]) -> anyhow::Result<()> {
    for (shot, shown) in shots.iter().zip(shown) {
        let (path, count) = (shot.path.display(), shown.pills);
        if shown.touching {
            return Err(touches_another(&format!("a pill in {path}")));
        }
        if count > 1 {
            return Err(WrongUse(format!(
                "{count} pills are in {path}, and two photographs are the two sides of one: photograph it alone"
            ))
            .into());
        }
    }
    Ok(())
}

fn touches_another(which: &str) -> anyhow::Error {
    anyhow!(
        "{which} touches another, and nobody can say what it is or how many: move the pills apart and photograph them again"
    )
}

/// A candidate stands for products that look alike, and nobody said which it is.
pub fn look_alikes(rank: u32, names: &[String]) -> WrongUse {
    WrongUse(format!(
        "{} products look like candidate {rank}; name one with --ndc:\n  {}",
        names.len(),
        names.join("\n  ")
    ))
}

/// The decision, and the rank it was picked at.
fn decide(
    args: &Args,
    said: Option<&Identification>,
    station: &Station,
) -> anyhow::Result<(Decision, Option<u32>)> {
    let candidates = said
        .map(|said| said.candidates.as_slice())
        .unwrap_or_default();
    if let Some(rank) = args.choice.pick {
        let candidate = candidates
            .iter()
            .find(|candidate| candidate.rank == rank)
            .ok_or_else(|| {
                WrongUse(format!(
                    "there is no candidate {rank}: {} were found; see `takeback identify`",
                    candidates.len()
                ))
            })?;
        let catalog = station.catalog();
        return match candidate.products.as_slice() {
            [only] => Ok((Decision::Product(*only), Some(rank))),
            alike => {
                let names: Vec<_> = alike
                    .iter()
                    .filter_map(|id| catalog.get(*id))
                    .map(|product| format!("{} {}", product.id.ndc11, product.name))
                    .collect();
                Err(look_alikes(rank, &names).into())
            }
        };
    }
    let Some(ndc11) = args.choice.ndc else {
        return Ok((Decision::Unidentified, None));
    };
    let part = args.part.unwrap_or(1);
    let id = ProductId { ndc11, part };
    let catalog = station.catalog();
    let product = catalog.get(id).ok_or_else(|| {
        WrongUse(format!(
            "the catalogue has no product {ndc11} part {part}; see `takeback lookup`"
        ))
    })?;
    let rank = candidates
        .iter()
        .find(|candidate| candidate.products.contains(&product.id))
        .map(|candidate| candidate.rank);
    Ok((Decision::Product(id), rank))
}
