//! What just changed, for whoever does not look: a tone, and a line that screen readers speak.
//!
//! Compared with what was seen last time, so that no place that changes something has to think of
//! it.

use eframe::egui::{Id, Rect, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::app::App;
use super::kit::widgets::{heard, percent};
use super::pill::hazard_banner::estimate_words;
use super::pill::{Pill, Reading};
use super::state::{Notice, State};
use super::tray::shown;
use super::words::strings::{text, text_with};
use super::workers::looking::flaw_words;
use crate::hazard::Verdict;
use crate::identify::Outcome;
use crate::sound::Cue;
use crate::station::Volume;
use crate::vision::Flaw;

/// What was seen last time.
#[derive(Default)]
pub struct Last {
    /// Words of the notice, and whether it is a problem.
    notice: Option<(String, bool)>,
    recorded: u32,
    locks: bool,
    pills: Option<usize>,
    /// The pills that touch, and those that were read and are handled as hazardous: the tray's number, the pill's.
    touching: Vec<(u64, u32)>,
    hazardous: Vec<(u64, u32)>,
    /// The pill in hand, once it is read.
    read: Option<(u64, u32, usize)>,
    /// Whether the camera saw anything, once it ran.
    sees: Option<bool>,
    /// Why the tray could not be looked at.
    refused: Option<Flaw>,
}

impl App {
    /// Rings and announces what is new.
    pub(super) fn mind_cues(&mut self) {
        let mut cue = None;
        let state = &self.state;
        let last = &mut self.last_seen;
        let said = |notice: &Notice| (notice.words.clone(), notice.problem);
        let notice = state.notice.as_ref().map(said);
        if last.notice != notice {
            let is_problem = notice.as_ref().is_some_and(|(_, problem)| *problem);
            last.notice = notice;
            if is_problem {
                cue = cue.max(Some(Cue::Refused));
            }
        }
        if last.recorded < state.recorded {
            cue = cue.max(Some(Cue::Recorded));
        }
        last.recorded = state.recorded;
        let locks = state.locks_in_s.is_some();
        if locks && !last.locks {
            cue = cue.max(Some(Cue::Attention));
        }
        last.locks = locks;
        let pills = state.tray.as_ref().map(|tray| tray.pills.len());
        let mut said = Vec::new();
        if pills != last.pills {
            last.pills = pills;
            said.extend(pills.map(|count| text_with("tray-count", [("count", count.into())])));
        }
        let job = self.tray_job;
        let touching = such(state, job, Pill::is_touching);
        if touching.iter().any(|pill| !last.touching.contains(pill)) {
            said.push(text("pills-touch"));
            cue = cue.max(Some(Cue::Attention));
        }
        last.touching = touching;
        let read = read(state, job);
        let in_hand = read.filter(|_| read != last.read);
        if read != last.read {
            last.read = read;
            if let Some((words, of_reading)) = reading(state, &self.station.catalog()) {
                said = vec![words];
                cue = cue.max(of_reading);
            }
        }
        // What is in hand was said.
        let hazardous = such(state, job, is_hazardous);
        let is_new = |pill: &(u64, u32)| {
            let in_hand = in_hand.map(|(job, number, _)| (job, number));
            !last.hazardous.contains(pill) && in_hand != Some(*pill)
        };
        let open = such(state, job, |pill| pill.recorded.is_none());
        let new = hazardous.iter().filter(|pill| open.contains(pill));
        let new: Vec<String> = new
            .filter(|pill| is_new(pill))
            .map(|(_, number)| number.to_string())
            .collect();
        if !new.is_empty() {
            let values = [
                ("count", new.len().into()),
                ("pills", new.join(", ").into()),
            ];
            said.push(text_with("pills-hazardous", values));
            cue = cue.max(Some(Cue::Hazard));
        }
        last.hazardous = hazardous;
        let blind = shown::trouble(state);
        let sees = state.camera.sees();
        if (sees || blind.is_some()) && last.sees != Some(sees) {
            // A machine without a camera has lost none.
            if last.sees.replace(sees).is_some() {
                cue = cue.max(Some(Cue::Attention));
                said = vec![blind.unwrap_or_else(|| text("camera-back"))];
            }
        }
        let refused = state.camera.refused;
        if refused != last.refused {
            last.refused = refused;
            if let Some(flaw) = refused {
                cue = cue.max(Some(Cue::Attention));
                said = vec![flaw_words(flaw)];
            }
        }
        if !said.is_empty() {
            self.state.announced = said.join("\n");
        }
        if let Some(cue) = cue {
            self.bell.ring(cue, gain(self.state.presentation.volume));
        }
    }
}

fn gain(volume: Volume) -> f32 {
    match volume {
        Volume::Off => 0.0,
        Volume::Low => 0.1,
        Volume::Medium => 0.3,
        Volume::Loud => 0.8,
    }
}

/// The pills on the table that are such, by the tray's number and theirs.
fn such(state: &State, job: u64, is: impl Fn(&Pill) -> bool) -> Vec<(u64, u32)> {
    let pills = state.tray.iter().flat_map(|tray| &tray.pills);
    pills
        .filter(|pill| is(pill))
        .map(|pill| (job, pill.number))
        .collect()
}

fn is_hazardous(pill: &Pill) -> bool {
    match &pill.reading {
        Reading::Done(found) => found.hazard.verdict == Verdict::Hazardous,
        Reading::Waiting | Reading::Picture(_) | Reading::Failed(_) => false,
    }
}

/// Which pill is in hand and how many of its sides were read to the end.
fn read(state: &State, job: u64) -> Option<(u64, u32, usize)> {
    let pill = state.pill()?;
    matches!(pill.reading, Reading::Done(_)).then_some((job, pill.number, pill.sides.len()))
}

/// The likeliest drug, or that none is likely enough, with the tone that goes with it.
fn reading(state: &State, catalog: &crate::catalog::Catalog) -> Option<(String, Option<Cue>)> {
    let found = state.pill()?.reading.identification()?;
    let hazard = (found.hazard.verdict == Verdict::Hazardous).then_some(Cue::Hazard);
    if found.outcome != Outcome::Identified {
        return Some((text("candidates-unsure"), hazard.max(Some(Cue::Attention))));
    }
    let first = found.candidates.first()?;
    let product = first.products.first().and_then(|id| catalog.get(*id))?;
    let words = text_with(
        "candidate-name",
        [
            ("rank", first.rank.into()),
            ("drug", product.name.as_str().into()),
            ("percent", percent(first.confidence).into()),
            ("verdict", estimate_words(found.hazard.verdict).into()),
        ],
    );
    Some((words, hazard))
}

/// A line that nobody sees and every screen reader speaks when it changes.
pub fn announce(ui: &mut Ui, words: &str) {
    let place = Rect::from_min_size(ui.cursor().min, vec2(1.0, 1.0));
    let response = ui.interact(place, Id::unique("announced"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    heard(&response);
}
