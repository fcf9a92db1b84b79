//! Every control can be hit with a glove and is named, on every screen and down to 1024x700.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::NodeT;

use crate::harness::Window;

const PRIMARY: [&str; 5] = [
    "Open photograph…",
    "Paste",
    "Try it with a drawing",
    "Choose one first",
    "UNIDENTIFIED",
];

/// Every control on this screen is large, named and on the screen.
pub fn check(window: &Window, screen: &str, width: f32) {
    let mut seen = 0;
    for node in window.harness.root().children_recursive() {
        let inner = node.accesskit_node();
        if !matches!(
            inner.role(),
            Role::Button | Role::RadioButton | Role::ComboBox | Role::TextInput
        ) {
            continue;
        }
        let (name, rect) = (inner.label().unwrap_or_default(), node.rect());
        let least = if PRIMARY.contains(&name.as_str()) {
            72.0
        } else {
            48.0
        };
        assert!(
            !name.trim().is_empty(),
            "{screen}: a {:?} without a name at {rect:?}",
            inner.role()
        );
        assert!(
            rect.height() >= least - 0.5,
            "{screen}: {name} is {} high",
            rect.height()
        );
        assert!(
            rect.width() >= 47.5,
            "{screen}: {name} is {} wide",
            rect.width()
        );
        let (left, right) = (rect.left(), rect.right());
        assert!(
            left >= 0.0 && right <= width + 0.5,
            "{screen}: {name} runs off the side: {rect:?}"
        );
        seen += 1;
    }
    assert!(seen >= 4, "{screen}: only {seen} controls");
}

#[test]
fn targets_are_large_and_named_on_every_screen() {
    for size in [
        vec2(1024.0, 700.0),
        vec2(1280.0, 800.0),
        vec2(1920.0, 1080.0),
    ] {
        let mut window = Window::open();
        window.harness.set_size(size);
        window.harness.step();
        window.harness.step();
        check(&window, "capture", size.x);
        window.press(Modifiers::COMMAND, Key::F);
        window.type_into("Name", "warfarin");
        check(&window, "search", size.x);
        window.press(Modifiers::NONE, Key::F2);
        window.press(Modifiers::COMMAND, Key::E);
        check(&window, "log", size.x);
        window.press(Modifiers::NONE, Key::F6);
        check(&window, "reports", size.x);
        window.press(Modifiers::NONE, Key::F3);
        check(&window, "about", size.x);
    }
}
