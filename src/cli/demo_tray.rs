//! `takeback demo-tray`: a tray drawn from catalogue facts, for trying things out without pills.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use image::ImageFormat;
use image::imageops::{FilterType, resize};

use super::{Outcome, WrongUse, table};
use crate::catalog::{Catalog, Ndc11};
use crate::demo;
use crate::station::write_named;

/// Draw a tray of pills from catalogue facts (a drawing, not a photograph)
#[derive(clap::Args)]
pub struct Args {
    /// PNG or JPEG file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Pills on the tray; 0 draws it empty
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(0..=48), conflicts_with = "ndc")]
    count: u8,
    /// Another seed chooses and places other pills
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Width of the picture in pixels; its height is three quarters of that
    #[arg(long, default_value_t = 1280, value_name = "PX", value_parser = clap::value_parser!(u32).range(64..=4096))]
    width: u32,
    /// Draw this product; may be given several times
    #[arg(long)]
    ndc: Vec<Ndc11>,
}

pub fn run(args: &Args, home: &Path, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let catalog = Catalog::builtin()?;
    let products = if args.ndc.is_empty() {
        demo::choose(catalog.products(), usize::from(args.count), args.seed)
    } else {
        let first = |ndc: &Ndc11| {
            let unknown = || {
                WrongUse(format!(
                    "the catalogue has no product {ndc}; see `takeback lookup`"
                ))
            };
            catalog.by_ndc(*ndc).next().ok_or_else(unknown)
        };
        args.ndc.iter().map(first).collect::<Result<_, _>>()?
    };
    let tray = demo::draw_tray(&products, args.seed);
    let scale = args.width as f32 / tray.picture.width() as f32;
    let picture = resize(
        &tray.picture,
        args.width,
        args.width * 3 / 4,
        FilterType::Triangle,
    );
    ImageFormat::from_path(&args.out)
        .map_err(anyhow::Error::from)
        .and_then(|format| write_named(home, &args.out, |file| Ok(picture.write_to(file, format)?)))
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    let rows: Vec<_> = tray
        .pills
        .iter()
        .zip(&products)
        .map(|(pill, product)| {
            let [x, y] = pill.center.map(|value| value * scale);
            [
                format!("{x:.0},{y:.0}"),
                product.id.ndc11.to_string(),
                product.name.clone(),
            ]
        })
        .collect();
    table::write(out, ["center", "NDC", "product"], &rows)?;
    Ok(Outcome::Fine)
}
