//! Holds a record to its registered location: each keeps one of its own (21 CFR 1304.21(b)).

use super::{Station, StationError};
use crate::{
    ledger::{Entry, Event, Site},
    people::Action,
};

impl Station {
    /// Sets up the site anew; itself a record.
    pub fn set_site(&self, site: Site) -> Result<(), StationError> {
        self.change_site(|_| site)
    }

    /// Sets up the site as `change` makes it of how it is by then; itself a record. What another program
    /// has changed meanwhile stays, where `change` leaves it.
    pub fn change_site(&self, change: impl FnOnce(Site) -> Site) -> Result<(), StationError> {
        self.ledger.append_site::<StationError>(|known| {
            let by = self.permit(Action::ChangeSite)?;
            let known = known.unwrap_or_else(|| self.site());
            let site = at_same_location(&known, change(known.clone()))?;
            if site == known {
                return Ok(None);
            }
            Ok(Some(Entry {
                site_mode: site.mode.clone(),
                ..by.entry(self.clock.now(), Event::Site(site))
            }))
        })?;
        self.look_again();
        Ok(())
    }
}

/// `new` as it may be recorded after `known`.
///
/// An error where its registration number or the registered address is another and nobody says why
/// it is the same registrant's still. What was said of an earlier change is no reason for this one.
pub(super) fn at_same_location(known: &Site, new: Site) -> Result<Site, StationError> {
    let (other_number, other_address) = (new.has_other_number(known), new.has_other_address(known));
    let says_why = |reason: &str, before: &str| !reason.trim().is_empty() && reason != before;
    if other_number && !says_why(&new.renumbered, &known.renumbered) {
        return Err(StationError::OtherLocation {
            known: known.registration.clone(),
            new: new.registration,
        });
    }
    if other_address && !says_why(&new.relocated, &known.relocated) {
        return Err(StationError::OtherAddress {
            known: known.address.clone(),
            new: new.address,
        });
    }
    let kept = |changed, new: String, known: &String| if changed { new } else { known.clone() };
    Ok(Site {
        renumbered: kept(other_number, new.renumbered, &known.renumbered),
        relocated: kept(other_address, new.relocated, &known.relocated),
        ..new
    })
}
