//! Liners or packages: what may be done, what there is by state, and everything about one of them.

use eframe::egui::{self, Align, Id, Key, Layout, ScrollArea, Ui, vec2};
use jiff::civil::Date;

use super::acts::{column, title};
use super::{AtCustody, history, trail};
use crate::custody::{Custody, Liner, LinerStage, Package, PackageStage, Step, Thing};
use crate::ledger::custody::{Gallons, Pounds, UniqueId};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, CONTROL_HEIGHT, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, field, icon_button, pick_row, soft, warn};
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::{said, told};

/// Width of the column of acts.
const ACTS: f32 = 270.0;
/// Width of what is known about one thing.
const ONE: f32 = 360.0;

/// Which of the two lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Log {
    Liners,
    Packages,
}

/// Where a thing stands in its life, coarsely.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shelf {
    Unused,
    /// In the receptacle, or with whoever took the package.
    InUse,
    Sealed,
    Stored,
    Gone,
}

impl Shelf {
    fn of_liner(stage: LinerStage) -> Self {
        match stage {
            LinerStage::Unused | LinerStage::Unknown => Self::Unused,
            LinerStage::Installed => Self::InUse,
            LinerStage::Sealed => Self::Sealed,
            LinerStage::Stored => Self::Stored,
            LinerStage::Transferred | LinerStage::Destroyed | LinerStage::Discarded => Self::Gone,
        }
    }

    fn of_package(stage: PackageStage) -> Self {
        match stage {
            PackageStage::Unused | PackageStage::Unknown => Self::Unused,
            PackageStage::Available | PackageStage::Sent => Self::InUse,
            PackageStage::Returned | PackageStage::Foreign | PackageStage::Notified => Self::Sealed,
            PackageStage::Transferred | PackageStage::Destroyed | PackageStage::Discarded => {
                Self::Gone
            }
        }
    }
}

impl Log {
    fn shelves(self) -> &'static [(Shelf, &'static str)] {
        match self {
            Self::Liners => &[
                (Shelf::Unused, "shelf-unused"),
                (Shelf::InUse, "shelf-installed"),
                (Shelf::Sealed, "shelf-sealed"),
                (Shelf::Stored, "shelf-stored"),
                (Shelf::Gone, "shelf-gone"),
            ],
            Self::Packages => &[
                (Shelf::Unused, "shelf-unused"),
                (Shelf::InUse, "shelf-out"),
                (Shelf::Sealed, "shelf-returned"),
                (Shelf::Gone, "shelf-gone"),
            ],
        }
    }

    fn holds(self, step: Step) -> bool {
        match step.thing() {
            Thing::Liner | Thing::Supervisor => self == Self::Liners,
            Thing::Package => self == Self::Packages,
            Thing::Inventory | Thing::Record => true,
            Thing::Event | Thing::Box | Thing::Stock | Thing::Resident => false,
        }
    }
}

/// One row.
struct Row<'a> {
    id: &'a UniqueId,
    /// Place in the ledger of its first record: several may bear one number.
    first: Option<i64>,
    is: String,
    shelf: Shelf,
    since: Option<Date>,
    gallons: Option<Gallons>,
    weight: Option<Pounds>,
}

impl<'a> Row<'a> {
    fn of_liner(liner: &'a Liner) -> Self {
        Self {
            id: &liner.id,
            first: liner.history.first().map(|past| past.stamp.seq),
            is: said(liner.stage().as_str()),
            shelf: Shelf::of_liner(liner.stage()),
            since: liner.history.last().map(|past| past.acted_on),
            gallons: Some(liner.gallons),
            weight: liner.weight(),
        }
    }

    fn of_package(package: &'a Package) -> Self {
        Self {
            id: &package.id,
            first: package.history.first().map(|past| past.stamp.seq),
            is: said(package.stage().as_str()),
            shelf: Shelf::of_package(package.stage()),
            since: package.history.last().map(|past| past.acted_on),
            gallons: None,
            weight: None,
        }
    }

    /// `10-gallon, 23.4 lb`.
    fn size(&self) -> String {
        let size = self.gallons.map(|gallons| told(&gallons));
        let weight = self.weight.map(|weight| {
            let number = weight.to_string().into();
            text_with("pounds", [("number", number)])
        });
        let both: Vec<_> = size.into_iter().chain(weight).collect();
        both.join(", ")
    }

    fn since(&self) -> String {
        self.since.map(day_words).unwrap_or_default()
    }
}

fn rows(custody: &Custody, log: Log) -> Vec<Row<'_>> {
    match log {
        Log::Liners => custody.liners().map(Row::of_liner).collect(),
        Log::Packages => custody.packages().map(Row::of_package).collect(),
    }
}

/// The steps that may come next for `id`.
fn next_of(custody: &Custody, id: &UniqueId) -> Vec<Step> {
    match (custody.liner(id), custody.package(id)) {
        (Some(liner), _) => liner.next().collect(),
        (None, Some(package)) => package.next().collect(),
        (None, None) => Vec::new(),
    }
}

pub fn show(ui: &mut Ui, view: &View, log: Log, commands: &mut Vec<Command>) {
    let desk = &view.state.custody;
    let (height, layout) = (ui.available_height(), Layout::top_down(Align::Min));
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(ACTS, height), layout, |ui| {
            ui.set_width(ACTS);
            ScrollArea::vertical()
                .id_salt("acts")
                .auto_shrink(false)
                .show(ui, |ui| {
                    column(ui, view, |step| log.holds(step), |_| true, commands);
                    trail::look_up(ui, None, commands);
                });
        });
        ui.add_space(GAP);
        let one = if desk.chosen.is_some() {
            ONE + 2.0 * GAP
        } else {
            0.0
        };
        let list = vec2(ui.available_width() - one, height);
        ui.allocate_ui_with_layout(list, layout, |ui| {
            ui.set_width(list.x);
            things(ui, view, log, commands);
        });
        if let Some(id) = &desk.chosen {
            ui.add_space(GAP);
            ui.allocate_ui_with_layout(vec2(ONE, height), layout, |ui| {
                ui.set_width(ONE);
                ScrollArea::vertical()
                    .id_salt("one")
                    .auto_shrink(false)
                    .show(ui, |ui| one_thing(ui, view, id, commands));
            });
        }
    });
}

fn things(ui: &mut Ui, view: &View, log: Log, commands: &mut Vec<Command>) {
    let desk = &view.state.custody;
    let all = rows(&desk.custody, log);
    find(ui, view, commands);
    ui.horizontal_wrapped(|ui| {
        let here = all.iter().filter(|row| row.shelf != Shelf::Gone).count();
        let mut shelves = vec![(None, "shelf-here", here)];
        shelves.extend(log.shelves().iter().map(|(shelf, key)| {
            let count = all.iter().filter(|row| row.shelf == *shelf).count();
            (Some(*shelf), *key, count)
        }));
        for (shelf, key, count) in shelves {
            let weight = if desk.shelf == shelf {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let words = text_with(key, [("count", count.into())]);
            if Button::new(words).weight(weight).show(ui).clicked() {
                commands.push(Command::Custody(AtCustody::Narrow(shelf)));
            }
        }
    });
    let wanted = desk.find.trim().to_ascii_uppercase();
    let shown: Vec<_> = all
        .iter()
        .filter(|row| match desk.shelf {
            Some(shelf) => row.shelf == shelf,
            // Whoever looks for a number wants it wherever it is.
            None => row.shelf != Shelf::Gone || !wanted.is_empty(),
        })
        .filter(|row| row.id.as_str().contains(&wanted))
        .collect();
    if shown.is_empty() {
        let nothing = if all.is_empty() {
            "things-none"
        } else {
            "things-none-match"
        };
        ui.label(soft(ui, text(nothing)));
        return;
    }
    ScrollArea::vertical()
        .id_salt("things")
        .auto_shrink(false)
        .show_rows(ui, 56.0, shown.len(), |ui, range| {
            for row in shown.get(range).unwrap_or_default() {
                if thing(ui, row, desk.chosen.as_ref() == Some(row.id)) {
                    let chosen = Some(row.id.clone());
                    commands.push(Command::Custody(AtCustody::Choose(chosen)));
                }
            }
        });
}

/// A number typed or scanned; Enter opens it.
fn find(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.custody;
    let mut words = desk.find.clone();
    let width = ui.available_width().min(420.0);
    let label = text("things-find");
    let typed = field(ui, &label, &text("things-find-hint"), &mut words, width);
    let entered = typed.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if typed.changed() {
        commands.push(Command::Custody(AtCustody::Find(words.clone())));
    }
    let Ok(id) = words.parse::<UniqueId>() else {
        return;
    };
    let known = desk.custody.liner(&id).is_some() || desk.custody.package(&id).is_some();
    if entered && known {
        typed.request_focus();
        commands.push(Command::Custody(AtCustody::Choose(Some(id))));
    } else if entered {
        typed.request_focus();
    }
}

fn thing(ui: &mut Ui, row: &Row, chosen: bool) -> bool {
    let name = text_with(
        "thing-name",
        [
            ("number", row.id.to_string().into()),
            ("is", row.is.as_str().into()),
            ("since", row.since().into()),
            ("size", row.size().into()),
        ],
    );
    let id = Id::unique(("thing", row.id.as_str(), row.first));
    let response = pick_row(
        ui,
        id,
        name.trim_end_matches([',', ' ']),
        chosen,
        52.0,
        |ui| {
            let wide = ui.available_width();
            let cell = |ui: &mut Ui, width: f32, words: egui::RichText| {
                ui.allocate_ui_with_layout(
                    vec2(width, 40.0),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_width(width);
                        ui.add(egui::Label::new(words).truncate());
                    },
                );
            };
            // Beside a history there is little room, and the history says the rest.
            let (number, is, since, size) = if wide < 340.0 {
                (0.52, 0.4, None, None)
            } else if wide < 620.0 {
                (0.28, 0.36, Some((0.24, row.since())), None)
            } else {
                let since = text_with("thing-since", [("day", row.since().into())]);
                let size = row.size();
                (0.225, 0.315, Some((0.225, since)), Some((0.195, size)))
            };
            cell(ui, wide * number, theme::bold(row.id.as_str(), 18.0));
            cell(ui, wide * is, egui::RichText::new(&row.is));
            for (share, words) in since.into_iter().chain(size) {
                let words = soft(ui, words);
                cell(ui, wide * share, words);
            }
        },
    );
    response.clicked()
}

fn one_thing(ui: &mut Ui, view: &View, id: &UniqueId, commands: &mut Vec<Command>) {
    let custody = &view.state.custody.custody;
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(theme::bold(id.as_str(), 24.0));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = text("thing-close");
                if icon_button(ui, Icon::Cross, &name, CONTROL_HEIGHT, true).clicked() {
                    commands.push(Command::Custody(AtCustody::Choose(None)));
                }
            });
        });
        let liners = custody.liners_numbered(id).iter();
        let liners = liners
            .map(|liner| format!("{}, {}", said(liner.stage().as_str()), told(&liner.gallons)));
        let packages = custody.packages_numbered(id).iter();
        let packages = packages.map(|package| said(package.stage().as_str()));
        let all: Vec<_> = match custody.liner(id) {
            Some(_) => liners.collect(),
            None => packages.collect(),
        };
        if all.is_empty() {
            warn(ui, &text("things-none-match"));
            return;
        }
        for is in all {
            ui.label(is);
        }
        let mode = view.station.site_mode();
        let width = ui.available_width();
        for step in next_of(custody, id) {
            if mode.rule_on(step).is_err() {
                continue;
            }
            let may = view.station.offers(mode.action(step)).is_ok();
            let button = Button::new(title(step)).width(width).enabled(may);
            if button.show(ui).clicked() {
                commands.push(Command::Custody(AtCustody::Begin(step, Some(id.clone()))));
            }
        }
        trail::look_up(ui, Some(id), commands);
    });
    ui.add_space(GAP);
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.label(theme::bold(text("history-title"), 18.0));
        for told in history::of(custody, id) {
            ui.separator();
            ui.label(theme::bold(told.done, 17.0));
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for line in told.details {
                    ui.label(soft(ui, line));
                }
            });
            trail::correct(ui, view, told.record, commands);
        }
    });
}
