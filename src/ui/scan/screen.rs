//! The label seen live on the left; what its barcodes say on the right.

use eframe::egui::{self, Align, Id, Layout, ScrollArea, Spinner, Ui, vec2};

use super::{AtScan, Desk, number};
use crate::barcode::{Drug, Gs1Error, Label, PackageLabel};
use crate::catalog::ProductId;
use crate::ledger::custody::UniqueId;
use crate::people::Action;
use crate::station::Ruling;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::custody;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{
    Button, Weight, callout, card, chip, heard, pick_row, refused, soft, warn,
};
use crate::ui::pill::quantity::{Counted, stepper};
use crate::ui::pill::{decide, hazard_banner, same_case};
use crate::ui::state::Screen;
use crate::ui::tray::shown;
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::said;

/// Part of the width that the picture takes.
const PICTURE: f32 = 0.5;
/// Height that is kept below it, points.
const BELOW: f32 = 200.0;

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let (width, height) = (ui.available_width() * PICTURE, ui.available_height());
    ui.horizontal_top(|ui| {
        let column = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(width, height), column, |ui| {
            seen(ui, view, commands);
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), column, |ui| {
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| says(ui, view, commands));
        });
    });
}

fn seen(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.scan;
    match view.state.camera.live() {
        Some(texture) => {
            let room = ui.available_size() - vec2(0.0, BELOW);
            shown::picture(ui, texture, vec2(room.x, room.y.max(120.0)));
        }
        None => callout(ui, &shown::words(view.state)),
    }
    ui.label(text("scan-lead"));
    ui.label(soft(ui, text("scan-not-kept")));
    ui.horizontal_wrapped(|ui| {
        if desk.form.is_some() {
            let done = Button::new(text("scan-done"))
                .icon(Icon::Check)
                .key("Esc")
                .weight(Weight::Primary);
            if done.show(ui).clicked() {
                commands.push(Command::Scan(AtScan::Done));
            }
        }
        let open = Button::new(text("open-photo")).icon(Icon::Folder).tall();
        if !view.state.kiosk && open.show(ui).clicked() {
            commands.push(Command::ChoosePhoto);
        }
        if !desk.found.is_empty() && desk.form.is_none() && desk.record.is_none() {
            next_package(ui, view, commands);
        }
        if desk.busy {
            ui.add(Spinner::new().size(24.0).color(theme::palette(ui).primary));
        }
    });
}

/// The way on: below what says that a package is recorded, where one is, and beside the picture until then.
fn next_package(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let next = Button::new(text("scan-clear")).icon(Icon::Cross).tall();
    // It comes up about where recording was, under a second tap on that.
    let again = view.state.has_just_recorded(ui.input(|input| input.time));
    if next.show(ui).clicked() && !again {
        commands.push(Command::Scan(AtScan::Clear));
    }
}

fn says(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.scan;
    if let Some(problem) = &desk.problem {
        callout(ui, &sentence(problem));
    }
    if let Some(step) = desk.form {
        for_form(ui, view, step);
        return;
    }
    if desk.found.is_empty() {
        ui.label(theme::bold(text("scan-title"), 28.0));
        ui.label(soft(ui, text("scan-empty")));
        return;
    }
    for (place, (_, label)) in desk.found.iter().enumerate() {
        card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            match label {
                Err(error) => damaged(ui, error),
                Ok(Label::Package(package)) => {
                    let in_hand = desk.package() == Some(package);
                    of_package(ui, view, package);
                    if in_hand {
                        if desk.is_another_of_its_kind() {
                            heard(&ui.label(soft(ui, text("scan-another"))));
                        }
                        recorded(ui, view, desk, commands);
                    }
                    printed(ui, view, package);
                }
                Ok(Label::OtherGoods(gtin)) => {
                    let number = gtin.to_string().into();
                    ui.label(theme::bold(text("scan-other-goods"), 20.0));
                    ui.label(text_with("scan-item-number", [("number", number)]));
                }
                Ok(Label::Text(words)) => of_number(ui, label, words, commands),
            }
        });
        if place + 1 < desk.found.len() {
            ui.add_space(GAP);
        }
    }
}

fn damaged(ui: &mut Ui, error: &Gs1Error) {
    ui.label(theme::bold(text("scan-damaged"), 20.0));
    refused(ui, error);
}

/// Which drug the label of a package names.
fn of_package(ui: &mut Ui, view: &View, package: &PackageLabel) {
    let (drug, catalog) = (&package.drug, view.station.catalog());
    let title = |ui: &mut Ui, words: String| heard(&ui.label(theme::bold(words, 20.0)));
    match drug {
        Drug::Known { ndc, products } => {
            let first = products.first().and_then(|id| catalog.get(*id));
            title(
                ui,
                first.map_or_else(String::new, |product| product.name.clone()),
            );
            if let Some(product) = first {
                ui.label(soft(ui, product.labeler.as_str()));
            }
            ui.label(text_with("scan-ndc", [("ndc", ndc.to_string().into())]));
        }
        Drug::Ambiguous(readings) | Drug::Unknown(readings) => {
            let is_known = matches!(drug, Drug::Ambiguous(_));
            title(
                ui,
                text(if is_known {
                    "scan-ambiguous"
                } else {
                    "scan-unknown"
                }),
            );
            let all: Vec<_> = readings.iter().map(ToString::to_string).collect();
            ui.label(text_with("scan-may-be", [("ndc", all.join(", ").into())]));
        }
    }
}

/// What else the maker printed, below what is done with it; nothing of what is inside.
fn printed(ui: &mut Ui, view: &View, package: &PackageLabel) {
    let expires = package.expires;
    for (key, value) in [
        ("scan-lot", package.lot.clone()),
        ("scan-expires", expires.map(day_words)),
        ("scan-serial", package.serial.clone()),
    ] {
        if let Some(value) = value {
            ui.label(text_with(key, [("value", value.into())]));
        }
    }
    let today = view.station.now().date();
    if expires.is_some_and(|day| day < today) {
        ui.label(theme::bold(text("scan-expired"), 16.0));
    }
    ui.label(soft(ui, text("scan-says-only")));
}

/// The verdict on the drug that the label names, and its schedule: nobody records what nobody sees.
fn verdict(ui: &mut Ui, view: &View, id: ProductId) {
    let catalog = view.station.catalog();
    let Some(product) = catalog.get(id) else {
        return;
    };
    let assessment = view.station.rules().assess(product);
    let palette = theme::palette(ui);
    let (icon, tone) = hazard_banner::look(palette, assessment.verdict);
    let words = hazard_banner::verdict_words(assessment.verdict);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.label(soft(ui, text("scan-verdict")));
            chip(ui, icon, &words, tone);
            if let Some(schedule) = &assessment.schedule {
                let words = hazard_banner::schedule_words(schedule);
                chip(ui, Icon::Lock, &words, palette.schedule);
            }
        });
    });
}

/// Recording what the label says, where this kind of site records items; the law where it does not.
fn recorded(ui: &mut Ui, view: &View, desk: &Desk, commands: &mut Vec<Command>) {
    let is_pack = desk.products().len() > 1;
    let is_recorded = desk.record.is_some();
    if let Some(id) = desk.product().filter(|_| is_recorded || !is_pack) {
        verdict(ui, view, id);
    }
    if is_recorded {
        ui.label(theme::bold(text("scan-recorded"), 18.0));
        next_package(ui, view, commands);
        return;
    }
    let ruling = view.station.site_mode().ruling(Action::RecordItem);
    if let Ruling::No(law) | Ruling::NonControlledOnly(law) = ruling {
        callout(ui, &format!("{} ({})", said(law.text), said(law.citation)));
    }
    if matches!(ruling, Ruling::No(_)) {
        return;
    }
    if let Err(refusal) = view.station.offers(Action::RecordItem) {
        refused(ui, &refusal);
        return;
    }
    if desk.products().is_empty() {
        let look_up = Button::new(text("search-catalog")).icon(Icon::Search);
        if look_up.show(ui).clicked() {
            commands.push(Command::Show(Screen::Search));
        }
        return;
    }
    if decide::led_to_event(ui, view, commands) {
        return;
    }
    if is_pack {
        ui.label(text("scan-which"));
        for &id in desk.products() {
            let catalog = view.station.catalog();
            let Some(product) = catalog.get(id) else {
                continue;
            };
            let row = Id::unique(("part of a pack", id.part));
            let chosen = desk.choice == Some(id);
            let picked = pick_row(ui, row, &product.name, chosen, 52.0, |ui| {
                ui.add(egui::Label::new(product.name.as_str()).truncate());
            });
            if picked.clicked() {
                commands.push(Command::Scan(AtScan::Choose(id)));
            }
        }
        // Below the rows: none moves away under a finger.
        if let Some(id) = desk.choice {
            verdict(ui, view, id);
        }
    }
    ui.horizontal_top(|ui| {
        let count = desk.quantity.unwrap_or(1);
        stepper(ui, Counted::Package, count, commands);
        decide::stated_with_item(ui, view, commands);
    });
    same_case::button(ui, view, commands);
    let ready = desk.product().is_some() && !view.state.saving;
    let record = Button::new(text("scan-record"))
        .icon(Icon::Check)
        .weight(Weight::Primary)
        .enabled(ready)
        .width(ui.available_width());
    if record.show(ui).clicked() {
        commands.push(Command::Scan(AtScan::Record));
    }
}

/// A number of somebody's own, and the way to what the record says of it.
fn of_number(
    ui: &mut Ui,
    label: &Result<Label, Gs1Error>,
    words: &str,
    commands: &mut Vec<Command>,
) {
    let title = text_with("scan-number", [("number", words.into())]);
    heard(&ui.label(theme::bold(title, 20.0)));
    if let Some(number) = number(label) {
        let name = text_with("scan-trail-of", [("number", words.into())]);
        let trail = Button::new(text("scan-trail")).icon(Icon::List).named(name);
        if trail.show(ui).clicked() {
            commands.push(Command::Scan(AtScan::Trail(number)));
        }
    }
}

/// The numbers that are in the form by now.
fn for_form(ui: &mut Ui, view: &View, step: crate::custody::Step) {
    let Some(form) = view.state.custody.forms.get(&step) else {
        return;
    };
    ui.label(theme::bold(custody::title(step), 28.0));
    let ids = form.scanned.ids();
    let count = text_with("scan-count", [("count", ids.len().into())]);
    heard(&ui.label(theme::bold(count, 20.0)));
    if ids.is_empty() {
        ui.label(soft(ui, text("scan-form-empty")));
    }
    // The last one stands on top: that is the one in front of the camera.
    for id in ids.iter().rev() {
        card(ui, |ui| one_of_form(ui, view, form, id));
    }
}

fn one_of_form(ui: &mut Ui, view: &View, form: &custody::Form, id: &UniqueId) {
    ui.set_min_width(ui.available_width());
    ui.label(theme::bold(id.as_str(), 20.0));
    if let Some(trouble) = custody::trouble(&view.state.custody.custody, form, id) {
        warn(ui, &trouble);
    }
}
