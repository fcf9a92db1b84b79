//! Liners, packages and take-back events at work: which step may be done here.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{CustodyError, Permitted, SiteMode, Station, StationError, permit::permit};
use crate::{
    custody::{Custody, Liner, Numbers, Package, Refused, SessionStage, Stamp, Step, Trail},
    ledger::{
        AccountId, Entry, Event, EventKind, Record, Signature,
        custody::{
            Batch, Closing, Conveyance, Designation, Inventory, Line, LinerAct, LinerRecord, Marks,
            PackageAct, PackageRecord, Party, Pounds, Recipient, Registration, SessionAct,
            SessionRecord, Taken, UniqueId,
        },
    },
};

impl Station {
    /// Everything in custody here, as the record has it now.
    pub fn custody(&self) -> Result<Custody, StationError> {
        let contents = self.ledger.contents(&Custody::KINDS)?;
        Custody::replay(&contents, self.site_mode()).map_err(unsound)
    }

    /// Every record that names one of `numbers`, and when boxes stood open.
    pub fn trail(&self, numbers: &Numbers) -> Result<Trail, StationError> {
        let contents = self.ledger.contents(&Custody::KINDS)?;
        Trail::of(&contents, numbers).map_err(unsound)
    }

    /// An error where `step` does not exist at this kind of site, whoever asks.
    pub fn site_permits(&self, step: Step) -> Result<(), StationError> {
        Ok(exists(self.site_mode(), step)?)
    }

    /// Leave to take `step`; an error as of [`Station::site_permits`], or where it is not for whoever is
    /// signed in.
    pub fn permit_step(&self, step: Step) -> Result<Permitted, StationError> {
        let desk = self.fresh_desk()?;
        exists(desk.mode, step)?;
        permit(&desk, desk.mode.action(step))
    }

    /// An error where one of these packages cannot take `step` now; `from` as in [`Station::marks`].
    pub fn check_packages(
        &self,
        step: Step,
        ids: &[UniqueId],
        from: Option<&Line>,
    ) -> Result<(), StationError> {
        let custody = self.custody()?;
        for id in ids {
            custody.check_package(step, id, from)?;
        }
        Ok(())
    }

    /// Records one act on liners.
    pub fn record_liner(&self, record: LinerRecord) -> Result<Record, StationError> {
        self.append_custody(Step::of_liner(&record.act), |_| {
            self.check_liner(&record)?;
            Ok(Event::Liner(record))
        })
    }

    /// An error where a site that is set up as this one does not do that to a liner.
    fn check_liner(&self, record: &LinerRecord) -> Result<(), CustodyError> {
        let collector = matches!(self.site_mode(), SiteMode::Collector | SiteMode::Ltcf);
        if let LinerAct::RemovedAndSealed { weight, .. } = record.act {
            Self::check_weighed(record.liners.len(), weight)?;
        }
        match &record.act {
            LinerAct::Transferred { to, by, .. } => self.check_hand_over(to, by),
            LinerAct::Received { from } => names_giver(from),
            LinerAct::Installed { site, .. } | LinerAct::RemovedAndSealed { site, .. }
                if collector && site.registration.is_none() =>
            {
                Err(CustodyError::NoRegistration)
            }
            _ => Ok(()),
        }
    }

    /// An error where this site does not hand sealed liners over to `to`, or not so.
    pub fn check_hand_over(&self, to: &Recipient, by: &Conveyance) -> Result<(), CustodyError> {
        // DEA takes what a practitioner brings (21 CFR 1317.05(a)(4)(ii)(B)).
        let is_dea = matches!(to, Recipient::Dea { .. });
        if *by == Conveyance::OwnVehicle && !is_dea && !self.may_drive() {
            return Err(CustodyError::OwnVehicle);
        }
        let police = self.site_mode().is_law_enforcement();
        if police && matches!(to, Recipient::Distributor { .. }) {
            return Err(CustodyError::NotADistributor);
        }
        self.check_taker(to.registration())
    }

    /// An error where one weight is stated of so many liners: nobody could say which of them weighs how much.
    pub fn check_weighed(liners: usize, weight: Option<Pounds>) -> Result<(), CustodyError> {
        if liners > 1 && weight.is_some() {
            return Err(CustodyError::WeighedTogether(liners));
        }
        Ok(())
    }

    /// An error where whoever takes what leaves is said to be this site itself.
    pub fn check_taker(&self, number: Option<&Registration>) -> Result<(), CustodyError> {
        let own = self.site().registration;
        match number {
            Some(number) if number.as_str().eq_ignore_ascii_case(own.trim()) => {
                Err(CustodyError::OwnNumber(number.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Whether sealed liners, or own stock, on the way to another registrant whom DEA did not name, may travel in
    /// a vehicle of one's own: not at practitioners, and only practitioners collect at long-term care facilities
    /// (21 CFR 1317.05(a)(2)-(3), (c)(2), 1317.80(b)).
    pub fn may_drive(&self) -> bool {
        match self.site_mode() {
            SiteMode::Collector | SiteMode::RegistrantStock => {
                self.site().practitioner == Some(false)
            }
            SiteMode::Ltcf => false,
            _ => true,
        }
    }

    /// Records one act on mail-back packages.
    pub fn record_package(&self, record: PackageRecord) -> Result<Record, StationError> {
        let step = Step::of_package(&record.act);
        if let PackageAct::TakenOver { from, .. } = &record.act {
            names_giver(from)?;
        }
        self.append_custody(step, |_| {
            if let PackageAct::Transferred { registration, .. } = &record.act {
                self.check_taker(Some(registration))?;
            }
            Ok(Event::Package(record))
        })
    }

    /// Records one act of the take-back event that is open, or opens the next one.
    pub fn record_session(&self, acted_on: Date, act: SessionAct) -> Result<Record, StationError> {
        self.append_custody(Step::of_session(&act), |custody| {
            if let SessionAct::Closed(Closing::HandedOver { to, .. }) = &act {
                self.check_taker(to.registration())?;
            }
            let items = self.items_of_event(custody)?;
            custody.check_act(acted_on, &act, &items, self.now())?;
            let session = match (&act, custody.open_session()) {
                (SessionAct::Opened { .. }, _) => custody.next_event(),
                (_, Some(open)) => open.number,
                (_, None) => return Err(Refused::NoSession.into()),
            };
            Ok(Event::Session(SessionRecord {
                session,
                acted_on,
                act,
            }))
        })
    }

    /// Records what was found on hand; the record says what each number is. An error as of
    /// [`Custody::sort_found_at`].
    pub fn take_inventory(
        &self,
        scanned: &BTreeSet<UniqueId>,
        taken: Taken,
        signed: Signature,
    ) -> Result<Record, StationError> {
        let acted_on = self.now().date();
        self.append_custody(Step::TakeInventory, |custody| {
            let found = custody.sort_found_at(scanned, taken, acted_on)?;
            Ok(Event::Inventory(Inventory {
                acted_on,
                taken,
                found,
                signed,
            }))
        })
    }

    /// Names a supervisor of a long-term care facility who may be one of the two at its receptacle,
    /// or takes that back.
    pub fn designate(
        &self,
        account: AccountId,
        facility: Line,
        designated: bool,
        signed: Signature,
    ) -> Result<Record, StationError> {
        let named = self
            .accounts()?
            .into_iter()
            .find(|known| known.id == account);
        let name = named.map_or_else(|| account.to_string(), |known| known.name);
        self.append_custody(Step::DesignateSupervisor, |_| {
            Ok(Event::Designation(Designation {
                acted_on: self.now().date(),
                account,
                name,
                facility,
                designated,
                signed,
            }))
        })
    }

    /// The liners of these numbers with the sizes that the record has of them, all of which could
    /// take `step` now. `from`, a name or a registration number, says whom they were received from: of
    /// several that bear one number, those are meant.
    pub fn marks(
        &self,
        step: Step,
        ids: &[UniqueId],
        from: Option<&Line>,
    ) -> Result<Marks, StationError> {
        let custody = self.custody()?;
        let marks = ids.iter().map(|id| custody.mark(step, id, from));
        Ok(Batch::new(marks.collect::<Result<_, _>>()?)?)
    }

    /// Whom liners that are destroyed here were received from (1304.22(e)(4)(ii)): whoever the
    /// record says, or this site itself for its own. `from` as in [`Station::marks`].
    pub fn received_from(
        &self,
        liners: &Marks,
        from: Option<&Line>,
    ) -> Result<Party, StationError> {
        let custody = self.custody()?;
        let step = Step::DestroyLiner;
        let known = liners.ids().map(|id| custody.liner_from(step, id, from));
        let mut parties: Vec<_> = known
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .map(|liner| liner.and_then(Liner::received_from))
            .collect();
        parties.dedup();
        match parties.as_slice() {
            [Some(party)] => Ok((*party).clone()),
            [None] => self.this_site(),
            _ => Err(CustodyError::DifferentParties.into()),
        }
    }

    /// Whom packages that are destroyed here were taken over from; none for those that came by mail.
    /// `from` as in [`Station::marks`].
    pub fn taken_over_from(
        &self,
        packages: &[UniqueId],
        from: Option<&Line>,
    ) -> Result<Option<Party>, StationError> {
        let custody = self.custody()?;
        let step = Step::DestroyPackage;
        let known = packages
            .iter()
            .map(|id| custody.package_from(step, id, from));
        let mut parties: Vec<_> = known
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .map(|package| package.and_then(Package::taken_over))
            .collect();
        parties.dedup();
        match parties.as_slice() {
            [Some((party, _))] => Ok(Some((*party).clone())),
            [None] => Ok(None),
            _ => Err(CustodyError::DifferentParties.into()),
        }
    }

    /// This site as a party to a record.
    pub fn this_site(&self) -> Result<Party, StationError> {
        let site = self.site();
        let name = "the name of the site (takeback site set --name)";
        Ok(Party {
            name: Line::new(name, &site.name)?,
            address: self.address()?,
            registration: self.registration()?,
            officer: None,
        })
    }

    /// The physical address of the site.
    pub fn address(&self) -> Result<Line, StationError> {
        let what = "the address of the site (takeback site set --address)";
        Ok(Line::new(what, &self.site().address)?)
    }

    /// The DEA registration number of the site; none at law enforcement.
    pub fn registration(&self) -> Result<Option<Registration>, StationError> {
        let number = self.site().registration;
        if number.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(number.parse()?))
    }

    /// Appends a disposal; at a take-back event only while items are still looked at one by one.
    pub(super) fn append_item(&self, acted_on: Date, entry: Entry) -> Result<Record, StationError> {
        let mode = SiteMode::LeEvent;
        if !mode.is(&entry.site_mode) {
            return Ok(self.ledger.append(entry)?);
        }
        self.ledger.append_after(&[EventKind::Session], |contents| {
            let custody = Custody::replay(&contents, mode).map_err(unsound)?;
            let open = custody.open_session().ok_or(CustodyError::NoEvent)?;
            if open.stage() != SessionStage::Collecting {
                return Err(CustodyError::AfterDeposit.into());
            }
            open.check_begun(acted_on, entry.entered.date())?;
            Ok(entry)
        })
    }

    /// Appends the event of `step` that `make` gives, checked under the write lock against everything that
    /// was recorded before it, so that two programs cannot seal the same liner twice.
    pub(super) fn append_custody(
        &self,
        step: Step,
        make: impl FnOnce(&Custody) -> Result<Event, StationError>,
    ) -> Result<Record, StationError> {
        let entered = self.now();
        self.ledger.append_after(&Custody::KINDS, |contents| {
            // Another program may have set the site up anew: all below goes by the mode that is read here.
            let by = self.permit_step(step)?;
            let mut custody = Custody::replay(&contents, by.mode).map_err(unsound)?;
            let event = make(&custody)?;
            self.check_signers(&custody, step, &event, entered)?;
            let entry = by.entry(entered, event);
            let stamp = Stamp {
                seq: contents.last().map_or(0, |content| content.seq) + 1,
                entered,
                by: entry.by.clone(),
                site_mode: entry.site_mode.clone(),
            };
            custody.apply(stamp, &entry.event)?;
            Ok(entry)
        })
    }
}

/// An error with the law where `step` does not exist at such a site.
fn exists(mode: SiteMode, step: Step) -> Result<(), CustodyError> {
    mode.rule_on(step)
        .map_err(|law| CustodyError::NoSuchStep { mode, step, law })
}

pub(super) fn unsound((seq, refused): (i64, Refused)) -> StationError {
    CustodyError::Replay { seq, refused }.into()
}

/// An error where nobody answers for what `from` gave: neither a registrant nor an officer.
fn names_giver(from: &Party) -> Result<(), CustodyError> {
    if from.registration.is_none() && from.officer.is_none() {
        return Err(CustodyError::NoGiver);
    }
    Ok(())
}
