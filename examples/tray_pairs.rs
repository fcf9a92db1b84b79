//! How the program compares the pairs of photographs that `training/turning.py` composes: one CSV
//! line a pair, with what the thresholds of `takeback::tray` are set by.
//!
//! `cargo run --release --example tray_pairs -- DIR`

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use takeback::identify::{Identifier, Side};
use takeback::station::Station;
use takeback::tray::{Alike, Face};
use takeback::vision::Photo;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("name the folder")?;
    let home = std::env::temp_dir().join("takeback-tray-pairs");
    let station = Station::open(&home)?;
    let identifier = station.identifier()?;
    let mut pairs = csv::Reader::from_path(Path::new(&folder).join("pairs.csv"))?;
    println!("relation,cosine,color,size,odds");
    for row in pairs.records() {
        let row = row?;
        let file = |at: usize| row.get(at).map(|name| Path::new(&folder).join(name));
        let (Some(one), Some(other), Some(relation)) = (file(0), file(1), row.get(2)) else {
            return Err(anyhow!("a row has fewer than three columns"));
        };
        let (Some(one), Some(other)) = (face(&identifier, &one)?, face(&identifier, &other)?)
        else {
            println!("{relation},,,,");
            continue;
        };
        let Alike {
            cosine,
            color,
            size,
            odds,
        } = Alike::of(&one, &other);
        println!("{relation},{cosine:.4},{color:.2},{size:.4},{odds:.3}");
    }
    Ok(())
}

/// The only pill of a photograph.
fn face(identifier: &Identifier, path: &Path) -> anyhow::Result<Option<Face>> {
    let photo = Photo::read(path)?;
    let [view] = &identifier.locate(&photo)?[..] else {
        return Ok(None);
    };
    let side = Side {
        photo: &photo,
        pill: view,
    };
    let look = identifier.look(&[side])?.into_iter().next();
    Ok(look.map(|look| Face {
        likely: identifier.likely(&look),
        embedding: look.embedding,
        view: Arc::new(view.clone()),
    }))
}
