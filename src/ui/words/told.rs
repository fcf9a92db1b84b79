//! What the station says, in the language of the window.
//!
//! The station's own words are English, since the record, the reports and the command line are. The
//! window looks such a sentence up among the `told-` messages of `en-US`, as in a phrase book, and
//! says it as its own language has it. What stands in a place that is itself named `told-` is the
//! station's too and is looked up in the same way, a day is written there as a person reads it; every
//! other place holds what people typed, a path, a number, and stays to the letter. So does a sentence
//! that is not in the book. A longer name than `told-a` says how the keys begin of what may stand there.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use jiff::civil::Date;

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

/// The phrase that fixes most of a sentence comes first, after those that fix how it begins: whatever
/// follows there is a sentence of its own.
static BOOK: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut book: Vec<_> = ENGLISH.lines().filter_map(Phrase::of_line).collect();
    book.sort_by_key(|phrase| {
        let begins_open = phrase.fixed.first().is_none_or(|part| part.is_empty());
        let fixed: usize = phrase.fixed.iter().map(|part| part.len()).sum();
        (begins_open, std::cmp::Reverse(fixed))
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

    /// What stands in its places, if `words` are this phrase; `may` says what may stand in the place of
    /// a name.
    fn read<'a>(&self, words: &'a str, may: Stands) -> Option<Vec<&'a str>> {
        let (first, ends) = self.fixed.split_first()?;
        let mut found = fill(&self.places, ends, words.strip_prefix(first)?, may)?;
        found.reverse();
        Some(found)
    }
}

type Stands = fn(&str, &str) -> bool;

/// What stands in `places`, the last first, each before its end. What people typed may hold such an end
/// too, so each is tried.
fn fill<'a>(places: &[&str], ends: &[&str], words: &'a str, may: Stands) -> Option<Vec<&'a str>> {
    let (Some((place, places)), Some((end, ends))) = (places.split_first(), ends.split_first())
    else {
        return words.is_empty().then(Vec::new);
    };
    let stands = |held: &str| !held.is_empty() && may(place, held);
    if places.is_empty() {
        let held = words.strip_suffix(end)?;
        return stands(held).then(|| vec![held]);
    }
    words.match_indices(end).find_map(|(at, _)| {
        let (held, rest) = words.split_at_checked(at)?;
        let rest = rest.strip_prefix(end)?;
        // What follows first: to look up what is held may take as long as all of this.
        let mut found = fill(places, ends, rest, may)?;
        found.push(held);
        stands(held).then_some(found)
    })
}

/// Whether what stands in this place is the station's own words.
fn is_told(place: &str) -> bool {
    place.starts_with("told")
}

/// The phrase that `words` are, and what stands in its places: in those of the station's own words what
/// is in the book, or else anything.
fn known(words: &str) -> Option<(&'static Phrase, Vec<&str>)> {
    let loosely = |place: &str, held: &str| place.len() == ANY || fits(place, held);
    strictly(words).or_else(|| read(words, loosely))
}

fn strictly(words: &str) -> Option<(&'static Phrase, Vec<&str>)> {
    read(words, fits)
}

/// Letters in the name of a place for whatever is in the book, such as `told-a`.
const ANY: usize = "told".len() + 2;

fn fits(place: &str, held: &str) -> bool {
    if !is_told(place) {
        return true;
    }
    if place.len() == ANY {
        return is_in_book(held);
    }
    strictly(held).is_some_and(|(phrase, _)| phrase.key.starts_with(place))
}

fn read(words: &str, may: Stands) -> Option<(&'static Phrase, Vec<&str>)> {
    let mut phrases = BOOK.iter();
    phrases.find_map(|phrase| Some((phrase, phrase.read(words, may)?)))
}

fn is_in_book(words: &str) -> bool {
    words.parse::<Date>().is_ok() || strictly(words).is_some() || is_list(words)
}

/// Whether it is a list of what is in the book, such as `exposure, focus`.
fn is_list(words: &str) -> bool {
    words.contains(", ") && words.split(", ").all(|each| strictly(each).is_some())
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
    let Some((phrase, found)) = known(words) else {
        if is_list(words) {
            let listed: Vec<String> = words.split(", ").map(said).collect();
            return listed.join(", ");
        }
        return words.to_owned();
    };
    let values = phrase.places.iter().zip(found).map(|(&place, held)| {
        let held = if is_told(place) {
            said(held)
        } else {
            held.to_owned()
        };
        (Cow::Borrowed(place), held.into())
    });
    text_with_all(phrase.key, &values.collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{said, told};
    use crate::custody::{Refused, Todo};
    use crate::people::{Action, PeopleError, Role};
    use crate::station::StationError;
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
                "Cam, 640 x 480 YUYV at 30 frames a second, exposure, white balance at 4600 K, focus locked",
                "Cam, 640 x 480 YUYV a 30 imágenes por segundo, fijado: exposición, balance de blancos a 4600 K, enfoque",
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

    #[test]
    fn what_people_typed_is_never_translated_though_it_be_words_of_the_station() {
        speak(Language::of_tag("es-US").unwrap_or_else(Language::english));
        let not_yours = StationError::NotYours {
            name: "liner".into(),
            role: Role::Operator,
            action: Action::Purge,
        };
        let wrong = PeopleError::WrongSecret {
            name: "2026-11-29".into(),
            tries: 1,
        };
        let open = Refused::SessionOpen {
            session: 3,
            place: "House of Lords; deposited".into(),
        };
        let still = Todo::Session {
            session: 3,
            place: "House of Lords of York".into(),
            opened: date(2026, 11, 29),
        };
        for (words, part) in [
            (
                told(&not_yours),
                "liner está aquí como operador y no puede purgar registros vencidos;",
            ),
            (
                told(&wrong),
                "frase de contraseña de 2026-11-29; queda 1 intento",
            ),
            (told(&open), "3 en House of Lords; deposited sigue abierta;"),
            (told(&still), "3 en House of Lords of York del 29 "),
            (
                said("whatever this is: deposited"),
                "whatever this is: deposited",
            ),
            (
                said("deposited: is empty; copy it again or take the photograph again"),
                "deposited: está vacía;",
            ),
        ] {
            assert!(words.contains(part), "{words}");
        }
    }
}
