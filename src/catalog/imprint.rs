//! Comparing an imprint as somebody reads it with the tokens that a listing gives.
//!
//! A reader does not know where one token ends, in which order the sides were listed, or which
//! way up the pill lies; so order, case, spaces and punctuation never count.

/// More tokens than this are not tried in every order.
const MOST_TOKENS: usize = 10;

/// How an imprint that was read agrees with a listed one, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ImprintMatch {
    /// Everything that is listed was read, and nothing else.
    Exact,
    /// Everything that was read is listed, but more is listed.
    Partial,
    /// Agrees once look-alike characters are taken for each other (`O/0 I/1/L S/5 B/8 Z/2 G/6`)
    /// or the text is turned upside down (`6/9 M/W`).
    Variant,
}

/// An imprint as read, ready to be compared.
pub(super) struct Reading {
    pieces: Vec<String>,
    /// The pieces with look-alikes folded, each as it stands and upside down where that reads.
    folded: Vec<Vec<String>>,
}

impl Reading {
    /// `None` when nothing readable is in the text.
    pub(super) fn new(text: &str) -> Option<Self> {
        let pieces: Vec<String> = split(text).collect();
        let folded = pieces
            .iter()
            .map(|piece| {
                [Some(fold(piece)), upside_down(piece)]
                    .into_iter()
                    .flatten()
                    .collect()
            })
            .collect();
        (!pieces.is_empty()).then_some(Self { pieces, folded })
    }

    /// How this reading agrees with listed tokens; `None` when it does not.
    pub(super) fn compare(&self, listed: &[String]) -> Option<ImprintMatch> {
        let tokens = distinct(listed.iter().flat_map(|token| split(token)));
        if is_all(&self.pieces, &tokens, listed.len()) {
            return Some(ImprintMatch::Exact);
        }
        if self.pieces.iter().all(|piece| is_in(piece, &tokens)) {
            return Some(ImprintMatch::Partial);
        }
        let tokens = distinct(tokens.iter().map(|token| fold(token)));
        let found = self
            .folded
            .iter()
            .all(|ways| ways.iter().any(|way| is_in(way, &tokens)));
        let at_once = || is_all(&self.as_they_stand(), &tokens, listed.len());
        (found || at_once()).then_some(ImprintMatch::Variant)
    }

    fn as_they_stand(&self) -> Vec<String> {
        self.folded
            .iter()
            .filter_map(|ways| ways.first().cloned())
            .collect()
    }
}

/// The pieces of a text: upper case, letters and digits only.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .map(str::to_uppercase)
}

fn distinct(tokens: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = tokens.collect();
    out.sort();
    out.dedup();
    out
}

/// Whether the pieces, in some order and however they were spaced, are all the tokens: each token
/// at least once, and no more tokens than the listing has.
fn is_all(pieces: &[String], tokens: &[String], listed: usize) -> bool {
    let read = distinct(pieces.iter().cloned());
    if read == tokens {
        return true;
    }
    let text: String = pieces.concat();
    tokens.len() <= MOST_TOKENS && covers(&text, tokens, 0, listed.max(tokens.len()))
}

/// Whether `text` can be cut into tokens, at most `left` of them, so that every token is used;
/// bit `n` of `used` says that token `n` already was.
fn covers(text: &str, tokens: &[String], used: u32, left: usize) -> bool {
    if text.is_empty() {
        return used.count_ones() as usize == tokens.len();
    }
    left > 0
        && tokens.iter().enumerate().any(|(number, token)| {
            text.strip_prefix(token.as_str())
                .is_some_and(|rest| covers(rest, tokens, used | 1 << number, left - 1))
        })
}

/// Whether a piece is part of a token, or several tokens (the last perhaps cut short) in a row.
fn is_in(piece: &str, tokens: &[String]) -> bool {
    tokens.iter().any(|token| token.contains(piece)) || is_run(piece, tokens, 0)
}

fn is_run(text: &str, tokens: &[String], used: u32) -> bool {
    let unused = || {
        let numbered = tokens.iter().enumerate().take(MOST_TOKENS);
        numbered.filter(move |(number, _)| used & 1 << number == 0)
    };
    text.is_empty()
        || unused().any(|(number, token)| {
            text.strip_prefix(token.as_str())
                .is_some_and(|rest| is_run(rest, tokens, used | 1 << number))
        })
}

/// One character for each group of characters that are taken for each other.
fn fold(piece: &str) -> String {
    piece.chars().map(folded).collect()
}

fn folded(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        'S' => '5',
        'B' => '8',
        'Z' => '2',
        'G' | '9' => '6',
        'W' => 'M',
        other => other,
    }
}

/// The piece as it reads with the pill turned by half a turn, folded; `None` when one of its
/// characters does not read that way.
fn upside_down(piece: &str) -> Option<String> {
    let letters = piece.chars().rev();
    letters.map(|letter| turned(letter).map(folded)).collect()
}

/// The character that a capital letter or a digit is with the pill turned by half a turn; `None` where it is none.
pub fn turned(letter: char) -> Option<char> {
    match letter {
        '0' | '1' | '2' | '5' | '8' | 'H' | 'I' | 'N' | 'O' | 'S' | 'X' | 'Z' => Some(letter),
        '6' => Some('9'),
        '9' => Some('6'),
        'M' => Some('W'),
        'W' => Some('M'),
        _ => None,
    }
}
