//! The rules of this workplace and everything a face may ask for.
//!
//! Command line and window reach what a station keeps and knows through [`Station`] alone, so what
//! the site mode forbids is forbidden in both. What needs no station, such as the check of a copy of
//! a record, asks the rooms above.

mod allowed;
mod amend;
mod bundle;
mod calibration;
mod camera;
mod clock;
mod copying;
mod custody;
mod custody_error;
mod desk;
mod drift;
mod encryption;
mod enrolment;
mod enrolment_doubts;
mod enrolment_error;
mod error;
mod expected;
mod home;
mod identifier;
mod items;
mod keeping;
mod kiosk;
mod known;
mod labelled;
mod location;
mod mode;
mod model_folder;
mod model_release;
mod model_update;
mod named_file;
mod one_side;
mod package_label;
mod people;
mod permit;
mod photo_retention;
mod photos;
mod presence;
mod privacy;
mod purge_list;
mod record;
mod report;
mod restoring;
mod retention;
mod review;
mod secrets;
mod self_check;
mod settings;
mod signers;
mod steps;
mod suggestion;
mod todo;
mod tray_watch;
mod upkeep;

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

pub use allowed::{Law, NO_CONTENTS, Ruling};
pub use calibration::{CALIBRATION_DAYS, CardLook, Guard, Kept, Scale, calibration_record};
pub use clock::Clock;
pub use custody_error::CustodyError;
pub use drift::{Agreement, Drift};
pub use encryption::{Rewriting, named_opener};
pub use enrolment::{Enrolment, EnrolmentState, Shown};
pub use enrolment_doubts::Doubts;
pub use enrolment_error::EnrolmentError;
pub use error::StationError;
pub use home::{WindowLock, home_dir, owner_but_root};
pub use items::StockChoice;
pub use known::LeftOut;
pub use labelled::Labelled;
pub use mode::{ModeRule, Needed};
pub use model_release::pack_model;
pub use model_update::{BackTo, CheckWith, Installed, ModelUpdateError};
pub(crate) use named_file::is_hidden;
pub use named_file::write_named;
pub use one_side::show_one_side;
pub use package_label::Scanned;
pub use people::NewAccount;
pub use permit::Permitted;
pub use privacy::{PersonalSign, looks_personal, personal_sign};
pub use record::{Decision, MOST_UNITS, NewDisposal};
pub use report::ReportOrder;
pub use restoring::{PutBack, restore};
pub use retention::{LEAST_YEARS, Purged};
pub use review::SentBack;
pub use self_check::not_asked_about;
pub use settings::{Settings, Theme, Volume};
pub use tray_watch::{TrayWatch, Watched};
pub use upkeep::Lapse;

pub use crate::ledger::{Compared, SiteMode};

use jiff::civil::Date;

use desk::Desk;
use identifier::Taught;
use location::at_same_location;
use photos::HeldPhotos;

use crate::{
    camera::Choice,
    catalog::Catalog,
    hazard::Rules,
    ledger::{
        Ledger, LedgerError, LogFilter, LogRow, Moment, Opener, PublicKey, PurgeNote, RecordId,
        SignedHead, Verification,
    },
    people::People,
    report::write_csv,
};

/// One workplace: its settings, its facts, its ledger.
pub struct Station {
    home: PathBuf,
    clock: Clock,
    settings: Settings,
    /// Where frames come from: as the settings say, or as somebody chose since.
    camera: Mutex<Choice>,
    desk: Mutex<Desk>,
    /// What products there are, with those that the site typed.
    catalog: Mutex<Arc<Catalog>>,
    rules: Arc<Rules>,
    ledger: Ledger,
    /// What opened it; none where it is not encrypted.
    opener: Option<Opener>,
    held: Mutex<HeldPhotos>,
    /// The day for which old photographs were last looked for.
    photos_looked_for: Mutex<Option<Date>>,
    /// The day on which the database was last to be rewritten for a purge that was broken off.
    traces_tried: Mutex<Option<Date>>,
    /// Held while the models are opened.
    identifier: Mutex<Option<Taught>>,
}

impl Station {
    /// Opens the station whose files lie in `home`, setting it up there if the folder is new.
    ///
    /// Makes `settings.toml`, `takeback.db`, `chain.key` and `chain.head` where they are missing, but never a new
    /// record beside an existing `chain.key`, whose own record has been lost. If the settings describe the site
    /// otherwise than the last record does, the change is recorded. A record that is encrypted is opened with the
    /// key file of the environment or the settings.
    pub fn open(home: &Path) -> Result<Self, StationError> {
        Self::open_at(home, Clock::System)
    }

    /// As [`Station::open`], with the time taken from `clock`.
    pub fn open_at(home: &Path, clock: Clock) -> Result<Self, StationError> {
        home::make(home)?;
        let opener = named_opener(home)?;
        Self::open_with(home, clock, opener)
    }

    /// As [`Station::open_at`], with `opener` and nothing else to open the record with; none for one
    /// that is not encrypted.
    pub fn open_with(
        home: &Path,
        clock: Clock,
        opener: Option<Opener>,
    ) -> Result<Self, StationError> {
        home::make(home)?;
        let settings = Settings::in_home(home)?;
        let operator = home::operator(&settings)?;
        let ledger = Ledger::open_with(home, opener.as_ref())?;
        let mut desk = Desk {
            operator,
            records: 0,
            site: settings.site(),
            mode: settings.site_mode,
            people: People::default(),
            signed_in: None,
            holds: Vec::new(),
            has_destroyed: false,
        };
        // Where accounts exist, an administrator sets up the site and the settings no longer do.
        let noted = desk.refresh(&ledger).and_then(|()| {
            if desk.people.is_empty() {
                let site = at_same_location(&desk.site, settings.site())?;
                ledger.note_site(clock.now(), &desk.operator, &site)?;
                desk.refresh(&ledger)?;
            }
            Ok(())
        });
        match noted {
            // Nothing can be recorded, but the log must stay readable and the fault must be named.
            Ok(())
            | Err(StationError::Ledger(
                LedgerError::Cut { .. }
                | LedgerError::HeadMissing { .. }
                | LedgerError::OtherKey { .. }
                | LedgerError::Content { .. },
            )) => {}
            Err(error) => return Err(error),
        }
        if let Err(error) = ledger.keep_daily_head(clock.now()) {
            tracing::warn!("the head of today was not signed: {error}");
        }
        Ok(Self {
            home: home.to_owned(),
            clock,
            desk: Mutex::new(desk),
            catalog: Mutex::new(Arc::new(identifier::catalog_with(&ledger)?)),
            rules: Arc::new(settings.rules()?),
            camera: Mutex::new(settings.camera_choice()),
            settings,
            ledger,
            opener,
            held: Mutex::default(),
            photos_looked_for: Mutex::default(),
            traces_tried: Mutex::default(),
            identifier: Mutex::new(None),
        })
    }

    /// The folder that holds the station's files.
    pub fn home(&self) -> &Path {
        &self.home
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The time by the station's clock.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The products as they are known now; a pill that is enrolled may add one.
    pub fn catalog(&self) -> Arc<Catalog> {
        let catalog = self.catalog.lock();
        Arc::clone(&catalog.unwrap_or_else(PoisonError::into_inner))
    }

    pub fn rules(&self) -> &Arc<Rules> {
        &self.rules
    }

    /// One page of the log, as corrections left it.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogRow>, StationError> {
        Ok(self.ledger.log(filter)?)
    }

    /// The disposal that `id` states or corrects, as it stands now.
    pub fn find(&self, id: RecordId) -> Result<LogRow, StationError> {
        Ok(self.ledger.find(id)?)
    }

    /// Writes the disposals that `filter` lets through as CSV, oldest first; how many there were.
    pub fn export_csv(&self, filter: &LogFilter, out: impl Write) -> Result<u64, StationError> {
        Ok(write_csv(&self.ledger, filter, out)?)
    }

    /// What was purged by rule of the days from `from` on, as of now: a list that lacks it is no empty one.
    pub fn purges(&self, from: Option<Date>) -> Result<Vec<PurgeNote>, StationError> {
        Ok(self.ledger.purges(from, i64::MAX)?)
    }

    /// Reads the whole ledger and says whether every record is the one that was written.
    pub fn verify(&self) -> Result<Verification, StationError> {
        Ok(self.ledger.verify()?)
    }

    /// As [`Station::verify`], and whether the ledger goes on from the signed heads that `heads`
    /// names: files, or folders of them, each with one at least. `public` checks them, or else the
    /// station's own key.
    pub fn verify_against(
        &self,
        heads: &[PathBuf],
        public: Option<&PublicKey>,
    ) -> Result<Verification, StationError> {
        let own;
        let public = if let Some(public) = public {
            public
        } else {
            own = self.ledger.public_key()?;
            &own
        };
        let heads = SignedHead::read_named(heads, public)?;
        Ok(self.ledger.verify_against(&heads)?)
    }

    /// A signed statement of how far the record reaches now.
    pub fn signed_head(&self) -> Result<SignedHead, StationError> {
        Ok(self.ledger.signed_head(self.clock.now())?)
    }
}
