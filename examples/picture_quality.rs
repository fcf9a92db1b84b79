//! What the picture gate measures of photographs: one CSV line a photograph, and one a pill in it.
//! `training/flaws.py` sets the bounds by it.
//!
//! `cargo run --release --example picture_quality -- PHOTO...`

use std::path::Path;
use std::time::Instant;

use takeback::station::Station;
use takeback::vision::{Photo, PhotoMeasures, PillMeasures};

fn main() -> anyhow::Result<()> {
    let home = std::env::temp_dir().join("takeback-picture-quality");
    let station = Station::open(&home)?;
    let identifier = station.identifier()?;
    println!("photo,kind,a,b,c,d,ms");
    for path in std::env::args().skip(1) {
        let photo = Photo::read(Path::new(&path))?;
        let pills = identifier.locate(&photo)?;
        let begun = Instant::now();
        let of = PhotoMeasures::of(&photo, &pills);
        let measured: Vec<_> = pills
            .iter()
            .map(|pill| PillMeasures::of(&photo, pill))
            .collect();
        let ms = begun.elapsed().as_secs_f64() * 1000.0;
        let PhotoMeasures {
            bright,
            letters,
            hand,
            specks,
        } = of;
        println!("{path},photo,{bright:.0},{letters:.0},{hand:.4},{specks:.0},{ms:.2}");
        for PillMeasures {
            across,
            sharp,
            glare,
            whole,
            ..
        } in measured
        {
            println!("{path},pill,{across:.1},{sharp:.4},{glare:.4},{whole:.4},");
        }
    }
    Ok(())
}
