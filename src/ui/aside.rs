//! What opens over every screen and every gate: help for the screen in hand, and how the window
//! presents itself.

use eframe::egui::{Align, Layout, Ui};

use super::app::View;
use super::commands::Command;
use super::gate::Gate;
use super::kit::dialog;
use super::kit::icons::Icon;
use super::kit::theme::{self, GAP};
use super::kit::widgets::{Button, Weight};
use super::pill::hazard_banner;
use super::presentation::{Presentation, TEXT_SCALES};
use super::state::{Aside, Screen, State};
use super::words::language::Language;
use super::words::strings::{text, text_with};
use super::{custody, staff};
use crate::station::{Theme, Volume};

/// Width from which there is room for the sign beside the word, points.
const SIGNED_FROM: f32 = 900.0;

const LICENCES: &str = include_str!("../../assets/licences/third-party.txt");

/// The box that is open, if one is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(aside) = view.state.aside else {
        return;
    };
    let leave = shown(ui, |ui| match aside {
        Aside::Help => {
            help(ui, help_key(view.state));
            ui.add_space(GAP);
            ui.label(theme::bold(text("help-stuck-title"), 18.0));
            ui.label(text("help-stuck"));
        }
        Aside::Presentation => presentation(ui, view, commands),
        Aside::Licences => licences(ui),
        Aside::Reasons => hazard_banner::in_whole(ui, view),
    });
    if leave {
        commands.push(Command::Aside(None));
    }
}

/// A box with these contents; `true` when a person is done with it.
pub fn shown(ui: &Ui, contents: impl FnOnce(&mut Ui)) -> bool {
    let mut done = false;
    let leave = dialog::show(ui, "aside", 640.0, |ui| {
        contents(ui);
        ui.add_space(GAP);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            let close = Button::new(text("aside-close")).icon(Icon::Check);
            done = close.weight(Weight::Primary).show(ui).clicked();
        });
    });
    leave || done
}

/// The button that opens help, on every screen at the same place.
pub fn help_button(room: f32) -> Button<'static> {
    let help = Button::new(text("help-title"));
    if room < SIGNED_FROM {
        help
    } else {
        help.icon(Icon::Question)
    }
}

/// What is said under `key`, a step a line.
pub fn help(ui: &mut Ui, key: &str) {
    ui.label(theme::bold(text("help-title"), 24.0));
    for (number, line) in text(key).lines().enumerate() {
        let number = (number + 1).to_string();
        ui.label(text_with(
            "help-line",
            [("number", number.into()), ("line", line.into())],
        ));
    }
}

/// What is said about the screen, or the gate, that is in hand.
fn help_key(state: &State) -> &'static str {
    match &state.gate {
        Gate::Welcome => return "help-welcome",
        Gate::Setup(_) => return "help-setup",
        Gate::Code(_) => return "help-code",
        Gate::SignIn(_) => return "help-sign-in",
        Gate::Recover(_) => return "help-recover",
        Gate::Guidance(_) => return "help-guidance",
        Gate::Open => {}
    }
    match state.screen {
        Screen::Capture if state.is_live() => "help-tray-live",
        Screen::Capture if state.tray.is_some() => "help-tray",
        Screen::Capture if state.kiosk => "help-capture-kiosk",
        Screen::Capture => "help-capture",
        Screen::Result => "help-result",
        Screen::Search => "help-search",
        Screen::Teach => "help-teach",
        Screen::Log => "help-log",
        Screen::Review => "help-review",
        Screen::Reports => "help-reports",
        Screen::Calibration => "help-calibration",
        Screen::Scan => "help-scan",
        Screen::About => "help-about",
        Screen::Staff => match state.staff.page {
            staff::Page::Mine => "help-mine",
            staff::Page::People => "help-people",
            staff::Page::Site => "help-site",
            staff::Page::Camera => "help-camera",
            staff::Page::Taught => "help-taught",
        },
        Screen::Custody => match state.custody.page {
            custody::Page::Todo => "help-todo",
            custody::Page::Liners => "help-liners",
            custody::Page::Packages => "help-packages",
            custody::Page::Event => "help-event",
            custody::Page::Trail => "help-trail",
            custody::Page::Form(_) => "help-form",
        },
    }
}

fn presentation(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let now = view.state.presentation;
    ui.label(theme::bold(text("presentation-title"), 24.0));
    let mut new = now;
    let languages = Language::all().iter().map(|&language| {
        let wish = Presentation { language, ..now };
        (language.name(), wish)
    });
    choice(ui, "presentation-language", now, languages, &mut new);
    let themes = [
        ("theme-light", Theme::Light),
        ("theme-dark", Theme::Dark),
        ("theme-high-contrast", Theme::HighContrast),
        ("theme-system", Theme::System),
    ];
    let themes = themes.map(|(key, theme)| (text(key), Presentation { theme, ..now }));
    choice(ui, "presentation-theme", now, themes, &mut new);
    let scales = TEXT_SCALES.map(|text_scale| {
        let words = text_with("percent", [("number", text_scale.to_string().into())]);
        (words, Presentation { text_scale, ..now })
    });
    choice(ui, "presentation-size", now, scales, &mut new);
    let volumes = [
        ("volume-off", Volume::Off),
        ("volume-low", Volume::Low),
        ("volume-medium", Volume::Medium),
        ("volume-loud", Volume::Loud),
    ];
    let volumes = volumes.map(|(key, volume)| (text(key), Presentation { volume, ..now }));
    choice(ui, "presentation-sound", now, volumes, &mut new);
    if new != now {
        commands.push(Command::Present(new));
    }
}

/// Everything that is shipped or fetched, each with its licence.
fn licences(ui: &mut Ui) {
    ui.label(theme::bold(text("licences-title"), 24.0));
    ui.spacing_mut().interact_size.y = 0.0;
    for line in LICENCES.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            [what, version, licence, from] => {
                ui.label(theme::bold(format!("{what} {version}"), 16.0));
                ui.label(format!("{licence} · {from}"));
            }
            _ => {
                ui.label(line);
            }
        }
    }
}

/// One row of buttons, the one in use marked; `new` becomes what is pressed.
fn choice(
    ui: &mut Ui,
    label: &str,
    now: Presentation,
    wishes: impl IntoIterator<Item = (String, Presentation)>,
    new: &mut Presentation,
) {
    let label = text(label);
    ui.add_space(GAP);
    ui.label(theme::bold(label.as_str(), 18.0));
    ui.horizontal_wrapped(|ui| {
        for (words, wish) in wishes {
            let weight = if wish == now {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let name = format!("{label}: {words}");
            let button = Button::new(words).named(name).weight(weight);
            if button.show(ui).clicked() {
                *new = wish;
            }
        }
    });
}
