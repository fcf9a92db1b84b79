//! The course of a take-back event: opened, boxes sealed, everything deposited, handed over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};

use super::{
    Custody, Liner, LinerStage, Past, Refused, Stamp, Thing, past::check_order,
    todo_words::in_short,
};
use crate::ledger::{
    Moment,
    custody::{
        BoxWeight, Closing, Line, LinerAct, Officer, SealedBox, SessionAct, SessionRecord, UniqueId,
    },
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
    pub opened: DateTime,
    /// From the first, the opening; never empty.
    pub history: Vec<Past<SessionAct>>,
    /// Stated anew since, by the place of the record of the sealing.
    restated: BTreeMap<i64, BoxWeight>,
    /// Places of the records of boxes that were voided since.
    voided: BTreeSet<i64>,
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

    /// As they were signed, in the order in which they were recorded; without those that were voided.
    pub fn boxes(&self) -> impl Iterator<Item = &SealedBox> {
        self.weighed().map(|(sealed, _)| sealed)
    }

    /// Each with its weight as it was stated last.
    pub fn weighed(&self) -> impl Iterator<Item = (&SealedBox, BoxWeight)> {
        self.sealings().map(move |(past, sealed)| {
            let restated = self.restated.get(&past.stamp.seq);
            (sealed, restated.copied().unwrap_or(sealed.weight))
        })
    }

    /// What was recorded and stands. To void a box is to say something of another act: neither of the two does.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Past<SessionAct>> {
        self.history.iter().filter(move |past| self.stands(past))
    }

    fn stands(&self, past: &Past<SessionAct>) -> bool {
        let voids = matches!(past.act, SessionAct::BoxVoided { .. });
        !voids && !self.voided.contains(&past.stamp.seq)
    }

    fn sealings(&self) -> impl Iterator<Item = (&Past<SessionAct>, &SealedBox)> {
        self.standing().filter_map(|past| match &past.act {
            SessionAct::BoxSealed(sealed) => Some((past, sealed)),
            _ => None,
        })
    }

    /// The record of the sealing of the box `id`; an error where none stands.
    fn sealing(&self, id: &UniqueId) -> Result<&Past<SessionAct>, Refused> {
        let mut sealings = self.sealings();
        let found = sealings.find(|(_, sealed)| sealed.id == *id);
        found
            .map(|(past, _)| past)
            .ok_or_else(|| Refused::NoSuchBox {
                session: self.number,
                id: id.clone(),
            })
    }

    /// Of all boxes together as they were stated last, in tenths of a pound.
    pub fn net_tenths(&self) -> u32 {
        self.weighed()
            .map(|(_, weight)| weight.net().tenths())
            .sum()
    }

    /// An error where an item handled, or a box sealed, on that day and entered on the day `today` is none of this
    /// event: it had not begun.
    pub fn check_begun(&self, acted_on: Date, today: Date) -> Result<(), Refused> {
        let opens = |past: &Past<_>| matches!(past.act, SessionAct::Opened { .. });
        if acted_on < self.latest(today, opens) {
            return Err(Refused::BeforeEvent {
                session: self.number,
                opened: self.opened.date(),
                acted_on,
            });
        }
        Ok(())
    }

    /// The latest day of those acts that `count`, as of the day `today`. One dated after the day on which a later
    /// act was entered shows that the clock ran ahead, and counts as of that day.
    fn latest(&self, today: Date, count: impl Fn(&Past<SessionAct>) -> bool) -> Date {
        let newest_first = self.history.iter().rev();
        let (latest, _) = newest_first.fold((Date::MIN, today), |(latest, entered), past| {
            let day = past.acted_on.min(entered);
            let latest = if count(past) { latest.max(day) } else { latest };
            (latest, entered.min(past.stamp.entered.date()))
        });
        latest
    }

    /// When it began, as far as the record knows at `now`: as was stated, or when that was entered, where that is earlier.
    /// None where what came later was entered before that: the clock ran ahead, and nobody knows.
    fn began(&self, now: Moment) -> Option<DateTime> {
        let mut entered = self.history.iter().map(|past| past.stamp.entered);
        let began = self.opened.min(on_the_wall(entered.next()?));
        let mut later = entered.chain([now]).map(on_the_wall);
        later.all(|moment| began <= moment).then_some(began)
    }

    /// An error where its boxes cannot have been handed over on that day at that time, entered at `now`. To the minute:
    /// that is how a time is typed.
    fn check_handed_over(&self, acted_on: Date, at: Time, now: Moment) -> Result<(), Refused> {
        if acted_on == now.date() && minute(at) > minute(now.time()) {
            return Err(Refused::NotYet(at));
        }
        match self.began(now) {
            Some(began) if acted_on == began.date() && minute(at) < minute(began.time()) => {
                Err(Refused::BeforeItBegan {
                    session: self.number,
                    began: began.time(),
                    at,
                })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn restate_weight(&mut self, record: i64, weight: BoxWeight) {
        self.restated.insert(record, weight);
    }

    /// Whether the act of `past` was done to a liner at this event: while it was open, at a site of the mode in which
    /// it was opened.
    fn had(&self, past: &Past<LinerAct>) -> bool {
        let used = matches!(
            past.act,
            LinerAct::Installed { .. } | LinerAct::RemovedAndSealed { .. }
        );
        let opening = self.history.first().map(|opening| &opening.stamp);
        let mut ends = self.history.iter();
        let end = ends.find(|past| matches!(past.act, SessionAct::Closed(_)));
        used && opening.is_some_and(|opening| {
            opening.site_mode == past.stamp.site_mode && opening.seq < past.stamp.seq
        }) && end.is_none_or(|end| past.stamp.seq < end.stamp.seq)
    }
}

fn minute(time: Time) -> (i8, i8) {
    (time.hour(), time.minute())
}

/// As a clock on the wall showed it, to the minute.
fn on_the_wall(moment: Moment) -> DateTime {
    moment.date().to_datetime(moment.time())
}

impl Custody {
    /// Whether an event is open at which nothing was collected, as far as the record knows: no box, no liner that was
    /// put in or sealed, and none of `items`, of which no record of custody says anything: place and day of what was
    /// recorded item by item at this event, and stands.
    pub fn is_empty_event(&self, items: &[(i64, Date)]) -> bool {
        self.open_session().is_some_and(|open| {
            let mut liners = self.liners_of(open);
            open.boxes().next().is_none() && liners.next().is_none() && items.is_empty()
        })
    }

    /// Liners that were put in or sealed at this event, by their numbers.
    pub fn liners_of(&self, event: &Session) -> impl Iterator<Item = &Liner> {
        self.liners()
            .filter(move |liner| liner.history.iter().any(|past| event.had(past)))
    }

    /// Whether something of the event that is open went into a liner that was sealed there.
    pub(super) fn sealed_a_liner(&self) -> bool {
        self.open_session().is_some_and(|open| {
            let mut liners = self.liners_of(open);
            liners.any(|liner| liner.stage() != LinerStage::Installed)
        })
    }

    /// An error where no box `id` of the event that is open stands sealed.
    pub fn check_box(&self, id: &UniqueId) -> Result<(), Refused> {
        let open = self.open_session().ok_or(Refused::NoSession)?;
        open.sealing(id)?;
        Ok(())
    }

    /// An error where `act`, entered at `now`, was at no time at which it can have been, or says that nothing was
    /// collected while there are `items`: those of the event that is open, as in [`Custody::is_empty_event`].
    ///
    /// Asked only when a record is made. Replaying the ledger does not ask it, so records older than this rule stay valid.
    pub fn check_act(
        &self,
        acted_on: Date,
        act: &SessionAct,
        items: &[(i64, Date)],
        now: Moment,
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
                if open.boxes().next().is_none() =>
            {
                let session = open.number;
                let liners: Vec<_> = self.liners_of(open).map(|liner| &liner.id).collect();
                if !items.is_empty() {
                    let items = in_short(items.iter().map(|(place, _)| place));
                    return Err(Refused::HasItems { session, items });
                }
                if !liners.is_empty() {
                    let liners = in_short(liners.into_iter());
                    return Err(Refused::HasLiners { session, liners });
                }
                Ok(())
            }
            SessionAct::Closed(Closing::HandedOver { at, .. }) => {
                open.check_handed_over(acted_on, *at, now)
            }
            _ => Ok(()),
        }
    }
}

/// `sealed_a_liner` as in [`Custody::sealed_a_liner`].
pub(super) fn apply(
    sessions: &mut Vec<Session>,
    stamp: Stamp,
    record: &SessionRecord,
    sealed_a_liner: bool,
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
            opened: record.acted_on.to_datetime(*starts),
            history: vec![past],
            restated: BTreeMap::new(),
            voided: BTreeSet::new(),
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
    check(session, record, past.stamp.entered.date(), sealed_a_liner)?;
    if let SessionAct::BoxVoided { id, .. } = &record.act {
        let sealing = session.sealing(id)?;
        let (sealed, last) = (sealing.stamp.seq, Some(sealing.acted_on));
        let today = past.stamp.entered.date();
        check_order(Thing::Box, id, last, record.acted_on, today)?;
        session.voided.insert(sealed);
    }
    session.history.push(past);
    Ok(())
}

fn check(
    session: &Session,
    record: &SessionRecord,
    today: Date,
    sealed_a_liner: bool,
) -> Result<(), Refused> {
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
        (SessionAct::Closed(Closing::HandedOver { .. }), _) if boxes == 0 && !sealed_a_liner => {
            return Err(Refused::NoBoxes(number));
        }
        (SessionAct::Closed(Closing::HandedOver { .. }), SessionStage::Collecting) => {
            return Err(Refused::StillCollecting(number));
        }
        _ => {}
    }
    match record.act {
        // Boxes are entered in any order.
        SessionAct::BoxSealed(_) => session.check_begun(record.acted_on, today),
        // It follows the sealing of that box alone.
        SessionAct::BoxVoided { .. } => Ok(()),
        _ => {
            let last = session.latest(today, |past| session.stands(past));
            check_order(Thing::Event, &number, Some(last), record.acted_on, today)
        }
    }
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
