//! The likeliest drugs in order, each with its number, a drawing to compare with, and its reasons.

use eframe::egui::{self, Align, Align2, Layout, ScrollArea, Sense, Ui, UiBuilder, vec2};

use super::{Choice, Pill, Reading, drawing, hazard_banner, remarks, search};
use crate::catalog::{Product, ProductId};
use crate::hazard::Assessment;
use crate::identify::{Candidate, Outcome};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, Palette, Tone};
use crate::ui::kit::widgets::{chip, chip_width, confidence, percent, pick_row, soft};
use crate::ui::words::strings::{text, text_with};

/// Height of a row; five of them fit under the banner on 800 lines.
const ROW: f32 = 78.0;
/// What another line of signs adds to it, and the gap between two signs.
const SIGNS: f32 = 26.0;
const BETWEEN: f32 = 6.0;
/// Width of the drawing of a pill, and of a place in a list.
const DRAWING: f32 = 104.0;
const NUMBER: f32 = 18.0;
/// What the confidence takes at the end of a row, and the least that is left for words.
const CONFIDENCE: f32 = 132.0;
const WORDS: f32 = 120.0;

/// The list; empty places keep their room so that nothing moves when candidates come.
pub fn show(ui: &mut Ui, view: &View, pill: &Pill, commands: &mut Vec<Command>) {
    let found = pill.reading.identification();
    let title = match (&pill.reading, found.map(|found| found.outcome)) {
        (Reading::Waiting, _) => text("candidates-waiting"),
        (Reading::Failed(_), _) => text("candidates-failed"),
        (_, Some(Outcome::Identified)) => text("candidates-title"),
        _ => text("candidates-unsure"),
    };
    ui.label(soft(ui, title));
    ScrollArea::vertical()
        .id_salt("candidates")
        .auto_shrink(false)
        .show(ui, |ui| {
            if let Choice::Searched(product) = pill.choice {
                search::chosen_row(ui, view, product, commands);
            }
            for (place, candidate) in found.iter().flat_map(|found| &found.candidates).enumerate() {
                row(ui, view, pill, place, candidate, commands);
            }
        });
}

fn row(
    ui: &mut Ui,
    view: &View,
    pill: &Pill,
    place: usize,
    candidate: &Candidate,
    commands: &mut Vec<Command>,
) {
    let catalog = view.station.catalog();
    let picked = match pill.choice {
        Choice::Candidate {
            place: picked,
            product,
        } if picked == place => Some(product),
        _ => None,
    };
    let shown = picked.flatten().or(candidate.products.first().copied());
    let Some(product) = shown.and_then(|id| catalog.get(id)) else {
        return;
    };
    let assessment = view.station.rules().assess(product);
    let name = text_with(
        "candidate-name",
        [
            ("rank", candidate.rank.into()),
            ("drug", product.name.as_str().into()),
            ("percent", percent(candidate.confidence).into()),
            (
                "verdict",
                hazard_banner::verdict_words(assessment.verdict).into(),
            ),
        ],
    );
    // What is pressed is this candidate, wherever the list has it when the finger comes up.
    let id = ui.scope_id().with(("candidate", candidate.appearance));
    let look_alikes = candidate.products.len().saturating_sub(1);
    let signs = signs(theme::palette(ui), &assessment, look_alikes);
    let before = 24.0 + NUMBER + DRAWING + 2.0 * ui.spacing().item_spacing.x;
    let height = ROW + below(ui, &signs, words_width(ui.available_width() - before));
    let response = pick_row(ui, id, &name, picked.is_some(), height, |ui| {
        row_words(ui, candidate, product, &assessment, look_alikes);
    });
    if response.clicked() {
        commands.push(Command::Pick(place));
    }
    // Where the likeliest look the same and are different drugs, one tap picks one of them.
    let asks = place == 0 && catalog.one_drug(&candidate.products).is_none();
    if picked.is_some() || asks {
        ui.indent(id, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.spacing_mut().interact_size.y = 0.0;
            if picked.is_some() {
                for remark in &candidate.remarks {
                    remarks::line(ui, remark);
                }
            }
            if look_alikes > 0 {
                look_alike_choice(ui, view, place, candidate, picked.flatten(), commands);
            }
        });
    }
}

/// What tells one product from another, in the space of one row.
pub fn row_words(
    ui: &mut Ui,
    candidate: &Candidate,
    product: &Product,
    assessment: &Assessment,
    look_alikes: usize,
) {
    number(ui, candidate.rank as usize);
    drawing(ui, product);
    let width = words_width(ui.available_width());
    words(ui, product, assessment, look_alikes, width);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        confidence(ui, candidate.confidence, CONFIDENCE - 8.0);
    });
}

/// Width of the words of a row, of what is left for them and the confidence.
fn words_width(left: f32) -> f32 {
    (left - CONFIDENCE - 8.0).max(WORDS)
}

type Sign = (Icon, Tone, String);

/// The verdict, the schedule, and how many look the same.
fn signs(palette: &Palette, assessment: &Assessment, look_alikes: usize) -> Vec<Sign> {
    let (icon, tone) = hazard_banner::look(palette, assessment.verdict);
    let verdict = (icon, tone, hazard_banner::verdict_words(assessment.verdict));
    let schedule = assessment.schedule.as_ref();
    let schedule = schedule.map(|schedule| (Icon::Lock, palette.schedule, schedule.class.clone()));
    let alike = (look_alikes > 0).then(|| {
        let words = text_with("look-alikes", [("count", look_alikes.into())]);
        (Icon::Split, palette.neutral, words)
    });
    [Some(verdict), schedule, alike]
        .into_iter()
        .flatten()
        .collect()
}

/// Height of the lines that `signs` take below the first one, where a line is so wide.
fn below(ui: &Ui, signs: &[Sign], width: f32) -> f32 {
    let (mut more, mut used) = (0.0, 0.0);
    for (_, _, words) in signs {
        let wide = chip_width(ui, words);
        if used > 0.0 && used + wide > width {
            more += SIGNS;
            used = 0.0;
        }
        used += wide + BETWEEN;
    }
    more
}

/// A place in a list, always as wide.
pub fn number(ui: &mut Ui, number: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(NUMBER, 24.0), Sense::hover());
    let color = theme::palette(ui).text;
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        number.to_string(),
        theme::bold_font(22.0),
        color,
    );
}

/// The drawing of a pill at the size rows use.
pub fn drawing(ui: &mut Ui, product: &Product) {
    let (rect, _) = ui.allocate_exact_size(vec2(DRAWING, ROW - 16.0), Sense::hover());
    drawing::draw(ui.painter(), rect, product);
}

/// Name, maker, imprint and warnings in three lines, or more where the warnings need them.
pub fn words(
    ui: &mut Ui,
    product: &Product,
    assessment: &Assessment,
    look_alikes: usize,
    width: f32,
) {
    let signs = signs(theme::palette(ui), assessment, look_alikes);
    let height = ROW - 10.0 + below(ui, &signs, width);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let mut ui = ui.new_child(
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::top_down(Align::Min)),
    );
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.spacing_mut().interact_size.y = 0.0;
    ui.add(egui::Label::new(theme::bold(&product.name, 18.0)).truncate());
    let imprint = match product.imprint_words() {
        words if words.is_empty() => text("imprint-unlisted"),
        words => words,
    };
    let line = text_with(
        "product-line",
        [
            ("imprint", imprint.into()),
            ("labeler", labeler(product).into()),
            ("ndc", product.id.ndc11.to_string().into()),
        ],
    );
    let line = egui::RichText::new(line)
        .size(15.0)
        .color(theme::palette(&ui).soft);
    ui.add(egui::Label::new(line).truncate());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(BETWEEN, 3.0);
        for (icon, tone, words) in &signs {
            chip(ui, *icon, words, *tone);
        }
    });
}

/// Drug, labeler and NDC, which tell it from what looks like it.
pub fn full_name(product: &Product) -> String {
    text_with(
        "look-alike-name",
        [
            ("drug", product.name.as_str().into()),
            ("labeler", labeler(product).into()),
            ("ndc", product.id.ndc11.to_string().into()),
        ],
    )
}

/// Who sells it; of a pill that was taught nobody may have said.
fn labeler(product: &Product) -> String {
    if product.labeler.is_empty() {
        text("labeler-unlisted")
    } else {
        product.labeler.clone()
    }
}

fn look_alike_choice(
    ui: &mut Ui,
    view: &View,
    place: usize,
    candidate: &Candidate,
    chosen: Option<ProductId>,
    commands: &mut Vec<Command>,
) {
    ui.label(soft(
        ui,
        if chosen.is_some() {
            text("look-alikes-same")
        } else {
            text("look-alikes-choose")
        },
    ));
    ui.spacing_mut().item_spacing.y = theme::GAP;
    for &id in &candidate.products {
        let catalog = view.station.catalog();
        let Some(product) = catalog.get(id) else {
            continue;
        };
        let name = full_name(product);
        let row_id = ui.scope_id().with(("alike", id));
        let row = pick_row(
            ui,
            row_id,
            &name,
            chosen == Some(id),
            theme::CONTROL_HEIGHT,
            |ui| {
                ui.add(egui::Label::new(&name).truncate());
            },
        );
        if row.clicked() {
            commands.push(Command::PickLookAlike(place, id));
        }
    }
}
