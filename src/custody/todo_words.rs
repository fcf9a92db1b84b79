//! Unfinished business in words.

use std::fmt;

use jiff::civil::Date;

use super::{Term, Thing, Todo};

/// How many things one line names before it only counts them.
const NAMED: usize = 20;

impl fmt::Display for Todo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Notice {
                package,
                received,
                term,
            } => by(
                f,
                *term,
                format_args!(
                    "package {package} is foreign (received {received}): notify the DEA Field Office by {term}"
                ),
                format_args!(
                    "package {package} is foreign (received {received}): the DEA Field Office had to hear of it by {term}, and that day is past: notify it now"
                ),
            ),
            Self::Deposit {
                items,
                discontinued,
                term,
            } => deposit(f, items, *discontinued, *term),
            Self::Facility {
                liner,
                sealed,
                term,
            } => by(
                f,
                *term,
                format_args!(
                    "liner {liner} was sealed at the facility on {sealed}: transfer it by {term}"
                ),
                format_args!(
                    "liner {liner} was sealed at the facility on {sealed} and had to be gone by {term}, and that day is past: transfer it now"
                ),
            ),
            Self::Received {
                thing,
                id,
                received,
                term,
            } => by(
                f,
                *term,
                format_args!("{thing} {id} was received on {received}: destroy it by {term}"),
                format_args!(
                    "{thing} {id} was received on {received} and had to be destroyed by {term}, and that day is past: destroy it now"
                ),
            ),
            Self::Missing { id, inventory } => write!(
                f,
                "{id} was missing at the inventory of {inventory}: find it, or record what became of it"
            ),
            Self::Session {
                session,
                place,
                opened,
            } => write!(
                f,
                "take-back event {session} at {place} of {opened} is still open: hand its boxes over and close it"
            ),
            Self::Sealed {
                thing,
                id,
                since,
                days,
            } => match thing {
                Thing::Liner => write!(
                    f,
                    "liner {id} was sealed on {since}, {days} days ago: transfer or destroy it"
                ),
                _ => write!(
                    f,
                    "package {id} came sealed on {since}, {days} days ago: have it destroyed"
                ),
            },
            Self::Installed {
                liner,
                installed,
                days,
            } => write!(
                f,
                "liner {liner} was installed on {installed}, {days} days ago: seal it when it is full"
            ),
            Self::Inventory { last, term } => inventory(f, *last, *term),
            Self::Elsewhere {
                things,
                numbers,
                site_mode,
            } => write!(
                f,
                "unfinished from when this site was {site_mode}: {things} ({}); set it back to {site_mode} to finish them",
                in_short(numbers.iter())
            ),
        }
    }
}

fn deposit(
    f: &mut fmt::Formatter<'_>,
    items: &[i64],
    discontinued: Date,
    term: Term,
) -> fmt::Result {
    let items: Vec<_> = items.iter().map(ToString::to_string).collect();
    let items = items.join(", ");
    by(
        f,
        term,
        format_args!(
            "items {items} were discontinued on {discontinued}: deposit them in the receptacle by {term}"
        ),
        format_args!(
            "items {items}, discontinued on {discontinued}, had to be in the receptacle by {term}, and that day is past: deposit them now"
        ),
    )
}

fn inventory(f: &mut fmt::Formatter<'_>, last: Option<Date>, term: Term) -> fmt::Result {
    match last {
        Some(last) => by(
            f,
            term,
            format_args!("the last inventory was on {last}: take the next by {term}"),
            format_args!(
                "the last inventory was on {last} and the next had to be taken by {term}, and that day is past: take it now"
            ),
        ),
        None => write!(
            f,
            "no inventory was ever taken: take the first one now, it was due on {term}"
        ),
    }
}

/// Its last day.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.due().fmt(f)
    }
}

/// What there is to do in time, or what had to be done by a day that is past.
fn by(
    f: &mut fmt::Formatter<'_>,
    term: Term,
    in_time: fmt::Arguments<'_>,
    late: fmt::Arguments<'_>,
) -> fmt::Result {
    f.write_fmt(if term.is_late() { late } else { in_time })
}

/// `A1, A2`, and how many there are where they are more than a person reads.
pub(super) fn in_short(numbers: impl ExactSizeIterator<Item: fmt::Display>) -> String {
    let count = numbers.len();
    let mut named: Vec<_> = numbers
        .take(NAMED)
        .map(|number| number.to_string())
        .collect();
    if count > NAMED {
        named.push(format!("… {count}"));
    }
    named.join(", ")
}
