//! The items that leave, in the form of the step by which they do: own stock with how it was packed
//! and of which batch it was, residents' medicines with when they were discontinued.

use std::collections::BTreeMap;

use eframe::egui::{Align, Color32, FontId, Id, Label, Layout, RichText, ScrollArea, Ui};

use crate::custody::Step;
use crate::ledger::custody::{NotPackages, TermError};
use crate::ledger::{Identity, LogRow};
use crate::station::{Station, StationError, StockChoice};
use crate::ui::kit::widgets::{Button, field, pick_row, soft};
use crate::ui::kit::{free_text, theme};
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

/// One item that is recorded here and has not left yet.
pub struct Leaving {
    /// Place of the disposal in the ledger.
    pub item: i64,
    /// The drug; none where nobody could say.
    drug: Option<String>,
    quantity: u32,
    acted_on: String,
    /// When the resident no longer used it.
    discontinued: Option<String>,
}

/// What a person says of one item besides what the record has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Packed {
    pub batch: String,
    /// `2x60`.
    pub packages: String,
}

/// What is here and may leave, oldest first.
pub fn read(station: &Station) -> Result<Vec<Leaving>, StationError> {
    Ok(station.items_here()?.into_iter().map(Leaving::of).collect())
}

impl Leaving {
    fn of(row: LogRow) -> Self {
        let drug = match row.decided.identity {
            Identity::Identified { drug, .. } => {
                let class = drug.schedule.map(|schedule| schedule.class);
                let words = [Some(drug.name), class, Some(drug.ndc11)];
                Some(words.into_iter().flatten().collect::<Vec<_>>().join(", "))
            }
            Identity::Unidentified => None,
        };
        Self {
            item: row.seq,
            drug,
            quantity: row.decided.quantity,
            acted_on: day_words(row.decided.acted_on),
            discontinued: row.decided.discontinued.map(day_words),
        }
    }

    /// What nobody could name is deposited, and cannot stand in a record of own stock that leaves.
    fn may(&self, step: Step) -> bool {
        step == Step::DepositForResidents || self.drug.is_some()
    }

    fn words(&self) -> String {
        let drug = self.drug.clone().unwrap_or_else(|| text("unidentified"));
        let item = text_with(
            "stock-item",
            [
                ("number", self.item.to_string().into()),
                ("drug", drug.into()),
                ("count", self.quantity.into()),
            ],
        );
        let Some(day) = &self.discontinued else {
            return item;
        };
        let (item, day) = (item.into(), day.as_str().into());
        text_with("deposit-item", [("item", item), ("day", day)])
    }
}

/// Keeps of the `chosen` those that may still leave: the others have no row in which to unchoose them.
pub fn keep_open(step: Step, here: &[Leaving], chosen: &mut BTreeMap<i64, Packed>) {
    chosen.retain(|number, _| {
        let row = here.iter().find(|item| item.item == *number);
        row.is_some_and(|item| item.may(step))
    });
}

/// Room that a row leaves around its words, and the height of the day above them, points.
const BESIDE: f32 = 12.0;
const DAY: f32 = 22.0;

/// The items to choose from, and what is said of those that are chosen.
pub fn choose(ui: &mut Ui, step: Step, here: &[Leaving], chosen: &mut BTreeMap<i64, Packed>) {
    let open: Vec<_> = here.iter().filter(|item| item.may(step)).collect();
    ui.horizontal(|ui| {
        let count = text_with("stock-chosen", [("count", chosen.len().into())]);
        ui.label(theme::bold(count, 18.0));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let all = Button::new(text("stock-all")).enabled(chosen.len() < open.len());
            if all.show(ui).clicked() {
                for item in &open {
                    chosen.entry(item.item).or_default();
                }
            }
        });
    });
    if here.is_empty() {
        let none = match step {
            Step::DepositForResidents => "deposit-none",
            _ => "stock-none",
        };
        ui.label(soft(ui, text(none)));
    }
    ScrollArea::vertical()
        .id_salt("stock")
        .max_height(420.0)
        .show(ui, |ui| {
            for item in here {
                one(ui, step, item, chosen);
            }
        });
}

fn one(ui: &mut Ui, step: Step, item: &Leaving, chosen: &mut BTreeMap<i64, Packed>) {
    let words = item.words();
    if !item.may(step) {
        ui.label(soft(
            ui,
            text_with("stock-unidentified", [("item", words.into())]),
        ));
        return;
    }
    let is_chosen = chosen.contains_key(&item.item);
    let id = Id::unique(("stock", item.item));
    // As high as its words need: how many there are and when it was stopped stand at their end.
    let wide = ui.available_width() - 2.0 * BESIDE;
    let font = FontId::proportional(18.0);
    let galley = ui
        .painter()
        .layout(words.clone(), font, Color32::PLACEHOLDER, wide);
    let height = galley.size().y + DAY + BESIDE;
    let row = pick_row(ui, id, &words, is_chosen, height, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.label(soft(ui, item.acted_on.as_str()));
            ui.add(Label::new(RichText::new(&words).size(18.0)).wrap());
        });
    });
    if row.clicked() && is_chosen {
        chosen.remove(&item.item);
    } else if row.clicked() {
        chosen.insert(item.item, Packed::default());
    }
    let packed = chosen.get_mut(&item.item);
    let Some(packed) = packed.filter(|_| step != Step::DepositForResidents) else {
        return;
    };
    let number = item.item.to_string();
    let width = ui.available_width() - 28.0;
    let of = |key| text_with(key, [("number", number.as_str().into())]);
    free_text::field(ui, &of("stock-batch"), "", &mut packed.batch, width);
    let hint = text("hint-packages");
    field(
        ui,
        &of("stock-packages"),
        &hint,
        &mut packed.packages,
        width,
    );
}

/// The choice as the station takes it; an error says in words what is wrong with it.
pub fn choices(chosen: &BTreeMap<i64, Packed>) -> Result<Vec<StockChoice>, String> {
    let choice = |(item, packed): (&i64, &Packed)| {
        let stated = |text: &str| !text.trim().is_empty();
        let batch = stated(&packed.batch).then(|| packed.batch.parse());
        let packages = stated(&packed.packages).then(|| packed.packages.parse());
        Ok(StockChoice {
            item: *item,
            batch: batch.transpose().map_err(|error: TermError| told(&error))?,
            packages: packages
                .transpose()
                .map_err(|error: NotPackages| told(&error))?,
        })
    };
    chosen.iter().map(choice).collect()
}

/// The chosen items, a line each, for the people who put their names to it.
pub fn in_words(chosen: &BTreeMap<i64, Packed>, here: &[Leaving]) -> Vec<String> {
    let line = |(number, packed): (&i64, &Packed)| {
        let item = here.iter().find(|item| item.item == *number)?;
        let said = [
            ("stock-said-batch", packed.batch.trim()),
            ("stock-said-packages", packed.packages.trim()),
        ];
        let said = said.into_iter().filter(|(_, value)| !value.is_empty());
        let said = said.map(|(key, value)| text_with(key, [("value", value.into())]));
        Some(
            [item.words()]
                .into_iter()
                .chain(said)
                .collect::<Vec<_>>()
                .join(", "),
        )
    };
    chosen.iter().filter_map(line).collect()
}
