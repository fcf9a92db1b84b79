//! `takeback calibration`: the card, and what a photograph of it says about the tray.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use super::camera::{self, Origin, Patience};
use super::secret::Who;
use super::{Outcome, table};
use crate::calibration::{self, RULER_MM};
use crate::camera::CameraId;
use crate::ledger::{Calibration, RecordId};
use crate::station::{
    CALIBRATION_DAYS, Kept, Station, StationError, calibration_record, write_named,
};
use crate::vision::Photo;

/// Measure the tray: print the card, photograph it once, and pills are measured in millimetres
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Write the card to be printed: one page for Letter and A4
    Card(Card),
    /// Measure the tray by the card on it
    Take(Take),
    /// Every calibration on record
    List(List),
    /// Say that a camera that seems to have moved did not: its calibration is used again
    Unmoved(Unmoved),
}

#[derive(clap::Args)]
struct Card {
    /// Where the PDF goes
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(clap::Args)]
struct Take {
    /// A photograph of the card on the tray [default: the camera takes one]
    photo: Option<PathBuf>,
    /// What the card's line of 100 mm measures on paper
    #[arg(long, value_name = "MM", default_value_t = RULER_MM)]
    ruler_mm: f64,
    /// Say what was measured and keep nothing
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    from: Origin,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct Unmoved {
    /// The calibration, as `list` names it
    id: RecordId,
    #[command(flatten)]
    who: Who,
}

#[derive(clap::Args)]
struct List {
    #[arg(long)]
    json: bool,
}

pub fn run(
    args: &Args,
    home: &Path,
    open: impl Fn() -> anyhow::Result<Station>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Card(args) => card(&args.out, home, out),
        Command::Take(args) => take(args, &open()?, out),
        Command::List(args) => list(args, &open()?, out),
        Command::Unmoved(args) => {
            let station = open()?;
            args.who
                .do_at(&station, || Ok(station.confirm_unmoved(args.id)?))?;
            Ok(Outcome::Fine)
        }
    }
}

fn card(path: &Path, home: &Path, out: &mut impl Write) -> anyhow::Result<Outcome> {
    write_named::<(), StationError>(home, path, |file| Station::write_calibration_card(file))?;
    writeln!(
        out,
        "{}: print it at actual size (100 %), check the line with a ruler, lay it on the tray, then `takeback calibration take`",
        path.display()
    )?;
    Ok(Outcome::Fine)
}

fn take(args: &Take, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (photo, camera, setup) = if let Some(path) = &args.photo {
        (Photo::read(path)?, args.from.named(), None)
    } else {
        let (frame, _) = camera::take(&args.from, &args.patience, station)?;
        let (camera, setup) = (frame.camera().cloned(), frame.setup().cloned());
        (Photo::decode(&frame.file()?)?, camera, setup)
    };
    let setup = setup.as_deref();
    let camera = camera.unwrap_or_else(|| CameraId::from("photographs"));
    let measured = calibration::measure(&photo, args.ruler_mm)?;
    if args.dry_run {
        let calibration = calibration_record(&camera, setup, &measured, args.ruler_mm);
        let said = Said {
            id: None,
            day: None,
            calibration: &calibration,
        };
        return said.write(args.json, out);
    }
    let kept = args.who.do_at(station, || {
        Ok(station.keep_calibration(&camera, setup, &measured, args.ruler_mm)?)
    })?;
    Said::of(&kept).write(args.json, out)?;
    if !args.json {
        if let Some(apart) = measured.white.apart.filter(|apart| *apart > 0.08) {
            writeln!(
                out,
                "paper and grey differ by {:.0} %: the printer's grey has a color, so the paper alone was used",
                apart * 100.0
            )?;
        }
        if let Some(turn) = measured.white.hue_off_deg {
            writeln!(
                out,
                "printed colors, made neutral, turn by at most {turn:.0} degrees"
            )?;
        }
    }
    Ok(Outcome::Fine)
}

fn list(args: &List, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let all = station.calibrations()?;
    if args.json {
        for kept in &all {
            Said::of(kept).write(true, out)?;
        }
        return Ok(Outcome::Fine);
    }
    if all.is_empty() {
        writeln!(
            out,
            "no camera is calibrated: pills are not measured, so fewer are named; see `takeback calibration card`"
        )?;
        return Ok(Outcome::Fine);
    }
    let today = station.now().date();
    let rows = all
        .iter()
        .map(|kept| {
            let Calibration {
                camera,
                width,
                height,
                place_error_um: error,
                ..
            } = &kept.calibration;
            let days = (today - kept.day).get_days();
            let age = if days > CALIBRATION_DAYS {
                " (too old)"
            } else if station.seems_moved(kept.id)? {
                " (camera seems moved)"
            } else {
                ""
            };
            Ok([
                kept.id.to_string(),
                format!("{}{age}", kept.day),
                format!("{width} x {height}"),
                format!("{:.2} / {:.2}", mm(error.median), mm(error.worst)),
                camera.clone(),
            ])
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    table::write(
        out,
        ["id", "day", "pixels", "error mm, median / worst", "camera"],
        &rows,
    )?;
    Ok(Outcome::Fine)
}

/// What is said of one calibration.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(flatten)]
    calibration: &'a Calibration,
}

impl<'a> Said<'a> {
    fn of(kept: &'a Kept) -> Self {
        Self {
            id: Some(kept.id.to_string()),
            day: Some(kept.day.to_string()),
            calibration: &kept.calibration,
        }
    }

    fn write(&self, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
        if json {
            serde_json::to_writer(&mut *out, self).context("the answer cannot be written")?;
            writeln!(out)?;
            return Ok(Outcome::Fine);
        }
        let Calibration {
            camera,
            width,
            height,
            marks,
            covered_ppm,
            place_error_um: place,
            length_error_um: length,
            gains_ppm,
            camera_setup,
            ..
        } = self.calibration;
        match &self.id {
            Some(id) => writeln!(out, "calibration {id}")?,
            None => writeln!(out, "not kept")?,
        }
        writeln!(out, "camera {camera}, {width} x {height} pixels")?;
        if let Some(setup) = camera_setup {
            writeln!(out, "set up as {setup}")?;
        }
        writeln!(
            out,
            "{marks} marks read, which enclose {:.0} % of the picture; beyond them lengths are a guess",
            f64::from(*covered_ppm) / 1e4
        )?;
        writeln!(
            out,
            "error over the tray: median {:.2} mm, worst {:.2} mm, at marks that took no part in the fit",
            mm(place.median),
            mm(place.worst)
        )?;
        writeln!(
            out,
            "their sides of 14 mm come out wrong by {:.2} mm, at worst {:.2} mm",
            mm(length.median),
            mm(length.worst)
        )?;
        match gains_ppm {
            Some([red, green, blue]) => {
                let factor = |ppm: &u32| f64::from(*ppm) / 1e6;
                writeln!(
                    out,
                    "white balance: red x {:.3}, green x {:.3}, blue x {:.3}",
                    factor(red),
                    factor(green),
                    factor(blue)
                )?;
            }
            None => writeln!(
                out,
                "white balance: the card was too bright, too dark or half in view; colors go by the ground around each pill"
            )?,
        }
        Ok(Outcome::Fine)
    }
}

fn mm(um: u32) -> f64 {
    f64::from(um) / 1e3
}
