//! The list that each pill is compared with, and what came of it in words.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;

use super::WrongUse;
use crate::catalog::{Catalog, ProductId};
use crate::identify::{Expected, LabelFinding};
use crate::station::Station;

/// What the label says.
#[derive(clap::Args)]
pub struct Label {
    /// Is it what the label says? Compare with this product; several NDCs are separated by commas
    #[arg(long, value_name = "NDC[,NDC...]")]
    expect: Option<String>,
    /// The same with the NDCs of a file, one a line
    #[arg(long, value_name = "FILE", conflicts_with = "expect")]
    expect_file: Option<PathBuf>,
}

impl Label {
    /// The products that a pill should be one of; none where nobody asked.
    pub fn products(&self, station: &Station) -> anyhow::Result<Option<Vec<ProductId>>> {
        let listed = match (&self.expect, &self.expect_file) {
            (Some(list), _) => {
                let listed = station.expected(list);
                listed.map_err(|error| WrongUse(error.to_string()))?
            }
            (None, Some(path)) => {
                let text =
                    std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
                station.expected(&text)?
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(listed))
    }
}

/// Says whether it is what the label says, and the likeliest product of the list.
pub fn describe(
    out: &mut impl Write,
    found: &Expected,
    asks_other_side: bool,
    catalog: &Catalog,
) -> io::Result<()> {
    let none = found.none * 100.0;
    let word = match found.finding {
        LabelFinding::Agrees => "AGREES with the label",
        LabelFinding::Differs => "DOES NOT AGREE with the label: it looks like another product",
        LabelFinding::CannotTell if asks_other_side => {
            "CANNOT TELL whether it agrees with the label: photograph the other side too"
        }
        LabelFinding::CannotTell => {
            "CANNOT TELL whether it agrees with the label: compare it with the label by hand"
        }
    };
    writeln!(out, "  {word} (none of the listed: {none:.0} %)")?;
    for product in found.products.iter().take(SHOWN) {
        let Some(listed) = catalog.get(product.product) else {
            continue;
        };
        let alike = match product.look_alikes {
            0 => String::new(),
            more => format!(", {more} more products look the same"),
        };
        writeln!(
            out,
            "    {:.0} % {} {}{alike}",
            product.probability * 100.0,
            listed.id.ndc11,
            listed.name
        )?;
    }
    Ok(())
}

const SHOWN: usize = 5;
