//! Teaching the station a pill from its card, and what it was taught.

mod form;
mod taught;

pub use form::{bar, button, show};
pub use taught::show as taught;

use crate::catalog::{Catalog, ProductId};
use crate::ledger::{RecordId, TypedProduct};
use crate::station::{Doubts, Enrolment, EnrolmentState, Shown, Station, StationError};
use crate::ui::app::App;
use crate::ui::pill::{Pill, Reading};
use crate::ui::state::{Screen, State};
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::told;
use crate::ui::workers::identify::Order;

/// What is being taught, and what was.
#[derive(Default)]
pub struct Desk {
    pub form: Form,
    /// The pill it is about: the tray's job and its number.
    of: Option<(u64, u32)>,
    /// Oldest first, as it was last read.
    pub taught: Vec<(Enrolment, EnrolmentState)>,
    /// The one in hand.
    pub chosen: Option<RecordId>,
    /// Why it is taken back.
    pub reason: String,
    pub problem: Option<String>,
    /// What was to be taught and its photographs speak against: a person may insist on that, and on nothing that was
    /// picked since.
    doubted: Option<Lesson>,
    pub busy: bool,
}

/// A pill as it is to be taught.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Lesson {
    photos: Vec<Shown>,
    product: ProductId,
    typed: Option<TypedProduct>,
}

impl Lesson {
    /// The pill in hand as it would be taught now.
    fn of(state: &State) -> Option<Self> {
        let sides = state.pill()?.sides.iter();
        let (product, typed) = state.teach.form.product(state.chosen()).ok()??;
        Some(Self {
            photos: sides
                .map(|side| Shown::LookedAt(side.photo_sha256.clone()))
                .collect(),
            product,
            typed,
        })
    }

    /// Whether that is what the photographs were found to speak against.
    fn is_doubted(state: &State) -> bool {
        state.teach.doubted.is_some() && state.teach.doubted == Self::of(state)
    }
}

impl Desk {
    /// What was typed stays with its pill: once that is on the tray of this job no more, another may bear
    /// its number.
    pub fn forget_gone(&mut self, job: u64, pills: &[Pill]) {
        let is_there = |number: u32| pills.iter().any(|pill| pill.number == number);
        self.of = self
            .of
            .filter(|&(tray, number)| tray != job || is_there(number));
    }
}

/// What is said of a product that no catalogue lists.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Form {
    /// No catalogue lists it; else it is the product that is picked.
    pub unlisted: bool,
    pub name: String,
    pub ndc: String,
    pub labeler: String,
    pub imprint: String,
    pub colors: [Option<String>; 2],
    pub shape: Option<String>,
}

/// What a person asks for here.
#[derive(Clone, Debug)]
pub enum AtTeach {
    /// Say how a pill comes to be taught, where its picture is taken.
    Begin,
    /// The form for the pill in hand.
    Open,
    Fill(Form),
    /// Photograph the side that is missing.
    OtherSide,
    Teach,
    /// Teach it although its photographs speak against it.
    Insist,
    /// One of those that were taught.
    Choose(RecordId),
    Reason(String),
    Withdraw,
}

impl Form {
    /// What can be seen of the pill, for a person to put right.
    fn of(pill: &Pill) -> Self {
        let first = pill.sides.first().map(|side| &side.view);
        let mut colors = first.into_iter().flat_map(|view| &view.colors);
        let mut color = || colors.next().map(|color| color.name.to_owned());
        let read = pill.reading.identification();
        let imprint = if pill.imprint.told.is_empty() {
            read.map_or_else(String::new, |found| found.imprint_read.join(" "))
        } else {
            pill.imprint.told.clone()
        };
        Self {
            imprint,
            colors: [color(), color()],
            shape: first.and_then(|view| view.shape.name).map(str::to_owned),
            ..Self::default()
        }
    }

    /// The product that is taught, and what was typed of it; the NDC that is no NDC, in words.
    fn product(
        &self,
        picked: Option<ProductId>,
    ) -> Result<Option<(ProductId, Option<TypedProduct>)>, String> {
        if !self.unlisted {
            return Ok(picked.map(|product| (product, None)));
        }
        if self.ndc.trim().is_empty() {
            return Ok(None);
        }
        let ndc11 = self.ndc.parse().map_err(|error| told(&error))?;
        let colors: Vec<_> = self.colors.iter().flatten().cloned().collect();
        let Self { name, labeler, .. } = self;
        let typed =
            TypedProduct::of_words(name, labeler, &self.imprint, &colors, self.shape.as_deref());
        let product = ProductId { ndc11, part: 1 };
        Ok((!typed.name.is_empty()).then_some((product, Some(typed))))
    }
}

fn side_words(count: usize) -> String {
    text_with("teach-sides", [("count", count.into())])
}

/// Name and strength of what was taught.
fn name(catalog: &Catalog, product: ProductId, typed: Option<&TypedProduct>) -> String {
    let listed = || catalog.get(product).map(|product| product.name.clone());
    typed
        .map(|typed| typed.name.clone())
        .or_else(listed)
        .unwrap_or_else(|| product.ndc11.to_string())
}

impl App {
    /// Carries out what was asked for.
    pub(super) fn at_teach(&mut self, asked: AtTeach) {
        let desk = &self.state.teach;
        match asked {
            AtTeach::Begin => {
                self.show(Screen::Capture);
                self.state.say(text("teach-how"));
            }
            AtTeach::Open => {
                let Some(pill) = self.state.pill() else {
                    return;
                };
                let of = Some((self.tray_job, pill.number));
                // What was typed of it stays while its other side is photographed.
                let other = (desk.of != of).then(|| Form::of(pill));
                let desk = &mut self.state.teach;
                (desk.of, desk.problem, desk.doubted) = (of, None, None);
                desk.form = other.unwrap_or_else(|| desk.form.clone());
                self.show(Screen::Teach);
            }
            AtTeach::Fill(form) => {
                let desk = &mut self.state.teach;
                (desk.form, desk.problem, desk.doubted) = (form, None, None);
            }
            AtTeach::OtherSide => {
                self.state.wants_other_side = true;
                self.show(Screen::Result);
            }
            AtTeach::Teach => self.teach(Doubts::Refuse),
            AtTeach::Insist if Lesson::is_doubted(&self.state) => self.teach(Doubts::Overrule),
            AtTeach::Insist => {}
            AtTeach::Choose(id) => {
                let desk = &mut self.state.teach;
                desk.chosen = Some(id);
                desk.reason.clear();
                desk.problem = None;
            }
            AtTeach::Reason(reason) => self.state.teach.reason = reason,
            AtTeach::Withdraw => self.withdraw_taught(),
        }
    }

    fn teach(&mut self, doubts: Doubts) {
        let busy = self.state.teach.busy;
        let (Some(pill), Some(lesson), false) = (self.state.pill(), Lesson::of(&self.state), busy)
        else {
            return;
        };
        let (job, pill) = (self.tray_job, pill.number);
        let drug = name(
            &self.station.catalog(),
            lesson.product,
            lesson.typed.as_ref(),
        );
        let learned = [
            ("drug", drug.into()),
            ("sides", side_words(lesson.photos.len()).into()),
        ];
        let desk = &mut self.state.teach;
        (desk.problem, desk.doubted) = (None, None);
        let asked = lesson.clone();
        self.state.teach.busy = self.ask(
            move |station| station.enrol(&asked.photos, asked.product, asked.typed, doubts),
            move |app, done| {
                app.state.teach.busy = false;
                match done {
                    Ok(_) => {
                        app.state.teach.of = None;
                        app.look_anew(job, vec![pill]);
                        if app.state.screen == Screen::Teach {
                            app.show(Screen::Result);
                        }
                        app.state.say(text_with("teach-done", learned));
                    }
                    Err(error) => {
                        let desk = &mut app.state.teach;
                        desk.problem = Some(sentence(&told(&error)));
                        if matches!(&error, StationError::Enrolment(error) if error.is_doubt()) {
                            desk.doubted = Some(lesson);
                        }
                    }
                }
            },
        );
    }

    /// What was read of these pills before is not what is known now.
    fn look_anew(&mut self, job: u64, pills: Vec<u32>) {
        if let Some(tray) = self.state.tray.as_mut().filter(|_| self.tray_job == job) {
            let known = tray.pills.iter_mut();
            for pill in known.filter(|pill| pills.contains(&pill.number)) {
                pill.reading = Reading::Waiting;
            }
        }
        self.identify.order(Order::Anew { job, pills });
    }

    /// Reads what was taught.
    pub(super) fn load_taught(&mut self) {
        let _taken = self.ask(Station::enrolments, Self::take_taught);
    }

    fn take_taught(&mut self, read: Result<Vec<(Enrolment, EnrolmentState)>, StationError>) {
        let desk = &mut self.state.teach;
        match read {
            Ok(taught) => desk.taught = taught,
            Err(error) => desk.problem = Some(sentence(&told(&error))),
        }
        let is_there = |id| desk.taught.iter().any(|(known, _)| known.id == id);
        desk.chosen = desk.chosen.filter(|&id| is_there(id));
    }

    fn withdraw_taught(&mut self) {
        let desk = &self.state.teach;
        let mut all = desk.taught.iter().map(|(known, _)| known);
        let Some(taught) = all.find(|known| Some(known.id) == desk.chosen) else {
            return;
        };
        let typed = taught.enrolled.typed.as_ref();
        let drug = name(&self.station.catalog(), taught.product, typed);
        let (id, reason) = (taught.id, desk.reason.clone());
        self.state.teach.problem = None;
        self.state.teach.busy = self.ask(
            move |station| {
                station.withdraw_enrolment(id, &reason)?;
                station.enrolments()
            },
            move |app, read| {
                app.state.teach.busy = false;
                if read.is_ok() {
                    app.state.teach.reason.clear();
                    let words = text_with("taught-withdrawn", [("drug", drug.into())]);
                    app.state.say(words);
                    let lying = app.state.tray.iter().flat_map(|tray| &tray.pills);
                    let pills = lying.map(|pill| pill.number).collect();
                    app.look_anew(app.tray_job, pills);
                }
                app.take_taught(read);
            },
        );
    }
}
