//! The keys on the screen: what is tapped stands in the field, and the field stays in sight.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use takeback::station::{SiteMode, Station};

use crate::harness::Window;
use crate::people::staffed;
use crate::screens::{WAYS, administrator_of};
use crate::sizes::{self, Target, gap};
use crate::support::staff;

/// A kiosk that anyone may try.
fn kiosk() -> Window {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::of_kiosk(home, station);
    window.tap("Just try it");
    window
}

/// The keys are there, or not.
fn shown(window: &Window) -> bool {
    !sizes::keys(&window.harness).is_empty()
}

/// One tap on a field.
fn point_at(window: &mut Window, field: &str) {
    window.harness.get_by_label(field).click();
    window.harness.run_steps(4);
}

/// One tap on the key with this name.
fn tap(window: &mut Window, name: &str) {
    let place = sizes::keys(&window.harness)
        .into_iter()
        .find(|key| key.name == name)
        .unwrap_or_else(|| panic!("no key {name}"))
        .rect
        .center();
    window.tap_at(place);
}

fn type_with(window: &mut Window, keys: &str) {
    for key in keys.chars() {
        tap(window, &key.to_string());
    }
}

fn value(window: &Window, field: &str) -> String {
    window
        .harness
        .get_by_label(field)
        .value()
        .unwrap_or_default()
}

#[test]
fn what_is_tapped_stands_in_the_field() {
    let mut window = kiosk();
    window.tap("Search the catalog");
    assert!(!shown(&window), "nobody asked for keys");
    point_at(&mut window, "Name");
    assert!(shown(&window));
    type_with(&mut window, "xarfarin");
    for _ in 0..8 {
        tap(&mut window, "Delete the last letter");
    }
    assert_eq!(value(&window, "Name"), "");
    tap(&mut window, "Capital letter");
    type_with(&mut window, "W");
    type_with(&mut window, "arf");
    tap(&mut window, "Space");
    type_with(&mut window, "5");
    assert_eq!(value(&window, "Name"), "Warf 5");
    tap(&mut window, "Next field");
    type_with(&mut window, "00002");
    tap(&mut window, "Signs, áéí");
    type_with(&mut window, "-");
    tap(&mut window, "Letters");
    type_with(&mut window, "3228");
    assert_eq!(value(&window, "NDC"), "00002-3228");
    // Accepted: the keys are no longer needed.
    tap(&mut window, "Enter");
    assert!(!shown(&window));
    assert_eq!(value(&window, "NDC"), "00002-3228");
    window.tap("Show the keys");
    tap(&mut window, "Signs, áéí");
    type_with(&mut window, "-");
    tap(&mut window, "Letters");
    type_with(&mut window, "30");
    assert_eq!(value(&window, "NDC"), "00002-3228-30");
    window.until("the product", |window| window.shows("atomoxetine"));
    tap(&mut window, "Hide the keys");
    assert!(!shown(&window));
    // The same field again.
    point_at(&mut window, "NDC");
    assert!(shown(&window));
    // What is pressed besides the keys is pressed at the first tap, and the keys go.
    window.tap("Identify");
    window.harness.run_steps(4);
    assert!(!shown(&window) && window.shows("Search the catalog"));
}

#[test]
fn spanish_has_its_letters() {
    let mut window = kiosk();
    window.tap("Español");
    window.tap("Buscar en el catálogo");
    point_at(&mut window, "Nombre");
    type_with(&mut window, "ñ");
    tap(&mut window, "Mayúscula");
    type_with(&mut window, "Ñ");
    tap(&mut window, "Signos, áéí");
    type_with(&mut window, "áéíóúü");
    tap(&mut window, "Mayúscula");
    type_with(&mut window, "Á");
    tap(&mut window, "Letras");
    tap(&mut window, "Espacio");
    type_with(&mut window, "o");
    assert_eq!(value(&window, "Nombre"), "ñÑáéíóúüÁ o");
    // The other language has them too, among its signs.
    window.tap("English");
    point_at(&mut window, "Name");
    tap(&mut window, "Signs, áéí");
    type_with(&mut window, "ñ");
    assert_eq!(value(&window, "Name"), "ñÑáéíóúüÁ oñ");
}

#[test]
fn a_passphrase_is_tapped_and_never_shown() {
    let mut window = staffed(SiteMode::Research, "touch = true\n");
    window.tap_first("A. Boss, administrator");
    point_at(&mut window, "PIN or passphrase");
    for letter in staff::PASSPHRASE.chars() {
        match letter {
            ' ' => tap(&mut window, "Space"),
            letter => type_with(&mut window, &letter.to_string()),
        }
        assert!(!window.shows("corr"), "{:#?}", window.labels());
    }
    assert_eq!(
        value(&window, "PIN or passphrase").chars().count(),
        staff::PASSPHRASE.len()
    );
    tap(&mut window, "Enter");
    window.until("the administrator", |window| {
        window.shows("Sign out A. Boss")
    });
}

#[test]
fn a_reason_is_tapped_in_a_box() {
    let mut window = kiosk();
    window.tap("Search the catalog");
    window.type_into("NDC", "00002-3228-30");
    window.tap_first("atomoxetine");
    window.press(Modifiers::NONE, Key::Escape);
    window.tap("Search the catalog");
    window.type_into("NDC", "00002-3228-30");
    window.tap_first("atomoxetine");
    window.tap("CONFIRM");
    window.until("the record", |window| window.shows("Recorded"));
    window.press(Modifiers::COMMAND, Key::Z);
    window.until("the question", |window| {
        window.shows("Withdraw the last record?")
    });
    let field = "Another reason";
    point_at(&mut window, field);
    assert!(
        in_sight(&window, field),
        "{:#?}",
        sizes::targets(&window.harness)
    );
    type_with(&mut window, "mistyped");
    assert_eq!(value(&window, field), "mistyped");
    tap(&mut window, "Enter");
    assert!(!shown(&window));
    window.tap("Withdraw");
    window.until("the correction", |window| {
        window.shows("Withdrawn: atomoxetine")
    });
}

/// A field lies above the keys, whole, and nothing hides it.
fn in_sight(window: &Window, name: &str) -> bool {
    let keys = sizes::keys(&window.harness);
    let top = keys
        .iter()
        .map(|key| key.rect.top())
        .fold(f32::INFINITY, f32::min);
    let targets = sizes::targets(&window.harness);
    targets.iter().any(|field| {
        field.name == name
            && field.seen.height() > field.rect.height() - 2.0
            && field.rect.bottom() < top
    })
}

/// What is wrong with the keys, where words are this many times as large.
fn key_faults(window: &Window, larger: f32) -> Vec<String> {
    let keys = sizes::keys(&window.harness);
    let mut faults = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        let Target { name, rect, .. } = key;
        if rect.width().min(rect.height()) * larger < 47.0 {
            faults.push(format!("key {name} is {:?}", rect.size()));
        }
        if key.seen.width() < rect.width() - 1.0 || key.seen.height() < rect.height() - 1.0 {
            faults.push(format!("key {name} is cut"));
        }
        for other in &keys[place + 1..] {
            let across = gap(rect.x_range(), other.rect.x_range());
            let down = gap(rect.y_range(), other.rect.y_range());
            if across.max(down) * larger < 7.0 {
                faults.push(format!("keys {name} and {} touch", other.name));
            }
        }
    }
    faults
}

#[test]
fn no_field_of_any_screen_is_covered_by_the_keys() {
    let mut window = administrator_of(Window::of_kiosk);
    let mut faults = Vec::new();
    let mut tried = 0;
    for (width, height, larger) in [(1024.0, 768.0, 1.0), (1024.0, 768.0, 2.0)] {
        window.harness.ctx.set_zoom_factor(larger);
        window
            .harness
            .set_size(vec2(width / larger, height / larger));
        window.harness.run_steps(4);
        for (screen, way) in WAYS {
            // Nothing is open and nothing is typed into.
            window.press(Modifiers::NONE, Key::Escape);
            way(&mut window);
            window.harness.run_steps(4);
            let fields: Vec<Target> = sizes::targets(&window.harness)
                .into_iter()
                .filter(|target| {
                    let kinds = [
                        Role::TextInput,
                        Role::MultilineTextInput,
                        Role::PasswordInput,
                    ];
                    kinds.contains(&target.role) && target.enabled
                })
                .collect();
            for field in fields {
                tried += 1;
                let name = &field.name;
                window
                    .harness
                    .get_all_by_label(name)
                    .last()
                    .unwrap()
                    .focus();
                window.harness.run_steps(12);
                let seen = sizes::targets(&window.harness);
                let seen = seen.iter().rfind(|target| &target.name == name);
                window.tap_at(seen.unwrap().seen.center());
                window.harness.run_steps(12);
                if !in_sight(&window, name) {
                    let now: Vec<_> = sizes::targets(&window.harness)
                        .into_iter()
                        .filter(|target| &target.name == name)
                        .map(|target| (target.rect, target.seen))
                        .collect();
                    faults.push(format!("{screen} at {larger}: {name} at {now:?}"));
                }
                if !shown(&window) {
                    faults.push(format!("{screen} at {larger}: no keys for {name}"));
                    continue;
                }
                faults.extend(key_faults(&window, larger));
                tap(&mut window, "Hide the keys");
            }
        }
    }
    assert!(tried > 20, "only {tried} fields");
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// The station's folder is no place for what was typed of a secret.
#[test]
fn what_is_tapped_of_a_secret_is_not_kept() {
    let mut window = staffed(SiteMode::Research, "touch = true\n");
    window.tap_first("A. Boss, administrator");
    point_at(&mut window, "PIN or passphrase");
    type_with(&mut window, "zyxwvut");
    let home = window.close();
    let holds = |file: &Path| {
        let bytes = std::fs::read(file).unwrap();
        bytes.windows(7).any(|part| part == b"zyxwvut")
    };
    let mut folders = vec![home.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert!(!holds(&path), "{}", path.display());
            }
        }
    }
}
