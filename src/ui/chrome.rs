//! What frames every screen: where one is, what this site may do, what the facts are worth.

use eframe::egui::{
    self, Align, Align2, Area, Context, Frame, Id, Layout, Margin, Order, Ui, vec2,
};

use super::about::rules_caveats;
use super::app::{ASIDE_FROM, View};
use super::aside;
use super::commands::Command;
use super::gate::sign_in::role_key;
use super::gate::{AtGate, Gate};
use super::kit::icons::Icon;
use super::kit::keyboard::Tap;
use super::kit::room;
use super::kit::theme::{self, GAP, Tone};
use super::kit::widgets::{Button, Weight, chip, chip_width, heard, heard_at_once, icon_button};
use super::nav;
use super::presentation::Presentation;
use super::scan::{self, AtScan};
use super::state::{Aside, Chain};
use super::words::days::moment_words;
use super::words::language::Language;
use super::words::strings::{text, text_with};
use crate::people::Action;
use crate::station::{Ruling, SiteMode};

/// Name, screens, site mode and what is there everywhere; the screens in a row of their own where
/// they do not fit, and everything in the order in which the keyboard goes through it.
pub fn header(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let room = ui.available_width();
    let name = theme::bold(text("app-name"), 26.0);
    let name_width = name_width(ui);
    let asides = Asides::of(ui, view);
    let open = matches!(view.state.gate, Gate::Open);
    let second_row = room::height(ui.ctx()) >= ASIDE_FROM;
    let tabs = (open && second_row).then(|| nav::tabs(view));
    let tabs_width = tabs.as_ref().map_or(0.0, |tabs| nav::width(ui, tabs));
    let (icon, tone, words) = mode(ui, view);
    // The mode is told in short, and the name is left out, before anything is cut.
    let words = words
        .into_iter()
        .find(|words| name_width + chip_width(ui, words) + asides.width + 4.0 * GAP <= room);
    let words = words.unwrap_or_else(|| view.station.site_mode().code().to_owned());
    let chip_width = chip_width(ui, &words);
    let shows_name = name_width + chip_width + asides.width + 4.0 * GAP <= room;
    let used = if shows_name { name_width + GAP } else { 0.0 };
    let taken = used + chip_width + asides.width + 6.0 * GAP;
    let one_row = taken + tabs_width <= room;
    // Whoever leaves must find the way out: before that is cut the mode goes into the row below, and
    // is left out where there is none because something is being typed.
    let mode_fits = chip_width + asides.width + GAP <= room;
    ui.horizontal(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        if shows_name {
            ui.label(name);
        }
        if let Some(tabs) = tabs.as_ref().filter(|_| one_row) {
            ui.add_space(2.0 * GAP);
            nav::screens(ui, view, tabs, commands);
        }
        let chip_width = if mode_fits { chip_width } else { 0.0 };
        let rest = ui.available_width() - chip_width - asides.width - GAP;
        ui.add_space(rest.max(0.0));
        if mode_fits {
            chip(ui, icon, &words, tone);
        }
        asides.show(ui, view, commands);
    });
    let tabs = tabs.filter(|_| !one_row);
    if tabs.is_some() || (second_row && !mode_fits) {
        ui.horizontal(|ui| {
            if !mode_fits {
                chip(ui, icon, &words, tone);
            }
            if let Some(tabs) = &tabs {
                nav::screens(ui, view, tabs, commands);
            }
        });
    }
}

fn name_width(ui: &Ui) -> f32 {
    let (font, ink) = (theme::bold_font(26.0), egui::Color32::PLACEHOLDER);
    let galley = ui.painter().layout_no_wrap(text("app-name"), font, ink);
    galley.size().x
}

/// What is there on every screen: another language, the look, help, and who leaves.
struct Asides {
    language: Option<(Button<'static>, Language)>,
    help: Button<'static>,
    width: f32,
}

impl Asides {
    fn of(ui: &Ui, view: &View) -> Self {
        let spoken = view.state.presentation.language;
        let next = spoken.next();
        // By its own name: whoever cannot read this language still finds theirs.
        let language = (next != spoken).then(|| (Button::new(next.name()), next));
        let words = language
            .as_ref()
            .map_or(0.0, |(button, _)| button.wide(ui) + GAP);
        let help = aside::help_button(ui.available_width());
        let words = words + help.wide(ui) + GAP;
        let has = |sign: bool| f32::from(u8::from(sign));
        let signs = 1.0 + has(view.state.signed_in.is_some()) + has(can_show_keys(view));
        Self {
            language,
            help,
            width: words + signs * (theme::CONTROL_HEIGHT + GAP),
        }
    }

    fn show(self, ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
        let presentation = view.state.presentation;
        if let Some((button, language)) = self.language
            && button.show(ui).clicked()
        {
            commands.push(Command::Present(Presentation {
                language,
                ..presentation
            }));
        }
        if can_show_keys(view) {
            let name = text("keyboard-show");
            if icon_button(ui, Icon::Keyboard, &name, theme::CONTROL_HEIGHT, true).clicked() {
                commands.push(Command::Tap(Tap::Show));
            }
        }
        let name = text("presentation-title");
        if icon_button(ui, Icon::Theme, &name, theme::CONTROL_HEIGHT, true).clicked() {
            commands.push(Command::Aside(Some(Aside::Presentation)));
        }
        if self.help.show(ui).clicked() {
            commands.push(Command::Aside(Some(Aside::Help)));
        }
        if let Some(account) = &view.state.signed_in {
            let name = text_with("sign-out", [("name", account.name.as_str().into())]);
            if icon_button(ui, Icon::Lock, &name, theme::CONTROL_HEIGHT, true).clicked() {
                commands.push(Command::Gate(AtGate::SignOut));
            }
        }
    }
}

/// There are keys to show, and something to type into.
fn can_show_keys(view: &View) -> bool {
    let keyboard = view.state.keyboard.as_ref();
    keyboard.is_some_and(|keyboard| !keyboard.shown && keyboard.has_field())
}

/// The kind of site, in the words that are tried one after the other.
fn mode(ui: &Ui, view: &View) -> (Icon, Tone, Vec<String>) {
    let palette = theme::palette(ui);
    let mode = view.station.site_mode();
    let code = mode.code();
    let (icon, tone) = match mode.ruling(Action::RecordItem) {
        Ruling::Yes => (Icon::Info, palette.neutral),
        Ruling::NonControlledOnly(_) => (Icon::Warning, palette.unknown),
        Ruling::No(_) => (Icon::Lock, palette.hazardous),
    };
    let marked = text_with("mode-watermarked", [("mode", code.into())]);
    let long = (mode == SiteMode::Research).then_some(marked);
    let words = long.into_iter().chain([code.to_owned()]).collect();
    (icon, tone, words)
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
                ("date", moment_words(view.station.catalog().as_of()).into()),
            ],
        )));
        ui.label(small(text_with(
            "footer-rules",
            [("version", view.station.rules().version().into())],
        )))
        .on_hover_ui(|ui| {
            ui.label(rules_caveats(view));
        });
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

/// Says that the window is about to lock, and that any touch keeps it open. It lies over the header and
/// moves nothing: it goes with the first touch, and what that touch was meant for must still be there.
pub fn locks_soon(ctx: &Context, seconds: u32, commands: &mut Vec<Command>) {
    let over = Area::new(Id::unique("locks-soon")).order(Order::Tooltip);
    over.anchor(Align2::CENTER_TOP, vec2(0.0, 4.0))
        .show(ctx, |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.set_min_height(theme::PRIMARY_HEIGHT);
                    let words = text_with("locks-soon", [("seconds", seconds.into())]);
                    heard_at_once(&ui.label(theme::bold(words, 20.0)));
                    let stay = Button::new(text("locks-stay")).weight(Weight::Primary);
                    if stay.show(ui).clicked() {
                        commands.push(Command::Gate(AtGate::Stay));
                    }
                });
            });
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
    tone.frame(1.5)
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
                let scan = notice.label.as_ref().map(|_| scan::button());
                let scan_width = scan.as_ref().map_or(0.0, |scan| scan.wide(ui) + GAP);
                let buttons = theme::CONTROL_HEIGHT + scan_width + 16.0;
                let width = (ui.available_width() - buttons).max(100.0);
                ui.allocate_ui_with_layout(
                    vec2(width, theme::CONTROL_HEIGHT),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_min_width(width);
                        let words = egui::RichText::new(&notice.words).color(tone.words);
                        heard(&ui.add(egui::Label::new(words).wrap()));
                    },
                );
                if scan.is_some_and(|scan| scan.show(ui).clicked()) {
                    commands.push(Command::Scan(AtScan::OpenRefused));
                }
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
