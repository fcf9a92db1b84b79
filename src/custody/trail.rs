//! Every record that names a liner, a package, a box or a seal, in its order.
//!
//! No record of an item names any of these, and none could: what is inside is not recorded
//! (21 CFR 1317.75(c), 1317.60(c), 1317.70(f)). Where items are looked at before they go into a
//! box, the time in which the box stood open is all that links the two.

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::civil::Date;

use super::{Custody, Refused, Session, Step, day_of};
use crate::ledger::{
    Content, Event, Moment, SiteMode,
    custody::{Closing, LinerAct, LinerMark, SessionAct, TermError, UniqueId},
};

/// One number, or all from a first to a last that differ in their last digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Numbers {
    One(UniqueId),
    /// `CRL1007 - CRL1027`.
    Range {
        letters: String,
        first: u64,
        last: u64,
    },
}

/// Why a text names no numbers.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotNumbers {
    #[error(transparent)]
    Term(#[from] TermError),
    #[error(
        "`{0}` is no range: both numbers begin alike and end in digits, the smaller first, such as CRL1007 - CRL1027"
    )]
    Range(String),
}

/// `CRL1007`; `CRL1007 - CRL1027` or `CRL1007..1027`.
impl FromStr for Numbers {
    type Err = NotNumbers;

    fn from_str(text: &str) -> Result<Self, NotNumbers> {
        let ends = [" - ", "..", " to "]
            .iter()
            .find_map(|between| text.split_once(between));
        let Some((first, last)) = ends else {
            return Ok(Self::One(UniqueId::recorded(text)?));
        };
        let (first, last): (UniqueId, UniqueId) = (first.parse()?, last.parse()?);
        let odd = || NotNumbers::Range(text.trim().to_owned());
        let letters = first
            .as_str()
            .trim_end_matches(|c: char| c.is_ascii_digit());
        let number = |id: &str| id.strip_prefix(letters).unwrap_or(id).parse::<u64>();
        let (first, last) = number(first.as_str())
            .ok()
            .zip(number(last.as_str()).ok())
            .ok_or_else(odd)?;
        if last < first {
            return Err(odd());
        }
        Ok(Self::Range {
            letters: letters.to_owned(),
            first,
            last,
        })
    }
}

impl Numbers {
    /// Whether `id` is one of them.
    pub fn hold(&self, id: &UniqueId) -> bool {
        match self {
            Self::One(one) => one == id,
            Self::Range {
                letters,
                first,
                last,
            } => {
                let digits = id.as_str().strip_prefix(letters.as_str());
                let plain = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
                let number = plain.and_then(|digits| digits.parse::<u64>().ok());
                number.is_some_and(|number| (first..=last).contains(&&number))
            }
        }
    }
}

/// Everything that was recorded about some numbers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trail {
    /// From the first.
    pub records: Vec<Trace>,
    /// When each of them stood open where items were looked at one by one, from the first.
    pub windows: Vec<Window>,
}

/// One record, and which of the numbers it names.
#[derive(Clone, PartialEq, Debug)]
pub struct Trace {
    pub content: Content,
    /// The day on which it actually happened.
    pub acted_on: Date,
    /// In the order of the record.
    pub numbers: Vec<UniqueId>,
    /// On hand by the record, and not found by this inventory.
    pub missing: Vec<UniqueId>,
}

/// The time in which a box or liner of a take-back event stood open. It says nothing about what went
/// into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    pub id: UniqueId,
    pub from: Edge,
    /// None while it is open.
    pub to: Option<Edge>,
}

/// When a box was opened or sealed, as closely as the record knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// Entered on its day, no later than at that moment.
    Entered(Moment),
    /// Entered on a later day.
    On(Date),
}

impl Edge {
    fn of(acted_on: Date, entered: Moment) -> Self {
        if entered.date() == acted_on {
            Self::Entered(entered)
        } else {
            Self::On(acted_on)
        }
    }
}

/// To the second, or the day.
impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entered(moment) => f.write_str(&moment.to_the_second()),
            Self::On(day) => day.fmt(f),
        }
    }
}

impl Trace {
    /// What was done: `liner removed and sealed`.
    pub fn what(&self) -> String {
        match (&self.content.event, Step::of(&self.content.event)) {
            (Event::Amendment(amendment), _) => {
                format!("record {} corrected: {amendment}", amendment.record)
            }
            (_, Some(step)) => format!("{} {}", step.thing(), step.done()),
            (_, None) => String::new(),
        }
    }

    /// Those of the numbers that are liners which came by this record, with their sizes: of two records of one liner
    /// these may be all that differs.
    pub fn liners_that_came(&self) -> impl Iterator<Item = &LinerMark> {
        let came = |act: &LinerAct| matches!(act, LinerAct::Acquired | LinerAct::Received { .. });
        let record = match &self.content.event {
            Event::Liner(record) if came(&record.act) => Some(record),
            _ => None,
        };
        let marks = record.into_iter().flat_map(|record| record.liners.iter());
        marks.filter(move |mark| self.numbers.contains(&mark.id))
    }
}

/// The take-back event that the record at this place opened, if it opened one: what is stated anew of it
/// holds for all its boxes.
fn opened_by(custody: &Custody, record: i64) -> Option<&Session> {
    let opens = |event: &&Session| {
        let opening = event.history.first();
        opening.is_some_and(|past| past.stamp.seq == record)
    };
    custody.sessions().iter().find(opens)
}

impl Trail {
    /// What `contents`, all records of [`Custody::KINDS`] in their order, say about `numbers`.
    ///
    /// An error where a record cannot follow those before it, with its place in the ledger.
    pub fn of(contents: &[Content], numbers: &Numbers) -> Result<Self, (i64, Refused)> {
        let [real, tried] = Custody::both(contents)?;
        let wanted = |ids: &mut dyn Iterator<Item = &UniqueId>| -> Vec<UniqueId> {
            ids.filter(|id| numbers.hold(id)).cloned().collect()
        };
        let mut trail = Self::default();
        // What a later record is about that names only the record or the event.
        let mut named: BTreeMap<i64, Vec<UniqueId>> = BTreeMap::new();
        let mut boxes: BTreeMap<u32, Vec<(UniqueId, Vec<UniqueId>)>> = BTreeMap::new();
        for content in contents {
            let custody = content.purpose().pick([&real, &tried]);
            let mut missing = Vec::new();
            let found = match &content.event {
                Event::Liner(record) => wanted(&mut record.liners.ids()),
                Event::Package(record) => wanted(&mut record.packages.ids()),
                Event::Session(record) => match &record.act {
                    SessionAct::BoxSealed(sealed) => {
                        let found = wanted(&mut [&sealed.id].into_iter().chain(sealed.seals.ids()));
                        let boxes = boxes.entry(record.session).or_default();
                        boxes.push((sealed.id.clone(), found.clone()));
                        found
                    }
                    SessionAct::BoxVoided { id, .. } => {
                        let boxes = boxes.entry(record.session).or_default();
                        let voided = boxes.extract_if(.., |(sealed, _)| *sealed == *id);
                        voided.flat_map(|(_, found)| found).collect()
                    }
                    SessionAct::Closed(Closing::HandedOver { .. }) => {
                        let boxes = boxes.remove(&record.session).unwrap_or_default();
                        boxes.into_iter().flat_map(|(_, found)| found).collect()
                    }
                    _ => Vec::new(),
                },
                Event::Inventory(inventory) => {
                    let mut taken = custody.inventories().iter();
                    let taken = taken.find(|taken| taken.stamp.seq == content.seq);
                    missing = taken.map_or_else(Vec::new, |taken| wanted(&mut taken.missing.ids()));
                    wanted(&mut inventory.found.ids())
                }
                Event::Amendment(amendment) => match opened_by(custody, amendment.record) {
                    Some(event) => {
                        let mut ids = event
                            .boxes()
                            .flat_map(|sealed| [&sealed.id].into_iter().chain(sealed.seals.ids()));
                        wanted(&mut ids)
                    }
                    None => named.get(&amendment.record).cloned().unwrap_or_default(),
                },
                _ => Vec::new(),
            };
            let Some(acted_on) = day_of(&content.event) else {
                continue;
            };
            if found.is_empty() && missing.is_empty() {
                continue;
            }
            named.insert(content.seq, found.clone());
            trail.note_window(content, &found, custody);
            trail.records.push(Trace {
                content: content.clone(),
                acted_on,
                numbers: found,
                missing,
            });
        }
        Ok(trail)
    }

    fn note_window(&mut self, content: &Content, found: &[UniqueId], custody: &Custody) {
        match &content.event {
            Event::Session(record) => match &record.act {
                SessionAct::BoxSealed(sealed) => {
                    let mut sessions = custody.sessions().iter();
                    let event = sessions.find(|session| session.number == record.session);
                    if let Some(opening) = event.and_then(|event| event.history.first()) {
                        self.windows.push(Window {
                            id: sealed.id.clone(),
                            from: Edge::of(opening.acted_on, opening.stamp.entered),
                            to: Some(Edge::of(record.acted_on, content.entered)),
                        });
                    }
                }
                SessionAct::BoxVoided { id, .. } => {
                    let newest = self.windows.iter().rposition(|window| window.id == *id);
                    if let Some(place) = newest {
                        self.windows.remove(place);
                    }
                }
                _ => {}
            },
            Event::Liner(record) if SiteMode::LeEvent.is(&content.site_mode) => match record.act {
                LinerAct::Installed { .. } => self.windows.extend(found.iter().map(|id| Window {
                    id: id.clone(),
                    from: Edge::of(record.acted_on, content.entered),
                    to: None,
                })),
                LinerAct::RemovedAndSealed { .. } => self
                    .windows
                    .iter_mut()
                    .filter(|window| found.contains(&window.id))
                    .for_each(|window| {
                        window.to = Some(Edge::of(record.acted_on, content.entered));
                    }),
                _ => {}
            },
            _ => {}
        }
    }
}
