//! What frames every screen: where one is, what this site may do, what the facts are worth.

use eframe::egui::{
    self, Align, CornerRadius, Frame, Layout, Margin, Stroke, Theme, Ui, accesskit::Live, vec2,
};

use super::app::View;
use super::commands::Command;
use super::gate::{AtGate, Gate};
use super::icons::Icon;
use super::nav;
use super::sign_in::role_key;
use super::state::Chain;
use super::strings::{text, text_with};
use super::theme;
use super::widgets::{Button, Weight, chip, icon_button};
use crate::people::Action;
use crate::station::{Ruling, SiteMode};

/// Width of the name, the site mode and what stands right of it.
const ASIDE: f32 = 620.0;
/// Width of a tab with its icon, on average.
const TAB: f32 = 132.0;

/// Name, screens, site mode, theme; the screens in a row of their own where they do not fit.
pub fn header(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let open = matches!(view.state.gate, Gate::Open);
    let tabs = TAB * nav::count(view) as f32;
    let one_row = ui.available_width() >= ASIDE + tabs;
    let icons = ui.available_width() >= tabs;
    ui.horizontal(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.label(theme::bold(text("app-name"), 26.0));
        ui.add_space(16.0);
        if open && one_row {
            nav::screens(ui, view, icons, commands);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (name, other) = if ui.visuals().dark_mode {
                (text("theme-light"), Theme::Light)
            } else {
                (text("theme-dark"), Theme::Dark)
            };
            if icon_button(ui, Icon::Theme, &name, theme::CONTROL_HEIGHT, true).clicked() {
                commands.push(Command::SetTheme(other));
            }
            if let Some(account) = &view.state.signed_in {
                let name = text_with("sign-out", [("name", account.name.as_str().into())]);
                if icon_button(ui, Icon::Lock, &name, theme::CONTROL_HEIGHT, true).clicked() {
                    commands.push(Command::Gate(AtGate::SignOut));
                }
            }
            mode(ui, view);
        });
    });
    if open && !one_row {
        ui.horizontal_wrapped(|ui| nav::screens(ui, view, icons, commands));
    }
}

fn mode(ui: &mut Ui, view: &View) {
    let rule = view.station.mode();
    let palette = theme::palette(ui);
    let mode = view.station.site_mode();
    let (icon, tone) = match mode.ruling(Action::RecordItem) {
        Ruling::Yes => (Icon::Info, palette.neutral),
        Ruling::NonControlledOnly(_) => (Icon::Warning, palette.unknown),
        Ruling::No(_) => (Icon::Lock, palette.hazardous),
    };
    let words = if mode == SiteMode::Research {
        text_with("mode-watermarked", [("mode", rule.code.into())])
    } else {
        rule.code.to_owned()
    };
    chip(ui, icon, &words, tone);
}

/// How old the facts are and how complete the rules; whether identification works.
pub fn footer(ui: &mut Ui, view: &View) {
    let palette = theme::palette(ui);
    ui.spacing_mut().interact_size.y = 20.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(24.0, 4.0);
        let small = |words: String| egui::RichText::new(words).size(15.0).color(palette.soft);
        if let Some(account) = &view.state.signed_in {
            let words = text_with(
                "signed-in",
                [
                    ("name", account.name.as_str().into()),
                    ("role", text(role_key(account.role)).into()),
                ],
            );
            ui.label(theme::bold(words, 15.0));
        }
        ui.label(small(text_with(
            "footer-catalog",
            [
                ("count", view.station.catalog().products().len().into()),
                ("date", view.station.catalog().as_of().into()),
            ],
        )));
        ui.label(small(text_with(
            "footer-rules",
            [("version", view.station.rules().version().into())],
        )))
        .on_hover_text(view.station.rules().caveat());
        let chain = match &view.state.chain {
            Chain::Waking => text("chain-waking"),
            Chain::Awake {
                reads_imprints: true,
                ..
            } => text("chain-awake"),
            Chain::Awake {
                reads_imprints: false,
                ..
            } => text("chain-no-imprint"),
            Chain::Missing(_) => text("chain-missing"),
        };
        ui.label(small(chain));
        ui.label(small(text("footer-offline")));
    });
}

/// Says that the window is about to lock, and that any touch keeps it open.
pub fn locks_soon(ui: &mut Ui, seconds: u32, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let words = text_with("locks-soon", [("seconds", seconds.into())]);
        let shown = ui.label(theme::bold(words, 20.0));
        ui.ctx()
            .accesskit_node_builder(shown.id, |node| node.set_live(Live::Assertive));
        if Button::new(text("locks-stay"))
            .weight(Weight::Primary)
            .tall()
            .show(ui)
            .clicked()
        {
            commands.push(Command::Gate(AtGate::Stay));
        }
    });
}

/// The last thing that happened, announced to screen readers too.
pub fn notice(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(notice) = &view.state.notice else {
        return;
    };
    let palette = theme::palette(ui);
    let (tone, icon) = if notice.problem {
        (palette.unknown, Icon::Warning)
    } else {
        (palette.neutral, Icon::Check)
    };
    Frame::new()
        .fill(tone.ground)
        .stroke(Stroke::new(1.5, tone.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin {
            left: 16,
            right: 8,
            top: 6,
            bottom: 6,
        })
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
                icon.paint(ui.painter(), rect, tone.line);
                let width = (ui.available_width() - theme::CONTROL_HEIGHT - 16.0).max(100.0);
                ui.allocate_ui_with_layout(
                    vec2(width, theme::CONTROL_HEIGHT),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_min_width(width);
                        let words = egui::RichText::new(&notice.words).color(tone.words);
                        let shown = ui.add(egui::Label::new(words).wrap());
                        ui.ctx()
                            .accesskit_node_builder(shown.id, |node| node.set_live(Live::Polite));
                    },
                );
                if icon_button(
                    ui,
                    Icon::Cross,
                    &text("dismiss"),
                    theme::CONTROL_HEIGHT,
                    true,
                )
                .clicked()
                {
                    commands.push(Command::Dismiss);
                }
            });
        });
}
