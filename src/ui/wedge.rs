//! A barcode scanner types what it reads, with Enter at its end, whether or not there is a field to type
//! into (a keyboard wedge).
//!
//! Nothing is picked or confirmed by that: without a field, keys that do something wait until it is clear
//! that a person pressed them. A key that is held down does it once.

use std::mem;
use std::time::Duration;

use eframe::egui::{self, Event, Key};

/// Keys that follow each other within this time were typed by a scanner, seconds.
const QUICK_S: f64 = 0.15;
/// Letters from which on they are a barcode though no Enter came after them.
const LEAST: usize = 4;
/// Nobody's code takes so long: something lies on a key, and what waits for a tap waits no longer, seconds.
const LONGEST_S: f64 = 3.0;

/// What was typed so quickly that it may be a barcode.
#[derive(Default)]
pub struct Wedge {
    /// Presses of keys that wait.
    held: Vec<Event>,
    typed: String,
    first_s: f64,
    last_s: f64,
}

impl Wedge {
    /// Takes out of the input what a scanner may have typed, and gives back what a person did. What was
    /// scanned, once it has ended.
    pub fn mind(&mut self, ctx: &egui::Context) -> Option<String> {
        if ctx.text_edit_focused() {
            *self = Self::default();
            return None;
        }
        let (scanned, waits) = ctx.input_mut(|input| {
            let events = mem::take(&mut input.events);
            // What comes now may have come at any time since the frame before.
            let comes = events.iter().any(|event| is_typed(event) || is_end(event));
            let unseen = if comes { input.unstable_dt } else { 0.0 };
            let mut scanned = None;
            if input.time - self.last_s - f64::from(unseen) >= QUICK_S {
                scanned = self.silence(&mut input.events);
            }
            for event in events {
                if is_repeat(&event) {
                    continue;
                }
                if is_typed(&event) {
                    if self.count() == 0 {
                        self.first_s = input.time;
                    }
                    self.last_s = input.time;
                    match event {
                        Event::Text(words) => self.typed.push_str(&words),
                        pressed => self.held.push(pressed),
                    }
                } else if is_end(&event) && self.count() > 0 {
                    scanned = scanned.or(self.end(&mut input.events));
                } else {
                    input.events.push(event);
                }
            }
            (scanned, self.count() > 0)
        });
        if waits {
            ctx.request_repaint_after(Duration::from_secs_f64(QUICK_S));
        }
        scanned
    }

    /// Whether a key is held back that a person may have pressed just now.
    pub fn waits(&self) -> bool {
        self.count() > 0 && self.last_s - self.first_s < LONGEST_S
    }

    fn count(&self) -> usize {
        self.held.len().max(self.typed.chars().count())
    }

    /// Nothing more came: one key that was pressed again and again is a person's, as are a few.
    fn silence(&mut self, input: &mut Vec<Event>) -> Option<String> {
        let first = self.typed.chars().next();
        let is_one_key = self.typed.chars().all(|letter| Some(letter) == first);
        let typed = mem::take(&mut self.typed);
        let held = mem::take(&mut self.held);
        if typed.chars().count() >= LEAST && !is_one_key {
            return Some(typed);
        }
        input.extend(held);
        None
    }

    /// Enter came at once: after a single key it is not taken, and the key is.
    fn end(&mut self, input: &mut Vec<Event>) -> Option<String> {
        let is_code = self.count() > 1;
        let typed = mem::take(&mut self.typed);
        let held = mem::take(&mut self.held);
        if is_code {
            return Some(typed);
        }
        input.extend(held);
        None
    }
}

/// A letter, a digit or a sign that is pressed.
fn is_typed(event: &Event) -> bool {
    match event {
        Event::Text(_) => true,
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => is_sign(*key) && !modifiers.ctrl && !modifiers.command,
        _ => false,
    }
}

/// The keys that stand for themselves, and the signs that do something here.
fn is_sign(key: Key) -> bool {
    key.name().len() == 1 || counts(key) || key == Key::Space
}

/// More and fewer: they go on while they are held.
fn counts(key: Key) -> bool {
    matches!(key, Key::Plus | Key::Equals | Key::Minus)
}

/// What scanners type after what they read.
fn is_end(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Enter | Key::Tab,
            pressed: true,
            ..
        }
    )
}

fn is_repeat(event: &Event) -> bool {
    matches!(event, Event::Key { key, repeat: true, .. }
        if *key == Key::Enter || (is_sign(*key) && !counts(*key)))
}
