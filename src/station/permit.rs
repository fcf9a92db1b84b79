//! The one place that decides whether something may be done here, by whoever is signed in.

use super::{Needed, Ruling, SiteMode, StationError, desk::Desk, privacy::looks_personal};
use crate::{
    hazard::names_exemptions,
    ledger::{AccountId, Decided, Entry, Identity, Moment},
    people::{Action, PeopleError},
};

/// Leave to do something here: who has it, and at what kind of site, of one look at the desk.
///
/// What comes of it is entered so, whoever leaves or comes meanwhile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permitted {
    by: String,
    /// None where the station has no accounts, or nobody has to be signed in.
    pub(super) account: Option<AccountId>,
    pub(super) mode: SiteMode,
}

impl Permitted {
    /// `event` as entered at `entered` by whoever has this leave.
    pub(super) fn entry<E>(&self, entered: Moment, event: E) -> Entry<E> {
        Entry {
            entered,
            by: self.by.clone(),
            account: self.account,
            site_mode: self.mode.code().to_owned(),
            event,
        }
    }
}

/// Leave to do `action`; an error where the site mode, the lack of accounts or the person's role does not
/// allow it.
pub(super) fn permit(desk: &Desk, action: Action) -> Result<Permitted, StationError> {
    check(desk, action)?;
    Ok(Permitted {
        by: desk.name().to_owned(),
        account: desk.account().map(|account| account.id),
        mode: desk.mode,
    })
}

/// The site mode speaks first: no account changes what the law says of the site.
fn check(desk: &Desk, action: Action) -> Result<(), StationError> {
    let mode = desk.mode;
    if let Ruling::No(law) = mode.ruling(action) {
        return Err(StationError::Forbidden { mode, action, law });
    }
    if action.only_reads() {
        return Ok(());
    }
    if desk.people.is_empty() {
        let sets_up = matches!(action, Action::ChangeSite | Action::ManagePeople);
        return match mode {
            SiteMode::Research if !sets_up => Ok(()),
            _ => Err(StationError::NeedsAccounts { mode, action }),
        };
    }
    let account = desk.account().ok_or(StationError::NotSignedIn { action })?;
    if account.disabled {
        return Err(PeopleError::Disabled(account.name.clone()).into());
    }
    if !account.role.may(action) {
        return Err(StationError::NotYours {
            name: account.name.clone(),
            role: account.role,
            action,
        });
    }
    match action {
        Action::RecordItem => stated(desk),
        _ => Ok(()),
    }
}

/// An error where the mode asks for something before any item is recorded that is not stated.
fn stated(desk: &Desk) -> Result<(), StationError> {
    let mode = desk.mode;
    for needed in mode.rule().needed {
        let (stated, what) = match needed {
            Needed::Agency => (
                desk.site.agency.as_str(),
                "the agency (takeback site set --agency)",
            ),
            Needed::OfficerId => (
                desk.site.officer_id.as_str(),
                "the officer's number (takeback site set --officer-id)",
            ),
            Needed::OverseeingOfficer => (
                desk.site.overseeing_officer.as_str(),
                "the name of the officer who oversees the collection (takeback site set \
                 --overseeing-officer)",
            ),
            Needed::Officer => (
                desk.account()
                    .and_then(|account| account.officer.as_deref())
                    .unwrap_or_default(),
                "an officer of the agency at the station (an account with an officer's number)",
            ),
            // Stated with each item.
            Needed::Reference | Needed::Discontinued => continue,
        };
        if stated.trim().is_empty() {
            return Err(StationError::Needed { mode, what });
        }
    }
    Ok(())
}

/// Leave to record `decided` here now; an error with what is missing or the law that says so.
pub(super) fn permit_item(desk: &Desk, decided: &Decided) -> Result<Permitted, StationError> {
    let by = permit(desk, Action::RecordItem)?;
    let mode = desk.mode;
    if let Ruling::NonControlledOnly(law) = mode.ruling(Action::RecordItem)
        && decided.may_be_controlled()
    {
        return Err(match exemptions(decided) {
            Some(note) => StationError::PossiblyExempted { law, note },
            None => StationError::PossiblyControlled { law },
        });
    }
    let reference = decided.reference.as_deref().unwrap_or_default();
    if mode.rule().needed.contains(&Needed::Reference) && reference.trim().is_empty() {
        let what = "the case or evidence number";
        return Err(StationError::Needed { mode, what });
    }
    if mode.rule().needed.contains(&Needed::Discontinued) && decided.discontinued.is_none() {
        let what = "the day on which the resident no longer used it";
        return Err(StationError::Needed { mode, what });
    }
    if looks_personal(reference) {
        return Err(StationError::LooksPersonal(reference.to_owned()));
    }
    Ok(by)
}

/// What the rules say of products that are exempted from the schedule of this one, where they say any.
fn exemptions(decided: &Decided) -> Option<String> {
    let Identity::Identified { drug, .. } = &decided.identity else {
        return None;
    };
    let note = &drug.schedule.as_ref()?.note;
    names_exemptions(note).then(|| note.clone())
}
