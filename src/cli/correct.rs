//! `takeback correct`: restate a disposal, or take it back, with the reason.

use std::io::Write;

use super::record::look_alikes;
use super::secret::Who;
use super::{Outcome, WrongUse, free_text};
use crate::catalog::{Ndc11, ProductId};
use crate::ledger::{LogRow, RecordId};
use crate::station::{Decision, Station};

/// Correct a recorded disposal or withdraw it; what was written stays in the record
#[derive(clap::Args)]
pub struct Args {
    /// The record, as `takeback log` lists it
    id: RecordId,
    #[command(flatten)]
    choice: Choice,
    /// Which of the products with this NDC
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..), requires = "ndc")]
    part: u8,
    /// Tablets or capsules [default: as recorded]
    #[arg(long, conflicts_with = "withdraw")]
    quantity: Option<u32>,
    /// Why, in words; never a patient's name
    #[arg(long, value_parser = free_text::words)]
    reason: String,
    #[command(flatten)]
    who: Who,
}

/// What the item is after all.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Choice {
    /// The recorded candidate of this rank, when no other product looks like it
    #[arg(long, value_name = "RANK")]
    pick: Option<u32>,
    /// The product with this NDC
    #[arg(long)]
    ndc: Option<Ndc11>,
    /// Nobody can say: handled as hazardous and possibly controlled
    #[arg(long)]
    unidentified: bool,
    /// It should never have been recorded
    #[arg(long)]
    withdraw: bool,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let row = station.find(args.id)?;
    let decision = decide(args, &row, station)?;
    let quantity = args.quantity.unwrap_or(row.decided.quantity);
    let corrected = args.who.do_at(station, || {
        // The row that was looked at: a correction made meanwhile is not written over.
        Ok(match decision {
            Some(decision) => station.correct(row.current, decision, quantity, &args.reason)?,
            None => station.withdraw(row.current, &args.reason)?,
        })
    })?;
    writeln!(out, "{}", corrected.current)?;
    Ok(Outcome::Fine)
}

/// None withdraws.
fn decide(args: &Args, row: &LogRow, station: &Station) -> anyhow::Result<Option<Decision>> {
    let Choice {
        pick,
        ndc,
        unidentified,
        withdraw: _,
    } = args.choice;
    if unidentified {
        return Ok(Some(Decision::Unidentified));
    }
    if let Some(ndc11) = ndc {
        let part = args.part;
        return Ok(Some(Decision::Product(ProductId { ndc11, part })));
    }
    let Some(rank) = pick else { return Ok(None) };
    let said = row.disposal.suggestion.iter();
    let mut candidates = said.flat_map(|said| &said.candidates);
    let candidate = candidates
        .find(|candidate| candidate.rank == rank)
        .ok_or_else(|| {
            WrongUse(format!(
                "the record holds no candidate {rank}; see `takeback review show {}`",
                row.id
            ))
        })?;
    match candidate.products.as_slice() {
        [only] => {
            let ndc11 = only.ndc11.parse()?;
            let id = ProductId {
                ndc11,
                part: only.part,
            };
            station
                .catalog()
                .get(id)
                .map(|_| Some(Decision::Product(id)))
                .ok_or_else(|| crate::station::StationError::UnknownProduct(id).into())
        }
        alike => {
            let names: Vec<_> = alike
                .iter()
                .map(|product| format!("{} {}", product.ndc11, product.name))
                .collect();
            Err(look_alikes(rank, &names).into())
        }
    }
}
