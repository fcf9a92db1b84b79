//! One pill: the photograph first, what it may be beside it, and what speaks for and against.

use eframe::egui::{self, Align, CornerRadius, Image, Layout, ScrollArea, Ui, Vec2, vec2};

use super::{Pill, Reading, candidates, hazard_banner, label};
use crate::identify::{Advice, TypedFinding};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, callout, card, edit, soft};
use crate::ui::state::{Chain, Screen, Tray, Work};
use crate::ui::teach::{self, AtTeach};
use crate::ui::tray::{marks, shown};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;
use crate::ui::workers::looking;

/// The screen on which one pill is decided.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let (Some(tray), Some(pill)) = (&view.state.tray, view.state.pill()) else {
        commands.push(Command::Show(Screen::Capture));
        return;
    };
    let left = (ui.available_width() * 0.34).clamp(330.0, 560.0);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(Align::Min), |ui| {
            ScrollArea::vertical()
                .id_salt("pill")
                .auto_shrink(false)
                .show(ui, |ui| {
                    seen(ui, view, tray, pill, height - 360.0, commands);
                });
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            Layout::top_down(Align::Min),
            |ui| {
                hazard_banner::show(ui, view, commands);
                said_of(ui, view, pill, commands);
                candidates::show(ui, view, pill, commands);
            },
        );
    });
}

/// The pill as photographed, what was measured on it, and the way to its other side.
fn seen(
    ui: &mut Ui,
    view: &View,
    tray: &Tray,
    pill: &Pill,
    room: f32,
    commands: &mut Vec<Command>,
) {
    shown::troubles(ui, view, tray, commands);
    if tray.live && pill.lies.is_none() {
        missing(ui, pill, commands);
    }
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        if tray.drawing {
            ui.label(soft(ui, text("drawing-note")));
        }
        let count = pill.sides.len().max(1) as f32;
        let side =
            ((ui.available_width() - (count - 1.0) * GAP) / count).min(room.clamp(150.0, 620.0));
        ui.horizontal(|ui| {
            let used = side * count + (count - 1.0) * GAP;
            ui.add_space(((ui.available_width() - used) / 2.0).max(0.0));
            for (index, seen) in pill.sides.iter().enumerate() {
                let name = text_with("side-name", [("number", (index + 1).into())]);
                ui.add(
                    Image::new(&seen.crop)
                        .fit_to_exact_size(Vec2::splat(side))
                        .corner_radius(CornerRadius::same(theme::RADIUS))
                        .alt_text(name),
                );
            }
        });
        ui.label(theme::bold(measured(pill), 18.0));
        imprint(ui, view, pill);
        typed(ui, pill);
        sides(ui, pill, commands);
    });
    for flaw in pill.flaws() {
        callout(ui, &looking::flaw_words(flaw));
    }
    advice(ui, tray, pill);
    other_side(ui, view, tray, pill, commands);
    ui.horizontal_wrapped(|ui| {
        if tray.live || tray.pills.len() > 1 {
            let words = text_with("all-pills", [("count", tray.pills.len().into())]);
            if Button::new(words)
                .icon(Icon::Back)
                .key("Esc")
                .show(ui)
                .clicked()
            {
                commands.push(Command::Show(Screen::Capture));
            }
        } else if Button::new(text("put-away"))
            .icon(Icon::Cross)
            .key("Esc")
            .show(ui)
            .clicked()
        {
            commands.push(Command::PutAway);
        }
        if teach::button(view, tray).is_some_and(|teach| teach.show(ui).clicked()) {
            commands.push(Command::Teach(AtTeach::Open));
        }
    });
}

/// `White, pink · oval`: what the pixels say, not the catalogue.
fn measured(pill: &Pill) -> String {
    let Some(side) = pill.sides.first() else {
        return String::new();
    };
    let colors: Vec<String> = side
        .view
        .colors
        .iter()
        .map(|color| said(&color.name.to_lowercase()))
        .collect();
    let shape = side.view.shape.name.map(|name| said(&name.to_lowercase()));
    text_with(
        "measured",
        [
            ("colors", colors.join(", ").into()),
            (
                "shape",
                shape.unwrap_or_else(|| text("shape-unclear")).into(),
            ),
        ],
    )
}

/// What the person should do next, when the photographs so far do not settle it.
fn advice(ui: &mut Ui, tray: &Tray, pill: &Pill) {
    let Reading::Done(found) = &pill.reading else {
        return;
    };
    let words = match found.advice {
        None => return,
        Some(Advice::OtherSideBlank) if tray.live => text("turn-blank"),
        Some(Advice::OtherSideShared) if tray.live => text("turn-shared"),
        Some(Advice::OtherSideUnsure) if tray.live => text("turn-unsure"),
        Some(Advice::OtherSideBlank) => text("advice-blank"),
        Some(Advice::OtherSideShared) => text("advice-shared"),
        Some(Advice::OtherSideUnsure) => text("advice-unsure"),
        Some(Advice::LookItUp) => text("advice-look-it-up"),
        Some(Advice::SidesDiffer) => text("advice-sides-differ"),
    };
    callout(ui, &words);
}

/// How many sides the answer rests on, and the way back from two that are not one pill's.
fn sides(ui: &mut Ui, pill: &Pill, commands: &mut Vec<Command>) {
    if pill.sides.len() < 2 {
        ui.label(soft(ui, text("one-side")));
        return;
    }
    ui.label(soft(ui, text("both-sides")));
    let split = Button::new(text("sides-split")).icon(Icon::Split);
    if pill.recorded.is_none() && split.show(ui).clicked() {
        commands.push(Command::Split);
    }
}

/// A pill that went off the tray without a record.
fn missing(ui: &mut Ui, pill: &Pill, commands: &mut Vec<Command>) {
    callout(
        ui,
        &text_with("pill-gone", [("number", pill.number.into())]),
    );
    let forget = Button::new(text("pill-forget")).icon(Icon::Cross);
    if forget.show(ui).clicked() {
        commands.push(Command::Forget(pill.number));
    }
}

/// One line of fixed height about the imprint: being read, read, nothing, or no reader. What is longer goes
/// on below, and takes nothing of the width of what stands beside it.
fn imprint(ui: &mut Ui, view: &View, pill: &Pill) {
    ui.spacing_mut().interact_size.y = 26.0;
    ui.horizontal(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Wrap);
        let reads = !matches!(
            view.state.chain,
            Chain::Awake {
                reads_imprints: false,
                ..
            }
        );
        match &pill.reading {
            Reading::Waiting => {
                ui.add(
                    egui::Spinner::new()
                        .size(18.0)
                        .color(theme::palette(ui).primary),
                );
                ui.label(soft(ui, text("reading-picture")));
            }
            Reading::Picture(_) => {
                ui.add(
                    egui::Spinner::new()
                        .size(18.0)
                        .color(theme::palette(ui).primary),
                );
                ui.label(soft(ui, text("reading-imprint")));
            }
            Reading::Failed(words) => {
                ui.label(soft(ui, words));
            }
            Reading::Done(_) if !reads => {
                ui.label(soft(ui, text("imprint-no-reader")));
            }
            Reading::Done(found) if found.imprint_read.is_empty() => {
                ui.label(soft(ui, text("imprint-none")));
            }
            Reading::Done(found) => {
                ui.label(soft(
                    ui,
                    text_with(
                        "imprint-read",
                        [("words", found.imprint_read.join("  ").into())],
                    ),
                ));
            }
        }
    });
}

/// What a person says of the pill: what they read on it, and what its label says.
fn said_of(ui: &mut Ui, view: &View, pill: &Pill, commands: &mut Vec<Command>) {
    label::strip(ui, view, commands);
    if pill.recorded.is_some() {
        return;
    }
    ui.horizontal(|ui| {
        let asks = view.state.label.products.is_empty();
        let other = if asks {
            label::button().wide(ui) + GAP
        } else {
            0.0
        };
        let width = ui.available_width() - other - 24.0;
        let mut words = pill.imprint.words.clone();
        let response = edit(ui, &mut words, &text("imprint-typed-hint"), width, false);
        let name = text("imprint-typed");
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
        if response.changed() {
            commands.push(Command::TypeImprint(words));
        }
        if response.lost_focus() {
            commands.push(Command::TellImprint);
        }
        if asks {
            label::ask(ui, view, commands);
        }
    });
}

/// How the photograph bears out what a person reads on the pill.
fn typed(ui: &mut Ui, pill: &Pill) {
    let found = pill.reading.identification();
    let Some(typed) = found.and_then(|found| found.typed.as_deref()) else {
        return;
    };
    let key = match typed.finding {
        TypedFinding::Agrees => "typed-agrees",
        TypedFinding::Contradicts => "typed-contradicts",
        TypedFinding::NoReference => "typed-no-reference",
        TypedFinding::NotListed => "typed-not-listed",
    };
    let words = text_with(key, [("words", typed.text.as_str().into())]);
    match typed.finding {
        TypedFinding::Agrees | TypedFinding::NoReference => {
            ui.label(soft(ui, words));
        }
        TypedFinding::Contradicts | TypedFinding::NotListed => callout(ui, &words),
    }
}

fn other_side(ui: &mut Ui, view: &View, tray: &Tray, pill: &Pill, commands: &mut Vec<Command>) {
    if tray.live {
        turning(ui, view, tray, pill, commands);
        return;
    }
    let one_side = pill.sides.len() < 2;
    if view.state.work == Work::FindingSide {
        ui.horizontal(|ui| {
            ui.add(
                egui::Spinner::new()
                    .size(24.0)
                    .color(theme::palette(ui).primary),
            );
            ui.label(text("looking-side"));
        });
    } else if view.state.wants_other_side {
        card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let kiosk = view.state.kiosk;
            let how = if kiosk {
                "other-side-how-kiosk"
            } else {
                "other-side-how"
            };
            ui.label(theme::bold(text(how), 18.0));
            let sees = view.state.camera.can_take();
            if let Some(texture) = view.state.camera.live().filter(|_| sees) {
                let width = ui.available_width();
                shown::picture(ui, texture, vec2(width, width * 0.75));
            } else if kiosk || view.state.camera.picture.is_some() {
                ui.label(soft(ui, shown::words(view.state)));
            }
            let asked = ui.horizontal_wrapped(|ui| {
                if sees {
                    let space = text("keyboard-space");
                    let take = Button::new(text("take-picture"))
                        .icon(Icon::Camera)
                        .key(&space)
                        .weight(Weight::Primary);
                    if take.show(ui).clicked() {
                        commands.push(Command::TakePicture);
                    }
                }
                let open = Button::new(text("other-side-open")).icon(Icon::Folder);
                if !kiosk && open.tall().show(ui).clicked() {
                    commands.push(Command::ChoosePhoto);
                }
                let paste = Button::new(text("other-side-paste")).icon(Icon::Clipboard);
                if !kiosk && paste.tall().show(ui).clicked() {
                    commands.push(Command::Paste);
                }
                if Button::new(text("cancel")).show(ui).clicked() {
                    commands.push(Command::KeepOneSide);
                }
            });
            // The picture comes later, and moves them down.
            in_view::reveal(ui, ("asked", pill.number, sees), asked.response.rect);
        });
    } else if one_side {
        let wide = ui.available_width();
        if Button::new(text("other-side-add"))
            .icon(Icon::Flip)
            .key("O")
            .width(wide)
            .show(ui)
            .clicked()
        {
            commands.push(Command::AskOtherSide);
        }
    }
}

/// On the live tray a pill that is turned over is seen to be turned.
fn turning(ui: &mut Ui, view: &View, tray: &Tray, pill: &Pill, commands: &mut Vec<Command>) {
    if pill.sides.len() > 1 || pill.recorded.is_some() {
        return;
    }
    if !view.state.wants_other_side {
        let turn = Button::new(text("turn-over")).icon(Icon::Flip).key("O");
        if turn.width(ui.available_width()).show(ui).clicked() {
            commands.push(Command::AskOtherSide);
        }
        return;
    }
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let words = text_with("turn-how", [("number", pill.number.into())]);
        ui.label(theme::bold(words, 18.0));
        // A dead picture would be waited before for ever.
        if let Some(words) = shown::trouble(view.state) {
            callout(ui, &words);
        } else {
            let width = ui.available_width();
            marks::outlined(ui, view, tray, vec2(width, width * 0.75), commands);
        }
        let cancel = Button::new(text("cancel")).show(ui);
        if cancel.clicked() {
            commands.push(Command::KeepOneSide);
        }
        in_view::reveal(ui, ("turned", pill.number), cancel.rect);
    });
}
