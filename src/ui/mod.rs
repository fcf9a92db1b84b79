//! The window: one file a screen, colours in `theme`, words in `strings`, work on its own threads.
//!
//! Workers send [`post::Event`]s, `App::logic` notes them in the [`state::State`], the screens read
//! it and push [`Command`]s, and one place carries those out.

mod about;
mod answer;
mod app;
mod aside;
mod button;
mod calibration;
mod candidates;
mod capture;
mod chrome;
mod commands;
mod cues;
mod custody;
mod days;
mod decide;
mod dialog;
mod dialogs;
mod events;
mod first_frame;
mod frame_log;
mod free_text;
pub mod gate;
mod glance;
mod guidance;
mod hazard_banner;
mod icons;
mod identify_worker;
mod idle;
mod in_view;
mod keeper;
mod keyboard;
mod keypad;
mod keys;
mod kiosk;
mod label;
mod language;
mod ledger_worker;
mod left_tray;
mod live;
mod log;
mod log_lines;
mod long;
mod looker;
mod looking;
mod nav;
mod pictures;
pub mod pill;
pub mod pill_drawing;
mod post;
mod presentation;
mod quantity;
mod reading;
mod recording;
mod recover;
mod remarks;
mod reports;
mod result;
mod review;
mod room;
mod scan;
mod search;
mod searching;
mod seen;
mod sight;
mod sign_in;
mod signing;
mod staff;
pub mod state;
pub mod strings;
mod teach;
pub mod theme;
mod told;
mod tour;
mod tray;
mod tray_list;
mod unfinished;
pub mod unlock;
mod welcome;
mod widgets;
mod workbench;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{ViewportBuilder, vec2};

pub use app::App;
pub use commands::Command;
pub use language::Language;
pub use log_lines::{Kind, Line, LogQuery};
pub use reports::ReportForm;
pub use review::AtReview;

use crate::station::{Station, WindowLock};

/// Opens the window over `station` and returns when it is closed; `photo` is looked at at once. That
/// of a `kiosk` fills the screen, and only an administrator closes it.
///
/// An error says why no window could be opened, such as no display.
pub fn run(station: Station, photo: Option<PathBuf>, kiosk: bool) -> anyhow::Result<()> {
    let station = Arc::new(station);
    language::speak(presentation::Presentation::of(&station).language);
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

/// One window, until it is closed.
fn show(
    kiosk: bool,
    make: impl FnOnce(&eframe::egui::Context) -> Result<Box<dyn eframe::App>, Failed>,
) -> anyhow::Result<()> {
    let viewport = ViewportBuilder::default()
        .with_title(strings::text("app-name"))
        .with_app_id("takeback")
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
