//! Keys for what the buttons do. Letters and digits work only while nothing is being typed.

use eframe::egui::{self, Event, Key, KeyboardShortcut, Modifiers, Popup};

use super::calibration::AtCalibration;
use super::commands::Command;
use super::custody::{AtCustody, Page};
use super::gate::{AtGate, Gate};
use super::pill::decide::AtDecision;
use super::pill::quantity::AtCount;
use super::presentation::Presentation;
use super::record::reading::AtLog;
use super::review;
use super::scan::AtScan;
use super::staff::{self, AtStaff};
use super::state::{Aside, Screen, State, Tray, Work};
use super::wedge::Wedge;
use crate::station::MOST_UNITS;
use crate::station::Theme;

const DIGITS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// The commands asked for by keys since the last frame.
pub fn pressed(ctx: &egui::Context, state: &State, wedge: &mut Wedge) -> Vec<Command> {
    let scanned = wedge.mind(ctx).map(Command::Scanned);
    let mut commands: Vec<_> = everywhere(ctx, state).into_iter().chain(scanned).collect();
    if is_covered(state) {
        return commands;
    }
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let has_list = Popup::is_any_open(ctx);
    ctx.input_mut(|input| {
        for (key, command) in [
            (Key::O, Command::ChoosePhoto),
            (Key::T, Command::TryIt),
            (Key::F, Command::Show(Screen::Search)),
            (Key::I, Command::Show(Screen::Capture)),
            (Key::L, Command::Custody(AtCustody::Go(Page::Trail))),
            (Key::B, Command::Scan(AtScan::Open)),
            (Key::K, Command::Calibration(AtCalibration::Open)),
        ] {
            if input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)) {
                commands.push(command);
            }
        }
        for (key, screen) in [
            (Key::F2, Screen::Log),
            (Key::F3, Screen::About),
            (Key::F6, Screen::Reports),
            (Key::F12, Screen::Review),
        ] {
            if input.consume_key(Modifiers::NONE, key) {
                commands.push(Command::Show(screen));
            }
        }
        for (key, page) in [
            (Key::F5, Page::Todo),
            (Key::F7, Page::Liners),
            (Key::F8, Page::Packages),
            (Key::F9, Page::Event),
        ] {
            if input.consume_key(Modifiers::NONE, key) {
                commands.push(Command::Custody(AtCustody::Go(page)));
            }
        }
        for (key, command) in [
            (Key::F10, Command::Staff(AtStaff::Go(staff::Page::Mine))),
            (Key::F11, Command::Gate(AtGate::Guide)),
        ] {
            if input.consume_key(Modifiers::NONE, key) {
                commands.push(command);
            }
        }
        if state.screen == Screen::Log
            && input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::E))
        {
            commands.push(Command::Log(AtLog::PrepareExport));
        }
        if state.screen == Screen::Reports
            && state.long.is_none()
            && input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::E))
        {
            commands.push(Command::MakeReport);
        }
        if !typing {
            // The desktop turns Ctrl+V into an event of its own, a copied file into its name; the
            // thread that pastes looks for the picture itself.
            let pasted = input
                .events
                .iter()
                .any(|event| matches!(event, Event::Paste(_) | Event::PasteImage(_)));
            if pasted || input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::V))
            {
                commands.push(Command::Paste);
            }
            // A field takes back what was typed into it.
            if input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::Z)) {
                commands.push(Command::Decide(AtDecision::AskUndo));
            }
        }
        // Esc closes a list that is open, and no key goes through it.
        if has_list {
            return;
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            commands.extend(back(state));
        }
        if !typing {
            on_screen(input, state, focused, &mut commands);
        }
    });
    commands
}

/// Each box that may lie before the screen, and whether it does.
pub fn boxes(state: &State) -> [bool; 7] {
    [
        state.undo.is_some(),
        state.signing.is_some(),
        state.counting.is_some(),
        state.review.asking.is_some(),
        state.aside.is_some(),
        state.label.asking.is_some(),
        state.leaving.is_some(),
    ]
}

/// Whether a box or the gate is before the screen.
pub fn is_covered(state: &State) -> bool {
    boxes(state).contains(&true) || !matches!(state.gate, Gate::Open)
}

/// Keys of the screen that is shown.
fn on_screen(
    input: &mut egui::InputState,
    state: &State,
    focused: bool,
    commands: &mut Vec<Command>,
) {
    if state.camera.can_take()
        && matches!(state.screen, Screen::Capture | Screen::Result)
        && state.work == Work::Idle
        && !focused
        && input.consume_key(Modifiers::NONE, Key::Space)
    {
        commands.push(Command::TakePicture);
    }
    if state.screen == Screen::Review {
        let asked = review::pressed(input, focused).into_iter();
        commands.extend(asked.map(Command::Review));
    }
    if state.screen == Screen::Capture
        && state.tray.is_some()
        && !focused
        && input.consume_key(Modifiers::NONE, Key::Enter)
        && !state.has_just_recorded(input.time)
    {
        commands.push(Command::Decide(AtDecision::ConfirmAll));
    }
    if state.screen == Screen::Result {
        on_result(input, state, focused, commands);
    }
    if state.screen == Screen::Search && !focused && input.consume_key(Modifiers::NONE, Key::Enter)
    {
        commands.push(Command::Decide(AtDecision::Confirm));
    }
}

/// What is there on every screen and at the gate.
fn everywhere(ctx: &egui::Context, state: &State) -> Option<Command> {
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::F1) {
        return Some(Command::Aside(match state.aside {
            Some(Aside::Help) => None,
            _ => Some(Aside::Help),
        }));
    }
    let theme = match state.presentation.theme {
        Theme::System | Theme::Light => Theme::Dark,
        Theme::Dark => Theme::HighContrast,
        Theme::HighContrast => Theme::Light,
    };
    pressed(Key::F4).then_some(Command::Present(Presentation {
        theme,
        ..state.presentation
    }))
}

fn on_result(
    input: &mut egui::InputState,
    state: &State,
    focused: bool,
    commands: &mut Vec<Command>,
) {
    let recorded = state.pill().is_some_and(|pill| pill.recorded.is_some());
    for (place, key) in DIGITS.into_iter().enumerate() {
        if input.consume_key(Modifiers::NONE, key) && !recorded {
            commands.push(Command::Pick(place));
        }
    }
    // Enter on a focused control presses that control.
    if !focused && input.consume_key(Modifiers::NONE, Key::Enter) {
        commands.push(Command::Decide(AtDecision::Confirm));
    }
    // Several may have waited for the wedge together.
    let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as u32;
    let (more, fewer) = (
        pressed(Key::Plus) + pressed(Key::Equals),
        pressed(Key::Minus),
    );
    if more + fewer > 0 {
        let count = (state.quantity() + more).saturating_sub(fewer);
        let set = AtCount::Set(state.counted(), count.clamp(1, MOST_UNITS));
        commands.push(Command::Count(set));
    }
    for (key, command) in [
        (Key::U, Command::Decide(AtDecision::Unidentified)),
        (Key::N, Command::Show(Screen::Search)),
        (Key::O, Command::AskOtherSide),
    ] {
        if input.consume_key(Modifiers::NONE, key) {
            commands.push(command);
        }
    }
}

fn back(state: &State) -> Option<Command> {
    let stays = |tray: &Tray| tray.live || tray.pills.len() > 1;
    let stays = state.tray.as_ref().is_some_and(stays);
    match state.screen {
        Screen::Capture if state.work != Work::Idle => Some(Command::StopLooking),
        Screen::Capture => state.tray.as_ref().map(|_| Command::PutAway),
        Screen::Result if state.wants_other_side => Some(Command::KeepOneSide),
        Screen::Result if stays => Some(Command::Show(Screen::Capture)),
        Screen::Result => Some(Command::PutAway),
        Screen::Search if state.pill().is_some() => Some(Command::Show(Screen::Result)),
        Screen::Teach => Some(Command::Show(Screen::Result)),
        Screen::Custody => Some(Command::Custody(AtCustody::Back)),
        Screen::Scan => Some(Command::Scan(AtScan::Done)),
        Screen::Search
        | Screen::Staff
        | Screen::Log
        | Screen::Review
        | Screen::Reports
        | Screen::Calibration
        | Screen::About => Some(Command::Show(Screen::Capture)),
    }
}
