//! How often a capsule that lies alone is taken for one pill, by its colors: capsules of two colors
//! have an edge across that looks like that between two pills.
//!
//! `cargo run --release --example two_colored -- ../shared/data/rximage/images [FOLDER FOR PICTURES]`

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the composer is the tests' own"
)]

#[allow(
    dead_code,
    unused_imports,
    reason = "the tests take more of the composer than this does"
)]
#[path = "../tests/support/trays/mod.rs"]
mod trays;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use takeback::catalog::{Catalog, Product};
use takeback::station::Station;
use takeback::vision::Photo;

/// Trays composed for each product, each with one of its sides.
const TRAYS: u64 = 1;
/// Of so many products one is taken.
const STEP: usize = 5;

/// What was found on trays with one pill each.
#[derive(Default)]
struct Tally {
    trays: u32,
    missed: u32,
    touching: u32,
    several: u32,
}

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1).map(PathBuf::from);
    let images = words
        .next()
        .context("name the folder of studio photographs")?;
    let pictures = words.next();
    let pictures = &pictures;
    let catalog = Catalog::builtin()?;
    let station = Station::open(&std::env::temp_dir().join("takeback-two-colored"))?;
    let identifier = &*station.identifier()?;
    let mut photos: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in std::fs::read_dir(&images)? {
        let path = entry?.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        photos.entry(name[..13].to_owned()).or_insert(path);
    }
    let capsules = catalog
        .products()
        .iter()
        .filter(|product| product.shape.as_deref() == Some("CAPSULE"));
    let shown: Vec<(&Product, &PathBuf)> = capsules
        .filter_map(|product| Some((product, photos.get(&product.id.ndc11.to_string())?)))
        .step_by(STEP)
        .collect();
    let looks: Vec<(bool, bool, usize, usize)> = shown
        .par_iter()
        .flat_map(|(product, path)| {
            let cut_outs = trays::pair(&image::open(path).unwrap().into_rgb8());
            let colors = product.colors.len();
            let held_out = trays::is_held_out(&path.file_name().unwrap().to_string_lossy());
            let count = if cut_outs.is_empty() { 0 } else { TRAYS };
            (0..count)
                .into_par_iter()
                .map(move |number| {
                    let seed = product
                        .id
                        .ndc11
                        .to_string()
                        .bytes()
                        .fold(number, |sum, byte| {
                            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
                        });
                    let tray = trays::tray(seed, (seed % 64) as usize, &cut_outs, 1, false);
                    let pills = identifier
                        .locate(&Photo::decode(&tray.jpeg).unwrap())
                        .unwrap();
                    let touching = pills.iter().filter(|pill| pill.touching).count();
                    if let Some(folder) = pictures
                        && (touching > 0 || pills.len() != 1)
                    {
                        let name = format!(
                            "{}-{number}-{}of{}.jpg",
                            product.id.ndc11,
                            touching,
                            pills.len()
                        );
                        std::fs::write(Path::new(folder).join(name), &tray.jpeg).unwrap();
                    }
                    (colors > 1, held_out, pills.len(), touching)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    println!("| capsules | trays | called touching | counted as several | missed |");
    println!("| --- | --- | --- | --- | --- |");
    for (name, two, unseen) in [
        ("one color", false, None),
        ("two colors", true, None),
        (
            "two colors, products the locator was not trained on",
            true,
            Some(true),
        ),
    ] {
        let mut tally = Tally::default();
        let mine = looks.iter().filter(|(is_two, held_out, ..)| {
            *is_two == two && unseen.is_none_or(|unseen| unseen == *held_out)
        });
        for (_, _, pills, touching) in mine {
            tally.trays += 1;
            tally.missed += u32::from(*pills == 0);
            tally.several += u32::from(*pills > 1);
            tally.touching += u32::from(*touching > 0);
        }
        let Tally {
            trays,
            missed,
            touching,
            several,
        } = tally;
        println!("| {name} | {trays} | {touching} | {several} | {missed} |");
    }
    Ok(())
}
