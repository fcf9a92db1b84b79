//! From an empty table to a photograph.

use eframe::egui::{
    self, Align, Color32, CornerRadius, Layout, Margin, Rect, ScrollArea, Sense, Shape, Stroke, Ui,
    Vec2, vec2,
};

use super::{marks, shown};
use crate::camera::{Fault, State};
use crate::people::Action;
use crate::station::{Ruling, Scale};
use crate::ui::app::View;
use crate::ui::calibration;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, columns, heard, soft};
use crate::ui::pill::decide;
use crate::ui::staff::{AtStaff, Page};
use crate::ui::state::{Chain, Screen, Work};
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::{said, told};

/// Part of the window's height that the live picture takes.
const LIVE: f32 = 0.34;

/// The screen on which work begins.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    match &view.state.tray {
        Some(tray) if view.state.work == Work::Idle => marks::show(ui, view, tray, commands),
        _ => {
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| empty_table(ui, view, commands));
        }
    }
}

fn empty_table(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let rule = view.station.mode();
    let width = ui.available_width().min(1080.0);
    ui.vertical_centered(|ui| {
        ui.set_max_width(width);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            if let Chain::Missing(words) = &view.state.chain {
                warning(
                    ui,
                    &text("missing-title"),
                    &[words, &text("missing-by-hand")],
                );
            }
            let ruling = view.station.site_mode().ruling(Action::RecordItem);
            if let Ruling::NonControlledOnly(law) | Ruling::No(law) = ruling {
                warning(
                    ui,
                    &said(rule.title),
                    &[&said(law.text), &said(law.citation)],
                );
            }
            if matches!(ruling, Ruling::No(_)) {
                return;
            }
            if let Err(refusal) = view.station.offers(Action::RecordItem) {
                warning(ui, &text("not-offered"), &[&sentence(&told(&refusal))]);
                return;
            }
            decide::led_to_event(ui, view, commands);
            ui.add_space(GAP);
            ui.label(theme::bold(text("capture-title"), 30.0));
            ui.label(soft(ui, text("capture-lead")));
            if view.state.camera.live().is_some() && !is_measured(view) {
                ui.horizontal_wrapped(|ui| calibration::notice(ui, view, commands));
            }
            ui.add_space(GAP);
            if view.state.work == Work::Idle {
                drop_place(ui, view, commands);
            } else {
                looking(ui, commands);
            }
            ui.add_space(GAP);
            ways_on(ui, view, commands);
        });
    });
}

fn is_measured(view: &View) -> bool {
    view.state.scale.as_ref().is_some_and(Scale::is_known)
}

fn warning(ui: &mut Ui, title: &str, lines: &[&str]) {
    let tone = theme::palette(ui).unknown;
    tone.frame(1.5)
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(title, 20.0).color(tone.words));
            for line in lines {
                ui.label(egui::RichText::new(*line).color(tone.words));
            }
        });
    ui.add_space(GAP);
}

fn drop_place(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let camera = view.state.camera.live();
    let palette = theme::palette(ui);
    let over = ui.input(|input| !input.raw.hovered_files.is_empty());
    let ground = if over {
        palette.selected
    } else {
        palette.surface
    };
    egui::Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(24, 24))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.vertical_centered(|ui| {
                if let Some(texture) = camera {
                    let room = vec2(
                        ui.available_width(),
                        ui.ctx().content_rect().height() * LIVE,
                    );
                    shown::picture(ui, texture, room);
                    shown::refusal(ui, &view.state.camera, commands);
                    let watches = view.state.camera.sees();
                    let words = watches.then(|| text("camera-watches"));
                    ui.label(soft(ui, words.unwrap_or_else(|| shown::words(view.state))));
                } else if view.state.camera.asleep {
                    let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), Sense::hover());
                    Icon::Camera.paint(ui.painter(), rect, palette.soft);
                    heard(&ui.label(theme::bold(text("camera-asleep-title"), 22.0)));
                    ui.label(soft(ui, text("camera-asleep")));
                } else if view.state.kiosk {
                    let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), Sense::hover());
                    Icon::Camera.paint(ui.painter(), rect, palette.soft);
                    ui.label(theme::bold(shown::words(view.state), 22.0));
                    ui.label(soft(ui, text("kiosk-by-hand")));
                } else {
                    let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), Sense::hover());
                    Icon::Pill.paint(ui.painter(), rect, palette.primary);
                    ui.label(theme::bold(text("capture-drop"), 22.0));
                    ui.label(soft(ui, text("capture-formats")));
                }
            });
            ui.add_space(12.0);
            if view.state.camera.can_take() {
                let space = text("keyboard-space");
                let take = Button::new(text("take-picture"))
                    .icon(Icon::Camera)
                    .key(&space)
                    .weight(Weight::Primary)
                    .width(ui.available_width());
                if take.show(ui).clicked() {
                    commands.push(Command::TakePicture);
                }
                ui.add_space(GAP);
            }
            ways_to_open(ui, view, commands);
            let line = ui.min_rect().expand2(vec2(16.0, 16.0));
            dashed(
                ui,
                line,
                if over {
                    palette.primary
                } else {
                    palette.outline
                },
            );
        });
}

/// Photographs that come from elsewhere; beside a live picture they stand back.
fn ways_to_open(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let live = view.state.camera.live().is_some();
    // A kiosk has no files and no clipboard, only the drawing.
    let (first, count) = if view.state.kiosk { (2, 1.0) } else { (0, 3.0) };
    let wide = (ui.available_width() - (count - 1.0) * GAP) / count;
    ui.horizontal(|ui| {
        let open = if live { Weight::Plain } else { Weight::Primary };
        let buttons = [
            (
                text("open-photo"),
                Icon::Folder,
                "Ctrl+O",
                open,
                Command::ChoosePhoto,
            ),
            (
                text("paste-photo"),
                Icon::Clipboard,
                "Ctrl+V",
                Weight::Plain,
                Command::Paste,
            ),
            (
                text("try-it"),
                Icon::Pill,
                "Ctrl+T",
                Weight::Plain,
                Command::TryIt,
            ),
        ];
        for (words, icon, key, weight, command) in buttons.into_iter().skip(first) {
            let button = Button::new(words)
                .icon(icon)
                .key(key)
                .weight(weight)
                .width(wide);
            let button = if live { button } else { button.tall() };
            if button.show(ui).clicked() {
                commands.push(command);
            }
        }
    });
}

fn dashed(ui: &Ui, rect: Rect, color: Color32) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    ui.painter().extend(Shape::dashed_line(
        &corners,
        Stroke::new(2.0, color),
        10.0,
        7.0,
    ));
}

fn looking(ui: &mut Ui, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(
                egui::Spinner::new()
                    .size(32.0)
                    .color(theme::palette(ui).primary),
            );
            ui.label(theme::bold(text("looking"), 22.0));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Button::new(text("stop"))
                    .icon(Icon::Cross)
                    .key("Esc")
                    .show(ui)
                    .clicked()
                {
                    commands.push(Command::StopLooking);
                }
            });
        });
    });
}

/// What the drawing is, how the camera is doing, and the way without any photograph.
fn ways_on(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    columns(ui, 3, |ui, place| match place {
        0 => way(
            ui,
            Icon::Pill,
            "way-drawing-title",
            &text("way-drawing"),
            |_| {},
        ),
        1 => way(
            ui,
            Icon::Camera,
            "way-camera-title",
            &shown::words(view.state),
            |ui| {
                choose_camera(ui, view, commands);
                if is_measured(view) {
                    calibration::notice(ui, view, commands);
                }
            },
        ),
        _ => way(
            ui,
            Icon::Search,
            "way-by-hand-title",
            &text("way-by-hand"),
            |ui| {
                if Button::new(text("search-catalog"))
                    .icon(Icon::Search)
                    .key("Ctrl+F")
                    .show(ui)
                    .clicked()
                {
                    commands.push(Command::Show(Screen::Search));
                }
            },
        ),
    });
    if view.state.recorded > 0 {
        ui.label(soft(
            ui,
            text_with("recorded-session", [("count", view.state.recorded.into())]),
        ));
    }
}

/// Where another camera may help, the way there for whoever may choose it, or who that is.
fn choose_camera(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(State::Lost(
        Fault::Unplugged(_)
        | Fault::NoFormat(_)
        | Fault::NotOffered { .. }
        | Fault::Silent(_)
        | Fault::AllDamaged,
    )) = &view.state.camera.state
    else {
        return;
    };
    if view.station.may_choose_camera().is_err() {
        ui.label(soft(ui, text("choose-camera-who")));
        return;
    }
    let choose = Button::new(text("choose-camera")).icon(Icon::Camera);
    if choose.show(ui).clicked() {
        commands.push(Command::Staff(AtStaff::Go(Page::Camera)));
    }
}

fn way(ui: &mut Ui, icon: Icon, title: &str, words: &str, more: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.set_min_size(vec2(ui.available_width(), 150.0));
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
            icon.paint(ui.painter(), rect, theme::palette(ui).soft);
            ui.label(theme::bold(text(title), 18.0));
        });
        ui.label(soft(ui, words));
        more(ui);
    });
}
