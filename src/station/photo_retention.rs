//! Removing kept photographs that are past the site's days; the record keeps their hashes.

use std::{collections::BTreeSet, fs, sync::PoisonError};

use jiff::{ToSpan, civil::Date};

use super::{Station, StationError, desk::THE_PROGRAM, keeping::PHOTOS, keeping::at};
use crate::ledger::{Event, EventKind, LogFilter, Outcome, PhotoRemoval, ReviewState};

impl Station {
    /// Removes the kept photographs of items that were entered longer ago than the settings say, and
    /// records how many. Where the station has accounts, those of items that wait for somebody's
    /// approval stay, and those that taught the station a pill. Looks once a day; gives how many were removed.
    ///
    /// # Errors
    /// A photograph that cannot be removed; the others are gone all the same, and counted.
    pub fn remove_old_photos(&self) -> Result<u64, StationError> {
        let Some(days) = self.settings.photo_days else {
            return Ok(0);
        };
        let now = self.now();
        let looked_for = &self.photos_looked_for;
        let mut looked_for = looked_for.lock().unwrap_or_else(PoisonError::into_inner);
        if *looked_for == Some(now.date()) || !self.home.join(PHOTOS).is_dir() {
            return Ok(0);
        }
        let before = now.date().saturating_sub(i64::from(days.get()).days());
        let mut going = Vec::new();
        for hash in self.photos_before(before)? {
            going.extend(self.kept_photo(&hash)?);
        }
        // One try a day, also where one cannot be removed.
        *looked_for = Some(now.date());
        let (mut photos, mut failed) = (0, None);
        for path in &going {
            match fs::remove_file(path) {
                Ok(()) => photos += 1,
                Err(error) => failed = failed.or(Some(at(path)(error))),
            }
        }
        if photos > 0 {
            let event = Event::Photos(PhotoRemoval { before, photos });
            // Nobody asks for it, the site's rule does.
            let entry = self.entry_without_permit(now, THE_PROGRAM, None, event);
            self.ledger.append(entry)?;
        }
        failed.map_or(Ok(photos), Err)
    }

    /// The photographs of what the record holds, less those that were past their days when such were
    /// removed last: what should be kept here, as far as it ever was.
    pub(super) fn photos_on_record(&self) -> Result<BTreeSet<String>, StationError> {
        let mut named = self.taught_photos()?;
        let every = LogFilter::default();
        self.ledger.for_each::<StationError>(&every, |row| {
            named.extend(row.disposal.photos);
            Ok(())
        })?;
        let removals = self.ledger.contents(&[EventKind::Photos])?.into_iter();
        let days = removals.filter_map(|content| match content.event {
            Event::Photos(removal) => Some(removal.before),
            _ => None,
        });
        if let Some(before) = days.max() {
            for hash in self.photos_before(before)? {
                named.remove(&hash);
            }
        }
        Ok(named)
    }

    /// The photographs that only items entered before the day `before` name, and none that
    /// waits for a review and no pill that the station was taught.
    fn photos_before(&self, before: Date) -> Result<BTreeSet<String>, StationError> {
        let (mut going, mut staying) = (BTreeSet::new(), self.taught_photos()?);
        let every = LogFilter::default();
        self.ledger.for_each::<StationError>(&every, |row| {
            let old = row.entered.date() < before;
            let photos = row.disposal.photos;
            if old { &mut going } else { &mut staying }.extend(photos);
            Ok(())
        })?;
        if !self.accounts()?.is_empty() {
            for state in [ReviewState::Unreviewed, ReviewState::SentBack] {
                let waiting = LogFilter {
                    review: Some(state),
                    ..LogFilter::default()
                };
                self.ledger.for_each::<StationError>(&waiting, |row| {
                    if row.outcome() != Outcome::Withdrawn {
                        staying.extend(row.disposal.photos);
                    }
                    Ok(())
                })?;
            }
        }
        going.retain(|hash| !staying.contains(hash));
        Ok(going)
    }
}
