//! The line about what happened last, and how long it holds: why one item was not recorded says nothing of the next.

use super::state::{Screen, Source, State};
use super::words::strings::sentence;
use crate::catalog::ProductId;

/// One line to the person: done, or what went wrong and what to do.
#[derive(Clone, Debug)]
pub struct Notice {
    pub words: String,
    pub problem: bool,
    /// The photograph that was refused because it shows print: perhaps a package, which can be scanned.
    pub label: Option<Source>,
    /// What it says is not recorded, where it says that.
    of: Option<Tried>,
}

/// What somebody tried to record, and what they stated of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tried {
    /// What the label of a package says, and nothing on the tray.
    is_package: bool,
    /// Its number, of a pill.
    pill: Option<u32>,
    /// How many packages were read up to this one.
    packages: usize,
    /// Of the pill or by hand, and of the package.
    chosen: [Option<ProductId>; 2],
    reference: String,
    discontinued: String,
}

impl Tried {
    pub(super) fn product(&self) -> Option<ProductId> {
        let [of_pill, of_package] = self.chosen;
        if self.is_package { of_package } else { of_pill }
    }
}

impl State {
    pub fn say(&mut self, words: String) {
        self.notice = Some(Notice {
            words,
            problem: false,
            label: None,
            of: None,
        });
    }

    pub fn warn(&mut self, words: impl AsRef<str>) {
        self.notice = Some(Notice {
            words: sentence(words.as_ref()),
            problem: true,
            label: None,
            of: None,
        });
    }

    /// Says why what is in hand is not recorded, until something else is in hand, or is stated of it.
    pub(super) fn refuse(&mut self, words: impl AsRef<str>) {
        self.warn(words);
        let of = self.tried();
        if let Some(notice) = &mut self.notice {
            notice.of = Some(of);
        }
    }

    /// Drops a refusal of what is not in hand any more.
    pub(super) fn mind_refusal(&mut self) {
        let of = self.notice.as_ref().and_then(|notice| notice.of.as_ref());
        if of.is_some_and(|of| *of != self.tried()) {
            self.notice = None;
        }
    }

    /// What would be tried now.
    pub(super) fn tried(&self) -> Tried {
        Tried {
            is_package: self.screen == Screen::Scan,
            pill: self.pill().map(|pill| pill.number),
            packages: self.scan.packages().count(),
            chosen: [self.chosen(), self.scan.product()],
            reference: self.reference.clone(),
            discontinued: self.discontinued.clone(),
        }
    }
}
