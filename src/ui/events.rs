//! What workers report, noted in the state.

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

use super::app::App;
use super::commands::Command;
use super::identify_worker::{Seen, Sight};
use super::ledger_worker::{Entry, Refused};
use super::post::{Event, NoChooser};
use super::state::{
    Chain, Choice, LastRecord, Pill, Reading, Screen, SeenSide, Source, Tray, Work,
};
use super::strings::{text, text_with};
use super::told::said;

impl App {
    /// Notes one event.
    pub(super) fn note(&mut self, ctx: &egui::Context, event: Event) {
        match event {
            Event::Sight(sight) => self.note_sight(ctx, sight),
            Event::Ledger(entry) => self.note_entry(entry),
            Event::NotKept(words) => self.state.warn(said(&words)),
            Event::PhotoChosen(Ok(Some(path))) => {
                self.carry_out(ctx, Command::Look(Source::File(path)));
            }
            Event::ExportChosen(Ok(Some(path))) => {
                self.carry_out(ctx, Command::ExportPath(path.display().to_string()));
            }
            Event::ReportChosen(Ok(Some(path))) => {
                self.state.reports.form.path = Some(path.display().to_string());
            }
            Event::PhotoChosen(Ok(None))
            | Event::ExportChosen(Ok(None))
            | Event::ReportChosen(Ok(None)) => {}
            Event::PhotoChosen(Err(NoChooser)) => self.state.warn(text("no-chooser-photo")),
            Event::ExportChosen(Err(NoChooser)) | Event::ReportChosen(Err(NoChooser)) => {
                self.state.warn(text("no-chooser-export"));
            }
            Event::Pasted(Some(source)) => {
                self.carry_out(ctx, Command::Look(source));
            }
            Event::Pasted(None) => self.state.warn(text("paste-nothing")),
        }
    }

    fn note_sight(&mut self, ctx: &egui::Context, sight: Sight) {
        match sight {
            Sight::Awake {
                versions,
                reads_imprints,
            } => {
                self.state.chain = Chain::Awake {
                    versions,
                    reads_imprints,
                };
            }
            Sight::Missing(words) => self.state.chain = Chain::Missing(words),
            Sight::Found {
                job,
                overview,
                size,
                pills,
            } if job == self.job => {
                self.state.work = Work::Idle;
                if pills.is_empty() && self.live.by_itself == Some(job) {
                    // An empty tray that lay still: nobody asked.
                    return;
                }
                self.tray_job = job;
                self.show_tray(ctx, overview, size, pills);
            }
            Sight::Side { job, pill, seen } if job == self.job => {
                self.state.work = Work::Idle;
                self.state.wants_other_side = false;
                let side = seen_side(ctx, seen);
                if let Some(pill) = self.pill_at(pill) {
                    pill.sides.truncate(1);
                    pill.sides.push(side);
                    pill.choice = Choice::Nothing;
                }
            }
            Sight::Read {
                job,
                pill,
                identification,
                done,
            } if job == self.tray_job => {
                if let Some(pill) = self.pill_at(pill) {
                    pill.take_reading(*identification, done);
                }
            }
            Sight::Unusable { job, words } if job == self.job => {
                self.state.work = Work::Idle;
                self.state.warn(words);
            }
            Sight::Unread { job, pill, words } if job == self.tray_job => {
                if let Some(pill) = self.pill_at(pill) {
                    pill.reading = Reading::Failed(words);
                }
            }
            // An answer about a photograph that is no longer on the table.
            Sight::Found { .. }
            | Sight::Side { .. }
            | Sight::Read { .. }
            | Sight::Unusable { .. }
            | Sight::Unread { .. } => {}
        }
    }

    fn pill_at(&mut self, place: usize) -> Option<&mut Pill> {
        self.state.tray.as_mut()?.pills.get_mut(place)
    }

    fn show_tray(
        &mut self,
        ctx: &egui::Context,
        overview: ColorImage,
        size: [u32; 2],
        pills: Vec<Seen>,
    ) {
        if pills.is_empty() {
            self.state.warn(text("no-pill-found"));
        }
        // A single pill needs no choosing, unless it may be several.
        let alone = matches!(pills.as_slice(), [seen] if !seen.view.touching);
        let pills = pills
            .into_iter()
            .map(|seen| Pill {
                sides: vec![seen_side(ctx, seen)],
                reading: Reading::Waiting,
                choice: Choice::Nothing,
                quantity: 1,
                recorded: None,
            })
            .collect();
        let texture = texture(ctx, "photograph", overview);
        self.state.tray = Some(Tray {
            texture,
            size,
            drawing: self.drawing,
            pills,
        });
        self.state.focus = 0;
        self.state.wants_other_side = false;
        self.state.screen = if alone {
            Screen::Result
        } else {
            Screen::Capture
        };
    }

    fn note_entry(&mut self, entry: Entry) {
        match entry {
            Entry::Recorded { id, pill, words } => self.note_recorded(id, pill, words),
            Entry::Withdrawn { id } => {
                if let Some(last) = self.state.last.take_if(|last| last.id == id) {
                    self.state
                        .say(text_with("undone", [("line", last.words.into())]));
                    let of_this_tray = last.pill.filter(|(job, _)| *job == self.tray_job);
                    if let Some(pill) = of_this_tray.and_then(|(_, place)| self.pill_at(place)) {
                        pill.recorded = None;
                    }
                }
                self.state.recorded = self.state.recorded.saturating_sub(1);
                self.refresh_log();
            }
            Entry::Page {
                asked,
                below,
                lines,
                more,
            } if asked == self.state.log.asked => {
                let log = &mut self.state.log;
                log.loading = false;
                log.more = more;
                if below.is_none() {
                    log.lines = lines;
                } else {
                    log.lines.extend(lines);
                }
            }
            Entry::Page { .. } | Entry::Left => {}
            Entry::Progress { rows } => {
                if let Some(export) = &mut self.state.log.export {
                    export.rows = Some(rows);
                }
            }
            Entry::Exported { rows, path } => {
                self.state.log.export = None;
                self.state.say(text_with(
                    "exported",
                    [
                        ("rows", rows.into()),
                        ("path", path.display().to_string().into()),
                    ],
                ));
            }
            Entry::Reported { extent, path } => {
                self.state.reports.running = false;
                let path = path.display().to_string();
                let rows = extent.rows.into();
                let done = text_with("reported", [("rows", rows), ("path", path.into())]);
                match extent.words() {
                    Some(words) => self.state.warn(format!("{done}. {}", said(&words))),
                    None => self.state.say(done),
                }
            }
            Entry::Answered(answer) => answer(self),
            Entry::Arrived { account } => self.arrived(*account),
            Entry::Founded { code } => self.founded(code),
            Entry::Refused {
                words,
                task: Refused::Gate,
            } => self.kept_out(words),
            Entry::Refused { words, task } => {
                match task {
                    Refused::Record => self.state.saving = false,
                    Refused::Page => self.state.log.loading = false,
                    Refused::Export => {
                        if let Some(export) = &mut self.state.log.export {
                            export.rows = None;
                        }
                    }
                    Refused::Report => self.state.reports.running = false,
                    Refused::Withdraw | Refused::Gate => {}
                }
                self.state.warn(words);
            }
        }
    }

    fn note_recorded(
        &mut self,
        id: crate::ledger::RecordId,
        pill: Option<(u64, usize)>,
        words: String,
    ) {
        self.state.saving = false;
        self.state.recorded += 1;
        self.state
            .say(text_with("recorded", [("line", words.as_str().into())]));
        self.state.reference.clear();
        self.state.last = Some(LastRecord {
            id,
            words: words.clone(),
            pill,
        });
        let tray_job = self.tray_job;
        if let Some((_, place)) = pill.filter(|(job, _)| *job == tray_job)
            && let Some(pill) = self.pill_at(place)
        {
            pill.recorded = Some(words);
        }
        self.state.search.choice = None;
        self.state.search.quantity = None;
        if matches!(self.state.screen, Screen::Result | Screen::Search) {
            self.state.screen = Screen::Capture;
        }
        if self
            .state
            .tray
            .as_ref()
            .is_some_and(|tray| tray.pills.len() == 1)
        {
            self.state.tray = None;
        }
        self.refresh_log();
    }

    fn refresh_log(&mut self) {
        if self.state.screen == Screen::Log {
            self.load_log();
        }
    }
}

impl Pill {
    /// Takes a newer reading; a candidate that was picked stays picked if it is still listed.
    fn take_reading(&mut self, identification: crate::identify::Identification, done: bool) {
        // A pick stays only while nothing passes it by: what was picked as the likeliest must not
        // be confirmed once the imprint has put another drug before it.
        if let Choice::Candidate { place, product } = self.choice {
            let picked = self
                .reading
                .identification()
                .and_then(|old| old.candidates.get(place))
                .map(|candidate| candidate.appearance);
            let now = identification
                .candidates
                .iter()
                .position(|candidate| Some(candidate.appearance) == picked);
            self.choice = match now {
                Some(now) if now <= place => Choice::Candidate {
                    place: now,
                    product,
                },
                _ => Choice::Nothing,
            };
        }
        let identification = std::sync::Arc::new(identification);
        self.reading = if done {
            Reading::Done(identification)
        } else {
            Reading::Picture(identification)
        };
    }
}

fn seen_side(ctx: &egui::Context, seen: Seen) -> SeenSide {
    SeenSide {
        crop: texture(ctx, "pill", seen.crop),
        view: seen.view,
        photo_sha256: seen.photo_sha256,
    }
}

fn texture(ctx: &egui::Context, name: &str, picture: ColorImage) -> TextureHandle {
    ctx.load_texture(name, picture, TextureOptions::LINEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{AppearanceId, Catalog};
    use crate::hazard::Verdict;
    use crate::identify::{Candidate, HazardEstimate, Identification, Outcome};

    fn reading(order: &[u32]) -> Identification {
        let candidates = order.iter().zip(1..).map(|(appearance, rank)| Candidate {
            rank,
            confidence: 0.1,
            appearance: AppearanceId(*appearance),
            products: Vec::new(),
            remarks: Vec::new(),
        });
        Identification {
            outcome: Outcome::Unidentified,
            candidates: candidates.collect(),
            hazard: HazardEstimate {
                verdict: Verdict::Unknown,
                probability: 0.0,
                reasons: Vec::new(),
            },
            schedule: None,
            imprint_read: Vec::new(),
            typed: None,
            length: None,
            asks_other_side: false,
            advice: None,
        }
    }

    /// What stays picked of the second of three once the imprint has put them in that order.
    fn picked_after(order: &[u32]) -> Choice {
        let product = Catalog::builtin()
            .ok()
            .and_then(|all| Some(all.products().first()?.id));
        let mut pill = Pill {
            sides: Vec::new(),
            reading: Reading::Waiting,
            choice: Choice::Nothing,
            quantity: 1,
            recorded: None,
        };
        pill.take_reading(reading(&[7, 8, 9]), false);
        pill.choice = Choice::Candidate { place: 1, product };
        pill.take_reading(reading(order), true);
        assert!(matches!(pill.reading, Reading::Done(_)));
        pill.choice
    }

    #[test]
    fn a_pick_stays_until_another_candidate_passes_it_by() {
        assert!(matches!(
            picked_after(&[9, 8, 7]),
            Choice::Candidate { place: 1, .. }
        ));
        assert!(matches!(
            picked_after(&[8, 9, 7]),
            Choice::Candidate { place: 0, .. }
        ));
        assert_eq!(picked_after(&[9, 7, 8]), Choice::Nothing);
        assert_eq!(picked_after(&[9, 7, 5]), Choice::Nothing);
    }
}
