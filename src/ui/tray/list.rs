//! The pills of a tray as a list, what to do next, and CONFIRM ALL.

use eframe::egui::{self, CornerRadius, Id, Image, Rect, ScrollArea, Ui, Vec2, vec2};

use super::shown;
use crate::hazard::Schedule;
use crate::identify::Identification;
use crate::people::Action;
use crate::station::Scale;
use crate::ui::app::View;
use crate::ui::calibration;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view;
use crate::ui::kit::theme::{self, GAP, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{Button, Weight, chip, chip_width, percent, pick_row, soft};
use crate::ui::pill::decide::AtDecision;
use crate::ui::pill::{Pill, Reading};
use crate::ui::pill::{agreed, candidates, decide, hazard_banner, label, same_case};
use crate::ui::state::{Screen, Tray};
use crate::ui::words::strings::{text, text_with};
use crate::ui::workers::looking;

/// Height of a row, and what another line of signs adds to it.
const ROW: f32 = 80.0;
const SIGNS: f32 = 26.0;
/// Gap between two signs.
const BETWEEN: f32 = 6.0;
/// Side of the picture of a pill.
const SIDE: f32 = 64.0;
/// What of the width of a row its margins, its number and its mark take.
const BESIDE: f32 = 90.0;

/// Least height of the list, and of all that stands here, points.
const LIST: f32 = 120.0;
const COLUMN: f32 = 360.0;

pub fn show(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    let all = agreed::all_offered(&view.station.catalog(), view.state);
    let all = all.filter(|_| decide::may_record(view));
    // What can be seen of it, where the screen around it is scrolled too: what has the cursor comes into
    // view by scrolling one of both.
    let seen = ui.clip_rect().height().max(COLUMN);
    let room = ui.available_height().min(seen);
    let id = Id::unique("below the pills");
    let below: Option<f32> = ui.data(|data| data.get_temp(id));
    let below = below.unwrap_or(2.0 * PRIMARY_HEIGHT + 3.0 * GAP);
    // Where more is said than there is room for, what stands below the pills can be scrolled to.
    ScrollArea::vertical()
        .id_salt("tray")
        .max_height(room)
        .auto_shrink(false)
        .show(ui, |ui| {
            let top = ui.cursor().top();
            said_of_all(ui, view, tray, all.is_some(), commands);
            let height = (room - (ui.cursor().top() - top) - below).max(LIST);
            let list = ScrollArea::vertical()
                .id_salt("pills")
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for pill in &tray.pills {
                        row(ui, view, pill, commands);
                    }
                });
            ui.add_space(GAP);
            done_with_all(ui, view, tray, all.map(|all| all.len()), commands);
            let now = ui.min_rect().bottom() - list.inner_rect.bottom();
            if (now - below).abs() > 0.5 {
                ui.data_mut(|data| data.insert_temp(id, now));
                ui.ctx().request_repaint();
            }
            in_view::follow(ui);
        });
}

/// How many they are, what to do next, what is wrong, and where else to look.
fn said_of_all(
    ui: &mut Ui,
    view: &View,
    tray: &Tray,
    all_agreed: bool,
    commands: &mut Vec<Command>,
) {
    ui.label(theme::bold(
        text_with("tray-count", [("count", tray.pills.len().into())]),
        24.0,
    ));
    ui.label(egui::RichText::new(next_step(tray, all_agreed)).size(18.0));
    shown::troubles(ui, view, tray, commands);
    for flaw in &tray.flaws {
        ui.label(soft(ui, looking::flaw_words(*flaw)));
    }
    if tray.live && !view.state.scale.as_ref().is_some_and(Scale::is_known) {
        calibration::notice(ui, view, commands);
    }
    ui.horizontal_wrapped(|ui| {
        label::ask(ui, view, commands);
        let search = Button::new(text("search-catalog")).icon(Icon::Search);
        if view.station.offers(Action::RecordItem).is_ok() && search.show(ui).clicked() {
            commands.push(Command::Show(Screen::Search));
        }
    });
    // Below both: words that go on in a second line would push the next button up against the first.
    if let Some(drug) = label::words(view) {
        ui.label(soft(ui, drug));
    }
}

/// CONFIRM ALL, and the next tray.
fn done_with_all(
    ui: &mut Ui,
    view: &View,
    tray: &Tray,
    count: Option<usize>,
    commands: &mut Vec<Command>,
) {
    if tray.pills.len() > 1 {
        confirm_all(ui, view, tray, count, commands);
    }
    ui.horizontal_wrapped(|ui| {
        let (words, icon) = if tray.live {
            ("start-over", Icon::Undo)
        } else {
            let next = Button::new(text("open-photo")).icon(Icon::Folder).tall();
            if !view.state.kiosk && next.show(ui).clicked() {
                commands.push(Command::ChoosePhoto);
            }
            ("put-away", Icon::Cross)
        };
        let away = Button::new(text(words)).icon(icon).key("Esc").tall();
        if away.show(ui).clicked() {
            commands.push(Command::PutAway);
        }
    });
}

/// The one thing to do next.
fn next_step(tray: &Tray, all_agreed: bool) -> String {
    let pills = &tray.pills;
    let open = || pills.iter().filter(|pill| pill.recorded.is_none());
    if pills.is_empty() {
        return text("no-pill-found");
    }
    if pills.iter().any(Pill::is_touching) {
        return text(if tray.live {
            "tray-touching-live"
        } else {
            "tray-touching"
        });
    }
    if let Some(gone) = open().find(|pill| pill.lies.is_none()) {
        return text_with("tray-missing", [("number", gone.number.into())]);
    }
    if open().next().is_none() {
        return text(if tray.live {
            "tray-done-live"
        } else {
            "tray-done"
        });
    }
    text(if all_agreed {
        "tray-agreed"
    } else {
        "tray-lead"
    })
}

/// Offered only where every pill is sure; otherwise it says why it is not.
fn confirm_all(
    ui: &mut Ui,
    view: &View,
    tray: &Tray,
    count: Option<usize>,
    commands: &mut Vec<Command>,
) {
    if decide::refused(ui, view) {
        return;
    }
    if decide::led_to_event(ui, view, commands) {
        return;
    }
    decide::stated_with_item(ui, view, commands);
    same_case::button(ui, view, commands);
    let ready = count.is_some() && !view.state.saving;
    let words = match count {
        _ if view.state.saving => text("saving"),
        Some(count) => text_with("confirm-all", [("count", count.into())]),
        None if tray.pills.iter().all(|pill| pill.recorded.is_some()) => text("tray-done"),
        None if view.state.is_unseen(tray) => text("confirm-all-unseen"),
        None => text("confirm-all-not-yet"),
    };
    let button = Button::new(words)
        .weight(Weight::Primary)
        .enabled(ready)
        .width(ui.available_width());
    let button = if ready {
        button.icon(Icon::Check).key("Enter")
    } else {
        button
    };
    if button.show(ui).clicked() {
        commands.push(Command::Decide(AtDecision::ConfirmAll));
    }
}

fn row(ui: &mut Ui, view: &View, pill: &Pill, commands: &mut Vec<Command>) {
    let Words {
        title,
        detail,
        schedule,
    } = words(view, pill);
    let palette = theme::palette(ui);
    let compared = pill.expected.as_ref().filter(|_| pill.recorded.is_none());
    let compared = compared.map(|expected| label::finding(palette, expected));
    let says = compared.as_ref().map(|(_, _, words)| words.as_str());
    let spoken = [
        Some(title.as_str()),
        Some(&detail),
        schedule.as_deref(),
        says,
    ];
    let spoken: Vec<&str> = spoken.into_iter().flatten().collect();
    let name = text_with(
        "pill-name",
        [
            ("number", pill.number.to_string().into()),
            ("title", spoken.join(", ").into()),
        ],
    );
    let selected = view.state.in_hand == Some(pill.number);
    let id = ui.scope_id().with(("pill", pill.number));
    let schedule = schedule.map(|words| (Icon::Lock, palette.schedule, words));
    let signs: Vec<_> = compared.into_iter().chain(schedule).collect();
    let wide = signs.iter().map(|(_, _, words)| chip_width(ui, words));
    let wide = wide.sum::<f32>() + BETWEEN * signs.len().saturating_sub(1) as f32;
    let free = ui.available_width() - BESIDE - (SIDE + GAP) * pill.sides.len() as f32;
    let stacked = signs.len() > 1 && wide > free;
    let height = if stacked { ROW + SIGNS } else { ROW };
    let row = pick_row(ui, id, &name, selected, height, |ui| {
        candidates::number(ui, pill.number as usize);
        for side in &pill.sides {
            ui.add(
                Image::new(&side.crop)
                    .fit_to_exact_size(Vec2::splat(SIDE))
                    .corner_radius(CornerRadius::same(6)),
            );
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.spacing_mut().interact_size.y = 0.0;
            if signs.is_empty() {
                ui.add_space(8.0);
            }
            // Beside the mark at the end of the row.
            ui.set_max_width(ui.available_width() - 40.0);
            ui.add(egui::Label::new(theme::bold(title, 18.0)).truncate());
            ui.add(egui::Label::new(soft(ui, detail)).truncate());
            let show = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                for (icon, tone, words) in &signs {
                    chip(ui, *icon, words, *tone);
                }
            };
            if stacked {
                show(ui);
            } else {
                ui.horizontal(show);
            }
        });
    });
    let mark = Rect::from_center_size(row.rect.right_center() - vec2(24.0, 0.0), Vec2::splat(24.0));
    let palette = theme::palette(ui);
    if pill.recorded.is_some() {
        Icon::Check.paint(ui.painter(), mark, palette.primary);
    } else if pill.is_touching() {
        Icon::Split.paint(ui.painter(), mark, palette.unknown.line);
    } else if pill.lies.is_none() {
        Icon::Question.paint(ui.painter(), mark, palette.unknown.line);
    } else if agreed::agreed(&view.station.catalog(), pill).is_some() {
        Icon::Check.paint(ui.painter(), mark, palette.soft);
    }
    if row.clicked() {
        commands.push(Command::Focus(pill.number));
    }
}

/// What a row says.
struct Words {
    title: String,
    detail: String,
    /// The controlled-substance schedule it is in, or may be in.
    schedule: Option<String>,
}

impl Words {
    fn of(title: String, detail: String) -> Self {
        Self {
            title,
            detail,
            schedule: None,
        }
    }

    fn with(self, schedule: Option<&Schedule>) -> Self {
        Self {
            schedule: schedule.map(hazard_banner::schedule_words),
            ..self
        }
    }
}

fn words(view: &View, pill: &Pill) -> Words {
    if let Some(words) = &pill.recorded {
        return Words::of(text("pill-recorded"), words.clone());
    }
    if pill.is_touching() {
        return Words::of(text("pill-touching"), text("pill-touching-advice"));
    }
    if pill.lies.is_none() {
        return Words::of(text("pill-missing"), text("pill-missing-advice"));
    }
    let catalog = view.station.catalog();
    let product = |id| catalog.get(id);
    // Before the name, which is cut where there is no room for it.
    let counted = |drug: String| match pill.quantity {
        1 => drug,
        count => text_with(
            "pill-several",
            [("count", count.into()), ("drug", drug.into())],
        ),
    };
    if let Some(product) = pill.choice.product().and_then(product) {
        let assessment = view.station.rules().assess(product);
        let verdict = hazard_banner::verdict_words(assessment.verdict);
        let detail = text_with("pill-picked", [("verdict", verdict.into())]);
        let title = counted(product.name.clone());
        return Words::of(title, detail).with(assessment.schedule.as_ref());
    }
    match &pill.reading {
        Reading::Waiting => Words::of(text("reading-picture"), String::new()),
        Reading::Failed(words) => Words::of(text("pill-failed"), words.clone()),
        reading @ (Reading::Picture(found) | Reading::Done(found)) => {
            let is_read = matches!(reading, Reading::Done(_));
            let first = found.candidates.first();
            let name = first
                .and_then(|candidate| candidate.products.first().copied())
                .and_then(product)
                .map_or_else(|| text("unidentified"), |product| product.name.clone());
            Words::of(counted(name), likeliest(found, is_read)).with(found.schedule.as_ref())
        }
    }
}

/// Whether the likeliest is hazardous, which comes first because the end may be cut, and how likely it is; or
/// what is wrong with the picture. Before the imprint is read nobody needs to turn the pill over.
fn likeliest(found: &Identification, is_read: bool) -> String {
    if let Some(flaw) = found.flaws.first() {
        return looking::flaw_words(*flaw);
    }
    let line = match (is_read, found.asks_other_side()) {
        (false, _) => "pill-likeliest-reading",
        (true, true) => "pill-likeliest-turn",
        (true, false) => "pill-likeliest",
    };
    let first = found.candidates.first();
    let share = percent(first.map_or(0.0, |candidate| candidate.confidence));
    let verdict = hazard_banner::estimate_words(found.hazard.verdict);
    text_with(
        line,
        [("percent", share.into()), ("verdict", verdict.into())],
    )
}
