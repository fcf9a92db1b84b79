//! Liners, packages, take-back events and what is unfinished, as screens.
//!
//! A form is data ([`form::Form`]) drawn from one table ([`slots::sheet_of`]); [`prepare`] makes the
//! act of it, the signing dialog adds the people, and the ledger's thread records it.

mod acts;
mod answers;
mod choice;
mod event;
mod form;
mod form_screen;
mod history;
mod items;
mod leaving;
mod list;
mod pages;
mod prepare;
mod scan;
mod slots;
mod submit;
mod todo;
mod trail;
mod undo;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::Ui;

pub use acts::title;
pub use form::Form;
pub use form_screen::trouble;
pub use pages::{EventNeed, Page, event_need, law_against};
pub use prepare::Finish;
pub use todo::count as todo_count;

use crate::custody::{Custody, Step, Todo};
use crate::ledger::custody::UniqueId;
use crate::station::{Lapse, SentBack, Station, StationError};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::state::Screen;
use crate::ui::words::told::told;
use list::{Log, Shelf};
use pages::page_of;

/// What the custody screens show.
pub struct Desk {
    pub page: Page,
    /// As the record had it when it was last read; none before the first time.
    pub custody: Arc<Custody>,
    /// An event is open there at which nothing was collected.
    pub is_empty_event: bool,
    pub todo: Vec<Todo>,
    /// What should have happened by itself and did not.
    pub lapses: Vec<Lapse>,
    pub sent_back: Vec<SentBack>,
    /// Everything that was begun and neither recorded nor thrown away.
    pub forms: BTreeMap<Step, Form>,
    /// What the lists are narrowed to.
    pub shelf: Option<Shelf>,
    /// A number being looked for.
    pub find: String,
    /// The liner or package whose history is shown.
    pub chosen: Option<UniqueId>,
    /// Items that may leave, as they were when the form for it was opened.
    pub items: Vec<items::Leaving>,
    pub trail: trail::Desk,
    /// A form is being checked or recorded.
    pub busy: bool,
    /// Somebody has just come and asked for nothing yet.
    pub greets: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            page: Page::Todo,
            custody: Arc::default(),
            is_empty_event: false,
            todo: Vec::new(),
            lapses: Vec::new(),
            sent_back: Vec::new(),
            forms: BTreeMap::new(),
            shelf: None,
            find: String::new(),
            chosen: None,
            items: Vec::new(),
            trail: trail::Desk::default(),
            busy: false,
            greets: false,
        }
    }
}

/// What a person asks for on these screens.
#[derive(Clone, Debug)]
pub enum AtCustody {
    Go(Page),
    Back,
    Narrow(Option<Shelf>),
    Find(String),
    Choose(Option<UniqueId>),
    /// Open the form of a step, or go on with it; with this number already in it.
    Begin(Step, Option<UniqueId>),
    Fill(Box<Form>),
    ThrowAway(Step),
    /// Check the form, then have it signed or recorded.
    Submit(Step),
    /// Open the form in which a detail of this record is stated anew.
    Correct(i64),
    /// The numbers whose records are looked for, as they are typed.
    Seek(String),
    /// Look for them.
    Follow,
}

/// What the record says now.
struct Look {
    custody: Custody,
    is_empty_event: bool,
    todo: Vec<Todo>,
    lapses: Vec<Lapse>,
    sent_back: Vec<SentBack>,
}

fn look(station: &Station) -> Result<Look, StationError> {
    let custody = station.custody()?;
    Ok(Look {
        is_empty_event: station.is_empty_event(&custody)?,
        custody,
        todo: station.todo()?,
        lapses: station.lapses()?,
        sent_back: station.sent_back()?,
    })
}

impl App {
    /// Reads what is in custody and what is unfinished.
    pub(super) fn load_custody(&mut self) {
        let _taken = self.ask(look, Self::take_custody);
    }

    fn take_custody(&mut self, read: Result<Look, StationError>) {
        match read {
            Ok(look) => {
                self.state.custody.custody = Arc::new(look.custody);
                self.state.custody.is_empty_event = look.is_empty_event;
                self.state.custody.todo = look.todo;
                self.state.custody.lapses = look.lapses;
                self.state.custody.sent_back = look.sent_back;
            }
            Err(error) => self.state.warn(told(&error)),
        }
    }

    /// As [`App::load_custody`]; whoever comes is then shown what is unfinished, if anything is and
    /// they have not begun with something else.
    pub(super) fn greet(&mut self) {
        self.state.custody.greets = true;
        let _taken = self.ask(look, |app, read| {
            app.take_custody(read);
            if app.state.custody.greets && todo_count(&app.state.custody) > 0 {
                app.state.custody.page = Page::Todo;
                app.state.screen = Screen::Custody;
            }
        });
    }

    /// Carries out what was asked for on these screens.
    pub(super) fn at_custody(&mut self, asked: AtCustody) {
        let desk = &mut self.state.custody;
        match asked {
            AtCustody::Go(page) => {
                if desk.page != page {
                    desk.chosen = None;
                    desk.shelf = None;
                }
                desk.page = page;
                self.state.screen = Screen::Custody;
                self.load_custody();
            }
            AtCustody::Back => match desk.page {
                Page::Form(step) => desk.page = page_of(step),
                _ => self.state.screen = Screen::Capture,
            },
            AtCustody::Narrow(to) => desk.shelf = to,
            AtCustody::Find(words) => desk.find = words,
            AtCustody::Choose(id) => {
                if let Some(id) = &id {
                    desk.find.clear();
                    desk.page = match desk.custody.package(id) {
                        Some(_) => Page::Packages,
                        None => Page::Liners,
                    };
                }
                desk.chosen = id;
            }
            AtCustody::Begin(step, id) => self.begin(step, id),
            AtCustody::Fill(form) => {
                desk.forms.insert(form.step, *form);
            }
            AtCustody::ThrowAway(step) => {
                desk.forms.remove(&step);
                if desk.page == Page::Form(step) {
                    desk.page = page_of(step);
                }
            }
            AtCustody::Submit(step) => self.submit(step),
            AtCustody::Correct(record) => {
                let of_this = |form: &Form| form.get(slots::Slot::Record) == record.to_string();
                if !desk.forms.get(&Step::Amend).is_some_and(of_this) {
                    desk.forms.remove(&Step::Amend);
                }
                self.begin(Step::Amend, None);
                if let Some(form) = self.state.custody.forms.get_mut(&Step::Amend) {
                    form.set(slots::Slot::Record, record.to_string());
                }
            }
            AtCustody::Seek(words) => desk.trail.words = words,
            AtCustody::Follow => self.follow_trail(),
        }
    }

    fn begin(&mut self, step: Step, id: Option<UniqueId>) {
        let empty = Form::new(step, &self.station.site(), self.station.now());
        let desk = &mut self.state.custody;
        let form = desk.forms.entry(step).or_insert_with(|| empty.clone());
        if !form.is_begun() {
            *form = empty;
        }
        if let Some(id) = id {
            form.scanned.add(id);
        }
        desk.page = Page::Form(step);
        self.state.screen = Screen::Custody;
        if slots::chooses_items(step) {
            let _taken = self.ask(items::read, move |app, read| match read {
                Ok(here) => {
                    let desk = &mut app.state.custody;
                    if let Some(form) = desk.forms.get_mut(&step) {
                        items::keep_open(step, &here, &mut form.items);
                    }
                    desk.items = here;
                }
                Err(error) => app.state.warn(told(&error)),
            });
        }
    }
}

/// The page in hand.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let page = view.state.custody.page;
    if let Some(law) = law_against(view, page) {
        acts::not_here(ui, law);
        return;
    }
    match page {
        Page::Todo => todo::show(ui, view, commands),
        Page::Liners => list::show(ui, view, Log::Liners, commands),
        Page::Packages => list::show(ui, view, Log::Packages, commands),
        Page::Event => event::show(ui, view, commands),
        Page::Trail => trail::show(ui, view, commands),
        Page::Form(step) => form_screen::show(ui, view, step, commands),
    }
}
