//! The one place that decides whether an item may be recorded at this site.

use super::{Needed, PerItem, Settings, StationError};
use crate::{
    hazard::Verdict,
    ledger::{Decided, Identity},
};

/// An error where the site mode does not allow recording `decided`, with the law that says so.
pub(super) fn permit(settings: &Settings, decided: &Decided) -> Result<(), StationError> {
    let mode = settings.site_mode;
    let rule = mode.rule();
    match rule.per_item {
        PerItem::Yes => {}
        PerItem::NonControlledOnly if is_known_uncontrolled(decided) => {}
        PerItem::NonControlledOnly => {
            return Err(StationError::PossiblyControlled {
                citation: rule.citation,
                text: rule.text,
            });
        }
        PerItem::No => {
            return Err(StationError::Forbidden {
                mode,
                citation: rule.citation,
                text: rule.text,
            });
        }
    }
    for needed in rule.needed {
        let (stated, what) = match needed {
            Needed::Agency => (
                settings.agency.as_str(),
                "the agency (`agency` in settings.toml)",
            ),
            Needed::OfficerId => (
                settings.officer_id.as_str(),
                "the officer's number (`officer_id` in settings.toml)",
            ),
            Needed::Reference => (
                decided.reference.as_deref().unwrap_or_default(),
                "the case or evidence number",
            ),
        };
        if stated.trim().is_empty() {
            return Err(StationError::Needed { mode, what });
        }
    }
    Ok(())
}

/// A product whose composition is not known may hold anything.
fn is_known_uncontrolled(decided: &Decided) -> bool {
    match &decided.identity {
        Identity::Identified { drug, .. } => {
            drug.schedule.is_none() && decided.hazard.verdict != Verdict::Unknown
        }
        Identity::Unidentified => false,
    }
}
