//! `takeback camera`: what is connected, and one picture from it.

use std::io::Write;
use std::mem;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use crossbeam_channel::bounded;

use super::{Outcome, table};
use crate::camera::{CameraId, Choice, Frame, State};
use crate::station::Station;

/// List the cameras, or take a picture with one
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Every camera that is connected, with the identity that `camera` in settings.toml takes, and the formats that
    /// `camera_format` takes
    List,
    /// Take one picture, once the camera has settled
    Shot(Shot),
    /// Say how the camera is doing whenever that changes, and at the end what it showed
    Watch(Watch),
}

#[derive(clap::Args)]
struct Watch {
    /// Seconds to watch
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    seconds: u64,
    #[command(flatten)]
    from: Origin,
}

#[derive(clap::Args)]
struct Shot {
    /// Where the picture goes: as the camera gave it, else PNG
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    from: Origin,
}

/// How long a picture is waited for.
#[derive(clap::Args)]
pub struct Patience {
    /// Frames to let pass first, so that light and focus settle; ignored where photographs are dropped
    /// into a folder
    #[arg(long, value_name = "N", default_value_t = 25)]
    after: u64,
    /// Seconds to wait at most
    #[arg(long, value_name = "SECONDS", default_value_t = 20,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    within: u64,
}

#[derive(clap::Args)]
#[group(multiple = false)]
pub struct Origin {
    /// Identity of the camera, as `takeback camera list` shows it
    #[arg(long, value_name = "IDENTITY")]
    camera: Option<String>,
    /// A folder into which another program drops photographs
    #[arg(long, value_name = "DIR")]
    watch: Option<PathBuf>,
    /// A folder of pictures, played as if a camera showed them
    #[arg(long, value_name = "DIR")]
    play: Option<PathBuf>,
}

impl Origin {
    /// The identity that was given, for photographs that came from elsewhere.
    pub fn named(&self) -> Option<CameraId> {
        let camera = self.camera.as_deref().map(CameraId::from);
        camera.filter(|id| !id.is_blank())
    }

    /// What was asked for, or else what the station is set up for.
    fn choice(&self, station: &Station) -> Choice {
        match (self.named(), &self.watch, &self.play) {
            (Some(id), _, _) => station.camera_named(id),
            (_, Some(folder), _) => Choice::Watched(folder.clone()),
            (_, _, Some(folder)) => Choice::Played(folder.clone()),
            (None, None, None) => station.camera_choice(),
        }
    }
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::List => list(out),
        Command::Shot(args) => shot(args, station, out),
        Command::Watch(args) => watch(args, station, out),
    }
}

fn list(out: &mut impl Write) -> anyhow::Result<Outcome> {
    let cameras = Station::cameras()?;
    if cameras.is_empty() {
        writeln!(out, "no camera is connected")?;
        return Ok(Outcome::Fine);
    }
    let mut rows = Vec::new();
    for camera in cameras {
        let formats = match Station::camera_formats(&camera) {
            Ok(formats) if formats.is_empty() => vec!["none that can be read here".to_owned()],
            Ok(formats) => formats.iter().map(ToString::to_string).collect(),
            // One that is in use is listed all the same.
            Err(fault) => vec![fault.to_string()],
        };
        let (mut id, mut name) = (camera.id.to_string(), camera.name);
        for format in formats {
            rows.push([mem::take(&mut id), mem::take(&mut name), format]);
        }
    }
    table::write(out, ["identity", "name", "formats"], &rows)?;
    Ok(Outcome::Fine)
}

fn shot(args: &Shot, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (frame, words) = take(&args.from, &args.patience, station)?;
    let bytes = frame.file()?;
    station
        .write_named::<(), anyhow::Error>(&args.out, |file| Ok(file.write_all(&bytes)?))
        .with_context(|| format!("{} cannot be written", args.out.display()))?;
    writeln!(out, "{}: {words}", args.out.display())?;
    Ok(Outcome::Fine)
}

/// One picture, and which frame of what it is, in words.
pub fn take(
    from: &Origin,
    patience: &Patience,
    station: &Station,
) -> anyhow::Result<(Frame, String)> {
    let (news, wait) = bounded(1);
    let choice = from.choice(station);
    // A photograph that was dropped has settled, and is shown a few times alone.
    let after = match choice {
        Choice::Watched(_) => 0,
        _ => patience.after,
    };
    // It settles by itself, also for the card.
    let feed = Station::watch(
        choice,
        |_, _, _| None,
        move || {
            // One word that waits is enough.
            let _ = news.try_send(());
        },
    )
    .context("the camera's thread cannot be started")?;
    let until = Instant::now() + Duration::from_secs(patience.within);
    let mut unreadable = 0;
    loop {
        if let Some((number, fault)) = feed.unreadable(unreadable) {
            unreadable = number;
            eprintln!("takeback: {fault}");
        }
        let number = feed.frames();
        if let Some((_, frame)) = feed.newest(0).filter(|_| number > after)
            && let State::Live(settings) = feed.state()
        {
            return Ok((frame, format!("frame {number} of {settings}")));
        }
        if Instant::now() >= until {
            match feed.state() {
                State::Lost(fault) => return Err(fault.into()),
                _ if number > 0 => bail!(
                    "only {number} frames within {} s; wait longer with --within, or let fewer pass with --after",
                    patience.within
                ),
                _ => bail!(
                    "no picture within {} s; wait longer with --within",
                    patience.within
                ),
            }
        }
        // Before a scene that lies still, frames come without news.
        let _ = wait.recv_timeout(LOOK);
    }
}

/// How often the state is looked at while no frame comes: a driver that hangs brings no news.
const LOOK: Duration = Duration::from_millis(250);

fn watch(args: &Watch, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (news, wait) = bounded(1);
    let choice = args.from.choice(station);
    let feed = Station::watch(
        choice,
        |_, _, _| None,
        move || {
            let _ = news.try_send(());
        },
    )
    .context("the camera's thread cannot be started")?;
    let begun = Instant::now();
    let (mut said, mut seen, mut taken, mut scenes) = (String::new(), 0, 0_u64, 0_u64);
    let mut unreadable = 0;
    while begun.elapsed() < Duration::from_secs(args.seconds) {
        let state = match feed.state() {
            State::Opening => "opening".to_owned(),
            State::Live(settings) => format!("live: {settings}"),
            State::Stalled(_) => "stalled: nothing comes".to_owned(),
            State::Lost(fault) => format!("lost: {fault}"),
        };
        if state != said {
            writeln!(out, "{:8.2} s  {state}", begun.elapsed().as_secs_f64())?;
            said = state;
        }
        if let Some((number, fault)) = feed.unreadable(unreadable) {
            unreadable = number;
            writeln!(out, "{:8.2} s  {fault}", begun.elapsed().as_secs_f64())?;
        }
        if let Some((number, _)) = feed.newest(seen) {
            seen = number;
            taken += 1;
        }
        if let Some((number, _)) = feed.still(scenes) {
            scenes = number;
        }
        // Frames and silence alike are looked at again.
        let _ = wait.recv_timeout(LOOK);
    }
    writeln!(
        out,
        "{} frames came, {taken} were shown, {scenes} were worth a look",
        feed.frames()
    )?;
    Ok(Outcome::Fine)
}
