//! How long things are kept, and taking away what is past its time.
//!
//! A record must be kept for two years from its date (21 CFR 1304.04(a)); sites keep three unless
//! their settings say more. Nothing is purged that was not exported and signed first.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use jiff::{ToSpan, civil::Date};

use super::{Station, StationError, keeping::at};
use crate::{
    ledger::{Bundled, Event, LogFilter, Purge, verify_bundle},
    people::Action,
};

/// The law's least: 21 CFR 1304.04(a).
pub const LEAST_YEARS: u8 = 2;

/// What sites keep that say nothing else.
const USUAL_YEARS: u8 = 3;

/// What a purge took away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Purged {
    pub records: i64,
    pub photos: u64,
}

impl Station {
    fn keep_years(&self) -> u8 {
        self.settings.keep_years.unwrap_or(USUAL_YEARS)
    }

    /// The last day that [`Station::purge`] may name: what was entered on it or later stays.
    pub fn purge_limit(&self) -> Date {
        self.clock
            .now()
            .date()
            .saturating_sub(i64::from(self.keep_years()).years())
    }

    /// Takes away the contents of all disposals that were last touched before the day `before` and are
    /// not still on hand, with their photographs, after exporting them, signed, to the new folder `export`.
    ///
    /// Their hashes stay, so the chain verifies as before. The purge is itself a record.
    ///
    /// # Errors
    /// Photographs that cannot be removed: the purge is on record by then, and the others are gone.
    pub fn purge(&self, before: Date, export: &Path) -> Result<Purged, StationError> {
        self.permit(Action::Purge)?;
        let limit = self.purge_limit();
        if before > limit {
            return Err(StationError::TooEarlyToPurge {
                before,
                limit,
                years: self.keep_years(),
            });
        }
        let removed = self.ledger.purgeable(before)?;
        if removed.is_empty() {
            return Err(StationError::NothingToPurge(before));
        }
        let manifest = self.bundle(export, (None, before.yesterday().ok()), |folder, _| {
            let path = folder.join("records.jsonl");
            let mut out = BufWriter::new(File::create(&path).map_err(at(&path))?);
            let rows = self.ledger.write_contents(&removed, &mut out)?;
            out.flush().map_err(at(&path))?;
            Ok(vec![Bundled {
                name: "records.jsonl".to_owned(),
                rows: Some(rows),
            }])
        })?;
        if let Some(finding) = verify_bundle(export, Some(self.ledger.public_key()?))?.finding {
            return Err(StationError::ExportNotWhole {
                path: export.to_owned(),
                finding,
            });
        }
        let photos = self.photos_of_only(&removed)?;
        let purge = Purge {
            before,
            removed,
            photos: photos.len() as u64,
            export: manifest,
        };
        let records = purge.records();
        self.ledger
            .purge(self.entry(self.clock.now(), Event::Purge(purge)))?;
        remove_each(&photos)?;
        Ok(Purged {
            records,
            photos: photos.len() as u64,
        })
    }

    /// The kept photographs that only records in the runs `removed` name, and no pill that the
    /// station was taught.
    fn photos_of_only(&self, removed: &[[i64; 2]]) -> Result<Vec<PathBuf>, StationError> {
        let (mut going, mut staying) = (BTreeSet::new(), self.taught_photos()?);
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                let goes = removed
                    .iter()
                    .any(|[first, last]| (first..=last).contains(&&row.seq));
                let photos = row.disposal.photos;
                if goes { &mut going } else { &mut staying }.extend(photos);
                Ok(())
            })?;
        let mut paths = Vec::new();
        for hash in going.difference(&staying) {
            paths.extend(self.kept_photo(hash)?);
        }
        Ok(paths)
    }
}

/// Removes all that can be removed; an error names the others, since nothing in the record names them any more.
fn remove_each(photos: &[PathBuf]) -> Result<(), StationError> {
    let (mut left, mut why) = (Vec::new(), None);
    for path in photos {
        if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            left.push(path.display().to_string());
            why = why.or(Some(error));
        }
    }
    why.map_or(Ok(()), |source| {
        let files = left.join(", ");
        Err(StationError::PhotosLeft { files, source })
    })
}
