//! Taking another model, checked beside the present one, and going back.
//!
//! Installed releases lie in `models` at home, each in a folder named by its hash. The file `current`
//! there names the one in use and the one before; it is replaced in one step, so there is always
//! a whole model. Without it the model shipped with the program is used.

use std::{
    collections::BTreeSet,
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use super::{
    Station, StationError,
    keeping::at,
    known::{Known, labelled, said_of},
    model_release::verified,
};
use crate::{
    catalog::ProductId,
    files::write_whole,
    hazard::Verdict,
    identify::{Identification, Identifier, Outcome},
    ledger::{Event, Fingerprint, ModelCheck, ModelRecord, ModelScore, PublicKey},
    people::Action,
    runtime::{Runtime, models_dir},
    vision::Photo,
};

pub(super) const MODELS: &str = "models";
const CURRENT: &str = "current";
/// How `current` names the model shipped with the program.
const SHIPPED: &str = "shipped";
/// Fewer photographs than this check nothing.
const LEAST_CHECKED: u32 = 20;

/// Why a model was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
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
    #[error("{} is not what `takeback model pack` writes", .0.display())]
    NotUnderstood(PathBuf),
    #[error(
        "only {0} photographs of one pill with a known truth are here to check a model with, and {LEAST_CHECKED} are needed; name a folder with \
         --check, or give a reason with --unchecked"
    )]
    TooFew(u32),
    #[error(
        "on {} photographs it does worse than the present model and was not installed: first candidate right {} times, before {}; \
         named rightly {} times, before {}; wrongly {} times, before {}; hazards missed {} times, before {}",
        .0.photographs, .0.now.right, .0.before.right, .0.now.named_rightly, .0.before.named_rightly,
        .0.now.named_wrongly, .0.before.named_wrongly, .0.now.hazards_missed, .0.before.hazards_missed
    )]
    Worse(ModelCheck),
    #[error("that release is the one in use; nothing was changed")]
    InUse,
    #[error("there is no earlier model to go back to")]
    NothingBefore,
    #[error("{} is gone, so that model cannot be used again; install its release again", .0.display())]
    Gone(PathBuf),
    #[error(
        "{} does not say which model is in use; delete it to use the one shipped with the program, and install the release again",
        .0.display()
    )]
    NotSaid(PathBuf),
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

impl Station {
    /// Where the models lie.
    ///
    /// An error where it is not known which are in use: others would give other answers.
    pub fn models_dir(&self) -> Result<PathBuf, StationError> {
        if let Some(named) = &self.settings.models {
            return Ok(named.clone());
        }
        let installed = self.installed()?.filter(|folder| folder.is_dir());
        Ok(installed.unwrap_or_else(models_dir))
    }

    /// Where the installed model should lie and does not; the shipped one is used then.
    pub fn missing_model(&self) -> Result<Option<PathBuf>, StationError> {
        if self.settings.models.is_some() {
            return Ok(None);
        }
        Ok(self.installed()?.filter(|folder| !folder.is_dir()))
    }

    /// Where the installed model lies; none where the shipped one is used.
    fn installed(&self) -> Result<Option<PathBuf>, StationError> {
        let current = self.pointer()?.map(|[current, _]| current);
        let current = current.filter(|current| current != SHIPPED);
        Ok(current.map(|current| self.home.join(MODELS).join(current)))
    }

    /// The release in use and the one before; none where none was ever installed.
    fn pointer(&self) -> Result<Option<[String; 2]>, StationError> {
        let path = self.pointer_path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let mut lines = text.lines().map(str::to_owned);
        match (lines.next(), lines.next()) {
            (Some(current), Some(before)) => Ok(Some([current, before])),
            _ => Err(ModelError::NotSaid(path).into()),
        }
    }

    fn pointer_path(&self) -> PathBuf {
        self.home.join(MODELS).join(CURRENT)
    }

    fn point(&self, current: &str, before: &str) -> Result<(), StationError> {
        let path = self.pointer_path();
        let error = |source| StationError::File {
            path: path.clone(),
            source,
        };
        write_whole(&path, error, |file| {
            writeln!(file, "{current}\n{before}").map_err(error)
        })
    }

    /// Has `current` used from the next start on, with `before` to go back to, as `record` states.
    ///
    /// What cannot be recorded is taken back. A program that ends in between leaves a change that is not recorded,
    /// which what it says of each pill shows, and never a record of what was not done.
    fn change_to(
        &self,
        current: &str,
        before: &str,
        record: ModelRecord,
    ) -> Result<(), StationError> {
        let known = self.pointer()?;
        self.point(current, before)?;
        let event = Event::Model(record);
        let Err(error) = self.ledger.append(self.entry(self.now(), event)) else {
            return Ok(());
        };
        if let Some([current, before]) = known {
            self.point(&current, &before)?;
        } else {
            let path = self.pointer_path();
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Err(error.into())
    }

    /// Installs the release in `bundle` if its publisher is trusted, its files are whole and it does
    /// no worse than the present model. It is used from the next start on.
    pub fn install_model(
        &self,
        bundle: &Path,
        check: &CheckWith,
    ) -> Result<Option<ModelCheck>, StationError> {
        self.permit(Action::ChangeModel)?;
        if self.settings.models.is_some() {
            return Err(ModelError::ModelsNamed.into());
        }
        let key = self.settings.model_publisher.as_deref();
        let publisher = PublicKey::read(key.ok_or(ModelError::NoPublisher)?)?;
        let release = verified(bundle, &publisher)?;
        let folder = self.home.join(MODELS);
        let place = folder.join(&release.sha256);
        let before = match self.pointer()? {
            Some([current, _]) if current == release.sha256 && place.is_dir() => {
                return Err(ModelError::InUse.into());
            }
            // It was lost; what can be gone back to is what it was before.
            Some([current, before]) if current == release.sha256 => Some(before),
            known => known.map(|[current, _]| current),
        };
        let part = folder.join(format!("{}.part", release.sha256));
        if part.exists() {
            fs::remove_dir_all(&part).map_err(at(&part))?;
        }
        fs::create_dir_all(&part).map_err(at(&part))?;
        release.write(&part)?;
        let checked = self.checked(&part, check);
        if checked.is_err() {
            fs::remove_dir_all(&part).map_err(at(&part))?;
        }
        let checked = checked?;
        if place.exists() {
            fs::remove_dir_all(&place).map_err(at(&place))?;
        }
        fs::rename(&part, &place).map_err(at(&place))?;
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
        let before = before.as_deref().unwrap_or(SHIPPED);
        self.change_to(&release.sha256, before, record)?;
        Ok(checked)
    }

    /// Uses the model before again, from the next start on; `reason` goes on record.
    pub fn roll_back_model(&self, reason: &str) -> Result<(), StationError> {
        self.permit(Action::ChangeModel)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(StationError::NoReason);
        }
        let [current, before] = self.pointer()?.ok_or(ModelError::NothingBefore)?;
        let folder = self.home.join(MODELS).join(&before);
        if before != SHIPPED && !folder.is_dir() {
            return Err(ModelError::Gone(folder).into());
        }
        let record = ModelRecord::RolledBack {
            release: (before != SHIPPED).then(|| before.clone()),
            reason,
        };
        self.change_to(&before, &current, record)
    }

    fn checked(&self, models: &Path, with: &CheckWith) -> Result<Option<ModelCheck>, StationError> {
        let runtime = Runtime::start(self.settings.runtime_library.as_deref())?;
        // Opening it checks its hashes against its manifest and the shapes of its outputs.
        let (catalog, rules) = (self.catalog(), self.rules.clone());
        let (new, _) = self.taught(Identifier::open(models, &runtime, catalog, rules)?)?;
        let known = match with {
            CheckWith::Nothing(reason) if reason.trim().is_empty() => {
                return Err(StationError::NoReason);
            }
            CheckWith::Nothing(_) => return Ok(None),
            CheckWith::Folder(folder) => labelled(folder)?,
            CheckWith::Own => self.kept_for_checks()?,
        };
        let present = self.identifier()?;
        let (mut check, mut seen) = (ModelCheck::default(), BTreeSet::new());
        for Known { path, product } in known {
            let photo = Photo::read(&path)?;
            let listed = self.catalog();
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
            return Err(ModelError::TooFew(check.photographs).into());
        }
        if check.is_worse() {
            return Err(ModelError::Worse(check).into());
        }
        Ok(Some(check))
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
