//! What has to happen every day, and whether it did.

use std::{fmt, fs, path::PathBuf};

use jiff::{ToSpan, civil::Date};

use super::{Drift, Station, StationError, self_check::self_check_failed};

/// Something that should have happened and did not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lapse {
    /// No head was signed on this day.
    Head(Date),
    /// The folder of the settings holds no backup of today or yesterday.
    Backup {
        folder: PathBuf,
        /// Day of the newest one there.
        last: Option<Date>,
    },
    /// People take the model's word less often than they did.
    Drift(Drift),
    /// Known pills were not looked at for longer than the settings say.
    SelfCheck { last: Option<Date> },
    /// So many known pills were wrong, or not named any more, in the newest self-check, or left out of it.
    KnownPills { day: Date, pills: usize },
    /// Another model is in use than the record says; none: the one shipped with the program.
    Model {
        recorded: Option<String>,
        used: Option<String>,
    },
    /// The installed model is not in its folder any more; the one shipped with the program is used.
    ModelGone { folder: PathBuf },
}

impl Station {
    /// Does what is due today: the signed head, the backup, old photographs and what a purge left. Gives in words what
    /// failed; it is logged too, and may be tried again at any time.
    pub fn keep(&self) -> Vec<String> {
        let head = self.ledger.keep_daily_head(self.now()).err();
        let head = head.map(|error| format!("The head of today was not signed: {error}"));
        let backup = self.back_up_if_due().err();
        let backup = backup.map(|error| format!("The backup of today was not made: {error}"));
        let photos = [self.finish_purge().err(), self.remove_old_photos().err()];
        let photos = photos.into_iter().flatten();
        let photos = photos.map(|error| format!("Old photographs were not removed: {error}"));
        let failed: Vec<_> = head.into_iter().chain(backup).chain(photos).collect();
        for words in &failed {
            tracing::warn!("{words}");
        }
        failed
    }

    /// What should have happened by now and did not, by what lies on the disk.
    pub fn lapses(&self) -> Result<Vec<Lapse>, StationError> {
        let today = self.now().date();
        let mut lapses = Vec::new();
        if !self.ledger.has_daily_head(today) {
            lapses.push(Lapse::Head(today));
        }
        if let Some(folder) = self.settings.backup_folder.clone() {
            let last = self.newest_backup()?;
            let late = today.saturating_sub(1.day());
            if last.is_none_or(|last| last < late) {
                lapses.push(Lapse::Backup { folder, last });
            }
        }
        lapses.extend(self.drift()?.map(Lapse::Drift));
        let checks = self.self_checks()?;
        lapses.extend(self.self_check_due(&checks));
        lapses.extend(self_check_failed(&checks));
        lapses.extend(self.other_model()?);
        lapses.extend(self.missing_model());
        Ok(lapses)
    }

    /// Day of the newest backup of this station in the folder of the settings, if there is any. One that is dated
    /// ahead, by a clock that stood wrong, says nothing of today.
    pub fn newest_backup(&self) -> Result<Option<Date>, StationError> {
        let Some(folder) = &self.settings.backup_folder else {
            return Ok(None);
        };
        let (prefix, today) = (self.backup_prefix()?, self.now().date());
        // A folder that is not there, such as a disk that was unplugged, holds none.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let days = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let stamp = name.strip_prefix(&prefix)?;
            // One that was not finished ends in `.part`.
            let day = stamp.get(..10).filter(|_| !stamp.contains('.'))?;
            day.parse().ok().filter(|day: &Date| *day <= today)
        });
        Ok(days.max())
    }
}

impl fmt::Display for Lapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drift(drift) => drift.fmt(f),
            Self::SelfCheck { last } => {
                let last = last.map_or_else(
                    || "there was none yet".to_owned(),
                    |day| format!("the last was on {day}"),
                );
                write!(
                    f,
                    "a self-check with known pills is due, {last}: run `takeback self-check`"
                )
            }
            Self::KnownPills { day, pills } => write!(
                f,
                "{pills} known pills are wrong now or not named any more, or were left out of the self-check of {day}: look at \
                 camera, light and scale, then at the model, and run `takeback self-check` again"
            ),
            Self::Model { recorded, used } => {
                // Where the disk names none, it may know of none before it either.
                let back = if used.is_some() {
                    "go back with `takeback model rollback` (--shipped: to the one shipped with the program)"
                } else {
                    "stay with that one: `takeback model rollback --shipped`"
                };
                let [recorded, used] = [recorded, used].map(|release| {
                    release.as_deref().map_or_else(
                        || "the one shipped with the program".to_owned(),
                        |release| format!("release {}", release.get(..12).unwrap_or(release)),
                    )
                });
                write!(
                    f,
                    "by the record the model in use is {recorded}, by the disk {used}: install the release again, or \
                     {back}"
                )
            }
            Self::ModelGone { folder } => write!(
                f,
                "the installed model is not in {} any more, so the one shipped with the program is used: install its release \
                 again (`takeback model install RELEASE`), or go back to the shipped one (`takeback model rollback --shipped`)",
                folder.display()
            ),
            Self::Head(day) => write!(
                f,
                "no head was signed on {day}: run `takeback head`, which says why"
            ),
            Self::Backup { folder, last } => {
                let last = last.map_or_else(
                    || "there is none".to_owned(),
                    |day| format!("the newest is of {day}"),
                );
                write!(
                    f,
                    "no backup in {} since yesterday, {last}: see that the disk is there and has room, then run `takeback backup`",
                    folder.display()
                )
            }
        }
    }
}
