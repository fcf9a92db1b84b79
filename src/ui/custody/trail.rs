//! Every record that names a number, in its order, with who signed: for whoever answers for it.

use eframe::egui::{Key, ScrollArea, Ui};

use super::history;
use super::{AtCustody, Page};
use crate::custody::{Edge, Numbers, Trace, Trail};
use crate::ledger::custody::UniqueId;
use crate::people::Action;
use crate::station::NO_CONTENTS;
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, card, field, heard, soft, warn};
use crate::ui::state::Screen;
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::{said, told};

/// More are told of and not drawn: whoever wants them all asks for a shorter range.
const SHOWN: usize = 300;

/// What is looked for, and what was found.
#[derive(Default)]
pub struct Desk {
    pub words: String,
    problem: Option<String>,
    /// With the words that it was found for.
    found: Option<(String, Trail)>,
}

impl App {
    /// Looks for the records of the numbers that are typed.
    pub(super) fn follow_trail(&mut self) {
        self.state.screen = Screen::Custody;
        self.state.custody.page = Page::Trail;
        let desk = &mut self.state.custody.trail;
        let words = desk.words.trim().to_owned();
        desk.found = None;
        match words.parse::<Numbers>() {
            Ok(numbers) => {
                desk.problem = None;
                let _taken = self.ask(
                    move |station| station.trail(&numbers),
                    move |app, read| {
                        let desk = &mut app.state.custody.trail;
                        match read {
                            Ok(trail) => desk.found = Some((words, trail)),
                            Err(error) => desk.problem = Some(told(&error)),
                        }
                    },
                );
            }
            Err(odd) => desk.problem = Some(told(&odd)),
        }
    }
}

/// The button that leads here, with this number already looked for.
pub fn look_up(ui: &mut Ui, id: Option<&UniqueId>, commands: &mut Vec<Command>) {
    let width = ui.available_width();
    let button = Button::new(text("trail-look-up")).icon(Icon::Search);
    if !button.width(width).show(ui).clicked() {
        return;
    }
    match id {
        Some(id) => commands.extend([
            Command::Custody(AtCustody::Seek(id.to_string())),
            Command::Custody(AtCustody::Follow),
        ]),
        None => commands.push(Command::Custody(AtCustody::Go(Page::Trail))),
    }
}

/// The button that begins a correction of this record, where it has a detail that can be corrected.
pub fn correct(ui: &mut Ui, view: &View, record: i64, commands: &mut Vec<Command>) {
    let may = view.station.offers(Action::Correct).is_ok();
    if !may || view.state.custody.custody.details(record).is_empty() {
        return;
    }
    let name = text_with("trail-correct", [("number", record.to_string().into())]);
    let button = Button::new(text("trail-correct-short")).named(name);
    if button.show(ui).clicked() {
        commands.push(Command::Custody(AtCustody::Correct(record)));
    }
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.custody.trail;
    ui.label(theme::bold(text("trail-title"), 24.0));
    ui.horizontal(|ui| {
        let mut words = desk.words.clone();
        let width = ui.available_width().min(560.0);
        let typed = field(
            ui,
            &text("trail-numbers"),
            &text("trail-hint"),
            &mut words,
            width,
        );
        if typed.changed() {
            commands.push(Command::Custody(AtCustody::Seek(words)));
        }
        if typed.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            typed.request_focus();
            commands.push(Command::Custody(AtCustody::Follow));
        } else {
            take_cursor(&typed);
        }
        let go = Button::new(text("trail-go")).icon(Icon::Search);
        if go.show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::Follow));
        }
    });
    ui.label(soft(
        ui,
        format!("{} ({})", said(NO_CONTENTS.text), NO_CONTENTS.citation),
    ));
    if let Some(problem) = &desk.problem {
        warn(ui, problem);
    }
    let Some((words, trail)) = &desk.found else {
        return;
    };
    let count = text_with(
        "trail-found",
        [
            ("count", trail.records.len().into()),
            ("numbers", words.as_str().into()),
        ],
    );
    heard(&ui.label(theme::bold(count, 18.0)));
    ScrollArea::vertical()
        .id_salt("trail")
        .auto_shrink(false)
        .show(ui, |ui| {
            for window in &trail.windows {
                let when = |edge| match edge {
                    Edge::Entered(moment) => moment.to_the_second(),
                    Edge::On(day) => day_words(day),
                };
                let to = window.to.map_or_else(|| text("trail-still-open"), when);
                let words = [
                    ("number", window.id.to_string().into()),
                    ("from", when(window.from).into()),
                    ("to", to.into()),
                ];
                ui.label(soft(ui, text_with("trail-window", words)));
            }
            for trace in trail.records.iter().take(SHOWN) {
                one(ui, view, trace, commands);
            }
            if trail.records.len() > SHOWN {
                let left = (trail.records.len() - SHOWN).into();
                ui.label(text_with("trail-more", [("count", left)]));
            }
        });
}

fn one(ui: &mut Ui, view: &View, trace: &Trace, commands: &mut Vec<Command>) {
    let content = &trace.content;
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let done = text_with(
            "history-step",
            [
                ("day", day_words(trace.acted_on).into()),
                ("done", text(history::done(&content.event)).into()),
            ],
        );
        ui.label(theme::bold(done, 18.0));
        let list = |ids: &[UniqueId]| {
            let ids: Vec<_> = ids.iter().map(UniqueId::as_str).collect();
            ids.join(", ")
        };
        if !trace.numbers.is_empty() {
            ui.label(list(&trace.numbers));
        }
        if !trace.missing.is_empty() {
            let numbers = list(&trace.missing).into();
            warn(ui, &text_with("trail-missing", [("numbers", numbers)]));
        }
        let sizes = trace.liners_that_came();
        let sizes: Vec<_> = sizes
            .map(|mark| format!("{} {}", mark.id, told(&mark.gallons)))
            .collect();
        if !sizes.is_empty() {
            let sizes = sizes.join(", ").into();
            ui.label(soft(ui, text_with("trail-sizes", [("sizes", sizes)])));
        }
        for line in history::details(&content.event) {
            ui.label(soft(ui, line));
        }
        for signature in content.event.signatures() {
            let words = [
                ("who", signature.to_string().into()),
                ("when", signature.signed.to_the_second().into()),
            ];
            ui.label(text_with("trail-signed", words));
        }
        let entered = [
            ("who", content.by.as_str().into()),
            ("when", content.entered.to_the_second().into()),
            ("number", content.seq.to_string().into()),
        ];
        ui.label(soft(ui, text_with("history-entered", entered)));
        correct(ui, view, content.seq, commands);
    });
    ui.add_space(GAP);
}
