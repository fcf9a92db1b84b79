//! Reviewing: who may approve what, and what was sent back to whom.
//!
//! The rule of four eyes: nobody approves what they entered or corrected themselves, unless everybody
//! at this station who may review did; then the record says so. `docs/review.md` gives the reasons.

use std::fmt;

use jiff::civil::Date;

use super::{Station, StationError, signers::is_fresh};
use crate::{
    ledger::{
        AccountId, DaySum, Event, Identity, Listed, LogFilter, Meaning, Period, RecordId, Review,
        ReviewAct, ReviewState, Signature, Sort, SortBy,
    },
    people::Action,
};

/// Percent below which the model's first candidate is uncertain, unless the settings say otherwise.
const UNCERTAIN_BELOW: u8 = 80;

/// An item that somebody has to look at again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentBack {
    /// The disposal.
    pub id: RecordId,
    /// What the record says it is; none of an unidentified item.
    pub drug: Option<String>,
    pub quantity: u32,
    /// Who entered it.
    pub operator: String,
    /// Who sent it back, when and why.
    pub by: String,
    pub on: Date,
    pub reason: String,
}

impl fmt::Display for SentBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            drug,
            quantity,
            operator,
            by,
            on,
            reason,
        } = self;
        let item = drug.as_deref().unwrap_or("an unidentified item");
        write!(
            f,
            "{item} × {quantity}, entered by {operator}, was sent back by {by} on {on} ({reason}): correct it or \
             withdraw it, takeback correct {id}"
        )
    }
}

impl Station {
    /// One page of the log, with the reviews.
    pub fn listed(&self, filter: &LogFilter) -> Result<Vec<Listed>, StationError> {
        Ok(self.ledger.listed(filter)?)
    }

    /// The disposal that `id` states, corrects or reviews, with its review.
    pub fn find_listed(&self, id: RecordId) -> Result<Listed, StationError> {
        Ok(self.ledger.find_listed(id)?)
    }

    /// How many disposals `filter` lets through, on all pages together.
    pub fn count(&self, filter: &LogFilter) -> Result<u64, StationError> {
        Ok(self.ledger.count(filter)?)
    }

    /// Everybody who entered a disposal, by name.
    pub fn operators(&self) -> Result<Vec<String>, StationError> {
        Ok(self.ledger.operators()?)
    }

    /// Sums day by day.
    pub fn day_sums(&self, period: Period) -> Result<Vec<DaySum>, StationError> {
        Ok(self.ledger.day_sums(period)?)
    }

    /// Below which confidence the model's first candidate is uncertain, parts per million.
    pub fn uncertain_below(&self) -> u32 {
        let percent = self.settings.review_below_percent;
        u32::from(percent.unwrap_or(UNCERTAIN_BELOW)) * 10_000
    }

    /// The queue of the uncertain: what `Doubts` gives a reason to look at and nobody approved.
    pub fn queue(&self) -> LogFilter {
        LogFilter {
            uncertain_below: Some(self.uncertain_below()),
            ..LogFilter::default()
        }
    }

    /// Records that whoever is signed in looked at a disposal. `id` names the record as they saw it
    /// (`LogRow::current`); if it was corrected in the meantime, nothing is written.
    ///
    /// `signed` proves them, at most a quarter of an hour before: one proof opens a series.
    pub fn review(
        &self,
        id: RecordId,
        act: ReviewAct,
        signed: Signature,
    ) -> Result<Listed, StationError> {
        let by = self.permit(Action::Review)?;
        let now = self.now();
        if by.account != Some(signed.account) || signed.meaning != Meaning::Reviewed {
            return Err(StationError::NotTheReviewer(signed.name));
        }
        if !is_fresh(&signed, now) {
            return Err(StationError::StaleReview(signed.name));
        }
        let known = self.ledger.find_listed(id)?;
        let own = match &act {
            ReviewAct::Approved => {
                if known.state() == ReviewState::Approved {
                    return Err(StationError::AlreadyApproved(id));
                }
                self.four_eyes(&known, signed.account)?
            }
            ReviewAct::SentBack { reason } if reason.trim().is_empty() => {
                return Err(StationError::NoReasonToSendBack);
            }
            ReviewAct::SentBack { .. } => false,
        };
        let review = Review {
            subject: known.row.seq,
            reviews: id,
            act,
            own,
            signed,
        };
        self.append_on(&known.row, by.entry(now, Event::Review(review)))?;
        Ok(self.ledger.find_listed(id)?)
    }

    /// An error where `reviewer` may not approve `item` as it stands; whether they approve what is
    /// their own because nobody is here who may review and had no hand in it.
    pub fn four_eyes(&self, item: &Listed, reviewer: AccountId) -> Result<bool, StationError> {
        if !item.hands.contains(&reviewer) {
            return Ok(false);
        }
        let desk = self.desk();
        let mut others = desk.people.accounts().iter().filter(|account| {
            !item.hands.contains(&account.id)
                && !account.disabled
                && account.role.may(Action::Review)
        });
        if others.next().is_none() {
            return Ok(true);
        }
        let name = desk
            .people
            .get(reviewer)
            .map(|account| account.name.clone());
        Err(StationError::OwnRecord(name.unwrap_or_default()))
    }

    /// What was sent back to whoever is signed in and waits to be corrected, the oldest first;
    /// everything that was sent back where nobody is signed in.
    pub fn sent_back(&self) -> Result<Vec<SentBack>, StationError> {
        let filter = LogFilter {
            review: Some(ReviewState::SentBack),
            operator: self.signed_in().map(|account| account.name),
            sort: Some(Sort {
                by: SortBy::Entered,
                descending: false,
            }),
            ..LogFilter::default()
        };
        let listed = self.ledger.listed(&filter)?;
        Ok(listed.into_iter().filter_map(sent_back).collect())
    }
}

fn sent_back(listed: Listed) -> Option<SentBack> {
    let Review {
        act: ReviewAct::SentBack { reason },
        signed,
        ..
    } = listed.review?
    else {
        return None;
    };
    let row = listed.row;
    let drug = match row.decided.identity {
        Identity::Identified { drug, .. } => Some(drug.name),
        Identity::Unidentified => None,
    };
    Some(SentBack {
        id: row.id,
        drug,
        quantity: row.decided.quantity,
        operator: row.by,
        by: signed.name,
        on: signed.signed.date(),
        reason,
    })
}
