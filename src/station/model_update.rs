//! Taking another model, checked beside the present one, and going back.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Station, StationError,
    keeping::at,
    known::{LeftOut, labelled, said_of},
    model_folder::{ModelsLock, SHIPPED, take_place},
    model_release::{Release, first_damaged, verified},
};
use crate::{
    catalog::ProductId,
    hazard::Verdict,
    identify::{Identification, Identifier, IdentifyError, Outcome},
    ledger::{Fingerprint, LongWork, ModelCheck, ModelRecord, ModelScore, PublicKey},
    people::Action,
    runtime::{Manifest, Runtime},
};

/// Fewer photographs than this check nothing.
const LEAST_CHECKED: u32 = 20;

/// Why a model was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ModelUpdateError {
    #[error(
        "settings.toml does not say whose models are trusted; name the file of the publisher's public key as `model_publisher`"
    )]
    NoPublisher,
    #[error("settings.toml names its own `models`; remove that line before installing others")]
    ModelsNamed,
    #[error(
        "release.json does not carry a valid signature of the publisher's key {0}; nothing was installed"
    )]
    NotThePublisher(Fingerprint),
    #[error("{} was changed after it was signed; nothing was installed, get the release again", .0.display())]
    Changed(PathBuf),
    #[error("{}: {problem}; its columns are file, ndc11 and part, as `takeback export --labelled` writes them", path.display())]
    Labels { path: PathBuf, problem: String },
    #[error("{} names no photograph", .0.display())]
    NothingLabelled(PathBuf),
    #[error("{} is not what `takeback model pack` writes", path.display())]
    NotUnderstood {
        path: PathBuf,
        /// None where it is JSON, but says what it must not.
        source: Option<serde_json::Error>,
    },
    #[error(
        "only {photographs} photographs of one pill with a known truth are here to check a model with ({left_out} more were left out), \
         and {LEAST_CHECKED} are needed; name a folder with --check, or give a reason with --unchecked"
    )]
    TooFew { photographs: u32, left_out: u32 },
    #[error(
        "{} names only photographs from which models learn (kind `site`), and they check none; name a folder of others",
        .0.display()
    )]
    OnlyForTraining(PathBuf),
    #[error(
        "on {} photographs it does worse than the present model and was not installed: first candidate right {} times, before {}; \
         named rightly {} times, before {}; wrongly {} times, before {}; hazards missed {} times, before {}",
        .0.photographs, .0.now.right, .0.before.right, .0.now.named_rightly, .0.before.named_rightly,
        .0.now.named_wrongly, .0.before.named_wrongly, .0.now.hazards_missed, .0.before.hazards_missed
    )]
    Worse(ModelCheck),
    #[error("that release is the one in use; nothing was changed")]
    InUse,
    #[error(
        "another program is installing a model or going back to one just now; nothing was changed, try again when it has ended"
    )]
    Busy,
    #[error("there is no earlier model to go back to")]
    NothingBefore,
    #[error("{} is gone, so that model cannot be used again; install its release again", .0.display())]
    Gone(PathBuf),
    #[error(
        "{} is not as it was installed, so that model cannot be used; install its release again (`takeback model install RELEASE`), \
         or go back to the one shipped with the program (`takeback model rollback --shipped`)",
        .0.display()
    )]
    Damaged(PathBuf),
    #[error(
        "there is no model in {} ({source}), which settings.toml names as `models`; correct that line, or take it out",
        folder.display()
    )]
    NotAsNamed { folder: PathBuf, source: io::Error },
    #[error("why another model is used goes on record; give the reason in words")]
    NoReason,
    #[error(
        "{} does not say which model is in use; delete it to use the one shipped with the program, and install the release again",
        .0.display()
    )]
    NotSaid(PathBuf),
    #[error("{} names `{name}`, which is no plain name of a file beside it; nothing was signed", manifest.display())]
    NoFileName { manifest: PathBuf, name: String },
}

/// How a new model is checked.
pub enum CheckWith<'a> {
    /// A folder of photographs with `labels.csv`, as `export --labelled` writes it.
    Folder(&'a Path),
    /// The site's own photographs whose truth was stated, of those that `export --labelled` keeps for checks.
    Own,
    /// Not at all, for this reason.
    Nothing(&'a str),
}

/// How a release was installed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Installed {
    Checked(ModelCheck, LeftOut),
    /// Nobody checked it; why is on record.
    Unchecked,
    /// It was the one in use by the record, and it or files of it were damaged or gone. It was checked when it was
    /// recorded.
    Mended,
}

/// Which model is gone back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BackTo {
    Before,
    /// The one shipped with the program.
    Shipped,
}

impl Station {
    /// Installs the release in `bundle` if its publisher is trusted, its files are whole and it does
    /// no worse than the present model. It is used from the next start on.
    pub fn install_model(
        &self,
        bundle: &Path,
        check: &CheckWith,
    ) -> Result<Installed, StationError> {
        let by = self.permit(Action::ChangeModel)?;
        if self.settings.models.is_some() {
            return Err(ModelUpdateError::ModelsNamed.into());
        }
        let key = self.settings.model_publisher.as_deref();
        let publisher = PublicKey::read(key.ok_or(ModelUpdateError::NoPublisher)?)?;
        let release = verified(bundle, &publisher)?;
        let lock = ModelsLock::take(&self.home)?;
        lock.clear_parts()?;
        let place = self.release_folder(&release.sha256);
        let pointer = self.pointer()?;
        let current = pointer.as_ref().map(|[current, _]| current);
        let recorded = self.model_on_record()?;
        // A change that was not recorded is made up for by another install.
        let is_recorded = recorded.as_ref() == Some(&release.sha256);
        let is_present = is_recorded && current == recorded.as_ref();
        if is_present && first_damaged(&place, &release.sha256).is_none() {
            return Err(ModelUpdateError::InUse.into());
        }
        let part = place.with_added_extension("part");
        let made = self.put_in_place(&release, &part, &place, (!is_recorded).then_some(check));
        if made.is_err() {
            let _ = fs::remove_dir_all(&part); // the first error is the one that tells what happened
        }
        let installed = made?;
        if is_present {
            return Ok(installed);
        }
        let checked = match installed {
            Installed::Checked(checked, _) => Some(checked),
            Installed::Unchecked | Installed::Mended => None,
        };
        let unchecked = match check {
            CheckWith::Nothing(reason) => Some((*reason).to_owned()),
            CheckWith::Folder(_) | CheckWith::Own => None,
        };
        let record = ModelRecord::Installed {
            release: release.sha256.clone(),
            publisher: publisher.fingerprint().to_string(),
            check: checked,
            unchecked,
        };
        let before = match pointer {
            // It was lost, or not recorded; what can be gone back to is what it was before.
            Some([current, before]) if current == release.sha256 => before,
            Some([current, _]) => current,
            None => SHIPPED.to_owned(),
        };
        // Only the disk does not know it: a new one, or a change that was not recorded.
        let changed = if is_recorded {
            self.point(&release.sha256, &before)
        } else {
            self.change_to(&by, &release.sha256, &before, record)
        };
        if changed.is_err() {
            let known = self.pointer();
            let names = |named: String| named == release.sha256;
            if known.is_ok_and(|known| !known.into_iter().flatten().any(names)) {
                let _ = fs::remove_dir_all(&place); // on a full disk nobody has a use for it
            }
        }
        changed?;
        Ok(installed)
    }

    /// Writes `release` to the new folder `part`, checks it there and has it take the name `place`. Without a
    /// `check` it is what the record says is in use, and only opened.
    fn put_in_place(
        &self,
        release: &Release,
        part: &Path,
        place: &Path,
        check: Option<&CheckWith>,
    ) -> Result<Installed, StationError> {
        fs::create_dir(part).map_err(at(part))?;
        release.write(part)?;
        let installed = if let Some(check) = check {
            self.checked(part, check)?
        } else {
            self.opened(part)?;
            Installed::Mended
        };
        LongWork::go_on()?;
        take_place(part, place)?;
        Ok(installed)
    }

    /// Uses the model before, or the shipped one, from the next start on; `reason` goes on record.
    pub fn roll_back_model(&self, to: BackTo, reason: &str) -> Result<(), StationError> {
        let by = self.permit(Action::ChangeModel)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(ModelUpdateError::NoReason.into());
        }
        let _lock = ModelsLock::take(&self.home)?;
        let known = self.pointer()?;
        let [current, before] = match to {
            BackTo::Before => known
                .filter(|[current, before]| current != before)
                .ok_or(ModelUpdateError::NothingBefore)?,
            BackTo::Shipped => {
                let shipped = || SHIPPED.to_owned();
                let [current, before] = known.unwrap_or_else(|| [shipped(), shipped()]);
                if current != SHIPPED {
                    [current, shipped()]
                } else if self.model_on_record()?.is_some() {
                    // Only the record says otherwise; what can be gone back to stays.
                    [before, current]
                } else {
                    return Err(ModelUpdateError::InUse.into());
                }
            }
        };
        if before != SHIPPED {
            self.usable(&before)?;
        }
        let record = ModelRecord::RolledBack {
            release: (before != SHIPPED).then(|| before.clone()),
            reason,
        };
        self.change_to(&by, &before, &current, record)
    }

    /// An error where that release is not installed as it was signed, or is of another version of the program.
    fn usable(&self, release: &str) -> Result<(), StationError> {
        let folder = self.release_folder(release);
        if !folder.is_dir() {
            return Err(ModelUpdateError::Gone(folder).into());
        }
        if let Some(damaged) = first_damaged(&folder, release) {
            return Err(ModelUpdateError::Damaged(damaged).into());
        }
        Manifest::load(&folder).map_err(IdentifyError::from)?;
        Ok(())
    }

    /// Opening it checks its hashes against its manifest and the shapes of its outputs.
    fn opened(&self, models: &Path) -> Result<Identifier, StationError> {
        let runtime = Runtime::start(self.settings.runtime_library.as_deref())?;
        let (catalog, rules) = (self.catalog(), self.rules.clone());
        Ok(Identifier::open(models, &runtime, catalog, rules)?)
    }

    fn checked(&self, models: &Path, with: &CheckWith) -> Result<Installed, StationError> {
        let (new, _) = self.taught(self.opened(models)?)?;
        let mut left_out = LeftOut::default();
        let known = match with {
            CheckWith::Nothing(reason) if reason.trim().is_empty() => {
                return Err(ModelUpdateError::NoReason.into());
            }
            CheckWith::Nothing(_) => return Ok(Installed::Unchecked),
            CheckWith::Folder(folder) => {
                let known = labelled(folder)?;
                if known.iter().all(|known| known.is_for_training) {
                    return Err(ModelUpdateError::OnlyForTraining(folder.to_path_buf()).into());
                }
                known
            }
            CheckWith::Own => {
                let (known, taught) = self.kept_for_checks()?;
                left_out.taught = taught;
                known
            }
        };
        let present = self.identifier()?;
        let (mut check, mut seen) = (ModelCheck::default(), BTreeSet::new());
        for known in known {
            LongWork::go_on()?;
            if known.is_for_training {
                left_out.for_training += 1;
                continue;
            }
            let Some(photo) = known.read()? else {
                left_out.damaged += 1;
                continue;
            };
            let (product, listed) = (known.product, self.catalog());
            // Nobody can be right about what is not listed.
            let Some(listed) = listed.get(product) else {
                continue;
            };
            // Under several names it checks no more than under one.
            if !seen.insert(photo.sha256.clone()) {
                continue;
            }
            let is_hazardous = self.rules.assess(listed).verdict == Verdict::Hazardous;
            // What shows the trusted model no pill, or several, checks nothing.
            if let Some(said) = said_of(&present, &photo)? {
                check.photographs += 1;
                count(&mut check.before, &said, product, is_hazardous);
                if let Some(said) = said_of(&new, &photo)? {
                    count(&mut check.now, &said, product, is_hazardous);
                }
            }
        }
        if check.photographs < LEAST_CHECKED {
            return Err(ModelUpdateError::TooFew {
                photographs: check.photographs,
                left_out: left_out.all(),
            }
            .into());
        }
        if check.is_worse() {
            return Err(ModelUpdateError::Worse(check).into());
        }
        Ok(Installed::Checked(check, left_out))
    }
}

fn count(score: &mut ModelScore, said: &Identification, product: ProductId, is_hazardous: bool) {
    let first = said.candidates.first();
    let right = first.is_some_and(|first| first.products.contains(&product));
    let named = said.outcome == Outcome::Identified;
    let missed = is_hazardous && said.hazard.verdict == Verdict::NoListingFound;
    score.right += u32::from(right);
    score.named_wrongly += u32::from(named && !right);
    score.named_rightly += u32::from(named && right);
    score.hazards_missed += u32::from(missed);
}
