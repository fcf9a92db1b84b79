//! Details that two people stated anew. What was signed first stays in the history of the thing.

use super::{Custody, Refused, Session, Stamp};
use crate::ledger::custody::{Amendment, Detail, Line, LinerAct, PackageAct, SessionAct};

/// One correction, and where it is recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// Place in the ledger of the correction.
    pub seq: i64,
    pub amendment: Amendment,
}

impl Custody {
    /// Every correction of details, from the first.
    pub fn amended(&self) -> &[Amended] {
        &self.amended
    }

    /// What holds now of the record at this place, in the detail that `new` states anew.
    ///
    /// An error where that record has no such detail, or is one of a box that was voided.
    pub fn detail(&self, record: i64, new: &Detail) -> Result<Detail, Refused> {
        let mut signed = self.details(record).into_iter();
        let signed = signed
            .find(|known| known.is_about_the_same(new))
            .ok_or(Refused::NoSuchDetail(record))?;
        let newest = self.amended.iter().rev().find(|amended| {
            let amendment = &amended.amendment;
            amendment.record == record && amendment.is.is_about_the_same(new)
        });
        Ok(newest.map_or(signed, |amended| amended.amendment.is.clone()))
    }

    /// The details of the record at this place that can be stated anew, as it was signed.
    pub fn details(&self, record: i64) -> Vec<Detail> {
        let mut liners = self.liners().flat_map(|liner| &liner.history);
        if let Some(past) = liners.find(|past| past.stamp.seq == record) {
            return of_liner(&past.act);
        }
        let mut packages = self.packages().flat_map(|package| &package.history);
        if let Some(past) = packages.find(|past| past.stamp.seq == record) {
            return of_package(&past.act);
        }
        let mut sessions = self.sessions().iter().flat_map(Session::standing);
        if let Some(past) = sessions.find(|past| past.stamp.seq == record) {
            return of_session(&past.act);
        }
        let stock = self.stock_destroyed.get(&record);
        stock.map_or_else(Vec::new, |stock| destroyed(&stock.address, &stock.method))
    }

    pub(super) fn amend(&mut self, stamp: &Stamp, amendment: &Amendment) -> Result<(), Refused> {
        if self.detail(amendment.record, &amendment.is)? != amendment.said {
            return Err(Refused::AmendedMeanwhile(amendment.record));
        }
        if amendment.is == amendment.said {
            return Err(Refused::NothingAmended(amendment.record));
        }
        let of = amendment.record;
        match &amendment.is {
            Detail::Weight(weight) => self
                .liners
                .values_mut()
                .flatten()
                .filter(|liner| liner.history.iter().any(|past| past.stamp.seq == of))
                .for_each(|liner| liner.restate_weight(*weight)),
            Detail::BoxWeight(weight) => self
                .sessions
                .iter_mut()
                .filter(|session| session.history.iter().any(|past| past.stamp.seq == of))
                .for_each(|session| session.restate_weight(of, *weight)),
            Detail::Place(_) | Detail::Method(_) => {}
        }
        self.amended.push(Amended {
            seq: stamp.seq,
            amendment: amendment.clone(),
        });
        Ok(())
    }
}

fn destroyed(place: &Line, method: &Line) -> Vec<Detail> {
    vec![Detail::Place(place.clone()), Detail::Method(method.clone())]
}

fn of_liner(act: &LinerAct) -> Vec<Detail> {
    match act {
        LinerAct::Installed { site, .. } => vec![Detail::Place(site.address.clone())],
        LinerAct::RemovedAndSealed { site, weight, .. } => {
            vec![Detail::Place(site.address.clone()), Detail::Weight(*weight)]
        }
        LinerAct::Stored { place, .. } => vec![Detail::Place(place.clone())],
        LinerAct::Destroyed { place, method, .. } => destroyed(place, method),
        LinerAct::Acquired
        | LinerAct::Received { .. }
        | LinerAct::Transferred { .. }
        | LinerAct::Discarded { .. }
        | LinerAct::CameBack { .. }
        | LinerAct::RecordedInError { .. } => Vec::new(),
    }
}

fn of_package(act: &PackageAct) -> Vec<Detail> {
    match act {
        PackageAct::Destroyed { place, method, .. } => destroyed(place, method),
        _ => Vec::new(),
    }
}

fn of_session(act: &SessionAct) -> Vec<Detail> {
    match act {
        SessionAct::Opened { place, .. } => vec![Detail::Place(place.clone())],
        SessionAct::BoxSealed(sealed) => vec![Detail::BoxWeight(sealed.weight)],
        SessionAct::BoxVoided { .. } | SessionAct::Deposited { .. } | SessionAct::Closed(_) => {
            Vec::new()
        }
    }
}
