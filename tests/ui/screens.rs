//! Every screen in both languages, from 1024x768 to 3840x2160 and at 200 %.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::Queryable;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewAccount, SiteMode, Station};

use crate::harness::Window;
use crate::item::unidentified;
use crate::sizes::faults_of;
use crate::staff;

/// Sizes in points; the last two are 1024x768 and 1280x800 with everything twice as large.
const SIZES: [(f32, f32); 6] = [
    (1024.0, 768.0),
    (1280.0, 800.0),
    (1920.0, 1080.0),
    (3840.0, 2160.0),
    (512.0, 384.0),
    (640.0, 400.0),
];

/// How a screen is come to; keys, since they are the same in every language.
type Way = fn(&mut Window);

fn key(key: Key) -> impl Fn(&mut Window) {
    move |window| window.press(Modifiers::NONE, key)
}

fn command(key: Key) -> impl Fn(&mut Window) {
    move |window| window.press(Modifiers::COMMAND, key)
}

/// A window over a site with accounts that has every screen; its administrator is signed in.
fn administrator() -> Window {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    for (name, role) in [("C. Clerk", Role::Operator), ("P. Harm", Role::Pharmacist)] {
        let new = NewAccount {
            name: name.into(),
            role,
            officer: Some("17".into()),
        };
        station.add_account(new, &Secret::new(staff::PIN)).unwrap();
    }
    let clerk = station.named("C. Clerk").unwrap().id;
    station.sign_in(clerk, &Secret::new(staff::PIN)).unwrap();
    for _ in 0..3 {
        station.record(unidentified()).unwrap();
    }
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    window.tap_first("A. Boss, administrator");
    window.type_into("PIN or passphrase", staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the administrator", |window| {
        window.shows("Sign out A. Boss")
    });
    window
}

/// Looks at what is on screen in each language and each size.
pub fn look(window: &mut Window, screen: &str, faults: &mut Vec<String>) {
    for language in ["Español", "English"] {
        for (place, (width, height)) in SIZES.into_iter().enumerate() {
            let size = vec2(width, height);
            resize(window, size);
            let scrolls = width < 1024.0;
            let found = faults_of(window, scrolls, place < 2);
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{screen} {width}x{height} ({language} next): {fault}")),
            );
        }
        resize(window, vec2(1280.0, 800.0));
        window.tap(language);
        window.harness.run_steps(3);
    }
}

fn resize(window: &mut Window, size: Vec2) {
    window.harness.set_size(size);
    window.harness.run_steps(4);
}

pub fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

#[test]
fn every_screen_of_an_administrator_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = administrator();
    let mut faults = Vec::new();
    let ways: [(&str, Way); 14] = [
        ("capture", |window| command(Key::I)(window)),
        ("search", |window| {
            command(Key::F)(window);
            let imprint = window.harness.get_by_label("Imprint");
            imprint.focus();
            window.harness.step();
            window.harness.get_by_label("Imprint").type_text("teva");
            window.harness.run_steps(3);
        }),
        ("log", |window| key(Key::F2)(window)),
        ("export", |window| command(Key::E)(window)),
        ("about", |window| key(Key::F3)(window)),
        ("to do", |window| key(Key::F5)(window)),
        ("reports", |window| key(Key::F6)(window)),
        ("liners", |window| key(Key::F7)(window)),
        ("packages", |window| key(Key::F8)(window)),
        ("event", |window| key(Key::F9)(window)),
        ("my PIN", |window| key(Key::F10)(window)),
        ("review", |window| key(Key::F12)(window)),
        ("calibration", |window| command(Key::K)(window)),
        ("scan", |window| command(Key::B)(window)),
    ];
    for (screen, way) in ways {
        way(&mut window);
        window.harness.run_steps(4);
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.run_steps(4);
        look(&mut window, screen, &mut faults);
    }
    report(&faults);
}

#[test]
fn the_gate_can_be_used_with_gloves_and_by_keyboard() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::as_started(home, station);
    let mut faults = Vec::new();
    look(&mut window, "welcome", &mut faults);
    window.tap("Set up this site");
    look(&mut window, "set-up", &mut faults);
    report(&faults);
}
