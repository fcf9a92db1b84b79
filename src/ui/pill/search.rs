//! Not one of the candidates, or no photograph at all: the catalogue by imprint, name or NDC.

use eframe::egui::{ComboBox, ScrollArea, Ui};

use super::candidates;
use crate::catalog::{ProductId, SearchWords};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme;
use crate::ui::kit::widgets::{card, field, focus_ring, pick_row, soft};
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::{said, told};

/// Products shown of each group; the words have to be narrowed beyond that.
const SHOWN: usize = 40;

/// The screen on which a product is looked up.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let by_hand = view.state.tray.is_some() && view.state.pill().is_none();
    let title = if by_hand {
        "search-title-by-hand"
    } else {
        "search-title"
    };
    finder(ui, view, &text(title), commands);
}

/// The fields and, below them, what the catalogue has of that.
pub fn finder(ui: &mut Ui, view: &View, title: &str, commands: &mut Vec<Command>) {
    let search = &view.state.search;
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.label(theme::bold(title, 24.0));
        if let Some(words) = words_edited(ui, view) {
            commands.push(Command::Seek(words));
        }
        if let Some(problem) = &search.found.ndc_problem {
            ui.label(soft(ui, sentence(&told(problem))));
        }
    });
    let found = &search.found;
    let groups = [
        ("group-ndc", &found.by_ndc),
        ("group-exact", &found.by_look.exact),
        ("group-partial", &found.by_look.partial),
        ("group-variants", &found.by_look.variants),
        ("group-name", &found.by_name),
        ("group-open", &found.by_look.cannot_be_ruled_out),
    ];
    // What CONFIRM records is in sight, whatever is looked for now.
    let is_empty = search.words.is_empty();
    let lists = |id| {
        let listed = |ids: &[ProductId]| ids.iter().take(SHOWN).any(|&each| each == id);
        !is_empty && groups.iter().any(|(_, ids)| listed(ids))
    };
    if let Some(id) = view.state.chosen().filter(|&id| !lists(id)) {
        chosen_row(ui, view, id, commands);
    }
    if is_empty {
        ui.label(soft(ui, text("search-empty")));
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if groups.iter().all(|(_, ids)| ids.is_empty()) {
            ui.label(text("search-nothing"));
        }
        for (key, ids) in groups {
            group(ui, view, key, ids, commands);
        }
    });
}

/// Least width of a field, points.
const FIELD: f32 = 150.0;

fn words_edited(ui: &mut Ui, view: &View) -> Option<SearchWords> {
    let mut words = view.state.search.words.clone();
    let room = ui.available_width();
    let wide = |count: f32| ((room - (count - 1.0) * theme::GAP) / count).floor();
    // Colour and shape go below the others where there is no room beside them.
    let beside = wide(5.0) >= FIELD;
    let width = wide(if beside { 5.0 } else { 3.0 }).min(320.0);
    ui.horizontal(|ui| {
        typed(ui, view, &mut words, width);
        if beside {
            chosen(ui, view, &mut words, width);
        }
    });
    if !beside {
        ui.horizontal(|ui| chosen(ui, view, &mut words, width));
    }
    (words != view.state.search.words).then_some(words)
}

fn typed(ui: &mut Ui, view: &View, words: &mut SearchWords, width: f32) {
    let (label, hint) = (text("search-imprint"), text("search-imprint-hint"));
    let imprint = field(ui, &label, &hint, &mut words.imprint, width);
    // The first field is where a person begins to type.
    if view.state.search.words.is_empty() {
        take_cursor(&imprint);
    }
    let (label, hint) = (text("search-name"), text("search-name-hint"));
    field(ui, &label, &hint, &mut words.name, width);
    let (label, hint) = (text("search-ndc"), text("search-ndc-hint"));
    field(ui, &label, &hint, &mut words.ndc, width);
}

fn chosen(ui: &mut Ui, view: &View, words: &mut SearchWords, width: f32) {
    let search = &view.state.search;
    let (color, shape) = (text("search-color"), text("search-shape"));
    let any = text("search-any");
    let (colors, shapes) = (&search.colors, &search.shapes);
    choice(ui, (&color, &any), &mut words.color, colors, width);
    choice(ui, (&shape, &any), &mut words.shape, shapes, width);
}

/// One of `values` under its label, or none of them, which is called `none`.
pub fn choice(
    ui: &mut Ui,
    (label, none): (&str, &str),
    value: &mut Option<String>,
    values: &[String],
    width: f32,
) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let name = ui.label(soft(ui, label));
        let shown = value
            .as_deref()
            .map_or_else(|| none.to_owned(), |each| said(&each.to_lowercase()));
        let combo = ComboBox::from_id_salt(label)
            .selected_text(shown)
            .width(width)
            .show_ui(ui, |ui| {
                ui.selectable_value(value, None, none);
                for each in values {
                    ui.selectable_value(value, Some(each.clone()), said(&each.to_lowercase()));
                }
            });
        focus_ring(ui, &combo.response);
        combo.response.labelled_by(name.id);
    });
}

fn group(ui: &mut Ui, view: &View, key: &str, ids: &[ProductId], commands: &mut Vec<Command>) {
    if ids.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    ui.label(theme::bold(
        text_with(key, [("count", ids.len().into())]),
        18.0,
    ));
    for &id in ids.iter().take(SHOWN) {
        product_row(ui, view, key, id, commands);
    }
    if ids.len() > SHOWN {
        ui.label(soft(
            ui,
            text_with("group-more", [("count", (ids.len() - SHOWN).into())]),
        ));
    }
}

/// What was chosen, where no list shows it.
pub fn chosen_row(ui: &mut Ui, view: &View, id: ProductId, commands: &mut Vec<Command>) {
    ui.label(theme::bold(text("chosen-now"), 18.0));
    product_row(ui, view, "chosen-now", id, commands);
}

fn product_row(ui: &mut Ui, view: &View, key: &str, id: ProductId, commands: &mut Vec<Command>) {
    let catalog = view.station.catalog();
    let Some(product) = catalog.get(id) else {
        return;
    };
    let name = candidates::full_name(product);
    let selected = view.state.chosen() == Some(id);
    let row = pick_row(
        ui,
        ui.scope_id().with((key, id)),
        &name,
        selected,
        80.0,
        |ui| {
            candidates::drawing(ui, product);
            let width = ui.available_width();
            let assessment = view.station.rules().assess(product);
            candidates::words(ui, product, &assessment, 0, width);
        },
    );
    if row.clicked() {
        commands.push(Command::PickFound(id));
    }
}
