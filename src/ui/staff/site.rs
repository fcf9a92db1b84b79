//! The site: where it is, under whose registration, what kind it is, and what another kind changes.

use eframe::egui::{Frame, Panel, ScrollArea, Ui};

use super::{AtStaff, Desk};
use crate::ledger::Site;
use crate::ledger::custody::Registration;
use crate::people::Action;
use crate::station::{Ruling, SiteMode, StationError};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::gate::welcome::about_site;
use crate::ui::kit::free_text;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, columns, field, refused, soft};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::{said, told};

/// How the site shall be, and how it was when that was filled in: what is the same in both was not typed
/// and is nobody's wish.
#[derive(Clone)]
pub struct SiteForm {
    pub was: Site,
    pub shall: Site,
}

impl SiteForm {
    /// Nothing is typed yet.
    pub(super) fn of(site: Site) -> Self {
        Self {
            was: site.clone(),
            shall: site,
        }
    }

    /// The site that is known now with what was typed.
    pub(super) fn on(&self, known: Site) -> Site {
        known.with_changes(&self.was, &self.shall)
    }
}

impl Desk {
    /// Shows the site as it is: what was typed of it and not saved is gone.
    pub fn show_site(&mut self, site: Site) {
        self.site = Some(SiteForm::of(site));
    }
}

impl App {
    /// Records the site as it is typed, and says what it cannot finish then.
    pub(super) fn set_site(&mut self) {
        let Some(form) = self.state.staff.site.clone() else {
            return;
        };
        let number = form.shall.registration.trim();
        if !number.is_empty()
            && let Err(error) = number.parse::<Registration>()
        {
            self.state.staff.problem = Some(told(&error));
            return;
        }
        self.state.staff.problem = None;
        let _taken = self.ask(
            move |station| {
                let before = station.site_mode();
                station.change_site(|known| form.on(known))?;
                let left = if station.site_mode() == before {
                    Vec::new()
                } else {
                    station.elsewhere()?
                };
                Ok((station.site(), left))
            },
            |app, done: Result<_, StationError>| match done {
                Ok((site, left)) => {
                    app.state.say(text("staff-done-site"));
                    let left: Vec<_> = left.iter().map(told).collect();
                    app.state.staff.problem = (!left.is_empty()).then(|| left.join("\n"));
                    app.state.staff.site = Some(SiteForm::of(site));
                    app.load_custody();
                }
                Err(error) => app.state.staff.problem = Some(told(&error)),
            },
        );
    }
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.offers(Action::ChangeSite) {
        refused(ui, &refusal);
        return;
    }
    let Some(form) = &view.state.staff.site else {
        return;
    };
    let known = view.station.site();
    let site = form.on(known.clone());
    let mut next = site.clone();
    Panel::bottom("site actions")
        .frame(Frame::new())
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.add_space(GAP);
            ui.horizontal(|ui| {
                let save = Button::new(text("staff-save-site"))
                    .icon(Icon::Check)
                    .weight(Weight::Primary)
                    .enabled(known != site);
                if save.show(ui).clicked() {
                    commands.push(Command::Staff(AtStaff::SetSite));
                }
                ui.label(soft(ui, text("staff-site-record")));
            });
        });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 32.0;
        columns(ui, 2, |ui, place| {
            if place == 0 {
                registrant(ui, &known, &mut next);
                changes(ui, &known.mode, &next.mode);
            } else {
                about_site(ui, &mut next);
            }
        });
    });
    if next != site {
        let form = SiteForm {
            was: known,
            shall: next,
        };
        commands.push(Command::Staff(AtStaff::FillSite(Box::new(form))));
    }
}

/// Where the site is and under whose registration.
fn registrant(ui: &mut Ui, known: &Site, site: &mut Site) {
    let width = ui.available_width() - 28.0;
    let hint = text("hint-registration");
    for (label, hint, value) in [
        ("staff-address", "", &mut site.address),
        ("staff-registration", hint.as_str(), &mut site.registration),
        ("staff-registered-name", "", &mut site.registered_name),
        ("staff-telephone", "", &mut site.telephone),
        ("staff-contact", "", &mut site.contact),
    ] {
        field(ui, &text(label), hint, value, width);
    }
    // Said before it is refused: another location keeps a record of its own.
    if site.has_other_number(known) {
        let number = known.registration.trim();
        ui.label(text_with("staff-other-number", [("number", number.into())]));
        let label = text("staff-renumbered");
        free_text::field(ui, &label, "", &mut site.renumbered, width);
    }
    if site.has_other_address(known) {
        let address = known.address.trim();
        ui.label(text_with(
            "staff-other-address",
            [("address", address.into())],
        ));
        let label = text("staff-relocated");
        free_text::field(ui, &label, "", &mut site.relocated, width);
    }
    ui.label(soft(ui, text("staff-practitioner")));
    ui.horizontal_wrapped(|ui| {
        for (words, is) in [
            ("staff-practitioner-open", None),
            ("staff-practitioner-yes", Some(true)),
            ("staff-practitioner-no", Some(false)),
        ] {
            let weight = if site.practitioner == is {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            if Button::new(text(words)).weight(weight).show(ui).clicked() {
                site.practitioner = is;
            }
        }
    });
}

/// What another site mode would change, with the law.
fn changes(ui: &mut Ui, from: &str, to: &str) {
    let (Some(from), Some(to)) = (SiteMode::of_code(from), SiteMode::of_code(to)) else {
        return;
    };
    if from == to {
        ui.label(soft(ui, text("staff-mode-same")));
        return;
    }
    let codes = [("from", from.code().into()), ("to", to.code().into())];
    ui.label(theme::bold(text_with("staff-mode-changes", codes), 18.0));
    for action in Action::ALL {
        let ruling = to.ruling(action);
        if ruling == from.ruling(action) {
            continue;
        }
        let (key, law) = match ruling {
            Ruling::Yes => ("staff-mode-may", None),
            Ruling::NonControlledOnly(law) => ("staff-mode-partly", Some(law)),
            Ruling::No(law) => ("staff-mode-may-not", Some(law)),
        };
        ui.label(text_with(key, [("action", said(action.words()).into())]));
        if let Some(law) = law {
            ui.label(soft(
                ui,
                format!("{} ({})", said(law.text), said(law.citation)),
            ));
        }
    }
}
