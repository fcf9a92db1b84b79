//! Removing kept photographs that are past the site's days; the record keeps their hashes.

use std::{collections::BTreeSet, fs, sync::PoisonError};

use jiff::{ToSpan, civil::Date};

use super::{Station, StationError, desk::THE_PROGRAM, keeping::PHOTOS, keeping::at};
use crate::ledger::{Event, EventKind, LogFilter, Moment, Outcome, PhotoRemoval, ReviewState};

/// After so many days on which nothing was recorded, the day may be a clock's error.
const SILENT_DAYS: i64 = 30;

impl Station {
    /// Removes the kept photographs of items that were entered longer ago than the settings say, and
    /// records how many. Where the station has accounts, those of items that wait for somebody's
    /// approval stay, and those that taught the station a pill. Looks once a day; gives how many were removed.
    ///
    /// None go where nothing was recorded in the 30 days before today: by a clock that is far ahead for one start of
    /// the window all would be old.
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
        if self.is_likely(now, i64::MAX)? {
            for hash in self.photos_before(before, now)? {
                going.extend(self.kept_photo(&hash)?);
            }
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
        let mut removals: Vec<_> = removals
            .filter_map(|content| match content.event {
                Event::Photos(removal) => Some((removal.before, content.entered, content.seq)),
                _ => None,
            })
            .collect();
        // Of those that a clock was right for, the one of the latest day took what all others did too.
        removals.retain(|(before, ..)| *before <= self.now().date());
        removals.sort_unstable();
        for (before, entered, place) in removals.into_iter().rev() {
            if self.is_likely(entered, place)? {
                for hash in self.photos_before(before, entered)? {
                    named.remove(&hash);
                }
                break;
            }
        }
        Ok(named)
    }

    /// Whether the clock may have been right that read `now` when the ledger had come to the place `place`:
    /// something before that place was entered in the 30 days before that day.
    fn is_likely(&self, now: Moment, place: i64) -> Result<bool, StationError> {
        let today = now.date();
        let first = now.start_of(today.saturating_sub(SILENT_DAYS.days()));
        let entered = self.ledger.first_entered(first, now.start_of(today))?;
        Ok(entered.is_some_and(|entered| entered < place))
    }

    /// The photographs that only items entered before the day `before` name, and none that
    /// waits for a review and no pill that the station was taught. An item that stands behind a record of that
    /// day or a later one, up to `now`, does not count as entered before: the clock was wrong when it was.
    fn photos_before(&self, before: Date, now: Moment) -> Result<BTreeSet<String>, StationError> {
        let young = self.ledger.first_entered(now.start_of(before), now)?;
        let (mut going, mut staying) = (BTreeSet::new(), self.taught_photos()?);
        let every = LogFilter::default();
        self.ledger.for_each::<StationError>(&every, |row| {
            let old = row.entered.date() < before && young.is_none_or(|young| row.seq < young);
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
