//! The form: the pill as photographed on the left, which product it is on the right.

use eframe::egui::{Align, CornerRadius, Image, Layout, ScrollArea, Ui, Vec2, vec2};

use super::{AtTeach, Form, Lesson};
use crate::catalog::ProductId;
use crate::people::Action;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, callout, card, field, refused, soft, warn};
use crate::ui::pill::Pill;
use crate::ui::pill::search::{choice, finder};
use crate::ui::state::{Screen, Tray};
use crate::ui::words::strings::{text, text_with};
use crate::ui::workers::looking::flaw_words;

/// Part of the width that the photographs take.
const PICTURES: f32 = 0.34;

/// The way here from a pill's card, for who may.
pub fn button(view: &View, tray: &Tray) -> Option<Button<'static>> {
    let may = view.station.offers(Action::Enrol).is_ok();
    let button = Button::new(text("teach-title")).icon(Icon::Plus);
    (may && !tray.drawing).then_some(button)
}

/// The screen on which the station is taught the pill in hand.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.offers(Action::Enrol) {
        refused(ui, &refusal);
        return;
    }
    let (Some(tray), Some(pill)) = (&view.state.tray, view.state.pill()) else {
        commands.push(Command::Show(Screen::Capture));
        return;
    };
    let (left, height) = (ui.available_width() * PICTURES, ui.available_height());
    ui.horizontal_top(|ui| {
        let column = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(left, height), column, |ui| {
            ScrollArea::vertical()
                .id_salt("pictures")
                .auto_shrink(false)
                .show(ui, |ui| pictures(ui, tray, pill, commands));
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), column, |ui| {
            if let Some(problem) = &view.state.teach.problem {
                warn(ui, problem);
            }
            insist(ui, view, commands);
            what(ui, view, commands);
        });
    });
}

/// The sides that would be learned, and what is missing or wrong of them.
fn pictures(ui: &mut Ui, tray: &Tray, pill: &Pill, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.label(theme::bold(text("teach-title"), 24.0));
        let side = (ui.available_width() - GAP) / 2.0;
        ui.horizontal(|ui| {
            for (place, seen) in pill.sides.iter().enumerate() {
                let name = text_with("side-name", [("number", (place + 1).into())]);
                ui.add(
                    Image::new(&seen.crop)
                        .fit_to_exact_size(Vec2::splat(side))
                        .corner_radius(CornerRadius::same(theme::RADIUS))
                        .alt_text(name),
                );
            }
        });
        if pill.sides.len() > 1 {
            ui.label(soft(ui, text("teach-both-sides")));
        }
    });
    if !is_alone(tray) {
        callout(
            ui,
            &text_with("teach-several", [("count", tray.pills.len().into())]),
        );
    }
    for flaw in pill.flaws() {
        callout(ui, &flaw_words(flaw));
    }
    if pill.sides.len() < 2 {
        callout(ui, &text("teach-one-side"));
        let other = Button::new(text("other-side-add")).icon(Icon::Flip);
        if other.width(ui.available_width()).show(ui).clicked() {
            commands.push(Command::Teach(AtTeach::OtherSide));
        }
    }
}

/// A photograph that shows others too does not say which of them is learned.
fn is_alone(tray: &Tray) -> bool {
    matches!(tray.pills.as_slice(), [pill] if !pill.is_touching())
}

/// Beside what speaks against it, and away from where it was asked for: a second tap there must not insist.
fn insist(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if !Lesson::is_doubted(view.state) {
        return;
    }
    let insist = Button::new(text("teach-despite")).icon(Icon::Check);
    if insist.show(ui).clicked() {
        commands.push(Command::Teach(AtTeach::Insist));
    }
    ui.add_space(GAP);
}

/// Which product it is: one of the catalogue, or one that is described here.
fn what(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let form = &view.state.teach.form;
    let mut next = form.clone();
    ui.horizontal_wrapped(|ui| {
        for (words, unlisted) in [("teach-listed", false), ("teach-unlisted", true)] {
            let weight = if form.unlisted == unlisted {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            if Button::new(text(words)).weight(weight).show(ui).clicked() {
                next.unlisted = unlisted;
            }
        }
    });
    ui.add_space(GAP);
    if form.unlisted {
        ScrollArea::vertical()
            .id_salt("facts")
            .auto_shrink(false)
            .show(ui, |ui| {
                card(ui, |ui| facts(ui, view, &mut next));
            });
    } else {
        finder(ui, view, &text("teach-find"), commands);
    }
    if next != *form {
        commands.push(Command::Teach(AtTeach::Fill(next)));
    }
}

/// What no catalogue says of it.
fn facts(ui: &mut Ui, view: &View, form: &mut Form) {
    ui.set_min_width(ui.available_width());
    ui.label(soft(ui, text("teach-facts")));
    let whole = ui.available_width();
    let [half, third] = [2.0, 3.0].map(|count| ((whole - (count - 1.0) * GAP) / count).floor());
    field(ui, &text("teach-name"), "", &mut form.name, whole);
    ui.horizontal(|ui| {
        let hint = text("search-ndc-hint");
        field(ui, &text("teach-ndc"), &hint, &mut form.ndc, half);
        field(ui, &text("teach-labeler"), "", &mut form.labeler, half);
    });
    match form.product(None) {
        Err(words) => warn(ui, &words),
        Ok(Some((product, _))) => {
            if let Some(drug) = listed(view, product) {
                warn(ui, &text_with("teach-is-listed", [("drug", drug.into())]));
            }
        }
        Ok(None) => {}
    }
    let hint = text("search-imprint-hint");
    field(ui, &text("teach-imprint"), &hint, &mut form.imprint, whole);
    let seen = view
        .state
        .pill()
        .and_then(|pill| pill.reading.identification());
    if let Some(seen) = seen.filter(|seen| !seen.imprint_read.is_empty()) {
        let words = seen.imprint_read.join("  ").into();
        ui.label(soft(ui, text_with("imprint-read", [("words", words)])));
    }
    let search = &view.state.search;
    let none = text("teach-not-stated");
    ui.horizontal(|ui| {
        let [first, second] = &mut form.colors;
        let (one, other) = (text("search-color"), text("teach-second-color"));
        choice(ui, (&one, &none), first, &search.colors, third);
        choice(ui, (&other, &none), second, &search.colors, third);
        let (label, shapes) = (text("search-shape"), &search.shapes);
        choice(ui, (&label, &none), &mut form.shape, shapes, third);
    });
}

/// The drug of this NDC, where the catalogue and not somebody here says what it is.
fn listed(view: &View, product: ProductId) -> Option<String> {
    let catalog = view.station.catalog();
    let known = catalog.get(product)?;
    let listed = view.station.is_listed(product);
    listed.then(|| known.name.clone())
}

/// What stands below: the product that would be learned, and the word for it.
pub fn bar(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let (Some(tray), Some(_)) = (&view.state.tray, view.state.pill()) else {
        return;
    };
    let desk = &view.state.teach;
    let product = desk.form.product(view.state.chosen()).ok().flatten();
    let fits = product
        .as_ref()
        .is_some_and(|(product, typed)| typed.is_none() || !view.station.is_listed(*product));
    let ready = fits && is_alone(tray) && !desk.busy;
    let words = match (&product, desk.busy) {
        (_, true) => text("teach-busy"),
        (None, _) => text("teach-nothing"),
        (Some(_), _) => text("teach-go"),
    };
    let go = Button::new(words)
        .icon(Icon::Check)
        .weight(Weight::Primary)
        .enabled(ready);
    if go.show(ui).clicked() {
        commands.push(Command::Teach(AtTeach::Teach));
    }
    let back = Button::new(text("back")).icon(Icon::Back).key("Esc");
    if back.tall().show(ui).clicked() {
        commands.push(Command::Show(Screen::Result));
    }
    if let Some((product, typed)) = &product {
        let drug = super::name(&view.station.catalog(), *product, typed.as_ref());
        let ndc = product.ndc11.to_string();
        let words = text_with("teach-as", [("drug", drug.into()), ("ndc", ndc.into())]);
        ui.add(eframe::egui::Label::new(theme::bold(words, 18.0)).truncate());
    }
}
