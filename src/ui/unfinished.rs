//! What a person was in the middle of, kept in a small file while it lasts, so that a kiosk that
//! starts again after a crash comes back to it.
//!
//! What lies on the live tray and is recorded is kept by every window: it must not be recorded twice.
//!
//! Which drug was picked is not kept: whoever comes back looks again before confirming.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;
use serde::{Deserialize, Serialize};

use super::app::App;
use super::commands::Command;
use super::gate::Gate;
use super::state::{Screen, Source, Work};
use super::tray::left::{LeftTray, Was};
use crate::camera::{CameraId, Frame};
use crate::catalog::SearchWords;
use crate::files::write_whole;
use crate::ledger::AccountId;

const FILE: &str = "unfinished.json";
const PHOTO: &str = "unfinished.photo";
const TRAY: &str = "unfinished.tray";

/// Everything that is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Unfinished {
    photo: Option<Kept>,
    /// Which pill was in hand, and how many of each.
    in_hand: Option<u32>,
    quantities: Vec<u32>,
    reference: String,
    /// Who counted and typed that; nobody where the station has no accounts.
    by: Option<AccountId>,
    /// Words of the search, while that screen is shown.
    searched: Option<[String; 3]>,
    tray: Option<KeptTray>,
}

/// The live tray; what the last look saw of it lies beside this file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KeptTray {
    camera: Option<CameraId>,
    pills: Vec<Was>,
}

/// Where the photograph on the table comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Kept {
    File(PathBuf),
    Drawing(u64),
    /// Beside this file: it was never a file of its own.
    Beside,
}

/// A photograph that was taken in when the next was asked for: it is on the table until that comes.
pub struct Overtaken {
    pub job: u64,
    pub source: Option<Source>,
    /// It is a drawing.
    pub drawing: bool,
}

/// What is on disk, and what waits for its photograph to be looked at again.
#[derive(Default)]
pub struct Keeping {
    written: Unfinished,
    /// With the number under which that was asked for.
    returning: Option<(u64, Unfinished)>,
    /// The photograph that is looked at.
    pub asked: Option<Source>,
    /// The one before it, where that was taken in already.
    pub overtaken: Option<Overtaken>,
    /// The one on the table.
    pub source: Option<Source>,
    /// The one that lies beside the file is that of this job.
    beside: Option<u64>,
    /// Where the pills lie in what lies beside it of the live tray.
    places: Vec<[i32; 2]>,
}

impl App {
    /// Takes up the live tray where the window left it when it last ended.
    pub(super) fn return_to_tray(&mut self) {
        let home = self.station.home();
        let Some(found) = read(home) else { return };
        if let Some(kept) = &found.tray {
            let bytes = fs::read(home.join(TRAY)).ok();
            let frame = bytes.and_then(|bytes| Frame::of_file(bytes.into()).ok());
            let frame = match (frame, &kept.camera) {
                (Some(frame), Some(camera)) => Some(frame.by(camera.clone())),
                (frame, _) => frame,
            };
            self.live.left = Some(LeftTray {
                frame,
                job: 0,
                unwatched: true,
                pills: kept.pills.clone(),
            });
            self.keeping.places = places(kept);
        }
        self.keeping.written = found;
    }

    /// Goes back to what was unfinished when the window last ended, if it is a kiosk.
    pub(super) fn return_to_unfinished(&mut self, ctx: &egui::Context) {
        if !self.state.kiosk {
            return;
        }
        let Some(found) = read(self.station.home()) else {
            return;
        };
        self.state.reference.clone_from(&found.reference);
        let source = match &found.photo {
            Some(Kept::File(path)) => Some(Source::File(path.clone())),
            Some(Kept::Drawing(seed)) => Some(Source::Drawing(*seed)),
            Some(Kept::Beside) => fs::read(self.station.home().join(PHOTO))
                .ok()
                .map(|bytes| Source::Bytes(bytes.into())),
            None => None,
        };
        match source {
            Some(source) => self.carry_out(ctx, Command::Look(source)),
            None => self.search_again(ctx, &found),
        }
        self.keeping.written = found.clone();
        self.keeping.returning = Some((self.job, found));
    }

    /// Whether what was come back to was counted and typed by whoever is here now.
    pub(super) fn returns_to_their_own(&self) -> bool {
        self.keeping.written.by == self.here()
    }

    fn here(&self) -> Option<AccountId> {
        self.state.signed_in.as_ref().map(|account| account.id)
    }

    fn search_again(&mut self, ctx: &egui::Context, found: &Unfinished) {
        if let Some([imprint, name, ndc]) = found.searched.clone() {
            let in_hand = self.state.in_hand;
            self.show(Screen::Search);
            self.state.in_hand = in_hand;
            let words = SearchWords {
                imprint,
                name,
                ndc,
                ..self.state.search.words.clone()
            };
            self.carry_out(ctx, Command::Seek(words));
        }
    }

    /// Keeps what is unfinished now, where that changed.
    pub(super) fn mind_unfinished(&mut self, ctx: &egui::Context) {
        let here = self.here();
        let photographed = self.state.tray.as_mut().filter(|tray| !tray.live);
        // Another photograph, asked for meanwhile, has pills of its own.
        if let Some(tray) = photographed
            && let Some((job, found)) = self.keeping.returning.take()
            && job == self.tray_job
        {
            // Before anybody is there it waits for whoever comes, as what was typed does.
            let is_theirs = here.is_none() || found.by == here;
            let counted = found.quantities.iter().filter(|_| is_theirs);
            for (pill, quantity) in tray.pills.iter_mut().zip(counted) {
                pill.quantity = *quantity;
            }
            if found
                .in_hand
                .is_none_or(|number| tray.pill(number).is_some())
            {
                self.state.in_hand = found.in_hand;
            }
            self.search_again(ctx, &found);
        }
        // Nothing is thrown away before it was come back to.
        if self
            .keeping
            .returning
            .as_ref()
            .is_some_and(|(_, found)| found.photo.is_some())
            && self.state.work != Work::Idle
        {
            return;
        }
        self.keeping.returning = None;
        if !matches!(self.state.gate, Gate::Open) {
            return;
        }
        let now = if self.state.kiosk {
            self.unfinished()
        } else {
            let tray = self.unfinished_tray();
            if tray == self.keeping.written.tray {
                return;
            }
            Unfinished {
                by: here.filter(|_| tray.is_some()),
                tray,
                // What a kiosk left is not whoever's is here now.
                reference: String::new(),
                quantities: Vec::new(),
                ..self.keeping.written.clone()
            }
        };
        if now == self.keeping.written {
            return;
        }
        let is_new = now.photo == Some(Kept::Beside) && self.keeping.beside != Some(self.tray_job);
        let photo = self.keeping.source.clone().filter(|_| is_new);
        let has_photo = photo.is_some();
        let places = now.tray.as_ref().map_or_else(Vec::new, places);
        let moved = places != self.keeping.places;
        let frame = self.tray_frame().filter(|_| moved);
        let kept = now.clone();
        let taken = self.ask(
            move |station| write(station.home(), &kept, photo.as_ref(), frame.as_ref()),
            |_, written| {
                if let Err(error) = written {
                    tracing::warn!("what is unfinished was not kept: {error}");
                }
            },
        );
        // What was not taken is kept at the next look.
        if taken {
            if has_photo {
                self.keeping.beside = Some(self.tray_job);
            }
            self.keeping.places = places;
            self.keeping.written = now;
        }
    }

    fn unfinished(&self) -> Unfinished {
        let state = &self.state;
        // What lies under the camera is seen again by itself.
        let tray = state.tray.as_ref().filter(|tray| !tray.live);
        let words = &state.search.words;
        let searches = state.screen == Screen::Search && !words.is_empty();
        let kept = Unfinished {
            photo: tray
                .and(self.keeping.source.as_ref())
                .map(|source| match source {
                    Source::File(path) => Kept::File(path.clone()),
                    Source::Drawing(seed) => Kept::Drawing(*seed),
                    Source::Bytes(_) | Source::Frame(_) => Kept::Beside,
                }),
            in_hand: state.in_hand.filter(|_| tray.is_some()),
            quantities: tray.map_or_else(Vec::new, |tray| {
                tray.pills.iter().map(|pill| pill.quantity).collect()
            }),
            reference: state.reference.clone(),
            by: None,
            searched: searches
                .then(|| [words.imprint.clone(), words.name.clone(), words.ndc.clone()]),
            tray: self.unfinished_tray(),
        };
        Unfinished {
            by: self.here().filter(|_| kept != Unfinished::default()),
            ..kept
        }
    }

    /// The live tray, on the table or left, where people did anything with its pills.
    fn unfinished_tray(&self) -> Option<KeptTray> {
        let tray = self.state.tray.as_ref().filter(|tray| tray.live);
        let left = || self.live.left.as_ref().map(|left| left.pills.clone());
        let pills = tray.map(Was::all).or_else(left)?;
        let done = |was: &Was| was.recorded.is_some() || was.quantity != 1;
        pills.iter().any(done).then(|| KeptTray {
            camera: self.tray_frame().and_then(|frame| frame.camera().cloned()),
            pills,
        })
    }

    /// What the last look at the live tray saw.
    fn tray_frame(&self) -> Option<Frame> {
        let left = self.live.left.as_ref().and_then(|left| left.frame.as_ref());
        left.filter(|_| !self.state.is_live())
            .or(self.live.seen.as_ref())
            .cloned()
    }
}

fn places(kept: &KeptTray) -> Vec<[i32; 2]> {
    kept.pills.iter().map(|was| was.at).collect()
}

fn bytes_of(source: &Source) -> io::Result<Option<Arc<[u8]>>> {
    match source {
        Source::Bytes(bytes) => Ok(Some(Arc::clone(bytes))),
        Source::Frame(frame) => frame.file().map(Some).map_err(io::Error::other),
        Source::File(_) | Source::Drawing(_) => Ok(None),
    }
}

/// A file that cannot be read keeps nobody from working.
fn read(home: &Path) -> Option<Unfinished> {
    let words = fs::read_to_string(home.join(FILE)).ok()?;
    serde_json::from_str(&words)
        .map_err(|error| tracing::warn!("{FILE}: {error}"))
        .ok()
}

/// Writes what is unfinished, or takes the file away where nothing is.
fn write(
    home: &Path,
    now: &Unfinished,
    photo: Option<&Source>,
    frame: Option<&Frame>,
) -> io::Result<()> {
    let gone = |name: &str| match fs::remove_file(home.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    if now.photo != Some(Kept::Beside) {
        gone(PHOTO)?;
    }
    if now.tray.is_none() {
        gone(TRAY)?;
    }
    if *now == Unfinished::default() {
        return gone(FILE);
    }
    let same = |error| error;
    if let Some(bytes) = photo.map(bytes_of).transpose()?.flatten() {
        write_whole(&home.join(PHOTO), same, |out| out.write_all(&bytes))?;
    }
    if let Some(frame) = frame.filter(|_| now.tray.is_some()) {
        let bytes = frame.file().map_err(io::Error::other)?;
        write_whole(&home.join(TRAY), same, |out| out.write_all(&bytes))?;
    }
    let words = serde_json::to_vec_pretty(now)?;
    write_whole(&home.join(FILE), same, |out| out.write_all(&words))
}
