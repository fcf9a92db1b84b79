//! Every visible word comes from `assets/i18n/*/main.ftl`, so that a language is one file.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./assets/i18n",
        fallback_language: "en-US",
        // Isolation marks would be drawn as boxes and break look-up by accessible name.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ENGLISH: LanguageIdentifier = langid!("en-US");

/// The words under `key`.
pub fn text(key: &str) -> String {
    LOCALES.lookup(&ENGLISH, key)
}

/// The words under `key` with its `{ $name }` places filled.
pub fn text_with<const N: usize>(key: &str, values: [(&'static str, Value); N]) -> String {
    let values: HashMap<_, _> = values
        .into_iter()
        .map(|(name, value)| (Cow::Borrowed(name), value.0))
        .collect();
    LOCALES.lookup_with_args(&ENGLISH, key, &values)
}

/// What fills a place in a sentence: words or a number (numbers choose plural forms).
pub struct Value(FluentValue<'static>);

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self(words.to_owned().into())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self(words.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self((number as f64).into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self((number as f64).into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}
