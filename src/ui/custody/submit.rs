//! From a filled form to the record: checked, signed where that is asked for, recorded.

use super::prepare::{self, Finish};
use super::slots::Slot;
use super::{Form, Page, look, page_of, title};
use crate::custody::Step;
use crate::station::Station;
use crate::ui::app::App;
use crate::ui::gate::{Gate, SignIn};
use crate::ui::signing::Signing;
use crate::ui::words::strings::text_with;
use crate::ui::words::told::told;

impl App {
    pub(super) fn submit(&mut self, step: Step) {
        let desk = &mut self.state.custody;
        let Some(form) = desk.forms.get_mut(&step).filter(|_| !desk.busy) else {
            return;
        };
        form.scanned.take_typed();
        form.problem = None;
        let form = form.clone();
        let taken = self.ask(
            move |station| {
                let done = checked(station, &form);
                (form, done)
            },
            |app, (form, done)| match done {
                Ok(Some(finish)) => app.have_signed(form, finish),
                Ok(None) => app.custody_recorded(&form, Ok(())),
                Err(words) => app.custody_recorded(&form, Err(words)),
            },
        );
        self.state.custody.busy = taken;
    }

    /// Asks for the signatures under `form` as it was checked: it may have been filled in further since.
    fn have_signed(&mut self, form: Form, finish: Finish) {
        let step = form.step;
        let desk = &mut self.state.custody;
        desk.busy = false;
        // Whoever asked for it has thrown it away meanwhile, or has left; then the form is still there.
        if !desk.forms.contains_key(&step) || !matches!(self.state.gate, Gate::Open) {
            return;
        }
        let named = form.get(Slot::Person);
        let accounts = self.state.accounts.iter();
        let person = accounts
            .clone()
            .find(|account| account.id.to_string() == named)
            .map(|account| account.name.as_str());
        let desk = &self.state.custody;
        let lines = form.in_words(&desk.custody, desk.is_empty_event, &desk.items, person);
        let likely = self.state.signed_in.as_ref();
        self.state.signing = Some(Signing {
            form,
            title: title(step),
            lines,
            first: None,
            now: SignIn {
                who: likely
                    .filter(|account| self.station.may_sign(step, account).is_ok())
                    .map(|account| account.id),
                ..SignIn::default()
            },
            finish: Some(finish),
        });
    }

    /// What stood in `checked` is in the record, or it is not and the form says why.
    pub(in crate::ui) fn custody_recorded(&mut self, checked: &Form, done: Result<(), String>) {
        let step = checked.step;
        let desk = &mut self.state.custody;
        desk.busy = false;
        match done {
            Ok(()) => {
                if let Some(form) = desk.forms.get_mut(&step) {
                    form.take_out(checked);
                }
                // What was scanned meanwhile waits for a record of its own.
                if !desk.forms.get(&step).is_some_and(Form::is_begun) {
                    desk.forms.remove(&step);
                    if desk.page == Page::Form(step) {
                        desk.page = page_of(step);
                    }
                }
                let follows = desk.page == Page::Trail;
                if follows {
                    self.follow_trail();
                }
                let what = title(step);
                let words = text_with("recorded", [("line", what.into())]);
                let said = words.clone();
                // The lists change with the notice: until then what was recorded stood there as before.
                let taken = self.ask(look, |app, read| {
                    app.take_custody(read);
                    app.state.say(said);
                });
                if !taken {
                    self.state.say(words);
                }
            }
            Err(words) => {
                if let Some(form) = desk.forms.get_mut(&step) {
                    form.problem = Some(words);
                }
            }
        }
    }
}

/// What is still to be signed; where nobody signs it is in the record now.
fn checked(station: &Station, form: &Form) -> Result<Option<Finish>, String> {
    match prepare::prepare(station, form)? {
        Finish::Alone(finish) => finish(station).map(|_| None).map_err(|error| told(&error)),
        signed => Ok(Some(signed)),
    }
}
