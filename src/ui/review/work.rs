//! What the review screen asks for, carried out: lists and photographs read, reviews recorded.

use eframe::egui::{self, ColorImage, TextureOptions};

use super::saved;
use super::state::{Asking, Correcting, Item, Picture, ReviewQuery, Tab};
use crate::ledger::{LogFilter, SortBy};
use crate::station::{Station, StationError};
use crate::ui::app::App;
use crate::ui::kit::pictures;
use crate::ui::record::lines::{PAGE, Rest};
use crate::ui::state::Screen;
use crate::ui::words::told::told;

/// What a person asks for on the review screen.
#[derive(Clone)]
pub enum AtReview {
    Tab(Tab),
    Query(ReviewQuery),
    Sort(SortBy),
    /// Load the rows behind those shown.
    More,
    Refresh,
    /// Take this item in hand.
    Choose(i64),
    /// Take the item so many rows further in hand.
    Step(isize),
    Approve,
    AskSendBack,
    AskCorrect,
    /// What stands in the dialog now.
    Fill(Asking),
    /// Look for these words in the catalogue.
    Seek(String),
    /// Do what the dialog is about.
    Go,
    Cancel,
    Name(String),
    Save,
    Use(String),
    Forget(String),
    /// First and last day of the figures.
    Span(String, String),
}

impl std::fmt::Debug for AtReview {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AtReview")
    }
}

/// One answer of the ledger for the list.
struct Page {
    items: Vec<Item>,
    waiting: u64,
    operators: Vec<String>,
}

impl App {
    /// Carries out what was asked for on the review screen.
    pub(in super::super) fn at_review(&mut self, asked: AtReview) {
        let review = &mut self.state.review;
        match asked {
            AtReview::Tab(tab) => {
                review.tab = tab;
                review.chosen = None;
                self.open_review();
            }
            AtReview::Query(query) => {
                review.query = query;
                self.load_review();
            }
            AtReview::Sort(by) => {
                review.sort = Some(review.sorted_by(by));
                self.load_review();
            }
            AtReview::More => self.load_more_review(),
            AtReview::Refresh => self.open_review(),
            AtReview::Choose(seq) => self.take_in_hand(Some(seq)),
            AtReview::Step(rows) => self.step_review(rows),
            AtReview::Approve => self.approve_review(),
            AtReview::AskSendBack if review.is_open() => {
                let reason = String::new();
                review.asking = Some(Asking::SendBack { reason });
            }
            AtReview::AskCorrect if review.is_open() => {
                let quantity = review.item().map(|item| item.line.quantity);
                review.asking = quantity.map(|quantity| {
                    Asking::Correct(Correcting {
                        quantity,
                        ..Correcting::default()
                    })
                });
            }
            // What is being checked or recorded runs to its end.
            AtReview::Cancel if !review.busy => review.asking = None,
            AtReview::AskSendBack | AtReview::AskCorrect | AtReview::Cancel => {}
            AtReview::Fill(asking) => review.asking = Some(asking),
            AtReview::Seek(words) => self.seek_correction(words),
            AtReview::Go => self.go_on(),
            AtReview::Name(name) => review.name = name,
            AtReview::Save => self.save_filters(),
            AtReview::Use(name) => {
                let named = review.saved.iter().find(|saved| saved.name == name);
                if let Some(saved) = named {
                    review.query = saved.query.clone();
                    review.name = name;
                    self.load_review();
                }
            }
            AtReview::Forget(name) => {
                review.saved.retain(|saved| saved.name != name);
                review.name.clear();
                self.write_filters();
            }
            AtReview::Span(from, to) => {
                (review.figures.from, review.figures.to) = (from, to);
                self.load_figures();
            }
        }
    }

    /// Reads what the tab in view shows.
    pub(in super::super) fn open_review(&mut self) {
        let _taken = self.ask(
            |station| saved::read(station.home()),
            |app, saved| match saved {
                Ok(saved) => app.state.review.saved = saved,
                Err(words) => app.state.warn(words),
            },
        );
        match self.state.review.tab {
            Tab::Queue | Tab::All => self.load_review(),
            Tab::Figures => self.load_figures(),
        }
    }

    /// Somebody else is here now, who may not review.
    pub(in super::super) fn leave_review_to_reviewers(&mut self) {
        if self.state.screen == Screen::Review && !super::offered(&self.state, &self.station) {
            self.state.screen = Screen::Capture;
        }
    }

    fn review_filter(&self) -> LogFilter {
        let review = &self.state.review;
        let filter = match review.tab {
            Tab::Queue => self.station.queue(),
            Tab::All | Tab::Figures => review.query.filter(),
        };
        LogFilter {
            sort: review.sort.filter(|_| review.tab == Tab::All),
            ..filter
        }
    }

    /// Reads the list from its beginning as far as the page of the item in hand, which stays there.
    pub(super) fn load_review(&mut self) {
        self.state.review.asked += 1;
        let pages = self.state.review.place().unwrap_or(0) as u32 / PAGE + 1;
        self.read_review(self.review_filter(), pages * PAGE);
    }

    fn load_more_review(&mut self) {
        let review = &self.state.review;
        if review.loading || review.rest != Rest::More {
            return;
        }
        let filter = LogFilter {
            before: review.items.last().map(Item::seq),
            ..self.review_filter()
        };
        self.read_review(filter, PAGE);
    }

    fn read_review(&mut self, filter: LogFilter, rows: u32) {
        let asked = self.state.review.asked;
        let below = filter.before.is_some();
        let filter = LogFilter {
            limit: Some(rows),
            ..filter
        };
        self.state.review.loading = self.ask(
            move |station| page(station, &filter),
            move |app, page| {
                let review = &mut app.state.review;
                if review.asked != asked {
                    return;
                }
                review.loading = false;
                match page {
                    Err(error) => {
                        review.rest = Rest::Unread;
                        app.state.warn(told(&error));
                    }
                    Ok(page) => {
                        let looked_at = review.current();
                        review.rest = Rest::after(page.items.len(), rows);
                        if below {
                            review.items.extend(page.items);
                        } else {
                            review.items = page.items;
                        }
                        review.waiting = page.waiting;
                        review.operators = page.operators;
                        app.keep_one_in_hand();
                        if looked_at.is_some() && app.state.review.current() != looked_at {
                            app.let_go_of_what_was_asked();
                        }
                    }
                }
            },
        );
    }

    /// Another record has come in hand by itself: neither a reason that was given for the one before nor a key that
    /// was meant for it is for this one. What is to be signed names its record.
    fn let_go_of_what_was_asked(&mut self) {
        let review = &mut self.state.review;
        if !matches!(review.asking, Some(Asking::Prove { .. })) {
            review.asking = None;
        }
        self.settle_review();
    }

    /// Something is always in hand where there is anything.
    fn keep_one_in_hand(&mut self) {
        let review = &self.state.review;
        let seq = match review.item() {
            Some(item) => Some(item.seq()),
            None => review.items.first().map(Item::seq),
        };
        self.take_in_hand(seq);
    }

    fn step_review(&mut self, rows: isize) {
        let review = &self.state.review;
        let last = review.items.len().saturating_sub(1);
        let place = review.place().unwrap_or(0);
        let next = place.saturating_add_signed(rows).min(last);
        let seq = review.items.get(next).map(Item::seq);
        self.take_in_hand(seq);
    }

    pub(super) fn take_in_hand(&mut self, seq: Option<i64>) {
        let review = &mut self.state.review;
        review.chosen = seq;
        if review.pictures.0 == seq {
            return;
        }
        review.pictures = (seq, Vec::new());
        let Some(item) = review.item() else { return };
        let photos = item.listed.row.disposal.photos.clone();
        let taken = self.ask(
            move |station| {
                let shown = photos.iter().map(|hash| photograph(station, hash));
                shown.collect::<Vec<_>>()
            },
            move |app, photographs| {
                if app.state.review.chosen != seq {
                    return;
                }
                let shown = photographs.into_iter().map(|photograph| match photograph {
                    Ok(Some(picture)) => Picture::Kept(app.post.context().load_texture(
                        "reviewed",
                        picture,
                        TextureOptions::LINEAR,
                    )),
                    Ok(None) => Picture::NotKept,
                    Err(words) => Picture::Broken(words),
                });
                app.state.review.pictures = (seq, shown.collect());
            },
        );
        if !taken {
            self.state.review.pictures.0 = None;
        }
    }
}

fn page(station: &Station, filter: &LogFilter) -> Result<Page, StationError> {
    let listed = station.listed(filter)?;
    Ok(Page {
        items: listed.into_iter().map(Item::of).collect(),
        waiting: station.count(&station.queue())?,
        operators: station.operators()?,
    })
}

/// The kept photograph with this hash, small enough for the screen; none where it is not kept.
fn photograph(station: &Station, hash: &str) -> Result<Option<ColorImage>, String> {
    let photo = station.photo(hash).map_err(|error| told(&error))?;
    Ok(photo.as_ref().map(pictures::overview))
}

/// The keys of the review screen.
pub fn pressed(input: &mut egui::InputState, focused: bool) -> Vec<AtReview> {
    use egui::{Key, Modifiers};
    let mut asked = Vec::new();
    for (key, at) in [
        (Key::A, AtReview::Approve),
        (Key::C, AtReview::AskCorrect),
        (Key::S, AtReview::AskSendBack),
        (Key::R, AtReview::Refresh),
        (Key::PageDown, AtReview::Step(8)),
        (Key::PageUp, AtReview::Step(-8)),
    ] {
        if input.consume_key(Modifiers::NONE, key) {
            asked.push(at);
        }
    }
    let digits = [Key::Num1, Key::Num2, Key::Num3];
    for (key, tab) in digits.into_iter().zip(Tab::ALL) {
        if input.consume_key(Modifiers::NONE, key) {
            asked.push(AtReview::Tab(tab));
        }
    }
    // With a control in focus the arrows go from control to control.
    if !focused {
        for (key, rows) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
            if input.consume_key(Modifiers::NONE, key) {
                asked.push(AtReview::Step(rows));
            }
        }
    }
    asked
}
