//! What is unfinished, most pressing first, each with the way to settle it. It greets whoever
//! signs in.

use eframe::egui::{Align, Label, Layout, ScrollArea, Sense, Ui, vec2};

use jiff::civil::Date;

use super::acts::title;
use super::{AtCustody, Desk, Form, Page, law_against};
use crate::custody::{Step, Thing, Todo};
use crate::people::Action;
use crate::station::{Agreement, Lapse, SentBack};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, CONTROL_HEIGHT, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, soft};
use crate::ui::review;
use crate::ui::state::Screen;
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::{said, told};

/// How many things are unfinished, forms that were begun among them.
pub fn count(desk: &Desk) -> usize {
    desk.todo.len() + desk.lapses.len() + desk.sent_back.len() + begun(desk).count()
}

fn begun(desk: &Desk) -> impl Iterator<Item = &Form> {
    desk.forms.values().filter(|form| form.is_begun())
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.custody;
    ScrollArea::vertical()
        .id_salt("todo")
        .auto_shrink(false)
        .show(ui, |ui| {
            let lead = text_with("todo-lead", [("count", count(desk).into())]);
            ui.label(theme::bold(lead, 24.0));
            if count(desk) == 0 {
                ui.label(soft(ui, text("todo-nothing")));
            }
            for form in begun(desk) {
                unfinished(ui, form, commands);
            }
            for todo in &desk.todo {
                let way = way(todo).filter(|(_, asked)| is_here(view, asked));
                row(ui, Icon::Warning, &sentence(&told(todo)), |ui| {
                    let Some((words, asked)) = way else { return };
                    if Button::new(words)
                        .weight(Weight::Primary)
                        .show(ui)
                        .clicked()
                    {
                        commands.push(Command::Custody(asked));
                    }
                });
            }
            for lapse in &desk.lapses {
                row(ui, Icon::Info, &lapsed(lapse), |_| {});
            }
            for item in &desk.sent_back {
                row(ui, Icon::Info, &sent_back(item), |ui| {
                    let reviews = review::offered(view.state, view.station);
                    if reviews && Button::new(text("todo-review")).show(ui).clicked() {
                        commands.push(Command::Show(Screen::Review));
                    }
                });
            }
            let offers = |action| view.station.offers(action).is_ok();
            let corrects = desk.custody.has_destroyed_stock() && offers(Action::Correct);
            let ways = [
                (offers(Action::OwnStock), "todo-stock", Step::DestroyStock),
                (
                    offers(Action::OwnStock),
                    "todo-transfer-stock",
                    Step::TransferStock,
                ),
                (corrects, "todo-amend-stock", Step::Amend),
                (
                    offers(Action::FacilityDeposit),
                    "todo-deposit",
                    Step::DepositForResidents,
                ),
            ];
            for (_, words, step) in ways.into_iter().filter(|(offered, ..)| *offered) {
                row(ui, Icon::Box, &text(words), |ui| {
                    if Button::new(title(step)).show(ui).clicked() {
                        commands.push(Command::Custody(AtCustody::Begin(step, None)));
                    }
                });
            }
            not_here(ui, view);
        });
}

/// What this kind of site does not have, with the law.
fn not_here(ui: &mut Ui, view: &View) {
    let pages = [
        (Page::Liners, "nav-liners"),
        (Page::Packages, "nav-packages"),
        (Page::Event, "nav-event"),
    ];
    let missing = pages.map(|(page, name)| (law_against(view, page), name));
    if missing.iter().all(|(law, _)| law.is_none()) {
        return;
    }
    ui.add_space(GAP);
    ui.label(theme::bold(text("acts-not-here"), 18.0));
    for (law, name) in missing {
        let Some(law) = law else { continue };
        let words = text_with(
            "acts-law",
            [
                ("steps", text(name).into()),
                ("text", said(law.text).into()),
                ("citation", law.citation.into()),
            ],
        );
        ui.label(soft(ui, words));
    }
}

fn unfinished(ui: &mut Ui, form: &Form, commands: &mut Vec<Command>) {
    let words = text_with(
        "todo-form",
        [
            ("form", title(form.step).into()),
            ("count", form.scanned.ids().len().into()),
        ],
    );
    row(ui, Icon::List, &words, |ui| {
        // From the right end of the row.
        let go_on = Button::new(text("todo-go-on")).weight(Weight::Primary);
        if go_on.show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::Begin(form.step, None)));
        }
        if Button::new(text("form-throw-away")).show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::ThrowAway(form.step)));
        }
    });
}

/// What is unfinished on the left, the ways to settle it on the right.
fn row(ui: &mut Ui, icon: Icon, words: &str, ways: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::hover());
            icon.paint(ui.painter(), rect, theme::palette(ui).unknown.line);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ways(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(words).wrap());
                });
            });
        });
    });
    ui.add_space(GAP);
}

/// What did not happen, and what to do.
fn lapsed(lapse: &Lapse) -> String {
    let day = |day: Date| ("day", day_words(day).into());
    match lapse {
        Lapse::Head(missing) => text_with("lapse-head", [day(*missing)]),
        Lapse::Backup { folder, last } => {
            let folder = ("folder", folder.display().to_string().into());
            match last {
                Some(last) => text_with("lapse-backup", [folder, day(*last)]),
                None => text_with("lapse-no-backup", [folder]),
            }
        }
        Lapse::SelfCheck { last: Some(last) } => text_with("lapse-self-check", [day(*last)]),
        Lapse::SelfCheck { last: None } => text("lapse-no-self-check"),
        Lapse::KnownPills { day: on, pills } => {
            text_with("lapse-known-pills", [("pills", (*pills).into()), day(*on)])
        }
        Lapse::Model { recorded, used } => {
            let [recorded, used] = [recorded, used].map(|release| match release {
                Some(release) => {
                    let release = release.get(..12).unwrap_or(release);
                    text_with("lapse-model-release", [("release", release.into())])
                }
                None => text("lapse-model-shipped"),
            });
            let values = [("recorded", recorded.into()), ("used", used.into())];
            text_with("lapse-model", values)
        }
        Lapse::ModelGone { folder } => {
            let folder = folder.display().to_string();
            text_with("lapse-model-gone", [("folder", folder.into())])
        }
        Lapse::Drift(drift) => {
            let percent = |share: Agreement| {
                let share = 100.0 * share.share().unwrap_or_default();
                format!("{share:.0}").into()
            };
            let values = [
                day(drift.since),
                ("now", percent(drift.recent)),
                ("items", drift.recent.asked.into()),
                ("before", percent(drift.before)),
                ("earlier", drift.before.asked.into()),
            ];
            text_with("lapse-drift", values)
        }
    }
}

/// What was sent back, by whom and why.
fn sent_back(item: &SentBack) -> String {
    let drug = item.drug.clone().unwrap_or_else(|| text("unidentified"));
    let line = [("drug", drug.into()), ("count", item.quantity.into())];
    text_with(
        "todo-sent-back",
        [
            ("item", text_with("record-line", line).into()),
            ("operator", item.operator.as_str().into()),
            ("by", item.by.as_str().into()),
            ("day", day_words(item.on).into()),
            ("reason", item.reason.as_str().into()),
        ],
    )
}

/// Whether this kind of site has the step, and sees what it would be done to: `RESEARCH` is told the terms of what
/// really is here, and has none of it.
fn is_here(view: &View, asked: &AtCustody) -> bool {
    let AtCustody::Begin(step, id) = asked else {
        return true;
    };
    let custody = &view.state.custody.custody;
    let is_known = id.as_ref().is_none_or(|id| match step.thing() {
        Thing::Liner => custody.liner(id).is_some(),
        _ => custody.package(id).is_some(),
    });
    is_known && view.station.site_permits(*step).is_ok()
}

/// What settles it: the words on the button and where it leads; none where the site has to be another first.
fn way(todo: &Todo) -> Option<(String, AtCustody)> {
    let step = |step: Step, id: Option<_>| (title(step), AtCustody::Begin(step, id));
    Some(match todo {
        Todo::Notice { package, .. } => step(Step::NotifyFieldOffice, Some(package.clone())),
        Todo::Facility { liner: id, .. }
        | Todo::Sealed {
            thing: Thing::Liner,
            id,
            ..
        } => step(Step::TransferLiner, Some(id.clone())),
        Todo::Received {
            thing: Thing::Liner,
            id,
            ..
        } => step(Step::DestroyLiner, Some(id.clone())),
        Todo::Received { id, .. } | Todo::Sealed { id, .. } => {
            step(Step::DestroyPackage, Some(id.clone()))
        }
        Todo::Installed { liner, .. } => step(Step::SealLiner, Some(liner.clone())),
        Todo::Deposit { .. } => step(Step::DepositForResidents, None),
        Todo::Inventory { .. } => step(Step::TakeInventory, None),
        Todo::Missing { id, .. } => {
            let words = text_with("todo-show", [("number", id.to_string().into())]);
            (words, AtCustody::Choose(Some(id.clone())))
        }
        Todo::Session { .. } => (text("todo-event"), AtCustody::Go(Page::Event)),
        Todo::Elsewhere { .. } => return None,
    })
}
