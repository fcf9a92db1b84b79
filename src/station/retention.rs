//! How long things are kept, and taking away what is past its time.
//!
//! A record must be kept for two years from its date (21 CFR 1304.04(a)); sites keep three unless
//! their settings say more. Nothing is purged that was not exported and signed first.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
    sync::PoisonError,
    thread,
    time::{Duration, Instant},
};

use jiff::{ToSpan, civil::Date};

use super::{
    Permitted, SiteMode, Station, StationError,
    keeping::at,
    purge_list::{PurgeList, Unfinished},
};
use crate::{
    ledger::{Bundled, LogFilter, Period, Purge, verify_bundle},
    people::Action,
};

/// The law's least: 21 CFR 1304.04(a).
pub const LEAST_YEARS: u8 = 2;

/// What sites keep that say nothing else.
const USUAL_YEARS: u8 = 3;

/// Records whose contents go in one piece, while nobody else can record: in the first, and at least and at
/// most in the next.
const FIRST: usize = 256;
const LEAST: usize = 32;
const MOST: usize = 4096;
/// A piece that took longer is followed by a smaller one, any other by a larger one.
const AT_ONCE: Duration = Duration::from_millis(500);
/// Between two pieces: whoever waits to record looks again after a tenth of a second at most.
const PAUSE: Duration = Duration::from_millis(150);

/// What a purge took away.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Purged {
    pub records: u64,
    pub photos: u64,
}

/// A purge under way.
struct Purging {
    by: Permitted,
    before: Date,
    /// SHA-256 of the manifest of the export.
    export: String,
    list: PurgeList,
    /// What goes with each disposal, by its place: of a photograph that several name, with the last.
    photos: BTreeMap<i64, Vec<String>>,
    done: Purged,
    /// What the system did not let it remove, and why.
    stuck: Vec<(PathBuf, io::Error)>,
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

    /// How many of the disposals that [`Station::purge`] takes away are evidence, which may lie in the evidence room
    /// still: nothing is recorded of what becomes of it.
    pub fn evidence_to_purge(&self, before: Date) -> Result<u64, StationError> {
        let items = self.ledger.purgeable_items(before, self.clock.now())?;
        let going: BTreeSet<i64> = items
            .iter()
            .filter_map(|item| item.first().copied())
            .collect();
        let standing = self.ledger.standing_after(0, SiteMode::LeEvidence.code())?;
        let evidence = standing.iter().filter(|(place, _)| going.contains(place));
        Ok(evidence.count() as u64)
    }

    /// Takes away the contents of all disposals that were last touched before the day `before` and are
    /// not still on hand, with their photographs, after exporting them, signed, to the new folder `export`.
    ///
    /// Their hashes stay, so the chain verifies as before. The purge is itself a record, or several: it goes in
    /// pieces, so that others can record meanwhile. What one that was broken off has not taken is there for
    /// the next.
    ///
    /// # Errors
    /// Photographs that cannot be removed: the purge is on record by then, and the others are gone.
    pub fn purge(&self, before: Date, export: &Path) -> Result<Purged, StationError> {
        let by = self.permit(Action::Purge)?;
        let limit = self.purge_limit();
        if before > limit {
            return Err(StationError::TooEarlyToPurge {
                before,
                limit,
                years: self.keep_years(),
            });
        }
        let list = PurgeList::take(&self.home)?;
        self.remove_left(&list)?;
        let items = self.ledger.purgeable_items(before, self.clock.now())?;
        if items.is_empty() {
            return Err(StationError::NothingToPurge(before));
        }
        let removed = Purge::runs(items.iter().flatten().copied().collect());
        let period = Period {
            from: None,
            to: before.yesterday().ok(),
        };
        let manifest = self.bundle(export, period, |folder, _| {
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
        let mut purging = Purging {
            by,
            before,
            export: manifest,
            list,
            photos: self.photos_of_only(&items)?,
            done: Purged::default(),
            stuck: Vec::new(),
        };
        let ended = self.purge_in_pieces(&mut purging, items);
        let cleared = purging.done.records > 0 && self.ledger.clear_traces();
        let stuck = none_left(purging.stuck);
        if let (Err(_), Err(stuck)) = (&ended, &stuck) {
            tracing::warn!("{stuck}");
        }
        ended?;
        purging.list.write(&Unfinished {
            traces: !cleared,
            ..Unfinished::default()
        })?;
        stuck?;
        Ok(purging.done)
    }

    fn purge_in_pieces(
        &self,
        purging: &mut Purging,
        items: Vec<Vec<i64>>,
    ) -> Result<(), StationError> {
        let (mut items, mut rows) = (items.into_iter(), FIRST);
        loop {
            let piece = next_piece(&mut items, rows);
            let begun = Instant::now();
            self.purge_piece(purging, piece)?;
            if items.as_slice().is_empty() {
                return Ok(());
            }
            let next = if begun.elapsed() > AT_ONCE {
                rows / 2
            } else {
                rows * 2
            };
            rows = next.clamp(LEAST, MOST);
            thread::sleep(PAUSE);
        }
    }

    fn purge_piece(&self, purging: &mut Purging, piece: Vec<Vec<i64>>) -> Result<(), StationError> {
        let items = piece.iter().filter_map(|item| item.first());
        let hashes: BTreeSet<String> = items
            .filter_map(|item| purging.photos.remove(item))
            .flatten()
            .collect();
        let photos = self.kept_photos(&hashes)?;
        purging.list.write(&Unfinished {
            traces: true,
            photos: hashes,
        })?;
        let purge = Purge {
            before: purging.before,
            removed: Purge::runs(piece.into_iter().flatten().collect()),
            photos: photos.len() as u64,
            export: purging.export.clone(),
        };
        let records = purge.records();
        let entry = purging.by.entry(self.clock.now(), purge);
        self.ledger.purge(entry)?;
        purging.done.records += records;
        purging.done.photos += photos.len() as u64;
        purging.stuck.extend(remove_each(photos));
        Ok(())
    }

    /// Removes what a purge that was broken off left of what was purged.
    pub(super) fn finish_purge(&self) -> Result<(), StationError> {
        let left = PurgeList::left(&self.home)?;
        left.map_or(Ok(()), |list| self.remove_left(&list))
    }

    fn remove_left(&self, list: &PurgeList) -> Result<(), StationError> {
        let Unfinished { traces, mut photos } = list.read()?;
        let cleared = traces && self.clear_left_traces();
        if photos.is_empty() && !cleared {
            return Ok(());
        }
        // What a record still names was not purged after all.
        for named in self.taught_photos()? {
            photos.remove(&named);
        }
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                for named in &row.disposal.photos {
                    photos.remove(named);
                }
                Ok(())
            })?;
        let stuck = remove_each(self.kept_photos(&photos)?);
        list.write(&Unfinished {
            traces: traces && !cleared,
            ..Unfinished::default()
        })?;
        none_left(stuck)
    }

    /// Whether the database is free of what was purged. One try a day, since nobody can record meanwhile.
    fn clear_left_traces(&self) -> bool {
        let today = Some(self.now().date());
        let tried = self.traces_tried.lock();
        let mut tried = tried.unwrap_or_else(PoisonError::into_inner);
        if *tried == today {
            return false;
        }
        *tried = today;
        self.ledger.clear_traces()
    }

    /// The photographs that only disposals in `items` name, and no pill that the station was taught, by
    /// the place of the last disposal that names them.
    fn photos_of_only(
        &self,
        items: &[Vec<i64>],
    ) -> Result<BTreeMap<i64, Vec<String>>, StationError> {
        let going: BTreeSet<i64> = items
            .iter()
            .filter_map(|item| item.first().copied())
            .collect();
        let (mut last, mut staying) = (BTreeMap::new(), self.taught_photos()?);
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                for photo in row.disposal.photos {
                    if going.contains(&row.seq) {
                        last.insert(photo, row.seq);
                    } else {
                        staying.insert(photo);
                    }
                }
                Ok(())
            })?;
        let mut photos: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for (photo, item) in last {
            if !staying.contains(&photo) {
                photos.entry(item).or_default().push(photo);
            }
        }
        Ok(photos)
    }

    /// Where those of `hashes` are kept that are.
    fn kept_photos(&self, hashes: &BTreeSet<String>) -> Result<Vec<PathBuf>, StationError> {
        let mut paths = Vec::new();
        for hash in hashes {
            paths.extend(self.kept_photo(hash)?);
        }
        Ok(paths)
    }
}

/// The next of `items`, until they have `rows` rows; none where none are left.
fn next_piece(items: &mut impl Iterator<Item = Vec<i64>>, rows: usize) -> Vec<Vec<i64>> {
    let (mut piece, mut taken) = (Vec::new(), 0);
    while taken < rows
        && let Some(item) = items.next()
    {
        taken += item.len();
        piece.push(item);
    }
    piece
}

/// Removes all that can be removed; the others, with why not.
fn remove_each(photos: Vec<PathBuf>) -> Vec<(PathBuf, io::Error)> {
    let removed = photos.into_iter().map(|path| {
        let removed = fs::remove_file(&path);
        (path, removed)
    });
    let stuck = removed.filter_map(|(path, removed)| Some((path, removed.err()?)));
    stuck
        .filter(|(_, error)| error.kind() != io::ErrorKind::NotFound)
        .collect()
}

/// An error names what could not be removed, since nothing in the record names it any more.
fn none_left(stuck: Vec<(PathBuf, io::Error)>) -> Result<(), StationError> {
    let files: Vec<_> = stuck
        .iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    let files = files.join(", ");
    match stuck.into_iter().next() {
        Some((_, source)) => Err(StationError::PhotosLeft { files, source }),
        None => Ok(()),
    }
}
