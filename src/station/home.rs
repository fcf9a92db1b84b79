//! Where a station keeps its files, and who is sitting at it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Settings, StationError, keeping::at};
use crate::people::People;

/// The folder of this station: `flag` (`--home`), else `TAKEBACK_HOME`, else the platform's data folder.
///
/// An error where none of them says where.
pub fn home_dir(flag: Option<PathBuf>) -> Result<PathBuf, StationError> {
    flag.or_else(|| {
        std::env::var_os("TAKEBACK_HOME")
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
    .or_else(|| {
        directories::ProjectDirs::from("", "", "takeback").map(|dirs| dirs.data_dir().to_owned())
    })
    .ok_or(StationError::NoHome)
}

/// Makes the folder, for its owner alone, where it is not there yet.
pub(super) fn make(home: &Path) -> Result<(), StationError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(home).map_err(|source| StationError::Home {
        path: home.to_owned(),
        source,
    })
}

/// Held by the one window that a home may have; given back when it is dropped.
pub struct WindowLock {
    _file: fs::File,
}

impl WindowLock {
    /// An error where another window, or a restore, holds it.
    pub fn take(home: &Path) -> Result<Self, StationError> {
        Self::named("window.lock", home)
    }

    /// Held by the one program that starts the window of a kiosk again; an error where another holds it.
    pub fn of_kiosk(home: &Path) -> Result<Self, StationError> {
        Self::named("kiosk.lock", home)
    }

    fn named(name: &str, home: &Path) -> Result<Self, StationError> {
        let file = locked(&home.join(name))?;
        Ok(Self {
            _file: file.ok_or_else(|| StationError::AlreadyOpen(home.to_owned()))?,
        })
    }
}

/// The file at `path`, locked until it is dropped; none where another program holds it.
pub(super) fn locked(path: &Path) -> Result<Option<fs::File>, StationError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let file = options.open(path).map_err(at(path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(source)) => Err(at(path)(source)),
    }
}

/// The name that records carry while nobody is signed in: the one in the settings, else the operating system's.
pub(super) fn operator(settings: &Settings) -> Result<String, StationError> {
    settings
        .operator
        .clone()
        .filter(|name| !name.trim().is_empty())
        .or_else(operating_system_user)
        .ok_or(StationError::NoOperator)
}

/// As whom records name `operator`, whom nobody asked for a secret, where `people` have accounts: as none of these.
pub(super) fn not_signed_in(mut operator: String, people: &People) -> String {
    let unproven = " (not signed in)";
    if !people.is_empty() {
        operator.push_str(unproven);
    }
    while people.named(&operator).is_ok() {
        operator.push_str(unproven);
    }
    operator
}

/// The name that the operating system knows the operator by.
///
/// A name the operator could set, not proof of who it is.
fn operating_system_user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|variable| std::env::var(variable).ok())
        .find(|name| !name.trim().is_empty())
        .or_else(process_owner)
}

/// Services often run without `USER`; the kernel still knows whose process this is.
fn process_owner() -> Option<String> {
    let uid = effective_uid().ok()?;
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid.to_string()).then(|| name.to_owned())
    });
    Some(name.unwrap_or_else(|| format!("uid {uid}")))
}

/// The user id whose `home` is, or would be, where that is another than root and this process is root's: what it puts
/// there, that user could not write. None where the system does not say.
pub fn owner_but_root(home: &Path) -> Option<u32> {
    const ROOT: u32 = 0;
    if effective_uid().ok()? != ROOT {
        return None;
    }
    // What is not there yet is made in the nearest folder that is.
    let home = std::path::absolute(home).ok()?;
    let mut folders = home.ancestors();
    let owner = folders.find_map(|folder| owner_of(folder).ok())?;
    (owner != ROOT).then_some(owner)
}

fn effective_uid() -> io::Result<u32> {
    owner_of(Path::new("/proc/self"))
}

#[cfg(target_os = "linux")]
fn owner_of(path: &Path) -> io::Result<u32> {
    Ok(std::os::unix::fs::MetadataExt::uid(&fs::metadata(path)?))
}

#[cfg(not(target_os = "linux"))]
fn owner_of(_: &Path) -> io::Result<u32> {
    Err(io::ErrorKind::Unsupported.into())
}
