//! What the station says, in the language of the window.
//!
//! The station's own words are English, since the record, the reports and the command line are. The
//! window looks such a sentence up among the `told-` messages of `en-US`, as in a phrase book, and
//! says it as its own language has it; what stands in the open places is looked up in the same way,
//! and a day is written as a person reads it. A sentence that is not in the book stays as it is.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use super::days::day_words;
use super::strings::text_with_all;

const ENGLISH: &str = include_str!("../../../assets/i18n/en-US/main.ftl");

/// One English sentence, cut at its open places.
struct Phrase {
    key: &'static str,
    /// What stands before, between and after the places: one more than there are places.
    fixed: Vec<&'static str>,
    places: Vec<&'static str>,
}

/// The phrase that fixes most of a sentence comes first.
static BOOK: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut book: Vec<_> = ENGLISH.lines().filter_map(Phrase::of_line).collect();
    book.sort_by_key(|phrase| {
        std::cmp::Reverse(phrase.fixed.iter().map(|part| part.len()).sum::<usize>())
    });
    book
});

impl Phrase {
    fn of_line(line: &'static str) -> Option<Self> {
        let (key, words) = line.strip_prefix("told").and(line.split_once(" = "))?;
        let mut parts = words.split("{ $");
        let mut phrase = Self {
            key,
            fixed: vec![parts.next()?],
            places: Vec::new(),
        };
        for part in parts {
            let (place, after) = part.split_once(" }")?;
            phrase.places.push(place);
            phrase.fixed.push(after);
        }
        Some(phrase)
    }

    /// What stands in its places, if `words` are this phrase.
    fn read<'a>(&self, words: &'a str) -> Option<Vec<&'a str>> {
        let (first, others) = self.fixed.split_first()?;
        let mut rest = words.strip_prefix(first)?;
        let Some((last, between)) = others.split_last() else {
            return rest.is_empty().then(Vec::new);
        };
        let mut found = Vec::with_capacity(self.places.len());
        for part in between {
            let (place, after) = rest.split_once(part)?;
            found.push(place);
            rest = after;
        }
        found.push(rest.strip_suffix(last)?);
        found.iter().all(|place| !place.is_empty()).then_some(found)
    }
}

/// What an error or another answer of the station says, for a person at the window.
pub fn told(what: &impl Display) -> String {
    said(&what.to_string())
}

/// English words of the station, for a person at the window.
pub fn said(words: &str) -> String {
    if let Ok(day) = words.parse() {
        return day_words(day);
    }
    let known = |words| {
        let mut phrases = BOOK.iter();
        phrases.find_map(|phrase| Some((phrase, phrase.read(words)?)))
    };
    let Some((phrase, found)) = known(words) else {
        // A list of what is in the book, such as `exposure, focus`.
        let listed: Vec<&str> = words.split(", ").collect();
        if listed.len() > 1 && listed.iter().all(|words| known(words).is_some()) {
            let listed: Vec<String> = listed.into_iter().map(said).collect();
            return listed.join(", ");
        }
        return words.to_owned();
    };
    let values = phrase.places.iter().zip(found);
    let values = values.map(|(&place, words)| (Cow::Borrowed(place), said(words).into()));
    text_with_all(phrase.key, &values.collect())
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::ui::words::language::{Language, speak};

    #[test]
    fn a_camera_and_what_of_it_is_locked_are_said_in_spanish() {
        speak(Language::of_tag("es-US").unwrap_or_else(Language::english));
        for (english, words) in [
            (
                "Cam, 640 x 480 YUYV at 30 frames a second, exposure, focus locked; white balance adapts",
                "Cam, 640 x 480 YUYV a 30 imágenes por segundo, fijado: exposición, enfoque; se adapta: balance de blancos",
            ),
            (
                "Cam, 1280 x 720 MJPEG at 30 frames a second, nothing locked",
                "Cam, 1280 x 720 MJPEG a 30 imágenes por segundo, nada fijado",
            ),
            ("nobody knows this, nor that", "nobody knows this, nor that"),
        ] {
            assert_eq!(said(english), words);
        }
    }
}
