//! What the window shows. Screens read it; only methods of `App` change it, those of each folder in that
//! folder: when a command is carried out, when a worker has answered, and at the start of a frame.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::TextureHandle;

use super::calibration;
use super::custody;
use super::gate::{Gate, SignIn};
use super::kit::keyboard::Keyboard;
pub use super::notice::Notice;
use super::pill::Pill;
use super::pill::label::Label;
use super::pill::quantity::Counting;
use super::presentation::Presentation;
use super::record::lines::{Line, LogQuery, Rest};
use super::record::reports::ReportForm;
use super::review::ReviewDesk;
use super::scan;
use super::signing::Signing;
use super::staff;
use super::teach;
use super::tour;
use super::tray::shown::Shown;
use super::workers::long::Running;
use crate::camera::Frame;
use crate::catalog::{Found, ProductId, SearchWords};
use crate::identify::Versions;
use crate::ledger::RecordId;
use crate::people::Account;
use crate::station::Scale;
use crate::vision::Flaw;

/// One screen at a time, one decision a screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Screen {
    /// No photograph yet, or several pills to choose from.
    Capture,
    /// One pill: candidates, hazard, decision.
    Result,
    /// Not one of the candidates: the catalogue.
    Search,
    /// What the pill in hand is, for the station to know it from now on.
    Teach,
    Log,
    Review,
    Reports,
    /// Liners, packages, take-back events, what is unfinished.
    Custody,
    /// People, site and one's own PIN.
    Staff,
    /// The card under the camera.
    Calibration,
    /// Barcodes of packages and liners.
    Scan,
    About,
}

/// Where a photograph comes from.
#[derive(Clone, Debug)]
pub enum Source {
    File(PathBuf),
    /// An encoded picture from the clipboard or dropped without a path.
    Bytes(Arc<[u8]>),
    /// What the camera showed.
    Frame(Frame),
    /// A tray drawn from catalogue facts, which tray being chosen by the number.
    Drawing(u64),
}

/// Whether identification can work on this machine.
#[derive(Clone, Debug)]
pub enum Chain {
    /// Models are being loaded.
    Waking,
    Awake {
        versions: Versions,
        reads_imprints: bool,
    },
    /// What is missing and what to do about it.
    Missing(String),
}

/// What the worker is doing for the photograph in hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    Idle,
    /// Decoding and finding pills.
    Finding,
    /// Looking at the other side of the pill in hand.
    FindingSide,
}

/// A photograph with the pills found in it.
pub struct Tray {
    pub texture: TextureHandle,
    /// Width and height of the photograph, pixels.
    pub size: [u32; 2],
    /// A drawing, not a photograph: said wherever it is shown.
    pub drawing: bool,
    /// What lies under the camera now; pills come and go.
    pub live: bool,
    /// What is wrong with the picture of it.
    pub flaws: Vec<Flaw>,
    pub pills: Vec<Pill>,
}

impl Tray {
    pub fn pill(&self, number: u32) -> Option<&Pill> {
        self.pills.iter().find(|pill| pill.number == number)
    }

    pub fn pill_mut(&mut self, number: u32) -> Option<&mut Pill> {
        self.pills.iter_mut().find(|pill| pill.number == number)
    }
}

/// The search screen.
#[derive(Default)]
pub struct Search {
    /// Colors and shapes that the catalogue uses, in order.
    pub colors: Vec<String>,
    pub shapes: Vec<String>,
    pub words: SearchWords,
    pub found: Found,
    /// Used when there is no pill in hand.
    pub choice: Option<ProductId>,
    pub quantity: Option<u32>,
}

impl Search {
    /// Nothing is chosen, for the next person and the next item.
    pub fn forget_choice(&mut self) {
        self.choice = None;
        self.quantity = None;
    }
}

/// The log screen.
#[derive(Default)]
pub struct Log {
    pub query: LogQuery,
    pub lines: Vec<Line>,
    /// The newest answer that was asked for; older ones are dropped.
    pub asked: u64,
    pub loading: bool,
    /// Below those loaded.
    pub rest: Rest,
    /// Where the export that is being prepared goes.
    pub export: Option<String>,
}

/// The reports screen.
#[derive(Default)]
pub struct Reports {
    pub form: ReportForm,
}

/// Who presses or taps again within this time of a record means what was recorded, seconds: a second tap, and
/// the first repeat of a key held down, come this soon.
pub const AGAIN_S: f64 = 0.7;

/// The record that undo would take back.
#[derive(Clone, Debug)]
pub struct LastRecord {
    /// The rows corrections name, and the number of the pill that each came from: one, or those of all
    /// pills confirmed together.
    pub rows: Vec<(RecordId, Option<u32>)>,
    /// What they say, in one line.
    pub words: String,
    /// The job of the tray on which these pills lie.
    pub job: u64,
    /// When it was written, by the clock of the window.
    pub at_s: f64,
}

/// What opens over every screen and every gate, and leaves them as they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aside {
    /// What to do on the screen in hand.
    Help,
    /// Language, colors, size, sound.
    Presentation,
    /// What the program is made of.
    Licences,
    /// Why what is in hand is hazardous, or is not known to be.
    Reasons,
}

/// Everything the window shows.
pub struct State {
    /// Language, and how everything looks.
    pub presentation: Presentation,
    /// What is shown instead of the screens until somebody is signed in.
    pub gate: Gate,
    /// Everybody who has an account.
    pub accounts: Vec<Account>,
    /// Who is here; nobody where the station has no accounts.
    pub signed_in: Option<Account>,
    /// The window is about to lock.
    pub locks_in_s: Option<u32>,
    /// What is left to set up.
    pub tour: Option<tour::Step>,
    pub aside: Option<Aside>,
    /// A kiosk opens no files and no clipboard: both lead out of its window.
    pub kiosk: bool,
    /// Somebody wants to leave the kiosk.
    pub leaving: Option<SignIn>,
    /// The keys on the screen; none where the machine has others.
    pub keyboard: Option<Keyboard>,
    pub screen: Screen,
    pub chain: Chain,
    pub work: Work,
    pub camera: Shown,
    /// Whether pictures of the camera are measured, once that was asked.
    pub scale: Option<Scale>,
    pub calibration: calibration::Desk,
    pub scan: scan::Desk,
    pub tray: Option<Tray>,
    /// Pills in the record that are not where they lay before the tray was out of sight.
    pub lost: usize,
    /// Number of the pill in hand.
    pub in_hand: Option<u32>,
    /// The next photograph is the other side of the pill in hand.
    pub wants_other_side: bool,
    pub search: Search,
    pub label: Label,
    pub log: Log,
    pub reports: Reports,
    pub review: ReviewDesk,
    pub custody: custody::Desk,
    pub staff: staff::Desk,
    pub teach: teach::Desk,
    /// Something that waits for people to put their names to it.
    pub signing: Option<Signing>,
    /// A quantity that is being typed.
    pub counting: Option<Counting>,
    pub last: Option<LastRecord>,
    /// What takes long and runs now.
    pub long: Option<Running>,
    /// Asking for the reason of an undo: what was typed so far.
    pub undo: Option<String>,
    /// Records on their way to the ledger.
    pub saving: bool,
    pub notice: Option<Notice>,
    /// What screen readers speak of what just changed.
    pub announced: String,
    /// Case, evidence or resident reference, where the site mode wants one.
    pub reference: String,
    /// That of the last item that whoever is here recorded, or put away, since they came.
    pub case_before: Option<String>,
    /// The day on which a resident no longer used it, as it is typed; stays for the next pill of the tray.
    pub discontinued: String,
    /// Rows recorded in this session.
    pub recorded: u32,
}

impl State {
    /// An empty table.
    pub fn new(presentation: Presentation) -> Self {
        Self {
            presentation,
            gate: Gate::Open,
            accounts: Vec::new(),
            signed_in: None,
            locks_in_s: None,
            tour: None,
            aside: None,
            kiosk: false,
            leaving: None,
            keyboard: None,
            screen: Screen::Capture,
            chain: Chain::Waking,
            work: Work::Idle,
            camera: Shown::default(),
            scale: None,
            calibration: calibration::Desk::default(),
            scan: scan::Desk::default(),
            tray: None,
            lost: 0,
            in_hand: None,
            wants_other_side: false,
            search: Search::default(),
            label: Label::default(),
            log: Log::default(),
            reports: Reports::default(),
            review: ReviewDesk::default(),
            custody: custody::Desk::default(),
            staff: staff::Desk::default(),
            teach: teach::Desk::default(),
            signing: None,
            counting: None,
            last: None,
            long: None,
            undo: None,
            saving: false,
            notice: None,
            announced: String::new(),
            reference: String::new(),
            case_before: None,
            discontinued: String::new(),
            recorded: 0,
        }
    }

    /// The pill in hand.
    pub fn pill(&self) -> Option<&Pill> {
        self.tray.as_ref()?.pill(self.in_hand?)
    }

    pub fn pill_mut(&mut self) -> Option<&mut Pill> {
        self.tray.as_mut()?.pill_mut(self.in_hand?)
    }

    /// Nothing is in hand.
    pub fn let_go(&mut self) {
        self.in_hand = None;
        self.wants_other_side = false;
    }

    /// Whether what is searched for from this screen is no pill that lies there: it shows none in hand,
    /// or one that cannot be recorded with its picture.
    pub fn is_found_alone(&self, from: Screen) -> bool {
        let settled = |pill: &Pill| pill.recorded.is_some() || pill.is_touching();
        let shows_pill = matches!(from, Screen::Result | Screen::Search | Screen::Teach);
        !shows_pill || self.pill().is_some_and(settled)
    }

    /// Whether a record was written so shortly before this time of the window that a second Enter or a
    /// second tap was meant for that.
    pub fn has_just_recorded(&self, now_s: f64) -> bool {
        let last = self.last.as_ref();
        last.is_some_and(|last| now_s - last.at_s < AGAIN_S)
    }

    /// Whether the other side of the pill in hand can be added to it.
    pub fn lacks_side(&self) -> bool {
        let is_done = |pill: &Pill| self.is_live() && pill.recorded.is_some();
        self.pill()
            .is_some_and(|pill| pill.sides.len() < 2 && !is_done(pill))
    }

    /// Whether what lies on the table is what the camera sees.
    pub fn is_live(&self) -> bool {
        self.tray.as_ref().is_some_and(|tray| tray.live)
    }

    /// What CONFIRM would record now.
    pub fn chosen(&self) -> Option<ProductId> {
        match self.pill() {
            Some(pill) => pill.choice.product(),
            None => self.search.choice,
        }
    }

    pub fn quantity(&self) -> u32 {
        self.pill()
            .map_or_else(|| self.search.quantity.unwrap_or(1), |pill| pill.quantity)
    }
}
