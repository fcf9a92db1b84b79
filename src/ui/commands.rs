//! Everything a person can ask for, and the one place that carries it out.
//!
//! Screens push commands and change nothing themselves, so every way of asking (pointer, key,
//! screen reader) ends in the same line here.

use eframe::egui;

use super::app::App;
use super::calibration::AtCalibration;
use super::custody::AtCustody;
use super::gate::AtGate;
use super::kiosk::AtKiosk;
use super::kit::keyboard::Tap;
use super::pill::decide::AtDecision;
use super::pill::label::AtLabel;
use super::pill::quantity::AtCount;
use super::pill::{Choice, searching::NAMES};
use super::presentation::Presentation;
use super::record::reading::AtLog;
use super::record::reports::ReportForm;
use super::review::{self, AtReview};
use super::scan::AtScan;
use super::signing::AtSigning;
use super::staff::AtStaff;
use super::state::{Aside, Screen, Source, Work};
use super::teach::AtTeach;
use super::tour;
use super::unfinished::Overtaken;
use super::words::strings::{text, text_with};
use super::words::told::told;
use super::workers::desktop;
use super::workers::identify::Order;
use super::workers::post::{FileOf, Post};
use crate::catalog::{Found, ProductId, SearchWords};
use crate::identify::TypedImprint;

/// One thing a person asked for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Go to a screen; what was begun on the others stays.
    Show(Screen),
    /// Show the desktop's file chooser for a photograph.
    ChoosePhoto,
    /// Look at this photograph: the other side of the pill in hand if that was asked for.
    Look(Source),
    /// Look at what the camera shows now.
    TakePicture,
    /// Take the picture on the clipboard.
    Paste,
    /// Draw a tray from catalogue facts and look at it.
    TryIt,
    /// Stop looking.
    StopLooking,
    /// Put the photograph away and go back to an empty table.
    PutAway,
    /// Take the pill of the tray with this number in hand.
    Focus(u32),
    /// No pill that is recorded lies on the tray any more.
    TrayIsCleared,
    /// Ask no more for a pill that was taken off the live tray.
    Forget(u32),
    /// The second side seen of the pill in hand is another pill.
    Split,
    /// The next photograph is the other side of the pill in hand.
    AskOtherSide,
    /// Do without the other side after all.
    KeepOneSide,
    /// Pick the candidate at this place of the list.
    Pick(usize),
    /// Pick this one of the look-alikes of the candidate at this place.
    PickLookAlike(usize, ProductId),
    /// Pick a product found in the catalogue.
    PickFound(ProductId),
    Count(AtCount),
    /// What stands in the field for the imprint of the pill in hand.
    TypeImprint(String),
    /// Take into account what stands there.
    TellImprint,
    Label(AtLabel),
    /// What a scanner typed while there was no field to type into.
    Scanned(String),
    Decide(AtDecision),
    /// Look in the catalogue for these words.
    Seek(SearchWords),
    Log(AtLog),
    /// Give up what takes long.
    StopLong,
    /// Check the whole record.
    CheckRecord,
    /// Make a backup now.
    BackUp,
    /// Which report over which days, in which form and where to.
    SetReport(ReportForm),
    /// Show the desktop's file chooser for the report.
    ChooseReportFile,
    MakeReport,
    /// Another language, another look.
    Present(Presentation),
    /// Open what lies beside every screen, or close it.
    Aside(Option<Aside>),
    /// A key on the screen.
    Tap(Tap),
    Dismiss,
    /// On the review screen.
    Review(AtReview),
    /// First start, sign-in, sign-out, lock.
    Gate(AtGate),
    Custody(AtCustody),
    Signing(AtSigning),
    Staff(AtStaff),
    Teach(AtTeach),
    Calibration(AtCalibration),
    Scan(AtScan),
    Kiosk(AtKiosk),
    /// To a step of what is left to set up, or past all of them.
    Tour(Option<tour::Step>),
}

impl App {
    /// Carries out one command.
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        self.state.custody.greets = false;
        match command {
            Command::Show(screen) => self.show(screen),
            Command::ChoosePhoto => self.ask_desktop(desktop::choose_photo),
            Command::Look(source) => self.look(source),
            Command::TakePicture => self.take_picture(),
            Command::Paste => self.ask_desktop(desktop::paste),
            Command::TryIt => {
                self.state.wants_other_side = false;
                self.look(Source::Drawing(self.trays_drawn));
                self.trays_drawn += 1;
            }
            Command::StopLooking => self.stop_looking(),
            Command::PutAway => self.put_away(),
            Command::Focus(pill) => {
                self.state.in_hand = Some(pill);
                self.state.wants_other_side = false;
                self.state.screen = Screen::Result;
                self.identify.prefer(pill);
            }
            Command::TrayIsCleared => self.state.lost = 0,
            Command::Forget(pill) => self.forget(pill),
            Command::Split => {
                if let Some(pill) = self.state.in_hand {
                    let job = self.tray_job;
                    self.identify.order(Order::Split { job, pill });
                }
            }
            Command::AskOtherSide => self.state.wants_other_side |= self.state.lacks_side(),
            Command::KeepOneSide => self.state.wants_other_side = false,
            Command::Pick(place) => self.pick(place),
            Command::PickLookAlike(place, product) => self.pick_look_alike(place, product),
            Command::PickFound(product) => match self.state.pill_mut() {
                Some(pill) => pill.choice = Choice::Searched(product),
                None => self.state.search.choice = Some(product),
            },
            Command::Count(asked) => self.at_count(ctx, asked),
            Command::TypeImprint(words) => {
                if let Some(pill) = self.state.pill_mut() {
                    pill.imprint.words = words;
                }
            }
            Command::TellImprint => self.tell_imprint(),
            Command::Label(asked) => self.at_label(asked),
            Command::Scanned(words) => self.scanned(words),
            Command::Decide(asked) => self.at_decision(asked),
            Command::Seek(words) => {
                self.state.search.found = self.station.catalog().find(&words, NAMES);
                self.state.search.words = words;
            }
            Command::Log(asked) => self.at_log(asked),
            Command::StopLong => self.stop_long(),
            Command::CheckRecord => self.check_record(),
            Command::BackUp => self.back_up(),
            Command::SetReport(form) => self.state.reports.form = form,
            Command::ChooseReportFile => {
                let path = self.state.reports.form.path(&self.station);
                self.ask_desktop(|post| desktop::choose_document(post, &path, FileOf::Report));
            }
            Command::MakeReport => self.make_report(),
            Command::Tap(tap) => {
                if let Some(keyboard) = &mut self.state.keyboard {
                    keyboard.tap(ctx, tap);
                }
            }
            Command::Aside(aside) => self.state.aside = aside,
            Command::Present(presentation) => self.present(ctx, presentation),
            Command::Dismiss => self.state.notice = None,
            Command::Review(asked) => self.at_review(asked),
            Command::Gate(asked) => self.at_gate(asked),
            Command::Custody(asked) => self.at_custody(asked),
            Command::Signing(asked) => self.at_signing(asked),
            Command::Staff(asked) => self.at_staff(asked),
            Command::Teach(asked) => self.at_teach(asked),
            Command::Calibration(asked) => self.at_calibration(asked),
            Command::Scan(asked) => self.at_scan(asked),
            Command::Tour(step) => self.go_to_step(step),
            Command::Kiosk(asked) => self.at_kiosk(ctx, asked),
        }
    }

    pub(super) fn show(&mut self, screen: Screen) {
        if screen == Screen::Review && !review::offered(&self.state, &self.station) {
            return;
        }
        let from = std::mem::replace(&mut self.state.screen, screen);
        // What was looked up by hand is left without a record.
        if from == Screen::Search && screen != Screen::Search && self.state.pill().is_none() {
            self.state.put_stated_away();
        }
        match screen {
            Screen::Capture if !matches!(from, Screen::Result | Screen::Search) => {
                self.state.take_only_pill();
            }
            Screen::Log => self.load_log(),
            Screen::Review => self.open_review(),
            Screen::Search | Screen::Teach => {
                if screen == Screen::Search && self.state.is_found_alone(from) {
                    self.state.let_go();
                }
                self.state.search.words = SearchWords::default();
                self.state.search.found = Found::default();
                self.state.search.forget_choice();
            }
            _ => {}
        }
    }

    pub(super) fn look(&mut self, source: Source) {
        self.state.notice = None;
        if self.state.screen == Screen::Scan && matches!(source, Source::File(_) | Source::Bytes(_))
        {
            self.scan_photograph(source);
            return;
        }
        if self.state.work != Work::Idle && !self.identify.call_off(self.job) {
            self.keeping.overtaken = Some(Overtaken {
                job: self.job,
                source: self.keeping.asked.take(),
                drawing: self.drawing,
            });
        }
        self.job += 1;
        self.looked_from = self.state.screen;
        self.keeping.asked = Some(source.clone());
        // Whoever went back to the list looks at another photograph.
        let is_side = self.state.wants_other_side && self.state.screen != Screen::Capture;
        let in_hand = self.state.pill().map(|pill| pill.number);
        if let Some(pill) = in_hand.filter(|_| is_side) {
            self.state.work = Work::FindingSide;
            self.identify.order(Order::OtherSide {
                job: self.job,
                pill,
                source,
            });
        } else {
            self.drawing = matches!(source, Source::Drawing(_));
            self.state.work = Work::Finding;
            self.identify.order(Order::Look {
                job: self.job,
                source,
            });
        }
    }

    /// What is on the table stays as it was before.
    fn stop_looking(&mut self) {
        if self.identify.call_off(self.job) {
            self.job += 1;
            self.keeping.asked = None;
            self.state.work = Work::Idle;
            self.follow_on();
        }
    }

    /// Look-alikes that are one drug (one `RxNorm` concept) need no choice; the first stands for
    /// them and the others stay in view. Where they differ as drugs a person chooses.
    fn pick(&mut self, place: usize) {
        let catalog = self.station.catalog();
        let Some(pill) = self.state.pill_mut() else {
            return;
        };
        let Some(candidate) = pill
            .reading
            .identification()
            .and_then(|identification| identification.candidates.get(place))
        else {
            return;
        };
        let product = catalog.one_drug(&candidate.products);
        let product = product.map(|product| product.id);
        pill.choice = Choice::Candidate { place, product };
    }

    fn pick_look_alike(&mut self, place: usize, product: ProductId) {
        if let Some(pill) = self.state.pill_mut() {
            pill.choice = Choice::Candidate {
                place,
                product: Some(product),
            };
        }
    }

    /// Weighs what a person says is written on a pill.
    pub(super) fn tell_imprint(&mut self) {
        let job = self.tray_job;
        let tray = self.state.tray.iter_mut();
        for pill in tray.flat_map(|tray| &mut tray.pills) {
            let typed = &mut pill.imprint;
            if typed.words.trim() == typed.told {
                continue;
            }
            typed.words.trim().clone_into(&mut typed.told);
            self.identify.order(Order::Imprint {
                job,
                pill: pill.number,
                imprint: TypedImprint::new(&typed.told),
            });
        }
    }

    /// Nothing is picked or stated of the pills that lie there, for the next person.
    pub(super) fn forget_picks(&mut self) {
        let job = self.tray_job;
        let tray = self.state.tray.iter_mut();
        for pill in tray.flat_map(|tray| &mut tray.pills) {
            if pill.forget_stated() {
                self.identify.order(Order::Imprint {
                    job,
                    pill: pill.number,
                    imprint: None,
                });
            }
        }
        if let Some(left) = &mut self.live.left {
            left.forget_counts();
        }
    }

    /// Asks the desktop for a file or its clipboard. What it opens lies over a kiosk and shows every
    /// folder, so a kiosk asks for neither.
    pub(super) fn ask_desktop(&mut self, ask: impl FnOnce(Post) -> std::io::Result<()>) {
        if self.state.kiosk {
            self.state.warn(text("kiosk-no-files"));
        } else if let Err(error) = ask(self.post.clone()) {
            self.state
                .warn(text_with("no-thread", [("problem", told(&error).into())]));
        }
    }
}
