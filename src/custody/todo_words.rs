//! Unfinished business in words.

use std::fmt;

use super::Todo;

/// How many things one line names before it only counts them.
const NAMED: usize = 20;

impl fmt::Display for Todo {
    #[expect(clippy::too_many_lines, reason = "one phrase after the other")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Notice {
                package,
                received,
                due,
                late: true,
            } => write!(
                f,
                "package {package} is foreign (received {received}): the DEA Field Office had to hear of it by {due}, and that day is past: notify it now"
            ),
            Self::Notice {
                package,
                received,
                due,
                late: false,
            } => write!(
                f,
                "package {package} is foreign (received {received}): notify the DEA Field Office by {due}"
            ),
            Self::Deposit {
                items,
                discontinued,
                due,
                late,
            } => {
                let items = items.iter().map(ToString::to_string).collect::<Vec<_>>();
                let items = items.join(", ");
                if *late {
                    write!(
                        f,
                        "items {items}, discontinued on {discontinued}, had to be in the receptacle by {due}, and that day is past: deposit them now"
                    )
                } else {
                    write!(
                        f,
                        "items {items} were discontinued on {discontinued}: deposit them in the receptacle by {due}"
                    )
                }
            }
            Self::Facility {
                liner,
                sealed,
                due,
                late: true,
            } => write!(
                f,
                "liner {liner} was sealed at the facility on {sealed} and had to be gone by {due}, and that day is past: transfer it now"
            ),
            Self::Facility {
                liner,
                sealed,
                due,
                late: false,
            } => write!(
                f,
                "liner {liner} was sealed at the facility on {sealed}: transfer it by {due}"
            ),
            Self::Received {
                id,
                package,
                received,
                due,
                late,
            } => {
                let thing = if *package { "package" } else { "liner" };
                if *late {
                    write!(
                        f,
                        "{thing} {id} was received on {received} and had to be destroyed by {due}, and that day is past: destroy it now"
                    )
                } else {
                    write!(
                        f,
                        "{thing} {id} was received on {received}: destroy it by {due}"
                    )
                }
            }
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
                liner,
                sealed,
                days,
            } => write!(
                f,
                "liner {liner} was sealed on {sealed}, {days} days ago: transfer or destroy it"
            ),
            Self::Installed {
                liner,
                installed,
                days,
            } => write!(
                f,
                "liner {liner} was installed on {installed}, {days} days ago: seal it when it is full"
            ),
            Self::Inventory {
                last: Some(last),
                due,
                late: true,
            } => write!(
                f,
                "the last inventory was on {last} and the next had to be taken by {due}, and that day is past: take it now"
            ),
            Self::Inventory {
                last: Some(last),
                due,
                late: false,
            } => write!(
                f,
                "the last inventory was on {last}: take the next by {due}"
            ),
            Self::Inventory {
                last: None, due, ..
            } => write!(
                f,
                "no inventory was ever taken: take the first one now, it was due on {due}"
            ),
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
