//! How many: one less, one more, and a keypad for a whole bottle.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Key, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use crate::station::MOST_UNITS;
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::dialog;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::in_view::take_cursor;
use crate::ui::kit::keypad::{self, PAD};
use crate::ui::kit::theme::{self, PRIMARY_HEIGHT};
use crate::ui::kit::widgets::{Button, Weight, field, focus_ring, icon_button, warn};
use crate::ui::review::Asking;
use crate::ui::state::State;
use crate::ui::words::strings::{text, text_with};

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// The pill with this number, or what was found in the catalogue without one.
    InHand(Option<u32>),
    /// What the label says is in the package.
    Package,
    /// The record that is being corrected.
    Correction,
}

/// What a person asks for.
#[derive(Clone, Debug)]
pub enum AtCount {
    Set(Counted, u32),
    /// Open the keypad over what is there now.
    Ask(Counted, u32),
    Type(String),
    Take,
    Cancel,
}

/// A quantity that is being typed.
pub struct Counting {
    of: Counted,
    now: u32,
    typed: String,
    problem: Option<String>,
}

impl State {
    /// What the quantity on the screen of a pill, and of the catalogue, is of.
    pub fn counted(&self) -> Counted {
        Counted::InHand(self.pill().map(|pill| pill.number))
    }

    pub fn set_quantity(&mut self, of: Counted, count: u32) {
        match of {
            // Another one may have come into hand while it was typed.
            Counted::InHand(_) if of != self.counted() => {}
            Counted::InHand(_) => match self.pill_mut() {
                // What its record says, a correction changes.
                Some(pill) if pill.recorded.is_some() => {}
                Some(pill) => pill.quantity = count,
                None => self.search.quantity = Some(count),
            },
            Counted::Package => self.scan.quantity = Some(count),
            Counted::Correction => {
                if let Some(Asking::Correct(correcting)) = &mut self.review.asking {
                    correcting.quantity = count;
                }
            }
        }
    }

    /// It is in hand no more: what is typed is not of another one.
    pub fn stop_counting(&mut self, of: Counted) {
        drop(self.counting.take_if(|counting| counting.of == of));
    }
}

impl App {
    /// Carries out what was asked for of a quantity.
    pub(in crate::ui) fn at_count(&mut self, ctx: &egui::Context, asked: AtCount) {
        let counting = &mut self.state.counting;
        match (asked, counting.as_mut()) {
            (AtCount::Set(of, count), _) => self.state.set_quantity(of, count),
            (AtCount::Ask(of, now), _) => {
                *counting = Some(Counting {
                    of,
                    now,
                    typed: String::new(),
                    problem: None,
                });
                // The field takes the cursor, which is still on the number behind it.
                ctx.memory_mut(|memory| {
                    if let Some(number) = memory.focused() {
                        memory.surrender_focus(number);
                    }
                });
            }
            (AtCount::Type(typed), Some(counting)) => {
                counting.typed = typed;
                counting.problem = None;
            }
            (AtCount::Take, Some(open)) => {
                if let Ok(count @ 1..=MOST_UNITS) = open.typed.trim().parse() {
                    let of = open.of;
                    *counting = None;
                    self.state.set_quantity(of, count);
                } else {
                    let typed = std::mem::take(&mut open.typed);
                    let values = [("typed", typed.into()), ("most", MOST_UNITS.into())];
                    open.problem = Some(text_with("quantity-refused", values));
                }
            }
            (AtCount::Cancel, _) => *counting = None,
            (AtCount::Type(_) | AtCount::Take, None) => {}
        }
    }
}

/// A count between 1 and [`MOST_UNITS`] with large buttons; the number itself opens the keypad.
pub fn stepper(ui: &mut Ui, of: Counted, count: u32, commands: &mut Vec<Command>) {
    let side = PRIMARY_HEIGHT;
    let less = icon_button(ui, Icon::Minus, &text("quantity-less"), side, count > 1);
    let number = number(ui, count);
    let more = icon_button(
        ui,
        Icon::Plus,
        &text("quantity-more"),
        side,
        count < MOST_UNITS,
    );
    let asked = if less.clicked() {
        AtCount::Set(of, count - 1)
    } else if more.clicked() {
        AtCount::Set(of, count + 1)
    } else if number.clicked() {
        AtCount::Ask(of, count)
    } else {
        return;
    };
    commands.push(Command::Count(asked));
}

fn number(ui: &mut Ui, count: u32) -> egui::Response {
    let palette = theme::palette(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(PRIMARY_HEIGHT, PRIMARY_HEIGHT), Sense::click());
    let name = text_with("quantity-name", [("count", count.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ground = if response.hovered() {
        palette.hovered
    } else {
        palette.surface
    };
    let painter = ui.painter();
    let (radius, edge) = (
        CornerRadius::same(theme::RADIUS),
        Stroke::new(1.5, palette.outline),
    );
    painter.rect(rect, radius, ground, edge, StrokeKind::Inside);
    painter.text(
        rect.center() - vec2(0.0, 8.0),
        Align2::CENTER_CENTER,
        count.to_string(),
        theme::bold_font(28.0),
        palette.text,
    );
    let unit = text_with("quantity-unit", [("count", count.into())]);
    painter.text(
        rect.center() + vec2(0.0, 20.0),
        Align2::CENTER_CENTER,
        unit,
        FontId::proportional(15.0),
        palette.soft,
    );
    focus_ring(ui, &response);
    response.on_hover_text(name)
}

/// The keypad, while a quantity is typed.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(counting) = &view.state.counting else {
        return;
    };
    let leave = dialog::show(ui, "quantity", PAD, |ui| {
        ui.label(theme::bold(text("quantity-title"), 24.0));
        let mut typed = counting.typed.clone();
        let now = counting.now.to_string();
        let shown = field(ui, &text("quantity-field"), &now, &mut typed, PAD);
        let entered = shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered {
            take_cursor(&shown);
        }
        if let Some(problem) = &counting.problem {
            warn(ui, problem);
        }
        if keypad::keys(ui, &mut typed) || shown.changed() {
            commands.push(Command::Count(AtCount::Type(typed)));
        }
        let ready = !counting.typed.trim().is_empty();
        let take = Button::new(text("quantity-take"))
            .icon(Icon::Check)
            .weight(Weight::Primary)
            .enabled(ready)
            .width(PAD);
        if take.show(ui).clicked() || (entered && ready) {
            commands.push(Command::Count(AtCount::Take));
        }
        if Button::new(text("cancel")).width(PAD).show(ui).clicked() {
            commands.push(Command::Count(AtCount::Cancel));
        }
    });
    if leave {
        commands.push(Command::Count(AtCount::Cancel));
    }
}
