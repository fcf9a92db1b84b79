//! `settings.toml`: how this machine is set up. Written once, with defaults, and then only read, but for the
//! camera, which can be chosen in the window.

use std::{
    fs,
    io::{self, Write},
    num::NonZeroU16,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{LEAST_YEARS, SiteMode, StationError};
use crate::{
    camera::{CameraId, PictureFormat},
    hazard::{Rules, RulesError},
    ledger::{Site, custody::Registration},
};

/// What a new station starts with.
const FIRST: &str = r#"# takeback: how this station is set up. Changes take effect at the next start.
# A change of the site is itself recorded in the ledger.

# What kind of site this is decides what may be recorded. One of:
#   LE_EVENT LE_EVIDENCE LE_RECEPTACLE COLLECTOR MAILBACK REVERSE_DISTRIBUTOR
#   REGISTRANT_STOCK LTCF HHW RESEARCH
# Every mode but RESEARCH needs accounts. The site's keys are taken over when the first
# administrator is made; from then on an administrator sets up the site (`takeback site set`) and
# these keys mean nothing.
site_mode = "RESEARCH"

# site_name = "Main Street, room 2"
# agency = "Springfield Police Department"
# officer_id = "4711"
# overseeing_officer = "Sgt. B. Watch"
# address = "1 Main Street, Springfield, NT 12345"
# registration = "AB1234563"
# A record is held to its registered location. Another number of the same location, or another address of
# the same registrant, wants its reason here; else takeback does not start.
# renumbered = "registered anew, same address"
# relocated = "registration modified 2026-11-20 (21 CFR 1301.51)"

# Whose name the records carry while there are no accounts; without it, the name of the operating system's user.
# operator = "A. Clerk"

# Language of the window: "en-US" or "es-US"; without it, that of the system. A person may change it in the window.
# language = "es-US"

# The same holds for colors (system, light, dark, high-contrast), size of words and controls in percent
# (100 to 200), and sounds (off, low, medium, loud).
# theme = "high-contrast"
# text_scale = 150
# volume = "off"

# A kiosk, also started as `takeback --kiosk`, fills the screen; only an administrator leaves it, and it is started
# again after a crash. `touch` shows keys on the screen, which a kiosk does unless it says `touch = false`.
# kiosk = true
# touch = true

# Seconds without a touch after which the window locks, where the station has accounts.
# lock_after_seconds = 300

# How many years records are kept before they may be purged; at least 2 (21 CFR 1304.04(a)).
# keep_years = 3

# Where the daily backup goes: another disk, never this one. The keys are not in it.
# backup_folder = "/media/backup/takeback"

# The key of a record that `takeback encrypt` encrypted with a key file: on another medium than the record.
# key_file = "/media/key/record.key"

# Keep the photographs themselves beside the record, not only their hashes.
# keep_photos = true

# After how many days kept photographs are removed; without it they stay as long as the record. Those of
# items that nobody approved yet stay, where the station has accounts.
# photo_days = 90

# An item goes into the queue for review where the model's first candidate is less likely than this, in percent.
# review_below_percent = 80

# Drugs on the older NIOSH 2016 lists are hazardous too, where the state still cites them. No row of those lists was
# checked against the publication.
# niosh_2016 = true

# After how many days known pills are to be looked at again (`takeback self-check`); without it nothing reminds of it.
# self_check_days = 30

# The camera over the tray, as `takeback camera list` names it; without it, the first there is.
# camera = "046d:0825 port 1-2"

# The format of its pictures, as `takeback camera list` shows it; without it, the fluent one nearest to 1280 x 720.
# camera_format = "1280x720 MJPEG"

# Or a folder into which another program drops photographs: a better camera, a telephone.
# camera_folder = "/srv/photographs"

# Or a folder of pictures, played as if a camera showed them, for demonstrations.
# camera_play = "/srv/show"

# Seconds without a touch and without anything that moves on an empty tray, after which the camera is closed until
# somebody touches the screen or a key; 0 keeps it open.
# camera_sleep_seconds = 120

# Where to look for ONNX Runtime and for the models, if not in the usual places.
# runtime_library = "/opt/onnxruntime/libonnxruntime.so"
# models = "/opt/takeback/models"

# Whose models may be installed: the file of the publisher's public key, as `takeback model pack` makes it.
# model_publisher = "/etc/takeback/publisher.pub"
"#;

/// The colors of the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Light or dark, as the desktop is.
    #[default]
    System,
    Light,
    Dark,
    HighContrast,
}

/// How loud the window is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Volume {
    Off,
    Low,
    #[default]
    Medium,
    Loud,
}

/// The settings of one station.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub site_mode: SiteMode,
    pub site_name: String,
    pub agency: String,
    pub officer_id: String,
    pub overseeing_officer: String,
    pub address: String,
    #[serde(deserialize_with = "stated_registration")]
    pub registration: Option<Registration>,
    /// Why the number is another than on record, at the same location.
    pub renumbered: String,
    /// Why the address is another than on record, of the same registrant.
    pub relocated: String,
    /// The name that records carry, if not the operating system's.
    pub operator: Option<String>,
    /// The tag of the window's language, such as `es-US`; the system's if not said.
    pub language: Option<String>,
    pub theme: Theme,
    /// Size of all words and controls in percent, 100 to 200.
    pub text_scale: Option<u16>,
    pub volume: Volume,
    /// The window fills the screen, and only an administrator leaves it.
    pub kiosk: bool,
    /// Keys on the screen; where it is a kiosk, if not said.
    pub touch: Option<bool>,
    /// Seconds without a touch after which the window locks; 300 if not said.
    pub lock_after_seconds: Option<u32>,
    /// How many years records are kept, at least [`super::LEAST_YEARS`]; 3 if not said.
    #[serde(deserialize_with = "lawful_years")]
    pub keep_years: Option<u8>,
    /// Where the daily backup goes; without it there is none.
    pub backup_folder: Option<PathBuf>,
    /// What opens an encrypted record; without it the passphrase is asked for.
    pub key_file: Option<PathBuf>,
    /// Keep the photographs themselves, not only their hashes.
    pub keep_photos: bool,
    /// Days after which kept photographs are removed; never, if not said.
    pub photo_days: Option<NonZeroU16>,
    /// Percent below which the model's first candidate is uncertain; 80 if not said.
    pub review_below_percent: Option<u8>,
    /// The NIOSH 2016 lists count too.
    pub niosh_2016: bool,
    /// Days after which a self-check is due; never, if not said.
    pub self_check_days: Option<NonZeroU16>,
    /// The camera over the tray; the first there is if not said.
    pub camera: Option<CameraId>,
    /// The format of that camera's pictures; the one that suits best if not said.
    pub camera_format: Option<PictureFormat>,
    /// A folder into which another program drops photographs, in place of a camera.
    pub camera_folder: Option<PathBuf>,
    /// A folder of pictures played as if a camera showed them, in place of a camera.
    pub camera_play: Option<PathBuf>,
    /// Seconds after which the camera over an empty tray is closed; 120 if not said, 0 for never.
    pub camera_sleep_seconds: Option<u32>,
    pub runtime_library: Option<PathBuf>,
    pub models: Option<PathBuf>,
    /// File of the public key that released models must be signed with; without it none is installed.
    pub model_publisher: Option<PathBuf>,
}

impl Settings {
    /// The settings in the folder `home`, whether or not its record can be opened.
    ///
    /// An error where they cannot be understood.
    pub fn in_home(home: &Path) -> Result<Self, StationError> {
        Self::load_or_create(&home.join("settings.toml"))
    }

    /// As [`Settings::in_home`], but where there are none, none are written.
    pub fn if_in_home(home: &Path) -> Result<Option<Self>, StationError> {
        let is_there = home.join("settings.toml").is_file();
        is_there.then(|| Self::in_home(home)).transpose()
    }

    /// The hazard rules that this station goes by.
    pub fn rules(&self) -> Result<Rules, RulesError> {
        let rules = Rules::builtin()?;
        Ok(if self.niosh_2016 {
            rules.with_niosh_2016()
        } else {
            rules
        })
    }

    /// Whether `path` holds what a first start writes there, which nobody has changed.
    pub(super) fn are_as_made(path: &Path) -> bool {
        fs::read_to_string(path).is_ok_and(|text| text == FIRST)
    }

    /// Reads `path`, writing the defaults there first if the file does not exist.
    ///
    /// A file that cannot be understood is left as it is.
    pub(super) fn load_or_create(path: &Path) -> Result<Self, StationError> {
        let file_error = |source| StationError::SettingsFile {
            path: path.to_owned(),
            source,
        };
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
        {
            Ok(mut file) => file.write_all(FIRST.as_bytes()).map_err(file_error)?,
            // A folder that cannot be written may still hold settings.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists || path.exists() => {}
            Err(error) => return Err(file_error(error)),
        }
        let text = fs::read_to_string(path).map_err(file_error)?;
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                text.bytes()
                    .take(span.start)
                    .filter(|b| *b == b'\n')
                    .count()
                    + 1
            });
            StationError::Settings {
                path: path.to_owned(),
                line,
                message: error.message().to_owned(),
            }
        })
    }

    /// Whether keys are shown on the screen, of a `kiosk` or of another window.
    pub fn is_touched(&self, kiosk: bool) -> bool {
        self.touch.unwrap_or(kiosk)
    }

    /// The site as the settings have it, for a station without accounts.
    pub(super) fn site(&self) -> Site {
        Site {
            mode: self.site_mode.code().to_owned(),
            name: self.site_name.clone(),
            agency: self.agency.clone(),
            officer_id: self.officer_id.clone(),
            overseeing_officer: self.overseeing_officer.clone(),
            address: self.address.clone(),
            registration: self
                .registration
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            renumbered: self.renumbered.clone(),
            relocated: self.relocated.clone(),
            ..Site::default()
        }
    }
}

/// None where nothing is stated.
fn stated_registration<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Registration>, D::Error> {
    let stated = String::deserialize(from)?;
    if stated.trim().is_empty() {
        return Ok(None);
    }
    let number = stated.parse::<Registration>();
    number.map(Some).map_err(D::Error::custom)
}

/// No fewer than [`LEAST_YEARS`].
fn lawful_years<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    let years = u8::deserialize(from)?;
    if years >= LEAST_YEARS {
        return Ok(Some(years));
    }
    Err(D::Error::custom(format_args!(
        "records must be kept at least {LEAST_YEARS} years (21 CFR 1304.04(a))"
    )))
}
