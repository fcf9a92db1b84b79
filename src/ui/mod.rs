//! The window: a folder a subject, colours in `kit::theme`, words in `words`, work on threads of its own.
//!
//! Workers send `workers::post::Event`s, `App::logic` notes them in the [`state::State`], the screens read
//! it and push [`Command`]s, and one place carries those out.

mod about;
mod app;
mod aside;
mod calibration;
mod chrome;
mod commands;
mod cues;
mod custody;
mod events;
mod first_frame;
mod frame_log;
pub mod gate;
mod guidance;
mod idle;
mod keys;
mod kiosk;
mod kit;
mod nav;
mod notice;
pub mod pill;
mod presentation;
mod record;
mod review;
mod scan;
mod second_tap;
mod seen;
mod signing;
mod staff;
pub mod state;
mod teach;
mod tour;
mod tray;
mod unfinished;
mod wedge;
mod words;
mod workers;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{ViewportBuilder, vec2};

pub use app::App;
pub use commands::Command;
pub use gate::unlock;
pub use kit::theme;
pub use record::lines::{Kind, Line, LogQuery};
pub use record::reports::ReportForm;
pub use review::AtReview;
pub use words::language::Language;
pub use words::strings;

use crate::station::{Station, WindowLock};

/// Opens the window over `station` and returns when it is closed; `photo` is looked at at once. That
/// of a `kiosk` fills the screen, and only an administrator closes it.
///
/// An error says why no window could be opened, such as no display.
pub fn run(station: Station, photo: Option<PathBuf>, kiosk: bool) -> anyhow::Result<()> {
    let station = Arc::new(station);
    words::language::speak(presentation::Presentation::of(&station).language);
    let _window = WindowLock::take(station.home())?;
    show(kiosk, move |ctx| {
        Ok(Box::new(App::new(ctx, station, photo, kiosk)?))
    })
}

/// The station in `home`, whose record is encrypted, once somebody typed its passphrase in a window;
/// none where they closed it.
pub fn unlocked(home: &Path, kiosk: bool) -> anyhow::Result<Option<Station>> {
    let _window = WindowLock::take(home)?;
    let (home, (tell, told)) = (home.to_owned(), crossbeam_channel::bounded(1));
    show(kiosk, move |ctx| {
        let (unlock, opened) = unlock::Unlock::new(ctx, &home);
        tell.send(opened)?;
        Ok(Box::new(unlock))
    })?;
    let opened: Option<crossbeam_channel::Receiver<Station>> = told.try_recv().ok();
    Ok(opened.and_then(|opened| opened.try_recv().ok()))
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// 128 x 128; `takeback.svg` beside it is what it was drawn from.
const ICON: &[u8] = include_bytes!("../../assets/icon/takeback.png");

/// One window, until it is closed.
fn show(
    kiosk: bool,
    make: impl FnOnce(&eframe::egui::Context) -> Result<Box<dyn eframe::App>, Failed>,
) -> anyhow::Result<()> {
    let viewport = ViewportBuilder::default()
        .with_title(strings::text("app-name"))
        .with_app_id("takeback")
        .with_icon(eframe::icon_data::from_png_bytes(ICON)?)
        .with_inner_size(vec2(1280.0, 800.0))
        .with_min_inner_size(vec2(1024.0, 700.0))
        .with_fullscreen(kiosk)
        .with_decorations(!kiosk)
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "takeback",
        options,
        Box::new(move |creation| make(&creation.egui_ctx)),
    )
    .map_err(|error| anyhow::anyhow!("no window could be opened: {error}; without a display use the commands (takeback --help)"))
}
