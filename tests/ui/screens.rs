//! Every screen in both languages, from 1024x768 to 3840x2160 and at 200 %.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use takeback::people::{Role, Secret};
use takeback::station::{Clock, NewAccount, SiteMode, Station};
use takeback::ui::strings::{text, text_with};

use crate::harness::Window;
use crate::kiosk::kiosk;
use crate::review::sign_in;
use crate::sizes::{Target, faults_of, targets};
use crate::support::item::unidentified;
use crate::support::{colleagues, staff};

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
pub type Way = fn(&mut Window);

pub fn key(key: Key) -> impl Fn(&mut Window) {
    move |window| window.press(Modifiers::NONE, key)
}

pub fn command(key: Key) -> impl Fn(&mut Window) {
    move |window| window.press(Modifiers::COMMAND, key)
}

/// A window over a site with accounts that has every screen; its administrator is signed in.
pub fn administrator() -> Window {
    administrator_of(Window::over)
}

/// As [`administrator`], in a window that was started like this.
pub fn administrator_of(start: fn(tempfile::TempDir, Arc<Station>) -> Window) -> Window {
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
    let mut window = start(home, Arc::new(station));
    sign_in_administrator(&mut window);
    window
}

fn sign_in_administrator(window: &mut Window) {
    window.tap_first("A. Boss, administrator");
    window.type_into("PIN or passphrase", staff::PASSPHRASE);
    window.press(Modifiers::NONE, Key::Enter);
    window.until("the administrator", |window| {
        window.shows("Sign out A. Boss")
    });
}

/// Looks at what `way` leads to, in each language and each size. What lies `over` the screens is closed
/// before another language is chosen.
pub fn walk(
    window: &mut Window,
    screen: &str,
    way: impl Fn(&mut Window),
    over: bool,
    faults: &mut Vec<String>,
) {
    for language in ["Español", "English"] {
        way(window);
        window.harness.run_steps(4);
        if !offers_help(window) {
            faults.push(format!("{screen}: no help in words at the top right"));
        }
        faults.extend(faults_in_sizes(
            &mut window.harness,
            &format!("{screen} ({language} next)"),
        ));
        if over {
            window.press(Modifiers::NONE, Key::Escape);
        }
        window.tap(language);
        window.harness.run_steps(3);
    }
}

/// Whether a button says help, in words and where it always is.
fn offers_help(window: &Window) -> bool {
    let name = text("help-title");
    let named = window.harness.query_all_by_label(&name);
    named.map(|node| node.rect()).any(|place| {
        let right = place.left() > 640.0 && place.right() < 1280.0;
        right && place.top() < 72.0 && place.width() > place.height()
    })
}

/// Looks at what is on screen now.
pub fn look(window: &mut Window, screen: &str, faults: &mut Vec<String>) {
    walk(window, screen, |_| {}, false, faults);
}

/// What is wrong in each size, in words.
pub fn faults_in_sizes<S>(harness: &mut Harness<'static, S>, screen: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (place, (width, height)) in SIZES.into_iter().enumerate() {
        resize(harness, vec2(width, height));
        let scrolls = width < 1024.0;
        let found = faults_of(harness, scrolls, place == 0);
        faults.extend(
            found
                .into_iter()
                .map(|fault| format!("{screen} {width}x{height}: {fault}")),
        );
    }
    resize(harness, vec2(1280.0, 800.0));
    faults
}

fn resize<S>(harness: &mut Harness<'static, S>, size: Vec2) {
    harness.set_size(size);
    harness.run_steps(4);
}

pub fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

#[test]
fn every_screen_of_an_administrator_can_be_used_with_gloves_and_by_keyboard() {
    let mut window = administrator();
    let mut faults = Vec::new();
    for (screen, way) in WAYS {
        walk(&mut window, screen, way, false, &mut faults);
    }
    report(&faults);
}

#[test]
fn every_screen_of_a_kiosk_with_its_keys_can_be_used_with_gloves_and_by_keyboard() {
    // The name of this kind of site takes much of the room in the header.
    let mut window = kiosk(SiteMode::RegistrantStock);
    sign_in_administrator(&mut window);
    let mut faults = Vec::new();
    let mut offered = 0;
    for (screen, way) in WAYS {
        walk(&mut window, screen, way, false, &mut faults);
        offered += usize::from(window.shows(&text("keyboard-show")));
    }
    assert!(offered > 5, "the keys were offered on {offered} screens");
    report(&faults);
}

#[test]
fn a_path_that_is_longer_than_its_field_is_shown_whole() {
    let mut window = administrator();
    let mut faults = Vec::new();
    let way = |window: &mut Window| {
        key(Key::F2)(window);
        command(Key::E)(window);
        let path =
            "/srv/take-back/county-sheriff/west-substation/2026/returned-by-ultimate-users.csv";
        let field = text("export-path");
        window.type_into(&field, path);
        let typed = window.harness.get_by_label(&field).value().unwrap();
        assert!(typed.contains(path), "{typed}");
    };
    walk(&mut window, "export", way, false, &mut faults);
    report(&faults);
}

/// Where a period is typed.
const PERIODS: [(&str, Way); 4] = [
    ("log", |window| key(Key::F2)(window)),
    ("reports", |window| key(Key::F6)(window)),
    ("all records", |window| review(window, Key::Num2)),
    ("figures", |window| review(window, Key::Num3)),
];

fn review(window: &mut Window, tab: Key) {
    key(Key::F12)(window);
    key(tab)(window);
}

#[test]
fn a_day_that_is_none_pushes_nothing_out_of_the_window() {
    let mut window = administrator();
    let mut faults = Vec::new();
    for language in ["Español", "English"] {
        window.tap(language);
        for (screen, way) in PERIODS {
            // What is typed into a field is no key of a screen.
            window.harness.ctx.memory_mut(|memory| {
                if let Some(field) = memory.focused() {
                    memory.surrender_focus(field);
                }
            });
            way(&mut window);
            window.harness.run_steps(4);
            for field in ["log-from", "log-to"] {
                window.type_into(&text(field), "30/11/2026");
                let problem = text_with("date-problem", [("field", text(field).into())]);
                assert!(window.shows(&problem), "{screen}: {:#?}", window.labels());
            }
            for size in [vec2(1024.0, 768.0), vec2(1280.0, 800.0)] {
                resize(&mut window.harness, size);
                let beyond = targets(&window.harness).into_iter();
                let beyond = beyond.filter(|target| target.rect.right() > size.x);
                faults.extend(beyond.map(|target| {
                    let (name, rect) = (target.name, target.rect);
                    format!("{screen} {size:?} ({language}): {name} at {rect:?}")
                }));
            }
        }
    }
    report(&faults);
}

#[test]
fn why_an_item_of_ones_own_may_not_be_approved_is_read_whole() {
    let home = tempfile::tempdir().unwrap();
    let station = staff::staffed(home.path(), Clock::System, staff::site(SiteMode::Research));
    colleagues::join(&station);
    let pharmacist = station.named("P. Harm").unwrap().id;
    let pin = Secret::new(staff::PIN);
    station.sign_in(pharmacist, &pin).unwrap();
    station.record(unidentified()).unwrap();
    station.sign_out(false).unwrap();
    let mut window = Window::over(home, Arc::new(station));
    sign_in(&mut window, "P. Harm, pharmacist");
    for (language, why) in [
        ("Español", "P. Harm ingresó o corrigió este artículo"),
        ("English", "P. Harm entered or corrected this item"),
    ] {
        window.tap(language);
        for tab in [Key::Num1, Key::Num2] {
            review(&mut window, tab);
            window.until("the reason", |window| window.shows(why));
            for size in [vec2(1024.0, 768.0), vec2(1280.0, 800.0)] {
                resize(&mut window.harness, size);
                assert!(is_read_whole(&window, why), "{language} {size:?}");
                let actions = ["review-approve", "review-correct", "review-send-back"].map(text);
                let mut shown = targets(&window.harness);
                shown.retain(|target| actions.contains(&target.name));
                let whole = |target: &Target| target.seen.height() > target.rect.height() - 1.0;
                let count = shown.iter().filter(|target| whole(target)).count();
                assert_eq!(count, 3, "{language} {size:?}: {shown:#?}");
            }
        }
    }
}

/// Whether the words with this in them are in sight from their first line to their last.
fn is_read_whole(window: &Window, part: &str) -> bool {
    let mut shapes = window.harness.output().shapes.iter();
    shapes.any(|clipped| match &clipped.shape {
        Shape::Text(text) if text.galley.text().contains(part) => {
            let whole = text.visual_bounding_rect();
            clipped.clip_rect.expand(1.0).contains_rect(whole)
        }
        _ => false,
    })
}

/// How an administrator comes to each screen.
pub const WAYS: [(&str, Way); 14] = [
    ("capture", |window| command(Key::I)(window)),
    ("search", |window| {
        command(Key::F)(window);
        window.type_into(&text("search-imprint"), "teva");
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

#[test]
fn the_gate_can_be_used_with_gloves_and_by_keyboard() {
    let home = tempfile::tempdir().unwrap();
    let station = Arc::new(Station::open(home.path()).unwrap());
    let mut window = Window::as_started(home, station);
    let mut faults = Vec::new();
    walk(&mut window, "welcome", |_| {}, false, &mut faults);
    window.tap("Set up this site");
    walk(&mut window, "set-up", |_| {}, false, &mut faults);
    report(&faults);
}
