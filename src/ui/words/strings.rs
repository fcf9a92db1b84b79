//! Every visible word comes from `assets/i18n/*/main.ftl`, so that a language is one file.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::Loader;
use fluent_templates::fluent_bundle::FluentValue;

use super::language::{Language, spoken};

fluent_templates::static_loader! {
    pub(in crate::ui) static LOCALES = {
        locales: "./assets/i18n",
        fallback_language: "en-US",
        customise: |bundle| {
            // Isolation marks would be drawn as boxes and break look-up by accessible name.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(number));
        },
    };
}

/// What fills the places of a sentence, by name.
pub type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The words under `key`.
pub fn text(key: &str) -> String {
    text_in(spoken(), key)
}

/// The words under `key` with its `{ $name }` places filled.
pub fn text_with<const N: usize>(key: &str, values: [(&'static str, Value); N]) -> String {
    let values = values
        .into_iter()
        .map(|(name, value)| (Cow::Borrowed(name), value.0))
        .collect();
    text_with_all(key, &values)
}

/// As [`text_with`], with as many places as there are.
pub fn text_with_all(key: &str, values: &Values) -> String {
    look_up(spoken(), key, Some(values))
}

/// The words under `key` in another language than the one that is spoken.
pub fn text_in(language: Language, key: &str) -> String {
    look_up(language, key, None)
}

fn look_up(language: Language, key: &str, values: Option<&Values>) -> String {
    LOCALES
        .lookup_single_language(language.identifier(), key, values)
        .unwrap_or_else(|_| LOCALES.lookup_complete(LOCALES.fallback(), key, values))
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

/// How a number inside a sentence is written; words are none of its business.
fn number<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string())),
        _ => None,
    }
}

/// `12345.6` as this language writes it, with its marks for thousands and decimals.
pub fn grouped(plain: &str) -> String {
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let mark = text("number-group");
    let mut written = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push_str(&mark);
        }
        written.push(digit);
    }
    if !decimals.is_empty() {
        written.push_str(&text("number-decimal"));
        written.push_str(decimals);
    }
    written
}

/// `words` with a capital letter in front, as they stand alone on the screen.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
