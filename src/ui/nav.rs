//! The screens that a person may go to, in one table: what the site mode does not have is left out
//! here and explained on the screens beside it.

use eframe::egui::{Popup, ScrollArea, Ui};

use super::app::View;
use super::calibration::AtCalibration;
use super::commands::Command;
use super::custody::{AtCustody, Page, law_against, todo_count};
use super::gate::AtGate;
use super::kit::icons::Icon;
use super::kit::theme::GAP;
use super::kit::widgets::{Button, Weight};
use super::review;
use super::scan::AtScan;
use super::staff::{self, AtStaff};
use super::state::Screen;
use super::words::strings::{text, text_with};
use crate::people::Action;
use crate::station::Ruling;

/// Where a button leads.
#[derive(Clone, Copy)]
enum To {
    /// The table, or the one pill on it.
    Identify,
    Show(Screen),
    Custody(Page),
    Staff,
    Guidance,
    Calibration,
    Scan,
}

/// Each with its words and its sign; the keys are told under About.
const ALL: [(To, &str, Icon); 13] = [
    (To::Identify, "nav-identify", Icon::Pill),
    (To::Custody(Page::Todo), "nav-todo-count", Icon::Check),
    (To::Custody(Page::Liners), "nav-liners", Icon::Box),
    (To::Custody(Page::Packages), "nav-packages", Icon::Clipboard),
    (To::Custody(Page::Event), "nav-event", Icon::Person),
    (To::Show(Screen::Log), "nav-log", Icon::List),
    (To::Show(Screen::Review), "nav-review", Icon::Search),
    (To::Show(Screen::Reports), "nav-reports", Icon::Export),
    (To::Guidance, "nav-guidance", Icon::Question),
    (To::Staff, "nav-staff", Icon::Person),
    (To::Scan, "nav-scan", Icon::Camera),
    (To::Calibration, "nav-calibration", Icon::Camera),
    (To::Show(Screen::About), "nav-about", Icon::Info),
];

/// One screen that exists here for whoever is signed in.
pub struct Tab {
    to: To,
    words: String,
    icon: Icon,
}

/// Every screen that there is here.
pub fn tabs(view: &View) -> Vec<Tab> {
    let count = todo_count(&view.state.custody);
    let here = ALL.into_iter().filter(|(to, ..)| to.exists(view));
    here.map(|(to, words, icon)| Tab {
        to,
        words: text_with(words, [("count", count.into())]),
        icon,
    })
    .collect()
}

impl Tab {
    fn button(&self, view: &View, icons: bool) -> Button<'static> {
        let weight = if self.to.is_here(view) {
            Weight::Chosen
        } else {
            Weight::Plain
        };
        let button = Button::new(self.words.as_str()).weight(weight);
        if icons {
            button.icon(self.icon)
        } else {
            button
        }
    }

    fn wide(&self, ui: &Ui, icons: bool) -> f32 {
        let button = Button::new(self.words.as_str());
        let button = if icons {
            button.icon(self.icon)
        } else {
            button
        };
        button.wide(ui) + GAP
    }
}

/// How wide all of them are beside each other, with their signs.
pub fn width(ui: &Ui, tabs: &[Tab]) -> f32 {
    tabs.iter().map(|tab| tab.wide(ui, true)).sum()
}

/// One row of tabs. Where there is no room the signs give way first, then the last tabs go under
/// one that opens.
pub fn screens(ui: &mut Ui, view: &View, tabs: &[Tab], commands: &mut Vec<Command>) {
    let room = ui.available_width() + GAP;
    let sum = |icons| tabs.iter().map(|tab| tab.wide(ui, icons)).sum::<f32>();
    let icons = sum(true) <= room;
    let fit = if icons || sum(false) <= room {
        tabs.len()
    } else {
        let mut left = room - more(view, tabs).wide(ui) - GAP;
        let fits = tabs.iter().take_while(|tab| {
            left -= tab.wide(ui, false);
            left >= 0.0
        });
        fits.count()
    };
    let (shown, hidden) = tabs.split_at(fit);
    for tab in shown {
        if tab.button(view, icons).show(ui).clicked() {
            commands.push(tab.to.command(view));
        }
    }
    if hidden.is_empty() {
        return;
    }
    let opener = more(view, hidden).show(ui);
    Popup::menu(&opener).show(|ui| {
        let height = ui.ctx().content_rect().height() - 160.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for tab in hidden {
                let wide = hidden
                    .iter()
                    .map(|tab| tab.wide(ui, true))
                    .fold(0.0, f32::max);
                if tab.button(view, true).width(wide).show(ui).clicked() {
                    commands.push(tab.to.command(view));
                }
            }
        });
    });
}

/// The tab under which `hidden` ones stand; it names the one that is in hand.
fn more(view: &View, hidden: &[Tab]) -> Button<'static> {
    let here = hidden.iter().find(|tab| tab.to.is_here(view));
    let button = match here {
        Some(tab) => Button::new(text_with(
            "nav-more-here",
            [("screen", tab.words.as_str().into())],
        )),
        None => Button::new(text("nav-more")),
    };
    let weight = if here.is_some() {
        Weight::Chosen
    } else {
        Weight::Plain
    };
    button.icon(Icon::List).weight(weight)
}

impl To {
    fn exists(self, view: &View) -> bool {
        let forbidden = |action| matches!(view.station.site_mode().ruling(action), Ruling::No(_));
        match self {
            Self::Custody(page) => law_against(view, page).is_none(),
            Self::Guidance => !forbidden(Action::Guidance),
            // Where no item is recorded, none is measured.
            Self::Calibration => !forbidden(Action::RecordItem),
            Self::Show(Screen::Review) => review::offered(view.state, view.station),
            Self::Identify | Self::Show(_) | Self::Staff | Self::Scan => true,
        }
    }

    fn is_here(self, view: &View) -> bool {
        let here = view.state.screen;
        match self {
            Self::Identify => matches!(
                here,
                Screen::Capture | Screen::Result | Screen::Search | Screen::Teach
            ),
            Self::Show(screen) => here == screen,
            Self::Custody(page) => here == Screen::Custody && view.state.custody.page == page,
            Self::Staff => here == Screen::Staff,
            Self::Calibration => here == Screen::Calibration,
            Self::Scan => here == Screen::Scan,
            Self::Guidance => false,
        }
    }

    fn command(self, view: &View) -> Command {
        match self {
            Self::Identify => Command::Show(match &view.state.tray {
                Some(tray) if tray.pills.len() == 1 && !self.is_here(view) => Screen::Result,
                _ => Screen::Capture,
            }),
            Self::Show(screen) => Command::Show(screen),
            Self::Custody(page) => Command::Custody(AtCustody::Go(page)),
            Self::Staff => Command::Staff(AtStaff::Go(staff::Page::Mine)),
            Self::Guidance => Command::Gate(AtGate::Guide),
            Self::Calibration => Command::Calibration(AtCalibration::Open),
            Self::Scan => Command::Scan(AtScan::Open),
        }
    }
}
