//! The bar that decides: CONFIRM, NONE OF THESE, UNIDENTIFIED, how many, and taking it back.

use eframe::egui::{self, Label, Ui};

use super::quantity::stepper;
use super::{Choice, Pill, hazard_banner};
use crate::catalog::ProductId;
use crate::people::Action;
use crate::station::{Decision, Needed, SiteMode, Station, looks_personal};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::custody::{AtCustody, EventNeed, Page, event_need};
use crate::ui::kit::icons::Icon;
use crate::ui::kit::widgets::{Button, Weight, chip, field, icon_button, soft};
use crate::ui::kit::{dialog, free_text, room, theme};
use crate::ui::state::{Screen, State};
use crate::ui::teach;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::told;

/// Least width of CONFIRM, points.
const CONFIRM: f32 = 190.0;
/// Width of a field in the bar, and with its frame and the words above it.
const FIELD: f32 = 150.0;
const FRAMED: f32 = 200.0;

/// What a person asks for of the bar, and of the box that asks why the last record is taken back.
#[derive(Clone, Debug)]
pub enum AtDecision {
    /// Case, evidence or resident reference, where the site mode wants one.
    Reference(String),
    /// The day on which a resident no longer used it, as it is typed.
    Discontinued(String),
    /// Record the product that is picked.
    Confirm,
    /// Record every pill of the tray as what it is agreed to be.
    ConfirmAll,
    /// Record the pill in hand as unidentified: hazardous and possibly controlled.
    Unidentified,
    /// Ask why the last record is to be withdrawn.
    AskUndo,
    /// Words of the reason typed so far.
    UndoReason(String),
    /// Withdraw the last record for this reason.
    Undo(String),
    CancelUndo,
}

impl App {
    /// Carries out what was decided.
    pub(in crate::ui) fn at_decision(&mut self, asked: AtDecision) {
        match asked {
            AtDecision::Reference(words) => self.state.reference = words,
            AtDecision::Discontinued(day) => self.state.discontinued = day,
            AtDecision::Confirm => {
                if let Some(product) = self.state.chosen() {
                    self.record(Decision::Product(product));
                }
            }
            AtDecision::ConfirmAll => self.record_all(),
            AtDecision::Unidentified => self.record(Decision::Unidentified),
            // What is on its way is the last one in a moment; the box would name the one before it.
            AtDecision::AskUndo if self.state.saving => {}
            AtDecision::AskUndo => {
                self.state.undo = self.state.last.as_ref().map(|_| String::new());
            }
            AtDecision::UndoReason(words) => self.state.undo = Some(words),
            AtDecision::Undo(reason) => self.undo(reason),
            AtDecision::CancelUndo => self.state.undo = None,
        }
    }
}

/// Whether there is something to decide or to teach, or something to take back.
pub fn wanted(view: &View) -> bool {
    let takes_back = matches!(view.state.screen, Screen::Capture | Screen::Scan);
    let teaches = view.state.screen == Screen::Teach;
    teaches || shows_pill(view) || (takes_back && view.state.last.is_some())
}

fn shows_pill(view: &View) -> bool {
    matches!(view.state.screen, Screen::Result | Screen::Search)
}

fn deciding(view: &View) -> bool {
    shows_pill(view) && may_record(view)
}

/// Whether the bar decides what the item in hand is.
pub(super) fn is_undecided(view: &View) -> bool {
    let settled =
        |pill: &Pill| pill.recorded.is_some() || pill.is_touching() || view.state.must_be_cleared();
    deciding(view) && !view.state.pill().is_some_and(settled)
}

/// Why nothing can be recorded here, in the place of what would record it.
pub fn refused(ui: &mut Ui, view: &View) -> bool {
    let words = match view.station.offers(Action::RecordItem) {
        Err(refusal) => sentence(&told(&refusal)),
        Ok(()) if is_of_drawing(view.state, view.station) => text("drawing-refused"),
        Ok(()) => return false,
    };
    let words = soft(ui, words);
    ui.add(Label::new(words).wrap());
    true
}

/// Whether what is shown can be recorded here.
pub fn may_record(view: &View) -> bool {
    view.station.offers(Action::RecordItem).is_ok() && !is_of_drawing(view.state, view.station)
}

/// Whether what is shown is drawn, and this site records what is real: all of a tray, or the pill in hand. What is
/// looked up by hand beside it is no drawing.
pub(super) fn is_of_drawing(state: &State, station: &Station) -> bool {
    let is_drawing = state.tray.as_ref().is_some_and(|tray| tray.drawing);
    let by_hand = state.screen == Screen::Search && state.pill().is_none();
    is_drawing && !by_hand && station.site_mode() != SiteMode::Research
}

/// What CONFIRM records, where the screen that shows it and its verdict may be scrolled past both: nobody
/// confirms what nobody sees.
pub fn unseen(ui: &Ui, view: &View) -> Option<ProductId> {
    let pill = view.state.pill();
    let recorded = pill.is_some_and(|pill| pill.recorded.is_some());
    let confirms = deciding(view) && !recorded;
    let chosen = view.state.chosen();
    chosen.filter(|_| confirms && room::is_scrolled(ui.ctx()))
}

/// Names it, with its verdict.
pub fn named(ui: &mut Ui, view: &View, id: ProductId) {
    let catalog = view.station.catalog();
    let Some(product) = catalog.get(id) else {
        return;
    };
    let verdict = view.station.rules().assess(product).verdict;
    let (icon, tone) = hazard_banner::look(theme::palette(ui), verdict);
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        chip(ui, icon, &hazard_banner::verdict_words(verdict), tone);
        ui.vertical(|ui| {
            ui.add(egui::Label::new(theme::bold(product.name.as_str(), 16.0)).wrap());
        });
    });
}

/// The actions for the pill in hand.
pub fn bar(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if states_above(ui, view) {
        ui.horizontal(|ui| stated_with_item(ui, view, commands));
    }
    ui.horizontal(|ui| {
        ui.set_min_height(theme::PRIMARY_HEIGHT);
        if view.state.screen == Screen::Teach {
            return teach::bar(ui, view, commands);
        }
        if shows_pill(view) && !refused(ui, view) {
            decisions(ui, view, commands);
        }
        undo(ui, view, commands);
    });
}

/// Where items are recorded only during a take-back event and none is there for them: says so and
/// leads to it.
pub fn led_to_event(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) -> bool {
    let words = match event_need(view) {
        EventNeed::None => return false,
        EventNeed::Open => text("event-needed"),
        EventNeed::IsDeposited => text("event-past"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::bold(words, 20.0));
        let go = Button::new(text("event-go"))
            .icon(Icon::Person)
            .weight(Weight::Primary);
        if go.show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::Go(Page::Event)));
        }
    });
    true
}

/// The fields for what the site mode wants stated with each item: the case or evidence number, or the
/// day on which a resident no longer used it.
pub fn stated_with_item(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let needed = view.station.mode().needed;
    if needed.contains(&Needed::Discontinued) {
        let mut day = view.state.discontinued.clone();
        let (label, hint) = (text("discontinued"), text("date-hint"));
        if field(ui, &label, &hint, &mut day, FIELD).changed() {
            commands.push(Command::Decide(AtDecision::Discontinued(day)));
        }
    }
    if !needed.contains(&Needed::Reference) {
        return;
    }
    let mut words = view.state.reference.clone();
    // Said while it is typed; the record refuses it.
    let label = if looks_personal(&words) {
        "reference-personal"
    } else {
        "reference"
    };
    if field(ui, &text(label), &text("reference-hint"), &mut words, FIELD).changed() {
        commands.push(Command::Decide(AtDecision::Reference(words)));
    }
}

/// Whether there is no room for the fields beside what decides, so that they stand above it.
fn states_above(ui: &Ui, view: &View) -> bool {
    let state = view.state;
    let decides = is_undecided(view) && matches!(event_need(view), EventNeed::None);
    let fields = view.station.mode().needed.iter();
    let fields = fields.filter(|each| matches!(each, Needed::Discontinued | Needed::Reference));
    let fields = fields.count() as f32;
    let actions = aside(state).0.wide(ui) + unidentified(state).wide(ui) + CONFIRM;
    // How many, and room for taking back: a field must not move when that comes.
    let all = 4.0 * theme::PRIMARY_HEIGHT + fields * FRAMED + actions;
    let gaps = (6.0 + fields) * ui.spacing().item_spacing.x;
    decides && fields > 0.0 && all + gaps > ui.available_width()
}

/// The way to what is not among the candidates, or back from there.
fn aside(state: &State) -> (Button<'static>, Screen) {
    let (button, to) = if state.screen == Screen::Result {
        let words = Button::new(text("not-this"));
        (words.icon(Icon::Search).key("N"), Screen::Search)
    } else {
        let to = match state.pill() {
            Some(_) => Screen::Result,
            None => Screen::Capture,
        };
        let words = Button::new(text("back"));
        (words.icon(Icon::Back).key("Esc"), to)
    };
    (button.tall(), to)
}

fn unidentified(state: &State) -> Button<'static> {
    let button = Button::new(text("record-unidentified"))
        .icon(Icon::Question)
        .enabled(!state.saving)
        .tall();
    // Among the fields of the search, letters are words and not keys.
    if state.screen == Screen::Result {
        button.key("U")
    } else {
        button
    }
}

fn decisions(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let state = view.state;
    let above = states_above(ui, view);
    if led_to_event(ui, view, commands) {
        return;
    }
    if state.pill().is_some_and(|pill| pill.recorded.is_some()) {
        ui.label(theme::bold(text("already-recorded"), 20.0));
        return;
    }
    if state.pill().is_some_and(Pill::is_touching) {
        ui.label(theme::bold(text("touching-refused"), 20.0));
        return;
    }
    if state.pill().is_some() && state.must_be_cleared() {
        ui.label(theme::bold(text("tray-lost-first"), 20.0));
        return;
    }
    stepper(ui, state.counted(), state.quantity(), commands);
    if !above {
        stated_with_item(ui, view, commands);
    }
    let waits_for_choice = state
        .pill()
        .is_some_and(|pill| matches!(pill.choice, Choice::Candidate { product: None, .. }));
    let words = match (state.saving, state.chosen(), waits_for_choice) {
        (true, ..) => text("saving"),
        (false, Some(_), _) => text("confirm"),
        (false, None, true) => text("confirm-look-alike"),
        (false, None, false) => text("confirm-nothing"),
    };
    let ready = !state.saving && state.chosen().is_some();
    let ((aside, to), unidentified) = (aside(state), unidentified(state));
    // The rest of the bar, less what the other actions need.
    let gaps = 2.0 * ui.spacing().item_spacing.x;
    let room = ui.available_width() - aside.wide(ui) - unidentified.wide(ui) - gaps;
    let undo = match state.last {
        Some(_) => undo_button(text("undo")).wide(ui) + gaps / 2.0,
        None => 0.0,
    };
    let short = undo.min(theme::PRIMARY_HEIGHT + gaps / 2.0);
    let left = room - if room - undo >= CONFIRM { undo } else { short };
    let confirm_width = left.clamp(CONFIRM, 560.0);
    let confirm = Button::new(words)
        .weight(Weight::Primary)
        .enabled(ready)
        .width(confirm_width);
    let confirm = if ready {
        confirm.icon(Icon::Check).key("Enter")
    } else {
        confirm
    };
    if confirm.show(ui).clicked() {
        commands.push(Command::Decide(AtDecision::Confirm));
    }
    if aside.show(ui).clicked() {
        commands.push(Command::Show(to));
    }
    if unidentified.show(ui).clicked() {
        commands.push(Command::Decide(AtDecision::Unidentified));
    }
}

fn undo_button(words: String) -> Button<'static> {
    Button::new(words).icon(Icon::Undo).key("Ctrl+Z").tall()
}

/// In as many words as there is room for.
fn undo(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(last) = &view.state.last else { return };
    let line = text_with("undo-line", [("line", last.words.as_str().into())]);
    let line = (view.state.screen == Screen::Capture).then_some(line);
    let words = line.into_iter().chain([text("undo")]);
    let room = ui.available_width();
    let fits = words
        .map(undo_button)
        .find(|button| button.wide(ui) <= room);
    let ready = !view.state.saving;
    let pressed = match fits {
        Some(button) => button.enabled(ready).show(ui),
        None => icon_button(ui, Icon::Undo, &text("undo"), theme::PRIMARY_HEIGHT, ready),
    };
    // It comes up where CONFIRM was, under a second tap on that.
    let again = view.state.has_just_recorded(ui.input(|input| input.time));
    if pressed.clicked() && !again {
        commands.push(Command::Decide(AtDecision::AskUndo));
    }
}

/// Asks for the reason: the record is not erased, a correction is added that says why.
pub fn undo_panel(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let (Some(typed), Some(last)) = (&view.state.undo, &view.state.last) else {
        return;
    };
    let leave = dialog::show(ui, "undo", 560.0, |ui| {
        ui.label(theme::bold(text("undo-title"), 24.0));
        ui.label(egui::RichText::new(&last.words));
        ui.label(soft(ui, text("undo-how")));
        for reason in [
            text("undo-wrong-drug"),
            text("undo-wrong-count"),
            text("undo-twice"),
        ] {
            if Button::new(reason.as_str())
                .width(ui.available_width())
                .show(ui)
                .clicked()
            {
                commands.push(Command::Decide(AtDecision::Undo(reason)));
            }
        }
        let mut words = typed.clone();
        let (label, hint) = (text("undo-other"), text("undo-other-hint"));
        let wide = ui.available_width() - 24.0;
        if free_text::field(ui, &label, &hint, &mut words, wide).changed() {
            commands.push(Command::Decide(AtDecision::UndoReason(words)));
        }
        ui.horizontal(|ui| {
            let reason = typed.trim();
            let go = Button::new(text("undo-go"))
                .icon(Icon::Undo)
                .enabled(!reason.is_empty());
            if go.show(ui).clicked() {
                commands.push(Command::Decide(AtDecision::Undo(reason.to_owned())));
            }
            if Button::new(text("cancel")).show(ui).clicked() {
                commands.push(Command::Decide(AtDecision::CancelUndo));
            }
        });
    });
    if leave {
        commands.push(Command::Decide(AtDecision::CancelUndo));
    }
}
