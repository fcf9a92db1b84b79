//! The item in hand: its photographs, what the model said, what the person decided, and what to do.

use eframe::egui::{
    self, Align, Layout, ScrollArea, TextStyle, TextWrapMode, Ui, WidgetText, vec2,
};

use super::Tab;
use super::state::{Item, Picture, ReviewQuery};
use super::work::AtReview;
use crate::ledger::{
    Doubt, How, Identity, ReviewAct, ReviewState, ScannedPackage, SiteMode, Suggestion,
};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, CONTROL_HEIGHT, GAP, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{Button, Weight, chip, percent, soft};
use crate::ui::pill::hazard_banner;
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::{said, told};

/// Below this width APPROVE, CORRECT and SEND BACK do not fit beside each other.
const NARROW: f32 = 560.0;
/// Height of the photographs, of the width there is.
fn picture_height(ui: &Ui) -> f32 {
    (ui.max_rect().width() * 0.42).clamp(200.0, 420.0)
}

pub fn show(ui: &mut Ui, view: &View, item: &Item, commands: &mut Vec<Command>) {
    ui.set_min_width(ui.available_width());
    let here = view.state.signed_in.as_ref().map(|account| account.id);
    let four_eyes = here.map(|here| view.station.four_eyes(&item.listed, here));
    let may_approve = matches!(four_eyes, Some(Ok(_)));
    let why_not = four_eyes.and_then(Result::err);
    let why_not = why_not.map(|why| sentence(&told(&why)));
    // Laid out first: it keeps the room of as many lines as it takes.
    let note = why_not.as_deref().map(|why| {
        let (words, wide) = (WidgetText::from(soft(ui, why)), ui.available_width());
        words.into_galley(ui, Some(TextWrapMode::Wrap), wide, TextStyle::Body)
    });
    let noted = note.as_ref().map_or(0.0, |note| note.size().y + GAP);
    // Where the window is small, what can be done takes two lines.
    let wraps = if ui.available_width() < NARROW {
        CONTROL_HEIGHT + GAP
    } else {
        0.0
    };
    let below = noted + PRIMARY_HEIGHT + wraps + 3.0 * GAP;
    let height = (ui.available_height() - below).max(64.0);
    ScrollArea::vertical()
        .id_salt(("review_item", item.seq()))
        .max_height(height)
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.spacing_mut().interact_size.y = 24.0;
            heading(ui, view, item);
            pictures(ui, view, item);
            model(ui, item);
            person(ui, item);
            same_drug(ui, item, commands);
        });
    ui.add_space(GAP);
    // Above what can be done, which so stays where it is from item to item.
    if let Some(note) = note {
        ui.label(note);
    }
    actions(ui, view, item, may_approve, why_not.as_deref(), commands);
}

fn heading(ui: &mut Ui, view: &View, item: &Item) {
    let palette = theme::palette(ui);
    ui.add(egui::Label::new(theme::bold(&item.line.drug, 22.0)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let (icon, tone) = hazard_banner::look(palette, item.line.verdict);
        chip(
            ui,
            icon,
            &hazard_banner::verdict_words(item.line.verdict),
            tone,
        );
        if !item.line.schedule.is_empty() {
            chip(ui, Icon::Lock, &item.line.schedule, palette.schedule);
        }
        if item.line.research {
            chip(ui, Icon::Warning, SiteMode::RESEARCH_MARK, palette.neutral);
        }
        let state = item.listed.state();
        let icon = match state {
            ReviewState::Approved => Icon::Check,
            ReviewState::SentBack => Icon::Undo,
            ReviewState::Unreviewed => Icon::Question,
        };
        chip(ui, icon, &state_words(state), palette.neutral);
        for doubt in item.listed.doubts.all(view.station.uncertain_below()) {
            // The chips before say these already.
            if !matches!(doubt, Doubt::SentBack | Doubt::HazardUnknown) {
                chip(ui, Icon::Warning, &doubt_words(doubt), palette.unknown);
            }
        }
    });
    if let Some(review) = &item.listed.review {
        let who = ("who", review.signed.name.as_str().into());
        let words = match &review.act {
            ReviewAct::Approved => text_with("review-approved-by", [who]),
            ReviewAct::SentBack { reason } => text_with(
                "review-sent-back-by",
                [who, ("reason", reason.as_str().into())],
            ),
        };
        ui.label(words);
    }
}

fn pictures(ui: &mut Ui, view: &View, item: &Item) {
    let (of, shown) = &view.state.review.pictures;
    if item.listed.row.disposal.photos.is_empty() {
        ui.label(soft(ui, text("review-no-photo")));
        return;
    }
    if *of != Some(item.seq()) || shown.is_empty() {
        ui.add_space(picture_height(ui));
        return;
    }
    let height = picture_height(ui);
    ui.horizontal_wrapped(|ui| {
        for picture in shown {
            match picture {
                Picture::Kept(texture) => {
                    let wide = (ui.max_rect().width() - GAP) / shown.len() as f32 - GAP;
                    let image = egui::Image::new(texture)
                        .max_size(vec2(wide, height))
                        .alt_text(text("review-photo"));
                    ui.add(image);
                }
                Picture::NotKept => {
                    ui.label(soft(ui, text("review-photo-not-kept")));
                }
                Picture::Broken(words) => {
                    ui.label(words);
                }
            }
        }
    });
}

fn model(ui: &mut Ui, item: &Item) {
    ui.add_space(GAP);
    ui.label(theme::bold(text("review-model"), 18.0));
    let Some(said) = &item.listed.row.disposal.suggestion else {
        ui.label(soft(ui, text("review-model-not-asked")));
        return;
    };
    if !said.identified {
        ui.label(text("review-model-abstained"));
    }
    for candidate in &said.candidates {
        let mut names: Vec<&str> = candidate
            .products
            .iter()
            .map(|product| product.name.as_str())
            .collect();
        names.dedup();
        ui.horizontal(|ui| {
            ui.set_min_height(24.0);
            let share = percent(candidate.confidence_ppm as f32 / 1e6);
            let size = vec2(64.0, 24.0);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.label(theme::bold(share, 16.0));
            });
            let name = format!("{}. {}", candidate.rank, names.join(", "));
            ui.add(egui::Label::new(egui::RichText::new(name).size(16.0)).truncate());
        });
    }
    let words = [
        Some(imprint_words(said)),
        typed_words(said),
        Some(hazard_words(said)),
        setup_words(said),
        Some(versions_words(said)),
    ];
    for words in words.into_iter().flatten() {
        ui.add(egui::Label::new(soft(ui, words).size(15.0)).wrap());
    }
}

fn imprint_words(said: &Suggestion) -> String {
    if said.imprint_read.is_empty() {
        return text("review-imprint-none");
    }
    let read = said.imprint_read.join(" | ");
    text_with("review-imprint", [("imprint", read.into())])
}

fn typed_words(said: &Suggestion) -> Option<String> {
    let typed = said.imprint_typed.as_deref()?;
    Some(text_with("review-typed", [("imprint", typed.into())]))
}

fn hazard_words(said: &Suggestion) -> String {
    let verdict = hazard_banner::estimate_words(said.hazard);
    text_with(
        "review-hazard-estimate",
        [
            ("verdict", verdict.into()),
            ("percent", percent(said.hazard_ppm as f32 / 1e6).into()),
        ],
    )
}

/// How the camera was set up, where one took the photographs.
fn setup_words(suggestion: &Suggestion) -> Option<String> {
    let setups: Vec<_> = suggestion
        .camera_setups
        .iter()
        .map(|setup| said(setup))
        .collect();
    let setups = setups.join(" | ");
    (!setups.is_empty()).then(|| text_with("review-camera", [("setup", setups.into())]))
}

fn versions_words(said: &Suggestion) -> String {
    let versions = &said.versions;
    text_with(
        "review-versions",
        [
            ("model", versions.model.as_str().into()),
            ("rules", versions.rules.as_str().into()),
            ("catalog", versions.catalog.as_str().into()),
        ],
    )
}

fn person(ui: &mut Ui, item: &Item) {
    ui.add_space(GAP);
    ui.label(theme::bold(text("review-person"), 18.0));
    let row = &item.listed.row;
    let how = match &row.decided.identity {
        Identity::Unidentified => text("review-how-unidentified"),
        Identity::Identified {
            how: How::Picked { rank },
            ..
        } => text_with("review-how-picked", [("rank", (*rank).into())]),
        Identity::Identified {
            how: How::Searched, ..
        } => text("review-how-searched"),
    };
    ui.label(text_with(
        "review-decided",
        [
            ("drug", item.line.drug.as_str().into()),
            ("count", item.line.quantity.into()),
            ("how", how.into()),
        ],
    ));
    let mut lines = vec![text_with(
        "review-entered",
        [
            ("who", row.by.as_str().into()),
            ("time", item.line.time.as_str().into()),
            ("day", day_words(row.decided.acted_on).into()),
        ],
    )];
    if drug_name(&row.decided.identity).is_some() {
        lines.push(item.line.detail.clone());
    }
    if !item.line.hazard.is_empty() {
        lines.push(item.line.hazard.clone());
    }
    if let Some(reference) = &row.decided.reference {
        lines.push(text_with(
            "review-reference",
            [("reference", reference.as_str().into())],
        ));
    }
    if let Some(day) = row.decided.discontinued {
        let day = day_words(day).into();
        lines.push(text_with("review-discontinued", [("day", day)]));
    }
    lines.extend(row.disposal.package.as_ref().map(package_words));
    lines.extend(item.line.corrected.clone());
    for words in lines {
        ui.add(egui::Label::new(soft(ui, words)).wrap());
    }
}

/// What the barcode of the package said, in words.
fn package_words(package: &ScannedPackage) -> String {
    let says = [
        ("scan-ndc", "ndc", Some(package.ndc11.clone())),
        ("scan-lot", "value", package.lot.clone()),
        ("scan-expires", "value", package.expires.map(day_words)),
        ("scan-serial", "value", package.serial.clone()),
    ];
    let says = says
        .into_iter()
        .filter_map(|(key, name, value)| Some(text_with(key, [(name, value?.into())])));
    let says: Vec<_> = says.collect();
    text_with("review-package", [("says", says.join(" · ").into())])
}

fn same_drug(ui: &mut Ui, item: &Item, commands: &mut Vec<Command>) {
    let Some(drug) = drug_name(&item.listed.row.decided.identity) else {
        return;
    };
    if Button::new(text("review-same-drug"))
        .icon(Icon::Search)
        .show(ui)
        .clicked()
    {
        let query = ReviewQuery {
            drug: drug.to_owned(),
            ..ReviewQuery::default()
        };
        commands.push(Command::Review(AtReview::Query(query)));
        commands.push(Command::Review(AtReview::Tab(Tab::All)));
    }
}

fn actions(
    ui: &mut Ui,
    view: &View,
    item: &Item,
    may_approve: bool,
    why_not: Option<&str>,
    commands: &mut Vec<Command>,
) {
    let open = view.state.review.is_open();
    let is_approved = item.listed.state() == ReviewState::Approved;
    ui.horizontal_wrapped(|ui| {
        let approve = Button::new(text("review-approve"))
            .icon(Icon::Check)
            .key("A")
            .weight(Weight::Primary)
            .enabled(may_approve && open && !is_approved);
        let shown = approve.show(ui);
        if let Some(why) = why_not {
            shown.clone().on_hover_text(why);
        }
        if shown.clicked() {
            commands.push(Command::Review(AtReview::Approve));
        }
        let correct = Button::new(text("review-correct")).key("C");
        if correct.enabled(open).show(ui).clicked() {
            commands.push(Command::Review(AtReview::AskCorrect));
        }
        let back = Button::new(text("review-send-back")).key("S");
        if back.enabled(open).show(ui).clicked() {
            commands.push(Command::Review(AtReview::AskSendBack));
        }
    });
}

/// Where a review stands, in words.
pub fn state_words(state: ReviewState) -> String {
    match state {
        ReviewState::Unreviewed => text("state-unreviewed"),
        ReviewState::Approved => text("state-approved"),
        ReviewState::SentBack => text("state-sent-back"),
    }
}

/// Why somebody should look, in words.
pub fn doubt_words(doubt: Doubt) -> String {
    match doubt {
        Doubt::SentBack => text("state-sent-back"),
        Doubt::Unidentified => text("unidentified"),
        Doubt::HazardUnknown => text("doubt-hazard"),
        Doubt::ModelAbstained => text("doubt-abstained"),
        Doubt::OtherChosen => text("doubt-other"),
        Doubt::LowConfidence => text("doubt-low"),
    }
}

/// The name of what the record says an item is.
fn drug_name(identity: &Identity) -> Option<&str> {
    match identity {
        Identity::Identified { drug, .. } => Some(&drug.name),
        Identity::Unidentified => None,
    }
}
