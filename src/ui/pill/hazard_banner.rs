//! What is known of the hazard: a sign, words and the reasons, never colour alone and never "safe".

use eframe::egui::{self, Align, Color32, Label, Layout, Margin, Sense, Ui, Vec2, vec2};

use super::Reading;
use crate::hazard::{Assessment, Effect, Reason, Schedule, Verdict};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP, Palette, Tone};
use crate::ui::kit::widgets::{Button, chip, chip_width, percent, soft};
use crate::ui::state::Aside;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;

/// Always as tall as this, so that nothing below it moves when the verdict comes.
pub const HEIGHT: f32 = 104.0;
/// Size of the verdict's own words.
const TITLE: f32 = 24.0;
/// Reasons shown; the rest are counted, and all of them are in the box of [`in_whole`], with those that do
/// not apply.
const REASONS: usize = 2;

/// A verdict in two or three words.
pub fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Hazardous => text("verdict-hazardous"),
        Verdict::NoListingFound => text("verdict-none"),
        Verdict::Unknown => text("verdict-unknown"),
    }
}

/// The same of an estimate, which crosses its threshold at a few in a hundred.
pub fn estimate_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Hazardous => text("estimate-handle"),
        Verdict::NoListingFound | Verdict::Unknown => verdict_words(verdict),
    }
}

/// The sign and colours of a verdict.
pub fn look(palette: &Palette, verdict: Verdict) -> (Icon, Tone) {
    match verdict {
        Verdict::Hazardous => (Icon::Warning, palette.hazardous),
        Verdict::NoListingFound => (Icon::Info, palette.neutral),
        Verdict::Unknown => (Icon::Question, palette.unknown),
    }
}

/// What the banner says.
struct Said {
    verdict: Verdict,
    title: String,
    lines: Vec<Line>,
    schedule: Option<Schedule>,
}

/// One reason.
struct Line {
    words: String,
    /// What how far it holds and where it stands is said from; there is no room for that in the banner.
    more: Option<Reason>,
}

impl Line {
    /// Whether it bears on the verdict. A listing that does not apply says so below it, where the banner has no
    /// room.
    fn bears(&self) -> bool {
        let reason = self.more.as_ref();
        reason.is_none_or(|reason| reason.effect != Effect::Excluded)
    }
}

impl From<String> for Line {
    fn from(words: String) -> Self {
        Self { words, more: None }
    }
}

/// The verdict on the product that is picked, or the estimate while none is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    banner(ui, &said_now(view), commands);
}

/// The same with every reason, in as many lines as they take.
pub fn in_whole(ui: &mut Ui, view: &View) {
    let said = said_now(view);
    ui.label(theme::bold(said.title, TITLE));
    if let Some(schedule) = &said.schedule {
        schedule_chip(ui, &schedule_words(schedule));
        if let Some(note) = note(schedule) {
            ui.label(note);
        }
    }
    for line in said.lines {
        ui.add_space(GAP);
        ui.label(line.words);
        for words in line.more.iter().flat_map(more) {
            ui.label(soft(ui, words));
        }
    }
}

fn said_now(view: &View) -> Said {
    let catalog = view.station.catalog();
    let picked = view.state.chosen().and_then(|id| catalog.get(id));
    if let Some(product) = picked {
        return of_product(view, view.station.rules().assess(product));
    }
    match view.state.pill().map(|pill| &pill.reading) {
        None | Some(Reading::Waiting) => Said {
            verdict: Verdict::Unknown,
            title: text("verdict-waiting"),
            lines: vec![text("verdict-waiting-line").into()],
            schedule: None,
        },
        Some(Reading::Failed(_)) => Said {
            verdict: Verdict::Unknown,
            title: text("verdict-unknown"),
            lines: vec![text("verdict-unknown-line").into()],
            schedule: None,
        },
        Some(Reading::Picture(found) | Reading::Done(found)) => {
            let share = percent(found.hazard.probability);
            let (title, mut lines): (String, Vec<Line>) = match found.hazard.verdict {
                Verdict::Hazardous => (
                    text_with("estimate-hazardous", [("percent", share.into())]),
                    Vec::new(),
                ),
                Verdict::NoListingFound => (
                    text("estimate-none"),
                    vec![
                        text_with("estimate-none-line", [("percent", share.into())]).into(),
                        none_line(view).into(),
                    ],
                ),
                Verdict::Unknown => (text("verdict-unknown"), Vec::new()),
            };
            lines.extend(found.hazard.reasons.iter().map(line_of));
            if lines.is_empty() && found.hazard.verdict == Verdict::Unknown {
                lines.push(text("verdict-unknown-line").into());
            }
            Said {
                verdict: found.hazard.verdict,
                title,
                lines,
                schedule: found.schedule.clone(),
            }
        }
    }
}

fn of_product(view: &View, assessment: Assessment) -> Said {
    let mut lines: Vec<Line> = assessment.reasons.iter().map(line_of).collect();
    if assessment.verdict == Verdict::NoListingFound {
        lines.insert(0, none_line(view).into());
    }
    Said {
        verdict: assessment.verdict,
        title: verdict_words(assessment.verdict),
        lines,
        schedule: assessment.schedule,
    }
}

/// What an absence is worth.
fn none_line(view: &View) -> String {
    let version = view.station.rules().version();
    text_with("verdict-none-line", [("version", version.into())])
}

/// `RCRA-P P001 · warfarin · 0.3 % or more`, and below it what the listing rests on.
fn line_of(reason: &Reason) -> Line {
    let condition = said(&reason.condition);
    if reason.system.is_empty() {
        return condition.into();
    }
    let values = [
        ("system", reason.system.as_str().into()),
        ("code", reason.effect.marked(&reason.code).into()),
        ("ingredient", reason.ingredient.as_str().into()),
        ("condition", condition.into()),
    ];
    Line {
        words: text_with("reason", values),
        more: Some(reason.clone()),
    }
}

/// How far a reason holds, and where it stands.
fn more(reason: &Reason) -> Vec<String> {
    let source = said(short_source(&reason.source));
    let source = text_with("reason-source", [("source", source.into())]);
    let remark = Some(said(&reason.remark)).filter(|words| !words.is_empty());
    remark.into_iter().chain([source]).collect()
}

/// What the rule says beside the schedule: limits, and what is exempted from it.
fn note(schedule: &Schedule) -> Option<String> {
    Some(said(&schedule.note)).filter(|words| !words.is_empty())
}

/// The listing alone, without the copy that it was read in, which `assets/rules` names.
fn short_source(source: &str) -> &str {
    let ends = [" in github", "; ", " (online", " (timo"];
    let end = ends.iter().filter_map(|mark| source.find(mark)).min();
    end.and_then(|end| source.get(..end)).unwrap_or(source)
}

fn banner(ui: &mut Ui, said: &Said, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let lines: Vec<&Line> = said.lines.iter().filter(|line| line.bears()).collect();
    let (icon, tone) = look(palette, said.verdict);
    tone.frame(2.0)
        .inner_margin(Margin::symmetric(16, 10))
        .show(ui, |ui| {
            ui.set_min_size(vec2(ui.available_width(), HEIGHT - 20.0));
            ui.set_max_height(HEIGHT - 20.0);
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(48.0), Sense::hover());
                icon.paint(ui.painter(), rect.shrink(2.0), tone.line);
                ui.add_space(4.0);
                let why = Button::new(text("reasons-why"));
                let words_width = ui.available_width() - why.wide(ui) - GAP;
                ui.vertical(|ui| {
                    ui.set_width(words_width);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.spacing_mut().interact_size.y = 0.0;
                    let title = theme::bold(&said.title, TITLE).color(tone.words);
                    let Some(schedule) = said.schedule.as_ref().map(schedule_words) else {
                        ui.add(Label::new(title).wrap());
                        return reasons(ui, &lines, None, tone);
                    };
                    if title_width(ui, &said.title) + GAP + chip_width(ui, &schedule)
                        > ui.available_width()
                    {
                        ui.add(Label::new(title).wrap());
                        return reasons(ui, &lines, Some(&schedule), tone);
                    }
                    ui.horizontal(|ui| {
                        ui.label(title);
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            schedule_chip(ui, &schedule);
                        });
                    });
                    reasons(ui, &lines, None, tone);
                });
                if why.show(ui).clicked() {
                    commands.push(Command::Aside(Some(Aside::Reasons)));
                }
            });
        });
}

fn title_width(ui: &Ui, title: &str) -> f32 {
    let (font, ink) = (theme::bold_font(TITLE), Color32::PLACEHOLDER);
    let galley = ui.painter().layout_no_wrap(title.to_owned(), font, ink);
    galley.size().x
}

/// The reasons, before the first of them the `schedule` that did not fit beside the title.
fn reasons(ui: &mut Ui, lines: &[&Line], schedule: Option<&str>, tone: Tone) {
    let shown = if lines.len() > REASONS {
        REASONS - 1
    } else {
        REASONS
    };
    let line = |ui: &mut Ui, words: &str| {
        let words = egui::RichText::new(words).size(16.0).color(tone.words);
        ui.add(Label::new(words).truncate());
    };
    if let Some(schedule) = schedule {
        ui.horizontal(|ui| {
            schedule_chip(ui, schedule);
            if let Some(first) = lines.first() {
                line(ui, &first.words);
            }
        });
    }
    let begun = usize::from(schedule.is_some());
    for each in lines.iter().take(shown).skip(begun) {
        line(ui, &each.words);
    }
    if lines.len() > shown {
        line(
            ui,
            &text_with("reasons-more", [("count", (lines.len() - shown).into())]),
        );
    }
}

fn schedule_chip(ui: &mut Ui, words: &str) {
    let palette = theme::palette(ui);
    chip(ui, Icon::Lock, words, palette.schedule);
}

/// `Controlled CII, DEA 9801`.
pub fn schedule_words(schedule: &Schedule) -> String {
    text_with(
        "schedule",
        [
            ("class", schedule.class.as_str().into()),
            ("code", schedule.dea_code.as_str().into()),
        ],
    )
}
