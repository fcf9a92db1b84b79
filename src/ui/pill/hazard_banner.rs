//! What is known of the hazard: a sign, words and the reasons, never colour alone and never "safe".

use eframe::egui::{self, Align, Color32, Label, Layout, Margin, Sense, Ui, Vec2, vec2};

use super::Reading;
use crate::hazard::{Assessment, Reason, Schedule, Verdict};
use crate::ui::app::View;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP, Palette, Tone};
use crate::ui::kit::widgets::{chip, chip_width, percent};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::said;

/// Always as tall as this, so that nothing below it moves when the verdict comes.
pub const HEIGHT: f32 = 104.0;
/// Size of the verdict's own words.
const TITLE: f32 = 24.0;
/// Reasons shown; the rest are counted and under the pointer.
const REASONS: usize = 2;

/// A verdict in two or three words.
pub fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::Hazardous => text("verdict-hazardous"),
        Verdict::NoListingFound => text("verdict-none"),
        Verdict::Unknown => text("verdict-unknown"),
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
struct Said<'a> {
    verdict: Verdict,
    title: String,
    lines: Vec<String>,
    schedule: Option<&'a Schedule>,
}

/// The verdict on the product that is picked, or the estimate while none is.
pub fn show(ui: &mut Ui, view: &View) {
    let catalog = view.station.catalog();
    let picked = view.state.chosen().and_then(|id| catalog.get(id));
    if let Some(product) = picked {
        let assessment = view.station.rules().assess(product);
        return banner(ui, &of_product(view, &assessment));
    }
    let said = match view.state.pill().map(|pill| &pill.reading) {
        None | Some(Reading::Waiting) => Said {
            verdict: Verdict::Unknown,
            title: text("verdict-waiting"),
            lines: vec![text("verdict-waiting-line")],
            schedule: None,
        },
        Some(Reading::Failed(_)) => Said {
            verdict: Verdict::Unknown,
            title: text("verdict-unknown"),
            lines: vec![text("verdict-unknown-line")],
            schedule: None,
        },
        Some(Reading::Picture(found) | Reading::Done(found)) => {
            let share = percent(found.hazard.probability);
            let (title, mut lines) = match found.hazard.verdict {
                Verdict::Hazardous => (
                    text_with("estimate-hazardous", [("percent", share.into())]),
                    Vec::new(),
                ),
                Verdict::NoListingFound => (
                    text("estimate-none"),
                    vec![
                        text_with("estimate-none-line", [("percent", share.into())]),
                        none_line(view),
                    ],
                ),
                Verdict::Unknown => (text("verdict-unknown"), Vec::new()),
            };
            lines.extend(found.hazard.reasons.iter().map(reason_words));
            if lines.is_empty() && found.hazard.verdict == Verdict::Unknown {
                lines.push(text("verdict-unknown-line"));
            }
            Said {
                verdict: found.hazard.verdict,
                title,
                lines,
                schedule: found.schedule.as_ref(),
            }
        }
    };
    banner(ui, &said);
}

fn of_product<'a>(view: &View, assessment: &'a Assessment) -> Said<'a> {
    let mut lines: Vec<String> = assessment.reasons.iter().map(reason_words).collect();
    if assessment.verdict == Verdict::NoListingFound {
        lines.insert(0, none_line(view));
    }
    let title = verdict_words(assessment.verdict);
    Said {
        verdict: assessment.verdict,
        title,
        lines,
        schedule: assessment.schedule.as_ref(),
    }
}

/// What an absence is worth.
fn none_line(view: &View) -> String {
    let version = view.station.rules().version();
    text_with("verdict-none-line", [("version", version.into())])
}

/// `RCRA-P P001 warfarin: 0.3 % or more (40 CFR 261.33(e))`.
fn reason_words(reason: &Reason) -> String {
    if reason.system.is_empty() {
        return said(&reason.condition);
    }
    text_with(
        "reason",
        [
            ("system", reason.system.as_str().into()),
            ("code", reason.code.as_str().into()),
            ("ingredient", reason.ingredient.as_str().into()),
            ("condition", reason.condition.as_str().into()),
            ("source", reason.source.as_str().into()),
        ],
    )
}

fn banner(ui: &mut Ui, said: &Said) {
    let palette = theme::palette(ui);
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
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.spacing_mut().interact_size.y = 0.0;
                    let title = theme::bold(&said.title, TITLE).color(tone.words);
                    let Some(schedule) = said.schedule.map(schedule_words) else {
                        ui.add(Label::new(title).wrap());
                        return reasons(ui, &said.lines, None, tone);
                    };
                    if title_width(ui, &said.title) + GAP + chip_width(ui, &schedule)
                        > ui.available_width()
                    {
                        ui.add(Label::new(title).wrap());
                        return reasons(ui, &said.lines, Some(&schedule), tone);
                    }
                    ui.horizontal(|ui| {
                        ui.label(title);
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            schedule_chip(ui, &schedule);
                        });
                    });
                    reasons(ui, &said.lines, None, tone);
                });
            });
        });
}

fn title_width(ui: &Ui, title: &str) -> f32 {
    let (font, ink) = (theme::bold_font(TITLE), Color32::PLACEHOLDER);
    let galley = ui.painter().layout_no_wrap(title.to_owned(), font, ink);
    galley.size().x
}

/// The reasons, before the first of them the `schedule` that did not fit beside the title.
fn reasons(ui: &mut Ui, lines: &[String], schedule: Option<&str>, tone: Tone) {
    let all = lines.join("\n");
    let shown = if lines.len() > REASONS {
        REASONS - 1
    } else {
        REASONS
    };
    let line = |ui: &mut Ui, words: &str| {
        let words = egui::RichText::new(words).size(16.0).color(tone.words);
        ui.add(Label::new(words).truncate()).on_hover_text(&all);
    };
    if let Some(schedule) = schedule {
        ui.horizontal(|ui| {
            schedule_chip(ui, schedule);
            if let Some(words) = lines.first() {
                line(ui, words);
            }
        });
    }
    for words in lines
        .iter()
        .take(shown)
        .skip(usize::from(schedule.is_some()))
    {
        line(ui, words);
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
