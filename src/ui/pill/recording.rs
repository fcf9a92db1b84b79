//! From a decision to the record and back: CONFIRM, CONFIRM ALL, UNIDENTIFIED, undo.

use std::mem;

use super::agreed::all_offered;
use super::decide::is_of_drawing;
use super::{Choice, Pill, SeenSide};
use crate::barcode::PackageLabel;
use crate::catalog::ProductId;
use crate::identify::Identification;
use crate::ledger::{RecordId, Suggestion};
use crate::station::{Decision, NewDisposal, StationError};
use crate::ui::app::App;
use crate::ui::notice::Tried;
use crate::ui::state::{Chain, LastRecord, Screen, Tray};
use crate::ui::words::days::read_day;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;

/// A disposal that a person confirmed.
struct Confirmed {
    disposal: NewDisposal,
    /// Number of the pill, to mark it when it is written.
    pill: Option<u32>,
    /// What it says, in one line.
    words: String,
}

/// A disposal that is in the record.
struct Written {
    id: RecordId,
    pill: Option<u32>,
    words: String,
    /// What the label of it says, where that is all that was looked at.
    package: Option<PackageLabel>,
    reference: Option<String>,
}

/// As much of what was asked for as was done, in that order, and why the next was refused.
type Done<T> = (Vec<T>, Option<String>);

/// Does `act` with one after the other up to the first that is refused.
fn each<A, B>(all: Vec<A>, act: impl FnMut(A) -> Result<B, StationError>) -> Done<B> {
    let mut refused = None;
    let done = all
        .into_iter()
        .map(act)
        .map_while(|done| done.map_err(|error| refused = Some(told(&error))).ok())
        .collect();
    (done, refused)
}

impl App {
    /// Records the pill in hand, or what was found by hand.
    pub(in crate::ui) fn record(&mut self, decision: Decision) {
        let pill = self.state.pill();
        if self.state.saving || pill.is_some_and(|pill| pill.recorded.is_some()) {
            return;
        }
        if pill.is_some_and(Pill::is_touching) {
            self.state.refuse(text("touching-refused"));
            return;
        }
        if is_of_drawing(&self.state, &self.station) {
            self.state.refuse(text("drawing-refused"));
            return;
        }
        // One pill alone is recorded without the camera too: a person looks at it.
        if pill.is_some() && self.state.must_be_cleared() {
            self.state.refuse(text("tray-lost-first"));
            return;
        }
        if pill.is_some_and(Pill::is_yet_to_weigh) {
            self.weigh_first();
            return;
        }
        let number = pill.map(|pill| pill.number);
        let choice = pill.map_or(Choice::Nothing, |pill| pill.choice);
        let confirmed = self.confirmed(number, choice, decision, self.state.quantity());
        self.write(vec![confirmed]);
    }

    /// Records what no picture shows: what the label of a package says.
    pub(in crate::ui) fn record_package(
        &mut self,
        package: PackageLabel,
        product: ProductId,
        quantity: u32,
    ) {
        let decision = Decision::Product(product);
        let mut confirmed = self.confirmed(None, Choice::Nothing, decision, quantity);
        confirmed.disposal.package = Some(package);
        self.write(vec![confirmed]);
    }

    /// Records every pill of the tray, each as a disposal of its own.
    pub(in crate::ui) fn record_all(&mut self) {
        if is_of_drawing(&self.state, &self.station) {
            self.state.refuse(text("drawing-refused"));
            return;
        }
        let agreed = all_offered(&self.station.catalog(), &self.state);
        let Some(agreed) = agreed.filter(|_| !self.state.saving) else {
            return;
        };
        let is_yet_to_weigh = |(number, _): &(u32, Choice)| {
            let pill = self.state.tray.as_ref().and_then(|tray| tray.pill(*number));
            pill.is_some_and(Pill::is_yet_to_weigh)
        };
        if agreed.iter().any(is_yet_to_weigh) {
            self.weigh_first();
            return;
        }
        let confirmed = agreed
            .into_iter()
            .filter_map(|(number, choice)| {
                let quantity = self.state.tray.as_ref()?.pill(number)?.quantity;
                let decision = Decision::Product(choice.product()?);
                Some(self.confirmed(Some(number), choice, decision, quantity))
            })
            .collect();
        self.write(confirmed);
    }

    /// A tap may come before the answer to what a person typed: the record keeps both, and they look at it first.
    fn weigh_first(&mut self) {
        self.tell_imprint();
        self.state.refuse(text("imprint-weighing"));
    }

    fn write(&mut self, disposals: Vec<Confirmed>) {
        if read_day(&self.state.discontinued).is_err() {
            let field = text("discontinued").into();
            self.state
                .refuse(text_with("date-problem", [("field", field)]));
            return;
        }
        let (job, tried) = (self.tray_job, self.state.tried());
        self.state.saving = self.ask(
            move |station| {
                each(disposals, |confirmed| {
                    let Confirmed {
                        disposal,
                        pill,
                        words,
                    } = confirmed;
                    let package = disposal.package.clone();
                    let reference = disposal.reference.clone();
                    let id = station.record(disposal)?.current;
                    Ok(Written {
                        id,
                        pill,
                        words,
                        package,
                        reference,
                    })
                })
            },
            move |app, done| app.note_recorded(job, &tried, done),
        );
    }

    /// What would be written, with all that the model said.
    fn confirmed(
        &self,
        pill: Option<u32>,
        choice: Choice,
        decision: Decision,
        quantity: u32,
    ) -> Confirmed {
        let name = match &decision {
            Decision::Product(id) => self
                .station
                .catalog()
                .get(*id)
                .map(|product| product.name.clone()),
            Decision::Unidentified => None,
        };
        let drug = name.unwrap_or_else(|| text("unidentified"));
        let words = text_with(
            "record-line",
            [("drug", drug.into()), ("count", quantity.into())],
        );
        let tray = self.state.tray.as_ref();
        let seen = pill.and_then(|number| tray?.pill(number));
        let reference = self.state.reference.trim();
        let disposal = NewDisposal {
            photos: seen
                .into_iter()
                .flat_map(|pill| &pill.sides)
                .map(|side| side.photo_sha256.clone())
                .collect(),
            suggestion: seen.and_then(|pill| {
                let found = pill.reading.identification()?;
                self.suggestion(found, &pill.sides)
            }),
            picked_rank: match choice {
                Choice::Candidate { place, .. } => Some(place as u32 + 1),
                Choice::Nothing | Choice::Searched(_) => None,
            },
            decision,
            quantity,
            acted_on: None,
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
            discontinued: read_day(&self.state.discontinued).ok().flatten(),
            package: None,
        };
        Confirmed {
            disposal,
            pill,
            words,
        }
    }

    /// What the model said of `sides`, as the record keeps it.
    fn suggestion(&self, found: &Identification, sides: &[SeenSide]) -> Option<Suggestion> {
        let Chain::Awake { versions, .. } = &self.state.chain else {
            return None;
        };
        let setups = sides.iter().filter_map(|side| side.setup.as_deref());
        let mut camera_setups: Vec<String> = setups.map(str::to_owned).collect();
        camera_setups.dedup();
        Some(Suggestion {
            camera_setups,
            ..self.station.suggestion(found, versions.clone())
        })
    }

    /// Takes the last record back, or the last records that were confirmed together.
    pub(in crate::ui) fn undo(&mut self, reason: String) {
        self.state.undo = None;
        if let Some(last) = &self.state.last {
            let ids: Vec<_> = last.rows.iter().map(|(id, _)| *id).collect();
            let _taken = self.ask(
                move |station| each(ids, |id| station.withdraw(id, &reason).map(|_| id)),
                Self::note_withdrawn,
            );
        }
    }

    fn note_recorded(&mut self, job: u64, tried: &Tried, (written, refused): Done<Written>) {
        self.state.saving = false;
        let is_in_hand = self.state.tried() == *tried;
        if !written.is_empty() {
            self.note_written(job, written);
        }
        match refused {
            Some(words) if is_in_hand => self.state.refuse(words),
            // Something else is in hand by now: it says what was refused.
            Some(words) => {
                let catalog = self.station.catalog();
                let product = tried.product().and_then(|product| catalog.get(product));
                let name =
                    product.map_or_else(|| text("unidentified"), |product| product.name.clone());
                self.state.warn(format!("{name}: {words}"));
            }
            None => {}
        }
    }

    fn note_written(&mut self, job: u64, written: Vec<Written>) {
        let words = match written.as_slice() {
            [only] => only.words.clone(),
            many => text_with("record-many", [("count", many.len().into())]),
        };
        self.state.recorded += written.len() as u32;
        self.state
            .say(text_with("recorded", [("line", words.as_str().into())]));
        let last = written.last();
        let stated = last.and_then(|written| written.reference.clone());
        // Another one was typed meanwhile for the next item.
        if self.state.reference.trim() == stated.as_deref().unwrap_or_default() {
            self.state.reference.clear();
        }
        self.state.case_before = stated;
        self.state.last = Some(LastRecord {
            rows: written
                .iter()
                .map(|written| (written.id, written.pill))
                .collect(),
            words,
            job,
            at_s: self.window_time(),
        });
        self.note_package(&written);
        if let Some(left) = self.live.left.as_mut().filter(|left| left.job == job) {
            for written in &written {
                if let Some(number) = written.pill {
                    left.set_recorded(number, written.words.clone());
                }
            }
        }
        let this_tray = self.tray_job == job;
        // Another pill may have come into hand while this one was on its way to the record.
        let in_hand = self.state.pill().map(|pill| pill.number);
        let is_in_hand = written.iter().any(|written| {
            let is_same = written.package.is_none() && written.pill == in_hand;
            is_same && (this_tray || in_hand.is_none())
        });
        if let Some(tray) = self.state.tray.as_mut().filter(|_| this_tray) {
            for Written { pill, words, .. } in written {
                if let Some(pill) = pill.and_then(|number| tray.pill_mut(number)) {
                    pill.recorded = Some(words);
                }
            }
            // Nobody waits for a pill that is off the tray and in the record; the next one like it is another.
            let (stays, gone): (Vec<_>, Vec<_>) = mem::take(&mut tray.pills)
                .into_iter()
                .partition(|pill| pill.lies.is_some() || pill.recorded.is_none());
            tray.pills = stays;
            for pill in gone {
                self.live.ask_no_more(pill.number);
            }
        }
        if is_in_hand {
            self.state.wants_other_side = false;
            self.state.search.forget_choice();
            if matches!(self.state.screen, Screen::Result | Screen::Search) {
                self.state.screen = Screen::Capture;
            }
        }
        let done_with = |tray: &mut Tray| match tray.pills.as_slice() {
            [] => true,
            [pill] => !tray.live && pill.recorded.is_some(),
            _ => false,
        };
        drop(self.state.tray.take_if(done_with));
        self.refresh_log();
    }

    /// Another package may have come into hand while this one was on its way to the record.
    fn note_package(&mut self, written: &[Written]) {
        let in_hand = self.state.scan.package();
        let is_in_hand = |written: &&Written| {
            let both = in_hand.zip(written.package.as_ref());
            both.is_some_and(|(in_hand, package)| in_hand.is_same_package(package))
        };
        let record = written.iter().find(is_in_hand).map(|written| written.id);
        if record.is_some() {
            self.state.scan.record = record;
        }
    }

    /// Of what was recorded last and of what is being taught, what is on the tray no more is no pill: another
    /// may bear its number.
    pub(in crate::ui) fn forget_gone(&mut self, lying: &[Pill]) {
        self.state.teach.forget_gone(self.tray_job, lying);
        let last = self.state.last.as_mut();
        let Some(last) = last.filter(|last| last.job == self.tray_job) else {
            return;
        };
        let is_there = |number: &u32| {
            let recorded = |pill: &Pill| pill.number == *number && pill.recorded.is_some();
            lying.iter().any(recorded)
        };
        for (_, number) in &mut last.rows {
            *number = number.filter(is_there);
        }
    }

    /// `ids` were taken back; where one of several was refused, only those before it.
    fn note_withdrawn(&mut self, (ids, refused): Done<RecordId>) {
        self.state.recorded = self.state.recorded.saturating_sub(ids.len() as u32);
        // A box that was opened again meanwhile asks about what is taken back by now.
        self.state.undo = None;
        let of_package = &mut self.state.scan.record;
        *of_package = of_package.filter(|id| !ids.contains(id));
        if let Some(mut last) = self.state.last.take() {
            let (back, stays): (Vec<_>, Vec<_>) =
                last.rows.into_iter().partition(|(id, _)| ids.contains(id));
            let tray = self.state.tray.as_mut();
            if let Some(tray) = tray.filter(|_| last.job == self.tray_job) {
                for pill in back.iter().filter_map(|(_, pill)| *pill) {
                    if let Some(pill) = tray.pill_mut(pill) {
                        pill.take_back();
                    }
                }
            }
            let left = self.live.left.as_mut();
            if let Some(left) = left.filter(|left| left.job == last.job) {
                for number in back.iter().filter_map(|(_, pill)| *pill) {
                    left.take_back(number);
                }
            }
            if stays.is_empty() {
                self.state
                    .say(text_with("undone", [("line", last.words.into())]));
            } else {
                last.rows = stays;
                self.state.last = Some(last);
            }
        }
        if let Some(words) = refused {
            self.state.warn(words);
        }
        self.refresh_log();
    }
}
