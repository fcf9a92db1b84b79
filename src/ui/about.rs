//! What this program knows and does not: coverage, ages, versions, where the record lies, keys.

use eframe::egui::{self, Grid, ScrollArea, Ui};

use super::app::View;
use super::commands::Command;
use super::kit::icons::Icon;
use super::kit::theme;
use super::kit::widgets::{Button, card, soft};
use super::state::{Aside, Chain};
use super::words::days::moment_words;
use super::words::strings::{sentence, text, text_with};
use super::words::told::{said, told};
use crate::people::Action;

/// The screen that states coverage and versions.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        section(ui, "about-claims-title", |ui| {
            for line in [
                text("about-aid"),
                text("about-not-safe"),
                text("about-offline"),
            ] {
                ui.label(line);
            }
        });
        section(ui, "about-facts-title", |ui| facts(ui, view));
        section(ui, "about-site-title", |ui| site(ui, view));
        section(ui, "about-keys-title", |ui| keys(ui, view.state.kiosk));
        section(ui, "about-licences-title", |ui| {
            ui.label(text("about-licences"));
            let all = Button::new(text("licences-title")).icon(Icon::List);
            if all.show(ui).clicked() {
                commands.push(Command::Aside(Some(Aside::Licences)));
            }
        });
    });
}

fn section(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.label(theme::bold(text(title), 20.0));
        contents(ui);
    });
    ui.add_space(theme::GAP);
}

fn rows(ui: &mut Ui, name: &str, rows: &[(String, String)]) {
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new(name)
        .num_columns(2)
        .spacing([24.0, 8.0])
        .show(ui, |ui| {
            for (label, value) in rows {
                ui.label(soft(ui, label));
                ui.add(egui::Label::new(value).wrap());
                ui.end_row();
            }
        });
}

fn facts(ui: &mut Ui, view: &View) {
    let catalog = view.station.catalog();
    let photographed = catalog
        .products()
        .iter()
        .filter(|product| product.has_reference_photo)
        .count();
    let coverage = text_with(
        "about-coverage",
        [
            ("count", catalog.products().len().into()),
            ("photographed", photographed.into()),
            ("date", moment_words(catalog.as_of()).into()),
        ],
    );
    let mut table = vec![
        (text("about-program"), env!("CARGO_PKG_VERSION").to_owned()),
        (text("about-catalog"), coverage),
        (
            text("about-rules"),
            view.station.rules().version().to_owned(),
        ),
        (text("about-rules-caveat"), rules_caveats(view)),
    ];
    match &view.state.chain {
        Chain::Waking => table.push((text("about-model"), text("chain-waking"))),
        Chain::Missing(words) => table.push((text("about-model"), words.clone())),
        Chain::Awake {
            versions,
            reads_imprints,
        } => {
            table.push((text("about-model"), versions.model.clone()));
            table.push((text("about-runtime"), versions.runtime.clone()));
            let reader = if *reads_imprints {
                text("about-imprint-yes")
            } else {
                text("imprint-no-reader")
            };
            table.push((text("about-imprint"), reader));
        }
    }
    rows(ui, "facts", &table);
}

/// What is missing from the hazard rules or doubtful in them.
pub fn rules_caveats(view: &View) -> String {
    let caveats = view.station.rules().caveats().into_iter();
    let said: Vec<String> = caveats.map(said).collect();
    said.join(" ")
}

fn site(ui: &mut Ui, view: &View) {
    let rule = view.station.mode();
    let mut table = vec![
        (
            text("about-mode"),
            format!("{} ({})", said(rule.title), view.station.site_mode().code()),
        ),
        (text("about-law"), said(rule.citation)),
        (text("about-mode-text"), said(rule.text)),
        (
            text("about-home"),
            view.station.home().display().to_string(),
        ),
    ];
    for action in Action::ALL {
        let words = match view.station.offers(action) {
            Ok(()) => text("about-action-yes"),
            Err(refusal) => sentence(&told(&refusal)),
        };
        let label = text_with("about-action", [("action", said(action.words()).into())]);
        table.push((label, words));
    }
    rows(ui, "site", &table);
}

fn keys(ui: &mut Ui, kiosk: bool) {
    let files = (!kiosk).then(|| ("Ctrl+O, Ctrl+V".to_owned(), text("key-photo")));
    let keys = [
        ("1 – 5".to_owned(), text("key-pick")),
        ("Enter".to_owned(), text("key-confirm")),
        ("N".to_owned(), text("key-not-this")),
        ("U".to_owned(), text("key-unidentified")),
        ("O".to_owned(), text("key-other-side")),
        ("+ –".to_owned(), text("key-quantity")),
        ("Ctrl+Z".to_owned(), text("key-undo")),
        ("Ctrl+T".to_owned(), text("key-try")),
        ("Ctrl+F, Ctrl+E".to_owned(), text("key-search")),
        ("Esc".to_owned(), text("key-back")),
        ("F1".to_owned(), text("key-help")),
        ("Ctrl+I, F2, F3, F5–F12".to_owned(), text("key-screens")),
        ("Ctrl+B".to_owned(), text("key-scan")),
        ("Ctrl+K".to_owned(), text("key-calibration")),
        ("F4".to_owned(), text("key-theme")),
    ];
    let keys: Vec<_> = keys.into_iter().chain(files).collect();
    rows(ui, "keys", &keys);
}
