//! Which language the window speaks: those of `assets/i18n`, found when the program is built.
//!
//! The language belongs to a window and not to the process, so it is kept per thread: a window
//! says it to its own thread, and hands it on to its workers with what it asks of them.

use std::cell::Cell;
use std::sync::LazyLock;

use fluent_templates::{LanguageIdentifier, Loader};

use super::strings::LOCALES;

/// One of the languages there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Language(&'static LanguageIdentifier);

/// Every folder of `assets/i18n`, by its tag.
static ALL: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let mut all: Vec<_> = LOCALES.locales().map(Language).collect();
    all.sort_by_key(|language| language.0.to_string());
    all
});

thread_local! {
    static SPOKEN: Cell<Option<Language>> = const { Cell::new(None) };
}

impl Language {
    /// Every language, in the order of their tags.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The language in which everything is said that another one does not say.
    pub fn english() -> Self {
        Self(LOCALES.fallback())
    }

    /// The language with this tag, or else the first that shares its language: `es-MX` is spoken
    /// to in `es-US`, and so is `es_MX.UTF-8`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag: LanguageIdentifier = tag.split(['.', '@']).next()?.parse().ok()?;
        let all = || Self::all().iter().copied();
        all().find(|language| *language.0 == tag).or_else(|| {
            all().find(|language| language.0.language == tag.language && !tag.language.is_empty())
        })
    }

    /// The language of whoever uses this computer, where it is one of these.
    pub fn of_the_system() -> Option<Self> {
        Self::of_tag(&sys_locale::get_locale()?)
    }

    /// `es-US`.
    pub fn tag(self) -> String {
        self.0.to_string()
    }

    /// What it calls itself: `Español`.
    pub fn name(self) -> String {
        super::strings::text_in(self, "language-name")
    }

    /// The one after it, and after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let all = Self::all();
        let here = all.iter().position(|each| *each == self).unwrap_or(0);
        all.get((here + 1) % all.len().max(1))
            .copied()
            .unwrap_or(self)
    }

    pub(in crate::ui) fn identifier(self) -> &'static LanguageIdentifier {
        self.0
    }
}

/// The language of the window that this thread works for.
pub fn spoken() -> Language {
    SPOKEN.get().unwrap_or_else(Language::english)
}

/// From now on this thread speaks `language`.
pub fn speak(language: Language) {
    SPOKEN.set(Some(language));
}
