//! The screens that a person may go to, in one table: what the site mode does not have is left out
//! here and explained on the screens beside it.

use eframe::egui::Ui;

use super::app::View;
use super::commands::Command;
use super::custody::{AtCustody, Page, law_against, todo_count};
use super::gate::AtGate;
use super::icons::Icon;
use super::review;
use super::staff::{self, AtStaff};
use super::state::Screen;
use super::strings::text_with;
use super::widgets::{Button, Weight};
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
}

/// Each with its words and its sign; the keys are told under About.
const ALL: [(To, &str, Icon); 11] = [
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
    (To::Show(Screen::About), "nav-about", Icon::Info),
];

/// How many screens there are here for whoever is signed in.
pub fn count(view: &View) -> usize {
    ALL.iter().filter(|(to, ..)| to.exists(view)).count()
}

/// One tab a screen; the icons give way where there is no room for them.
pub fn screens(ui: &mut Ui, view: &View, icons: bool, commands: &mut Vec<Command>) {
    let count = todo_count(&view.state.custody);
    for (to, words, icon) in ALL {
        if !to.exists(view) {
            continue;
        }
        let weight = if to.is_here(view) {
            Weight::Chosen
        } else {
            Weight::Plain
        };
        let words = text_with(words, [("count", count.into())]);
        let button = Button::new(words).weight(weight);
        let button = if icons { button.icon(icon) } else { button };
        if button.show(ui).clicked() {
            commands.push(to.command(view));
        }
    }
}

impl To {
    fn exists(self, view: &View) -> bool {
        let ruling = view.station.site_mode().ruling(Action::Guidance);
        match self {
            Self::Custody(page) => law_against(view, page).is_none(),
            Self::Guidance => !matches!(ruling, Ruling::No(_)),
            Self::Show(Screen::Review) => review::offered(view.state, view.station),
            Self::Identify | Self::Show(_) | Self::Staff => true,
        }
    }

    fn is_here(self, view: &View) -> bool {
        let here = view.state.screen;
        match self {
            Self::Identify => matches!(here, Screen::Capture | Screen::Result | Screen::Search),
            Self::Show(screen) => here == screen,
            Self::Custody(page) => here == Screen::Custody && view.state.custody.page == page,
            Self::Staff => here == Screen::Staff,
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
        }
    }
}
