//! "Is this what the label says?": the drug on the label of the vial in hand, and how each pill
//! compares with it.

use eframe::egui::{Align, Key, Layout, Margin, ScrollArea, Ui};

use crate::catalog::{Catalog, ProductId};
use crate::identify::{Expected, LabelFinding};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::keys::is_covered;
use crate::ui::kit::dialog;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::theme::{self, GAP, Palette, Tone};
use crate::ui::kit::widgets::{Button, Weight, field, pick_row, soft};
use crate::ui::state::{Screen, Work};
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;
use crate::ui::workers::identify::Order;

/// Products looked through for the names that fit what was typed, and names shown.
const PRODUCTS: usize = 200;
const NAMES: usize = 6;

/// What pills are compared with.
#[derive(Default)]
pub struct Label {
    pub products: Vec<ProductId>,
    /// The box is open.
    pub asking: Option<Asking>,
}

/// What was typed into the box.
#[derive(Clone, Default, Debug)]
pub struct Asking {
    typed: String,
    problem: Option<String>,
}

/// What is asked for in the box.
#[derive(Clone, Debug)]
pub enum AtLabel {
    Ask,
    Type(String),
    /// Take what was typed as NDCs, or as the one drug it names.
    Take,
    /// The drug with this name.
    Drug(String),
    /// Compare with nothing any more.
    Forget,
    Close,
}

impl App {
    pub(in crate::ui) fn at_label(&mut self, asked: AtLabel) {
        match asked {
            AtLabel::Ask => self.state.label.asking = Some(Asking::default()),
            AtLabel::Close => self.state.label.asking = None,
            AtLabel::Forget => self.compare_with(Vec::new()),
            AtLabel::Drug(name) => {
                let products = of_name(&self.station.catalog(), &name);
                self.compare_with(products);
            }
            AtLabel::Type(typed) => {
                if let Some(asking) = &mut self.state.label.asking {
                    *asking = Asking {
                        typed,
                        problem: None,
                    };
                }
            }
            AtLabel::Take => {
                let Some(asking) = &mut self.state.label.asking else {
                    return;
                };
                let names = names(&self.station.catalog(), &asking.typed);
                match (self.station.expected(&asking.typed), names.as_slice()) {
                    (Ok(products), _) => self.compare_with(products),
                    (Err(_), [(name, _)]) => {
                        let products = of_name(&self.station.catalog(), name);
                        self.compare_with(products);
                    }
                    // One of the names below the field is to be tapped.
                    (Err(_), [_, ..]) => {}
                    (Err(error), []) => asking.problem = Some(told(&error)),
                }
            }
        }
    }

    /// What a scanner typed without a field: beside pills it is taken for what the label says, and where labels are
    /// read before the camera, as if it had been read there.
    pub(in crate::ui) fn scanned(&mut self, words: String) {
        let state = &self.state;
        let is_free = !is_covered(state) && !words.trim().is_empty();
        if state.screen == Screen::Scan && is_free {
            let scanned = self.station.scan_typed(&words);
            self.state.scan.problem = None;
            self.take_in_scanned(vec![scanned]);
            return;
        }
        let has_pills = match state.screen {
            Screen::Result => state.pill().is_some(),
            Screen::Capture => state.tray.is_some() && state.work == Work::Idle,
            _ => false,
        };
        if !has_pills || !is_free {
            self.state.warn(text("scanned-nowhere"));
            return;
        }
        self.at_label(AtLabel::Ask);
        self.at_label(AtLabel::Type(words));
        self.at_label(AtLabel::Take);
    }

    fn compare_with(&mut self, products: Vec<ProductId>) {
        self.identify
            .order(Order::Label(products.as_slice().into()));
        self.state.label = Label {
            products,
            asking: None,
        };
    }
}

/// The drugs that fit what was typed, the best first, and how many products each has.
fn names(catalog: &Catalog, typed: &str) -> Vec<(String, usize)> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for product in catalog.search_name(typed, PRODUCTS) {
        match names.iter_mut().find(|(name, _)| *name == product.name) {
            Some((_, count)) => *count += 1,
            None => names.push((product.name.clone(), 1)),
        }
    }
    names
}

/// Every product of the drug with this name.
fn of_name(catalog: &Catalog, name: &str) -> Vec<ProductId> {
    let products = catalog.products().iter();
    let named = products.filter(|product| product.name == name);
    named.map(|product| product.id).collect()
}

/// The drugs on the label in words; nothing where nobody said.
pub fn words(view: &View) -> Option<String> {
    let catalog = view.station.catalog();
    let mut names: Vec<&str> = Vec::new();
    for &id in &view.state.label.products {
        if let Some(product) = catalog.get(id)
            && !names.contains(&product.name.as_str())
        {
            names.push(&product.name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The button that opens the box while pills are compared with nothing.
pub fn button() -> Button<'static> {
    Button::new(text("label-ask")).icon(Icon::Box)
}

/// The button that opens the box.
pub fn ask(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let button = if view.state.label.products.is_empty() {
        button()
    } else {
        Button::new(text("label-change")).icon(Icon::Box)
    };
    if button.show(ui).clicked() {
        commands.push(Command::Label(AtLabel::Ask));
    }
}

/// How a pill compares, in words, with its sign and colors.
pub fn finding(palette: &Palette, expected: &Expected) -> (Icon, Tone, String) {
    let (icon, tone, words) = match expected.finding {
        LabelFinding::Agrees => (Icon::Check, palette.neutral, "label-agrees"),
        LabelFinding::Differs => (Icon::Warning, palette.hazardous, "label-differs"),
        LabelFinding::CannotTell => (Icon::Question, palette.unknown, "label-unclear"),
    };
    (icon, tone, text(words))
}

/// Whether the pill in hand is what the label says; nothing where nobody said.
pub fn strip(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(drug) = words(view) else { return };
    let palette = theme::palette(ui);
    let expected = view.state.pill().and_then(|pill| pill.expected.as_ref());
    let (icon, tone, words) = expected.map_or_else(
        || (Icon::Question, palette.neutral, text("label-waits")),
        |expected| finding(palette, expected),
    );
    tone.frame(2.0)
        .inner_margin(Margin::symmetric(16, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let button = Button::new(text("label-change")).icon(Icon::Box).wide(ui);
                let width = ui.available_width() - button - GAP;
                let (sign, _) =
                    ui.allocate_exact_size([26.0, 26.0].into(), eframe::egui::Sense::hover());
                icon.paint(ui.painter(), sign, tone.line);
                ui.vertical(|ui| {
                    ui.set_width(width - 36.0);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.spacing_mut().interact_size.y = 0.0;
                    ui.label(theme::bold(words, 18.0).color(tone.words));
                    let drug = eframe::egui::RichText::new(drug)
                        .size(15.0)
                        .color(tone.words);
                    ui.add(eframe::egui::Label::new(drug).truncate());
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ask(ui, view, commands);
                });
            });
        });
}

/// The box, while it is open.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(asking) = &view.state.label.asking else {
        return;
    };
    let leave = dialog::show(ui, "label", 680.0, |ui| {
        ui.label(theme::bold(text("label-title"), 24.0));
        ui.label(soft(ui, text("label-lead")));
        ui.add_space(GAP);
        typing(ui, asking, commands);
        if let Some(problem) = &asking.problem {
            ui.label(problem.as_str());
        }
        drugs(ui, view, asking, commands);
        if let Some(now) = words(view) {
            ui.label(text_with("label-now", [("drugs", now.into())]));
        }
        ui.add_space(GAP);
        ui.horizontal_wrapped(|ui| {
            let ready = !asking.typed.trim().is_empty();
            let go = Button::new(text("label-go")).weight(Weight::Primary);
            if go.enabled(ready).show(ui).clicked() {
                commands.push(Command::Label(AtLabel::Take));
            }
            if !view.state.label.products.is_empty() {
                let forget = Button::new(text("label-forget")).icon(Icon::Cross).tall();
                if forget.show(ui).clicked() {
                    commands.push(Command::Label(AtLabel::Forget));
                }
            }
            if Button::new(text("cancel")).tall().show(ui).clicked() {
                commands.push(Command::Label(AtLabel::Close));
            }
        });
    });
    if leave {
        commands.push(Command::Label(AtLabel::Close));
    }
}

fn typing(ui: &mut Ui, asking: &Asking, commands: &mut Vec<Command>) {
    let mut typed = asking.typed.clone();
    let (label, hint) = (text("label-field"), text("label-field-hint"));
    let width = ui.available_width() - 24.0;
    let response = field(ui, &label, &hint, &mut typed, width);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered {
        take_cursor(&response);
    }
    if response.changed() {
        commands.push(Command::Label(AtLabel::Type(typed)));
    }
    if entered {
        commands.push(Command::Label(AtLabel::Take));
    }
}

/// The drugs that fit what was typed.
fn drugs(ui: &mut Ui, view: &View, asking: &Asking, commands: &mut Vec<Command>) {
    let names = names(&view.station.catalog(), &asking.typed);
    ScrollArea::vertical()
        .id_salt("drugs")
        .max_height(NAMES as f32 * (theme::CONTROL_HEIGHT + GAP))
        .show(ui, |ui| {
            for (name, count) in names.iter().take(NAMES) {
                let count = text_with("label-products", [("count", (*count).into())]);
                let id = ui.scope_id().with(("drug", name));
                let row = pick_row(ui, id, name, false, theme::CONTROL_HEIGHT, |ui| {
                    let width = ui.available_width() - 140.0;
                    ui.allocate_ui([width, 24.0].into(), |ui| {
                        ui.set_min_width(width);
                        ui.add(eframe::egui::Label::new(name.as_str()).truncate());
                    });
                    ui.label(soft(ui, count));
                });
                if row.clicked() {
                    commands.push(Command::Label(AtLabel::Drug(name.clone())));
                }
                ui.add_space(GAP);
            }
        });
}
