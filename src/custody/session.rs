//! The course of a take-back event: opened, boxes sealed, everything deposited, handed over.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use super::{Custody, Past, Refused, Stamp, Thing, past::check_order, todo_words::in_short};
use crate::ledger::custody::{
    BoxWeight, Closing, Line, Officer, SealedBox, SessionAct, SessionRecord, UniqueId,
};

/// One event and all that was ever recorded about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// From 1.
    pub number: u32,
    pub agency: Line,
    pub overseeing: Officer,
    pub place: Line,
    /// Day and local time at which collecting started.
    pub opened: (Date, Time),
    /// From the first, the opening; never empty.
    pub history: Vec<Past<SessionAct>>,
    /// Stated anew since, by the place of the record of the sealing.
    restated: BTreeMap<i64, BoxWeight>,
}

/// How far an event has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SessionStage {
    /// Items may be looked at one by one before they go into a box.
    Collecting,
    /// Everything is in the boxes.
    Deposited,
    Closed,
}

impl SessionStage {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Collecting => "collecting",
            Self::Deposited => "deposited",
            Self::Closed => "closed",
        }
    }
}

impl Session {
    pub fn stage(&self) -> SessionStage {
        let is =
            |wanted: fn(&SessionAct) -> bool| self.history.iter().any(|past| wanted(&past.act));
        if is(|act| matches!(act, SessionAct::Closed(_))) {
            SessionStage::Closed
        } else if is(|act| matches!(act, SessionAct::Deposited { .. })) {
            SessionStage::Deposited
        } else {
            SessionStage::Collecting
        }
    }

    /// As they were signed, in the order in which they were sealed.
    pub fn boxes(&self) -> impl Iterator<Item = &SealedBox> {
        self.weighed().map(|(sealed, _)| sealed)
    }

    /// Each with its weight as it was stated last.
    pub fn weighed(&self) -> impl Iterator<Item = (&SealedBox, BoxWeight)> {
        self.history.iter().filter_map(|past| match &past.act {
            SessionAct::BoxSealed(sealed) => {
                let restated = self.restated.get(&past.stamp.seq);
                Some((sealed, restated.copied().unwrap_or(sealed.weight)))
            }
            _ => None,
        })
    }

    /// Of all boxes together as they were stated last, in tenths of a pound.
    pub fn net_tenths(&self) -> u32 {
        self.weighed()
            .map(|(_, weight)| weight.net().tenths())
            .sum()
    }

    /// Nothing was collected, as far as the record knows: no box, and none of `items`, of which no record of
    /// custody says anything: place and day of what was recorded item by item at this event, and stands.
    pub fn is_empty(&self, items: &[(i64, Date)]) -> bool {
        self.boxes().next().is_none() && items.is_empty()
    }

    /// An error where an item handled on that day and entered on the day `today` is none of this event: it had
    /// not begun. An opening dated after `today` shows that the clock ran ahead.
    pub fn check_item(&self, acted_on: Date, today: Date) -> Result<(), Refused> {
        if acted_on < self.opened.0.min(today) {
            return Err(Refused::BeforeEvent {
                session: self.number,
                opened: self.opened.0,
                acted_on,
            });
        }
        Ok(())
    }

    pub(super) fn restate_weight(&mut self, record: i64, weight: BoxWeight) {
        self.restated.insert(record, weight);
    }

    fn last_day(&self) -> Date {
        self.history
            .last()
            .map_or(self.opened.0, |past| past.acted_on)
    }
}

fn minute(time: Time) -> (i8, i8) {
    (time.hour(), time.minute())
}

impl Custody {
    /// An error where `act` was at no time at which it can have been, or says that nothing was collected
    /// while there are `items`: those of the event that is open, as in [`Session::is_empty`].
    ///
    /// Records are not read again by this: those from before it was asked are as they are.
    pub fn check_act(
        &self,
        acted_on: Date,
        act: &SessionAct,
        items: &[(i64, Date)],
    ) -> Result<(), Refused> {
        let Some(open) = self.open_session() else {
            return Ok(());
        };
        match act {
            SessionAct::Deposited { .. } => {
                let later = items.iter().find(|(_, day)| *day > acted_on);
                later.map_or(Ok(()), |&(item, day)| {
                    Err(Refused::ItemLater {
                        item,
                        day,
                        acted_on,
                    })
                })
            }
            // Where there are boxes too, those are spoken of when it is applied.
            SessionAct::Closed(Closing::NothingCollected { .. })
                if !items.is_empty() && open.boxes().next().is_none() =>
            {
                Err(Refused::HasItems {
                    session: open.number,
                    items: in_short(items.iter().map(|(place, _)| place)),
                })
            }
            // To the minute: that is how a time is typed.
            SessionAct::Closed(Closing::HandedOver { at, .. })
                if acted_on == open.opened.0 && minute(*at) < minute(open.opened.1) =>
            {
                Err(Refused::BeforeItBegan {
                    session: open.number,
                    began: open.opened.1,
                    at: *at,
                })
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn apply(
    sessions: &mut Vec<Session>,
    stamp: Stamp,
    record: &SessionRecord,
) -> Result<(), Refused> {
    let past = Past {
        stamp,
        acted_on: record.acted_on,
        act: record.act.clone(),
    };
    if let SessionAct::Opened {
        agency,
        overseeing,
        place,
        starts,
        ..
    } = &record.act
    {
        if let Some(open) = sessions
            .last()
            .filter(|session| session.stage() != SessionStage::Closed)
        {
            return Err(Refused::SessionOpen {
                session: open.number,
                place: open.place.to_string(),
            });
        }
        sessions.push(Session {
            number: record.session,
            agency: agency.clone(),
            overseeing: overseeing.clone(),
            place: place.clone(),
            opened: (record.acted_on, *starts),
            history: vec![past],
            restated: BTreeMap::new(),
        });
        return Ok(());
    }
    if let SessionAct::BoxSealed(sealed) = &record.act {
        check_unused(sessions, sealed)?;
    }
    let session = sessions
        .last_mut()
        .filter(|session| session.number == record.session)
        .ok_or(Refused::NoSession)?;
    check(session, record, past.stamp.entered.date())?;
    session.history.push(past);
    Ok(())
}

fn check(session: &Session, record: &SessionRecord, today: Date) -> Result<(), Refused> {
    let (number, boxes) = (session.number, session.boxes().count());
    match (&record.act, session.stage()) {
        (_, SessionStage::Closed) => return Err(Refused::SessionClosed(number)),
        (SessionAct::Deposited { .. }, SessionStage::Deposited) => {
            return Err(Refused::Deposited(number));
        }
        (SessionAct::Closed(Closing::NothingCollected { .. }), _) if boxes > 0 => {
            return Err(Refused::HasBoxes {
                session: number,
                boxes,
            });
        }
        (SessionAct::Closed(Closing::HandedOver { .. }), _) if boxes == 0 => {
            return Err(Refused::NoBoxes(number));
        }
        (SessionAct::Closed(Closing::HandedOver { .. }), SessionStage::Collecting) => {
            return Err(Refused::StillCollecting(number));
        }
        _ => {}
    }
    let last = Some(session.last_day());
    check_order(Thing::Event, &number, last, record.acted_on, today)
}

/// A box is sealed once, and no seal is on two boxes.
fn check_unused(sessions: &[Session], sealed: &SealedBox) -> Result<(), Refused> {
    let used = |what, id: &UniqueId| {
        Err(Refused::UsedBefore {
            what,
            id: id.clone(),
        })
    };
    for earlier in sessions.iter().flat_map(Session::boxes) {
        if earlier.id == sealed.id {
            return used("box", &sealed.id);
        }
        if let Some(seal) = sealed
            .seals
            .iter()
            .find(|seal| earlier.seals.iter().any(|other| other == *seal))
        {
            return used("seal", seal);
        }
    }
    Ok(())
}
