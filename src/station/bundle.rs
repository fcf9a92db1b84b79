//! Signed exports: a folder of files with a manifest that says what they were.

use std::{fs::File, io::BufWriter, path::Path};

use super::{Station, StationError, keeping::at, named_file::folder_keeps_clear};
use crate::{
    files::make_folder_whole,
    ledger::{About, Bundled, Finding, LogFilter, Period, SignedHead, View},
};

impl Station {
    /// Makes the folder `folder`, which must not exist, has `write` put files there and signs them;
    /// the SHA-256 of the manifest. `period`: the days that the files cover. It lies in none of the station's
    /// own folders.
    ///
    /// `write` is told how far the ledger reaches by the manifest: what is recorded meanwhile is beyond it.
    ///
    /// The folder appears whole and on the disk, or not at all. Nothing is signed where the record does not verify:
    /// the signature would stand under what somebody changed.
    pub fn bundle(
        &self,
        folder: &Path,
        period: Period,
        write: impl FnOnce(&Path, &SignedHead) -> Result<Vec<Bundled>, StationError>,
    ) -> Result<String, StationError> {
        if folder.exists() {
            return Err(StationError::InTheWay(folder.to_owned()));
        }
        folder_keeps_clear(folder, &self.home)?;
        make_folder_whole(folder, at(folder), |part| {
            self.bundle_in(part, period, write)
        })
    }

    /// The same in the empty folder `part`.
    fn bundle_in(
        &self,
        part: &Path,
        period: Period,
        write: impl FnOnce(&Path, &SignedHead) -> Result<Vec<Bundled>, StationError>,
    ) -> Result<String, StationError> {
        let now = self.clock.now();
        let head = self.ledger.signed_head(now)?;
        let files = write(part, &head)?;
        // Only now, so that what was changed before the last row was read is found too.
        if let Some(finding) = self.ledger.verify()?.finding {
            return Err(match finding {
                Finding::BadHead { .. } => StationError::OddHead(finding),
                finding => StationError::NotSigned(finding),
            });
        }
        let site = self.site();
        let about = About {
            site: site.name,
            site_mode: self.site_mode().code().to_owned(),
            address: site.address,
            registration: site.registration,
            period,
            catalog: self.catalog().as_of().to_owned(),
            rules: self.rules.version().to_owned(),
            purged: self.ledger.purges(period.from, head.records)?,
        };
        let (_, manifest) = self.ledger.sign_bundle(part, now, &head, about, &files)?;
        Ok(manifest)
    }

    /// Bundles the disposals that `filter` lets through: as they stand, and every disposal and correction as
    /// entered, both as of the head that the manifest names.
    pub fn export_bundle(&self, folder: &Path, filter: &LogFilter) -> Result<String, StationError> {
        self.bundle(folder, filter.period, |part, head| {
            let views = [("disposals.csv", View::Current), ("records.csv", View::Raw)];
            let mut files = Vec::with_capacity(views.len());
            for (name, view) in views {
                let path = part.join(name);
                let file = BufWriter::new(File::create(&path).map_err(at(&path))?);
                let filter = LogFilter {
                    view,
                    through: Some(head.records),
                    ..filter.clone()
                };
                files.push(Bundled {
                    name: name.to_owned(),
                    rows: Some(self.export_csv(&filter, file)?),
                });
            }
            Ok(files)
        })
    }
}
