//! What stands between a person and the screens: first start, sign-in, lock.
//!
//! Behind a closed gate nothing is lost: the photograph, the choice and the quantity stay in the
//! state, and an identification that was begun goes on.

mod accounts;
pub mod recover;
pub mod sign_in;
pub mod unlock;
pub mod welcome;

use eframe::egui;
use zeroize::Zeroizing;

use crate::ledger::{AccountId, Site};
use crate::people::{Account, Secret};
use crate::station::{SiteMode, Station, StationError};
use crate::ui::app::App;
use crate::ui::idle::Idle;
use crate::ui::pill::label::AtLabel;
use crate::ui::staff::AtStaff;
use crate::ui::tour::Step;
use crate::ui::words::strings::text;
use crate::ui::words::told::told;
use recover::Recovery;

/// What is shown instead of the screens.
#[derive(Default)]
pub enum Gate {
    /// Nothing: somebody is signed in, or the station has no accounts.
    #[default]
    Open,
    /// First start: set up this site, or just try it.
    Welcome,
    Setup(Box<Setup>),
    /// The recovery code, the one time that it is shown.
    Code(Zeroizing<String>),
    SignIn(SignIn),
    /// An administrator forgot their PIN and has the recovery code.
    Recover(Recovery),
    /// Guidance for the person who returns medicine; with whoever is about to leave it.
    Guidance(Option<SignIn>),
}

/// The form that makes the first administrator and says what kind of site this is.
#[derive(Clone)]
pub struct Setup {
    pub name: String,
    pub secret: Zeroizing<String>,
    pub again: Zeroizing<String>,
    pub officer: String,
    pub site: Site,
    pub problem: Option<String>,
    pub busy: bool,
    /// It was tried first: the screens are behind the form.
    pub tried: bool,
}

impl Setup {
    /// An empty form over the site as it is.
    fn over(site: Site, tried: bool) -> Self {
        Self {
            name: String::new(),
            secret: Zeroizing::default(),
            again: Zeroizing::default(),
            officer: String::new(),
            site,
            problem: None,
            busy: false,
            tried,
        }
    }
}

/// Somebody about to sign in.
#[derive(Clone, Default)]
pub struct SignIn {
    pub who: Option<AccountId>,
    pub secret: Zeroizing<String>,
    pub problem: Option<String>,
    pub busy: bool,
    pub away: Away,
}

/// Why nobody is here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Away {
    /// Nobody has come yet, or whoever was here signed out.
    #[default]
    SignedOut,
    /// The window locked because nobody touched it.
    Idle,
}

/// What a person asks for at the gate.
#[derive(Clone)]
pub enum AtGate {
    JustTry,
    SetUp,
    LeaveSetup,
    Fill(Box<Setup>),
    Found,
    CodeIsWritten,
    Choose(AccountId),
    Type(Zeroizing<String>),
    SignIn,
    SignOut,
    /// The PIN is forgotten.
    Forgot,
    FillRecovery(Recovery),
    Recover,
    BackToSignIn,
    /// Show the guidance.
    Guide,
    AskToLeave,
    LeaveGuidance,
    /// Still here: the lock waits again.
    Stay,
}

impl std::fmt::Debug for AtGate {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AtGate")
    }
}

impl App {
    /// Closes the gate where the station asks for it at the start.
    pub(in crate::ui) fn close_gate_at_start(&mut self, was_told_a_photo: bool) {
        self.state.accounts = self.station.known_accounts();
        let is_research = self.station.site_mode() == SiteMode::Research;
        let is_new = self.station.is_new().unwrap_or(false);
        self.state.gate = if !self.state.accounts.is_empty() {
            self.sign_in_gate(Away::SignedOut)
        } else if !is_research || (is_new && !was_told_a_photo) {
            Gate::Welcome
        } else {
            Gate::Open
        };
        self.load_custody();
    }

    /// Carries out what was asked for at the gate.
    pub(in crate::ui) fn at_gate(&mut self, asked: AtGate) {
        match (asked, &mut self.state.gate) {
            (AtGate::JustTry, Gate::Welcome) => self.state.gate = Gate::Open,
            (AtGate::CodeIsWritten, Gate::Code(_)) if self.state.signed_in.is_some() => {
                self.state.gate = Gate::Open;
            }
            // Whoever used the recovery code signs in with the new secret.
            (AtGate::CodeIsWritten, Gate::Code(_)) => {
                self.state.gate = self.sign_in_gate(Away::SignedOut);
            }
            (AtGate::BackToSignIn, Gate::Recover(recovery)) => {
                let away = recovery.away;
                self.state.gate = self.sign_in_gate(away);
            }
            (AtGate::Forgot, Gate::SignIn(sign_in)) => {
                let SignIn { who, away, .. } = *sign_in;
                self.state.gate = Gate::Recover(Recovery {
                    who,
                    away,
                    ..Recovery::default()
                });
            }
            (AtGate::FillRecovery(filled), Gate::Recover(recovery)) => *recovery = filled,
            (AtGate::Recover, Gate::Recover(_)) => self.recover(),
            (AtGate::Guide, Gate::Open | Gate::Guidance(_)) => self.guide(),
            (AtGate::AskToLeave, Gate::Guidance(_)) => self.ask_to_leave_guidance(),
            (AtGate::LeaveGuidance, Gate::Guidance(_)) => self.leave_guidance(),
            (AtGate::SetUp, Gate::Welcome | Gate::Open) if self.state.accounts.is_empty() => {
                let tried = matches!(self.state.gate, Gate::Open);
                let setup = Setup::over(self.station.site(), tried);
                self.state.gate = Gate::Setup(Box::new(setup));
            }
            (AtGate::LeaveSetup, Gate::Setup(setup)) => {
                let tried = setup.tried;
                self.state.gate = if tried { Gate::Open } else { Gate::Welcome };
            }
            (AtGate::Fill(filled), Gate::Setup(setup)) => *setup = filled,
            (AtGate::Found, Gate::Setup(setup)) => {
                if *setup.secret == *setup.again {
                    setup.problem = None;
                    let found = founding(setup);
                    let taken = self.ask(found, Self::founded);
                    if let Gate::Setup(setup) = &mut self.state.gate {
                        setup.busy = taken;
                    }
                } else {
                    setup.problem = Some(text("setup-not-the-same"));
                }
            }
            (AtGate::Choose(id), Gate::SignIn(sign_in)) => {
                sign_in.who = Some(id);
                sign_in.secret = Zeroizing::default();
                sign_in.problem = None;
            }
            (AtGate::Type(secret), Gate::SignIn(sign_in) | Gate::Guidance(Some(sign_in))) => {
                sign_in.secret = secret;
            }
            (AtGate::SignIn, Gate::SignIn(sign_in)) => {
                if let Some(id) = sign_in.who.filter(|_| !sign_in.busy) {
                    sign_in.problem = None;
                    let secret = Secret::new(std::mem::take(&mut *sign_in.secret));
                    let taken =
                        self.ask(move |station| station.sign_in(id, &secret), Self::arrived);
                    if let Gate::SignIn(sign_in) = &mut self.state.gate {
                        sign_in.busy = taken;
                    }
                }
            }
            (AtGate::SignOut, Gate::Open) => self.leave(Away::SignedOut),
            (AtGate::Stay, _) => self.idle.touched(),
            _ => {}
        }
    }

    /// Signs out whoever is here and closes the gate.
    fn leave(&mut self, away: Away) {
        if self.state.signed_in.is_none() {
            return;
        }
        self.close_gate(away);
        self.left = self.state.signed_in.take().map(|account| account.id);
        self.ask_on_leaving(
            move |station| station.sign_out(away == Away::Idle),
            |app, left| {
                if let Err(error) = left {
                    app.kept_out(&error);
                }
            },
        );
    }

    /// Shows who may come in, and nothing of what was asked before that.
    fn close_gate(&mut self, away: Away) {
        self.state.gate = self.sign_in_gate(away);
        self.state.locks_in_s = None;
        // What was typed to prove oneself is nobody else's, and its length tells something.
        self.at_staff(AtStaff::Choose(None));
        self.state.leaving = None;
        self.state.undo = None;
        self.state.label.asking = None;
        self.state.aside = None;
        self.state.signing = None;
        self.state.counting = None;
        self.state.review.leave();
        self.state.calibration.leave();
        // What was refused can still be read; nobody is there to go on with it.
        if let Some(notice) = &mut self.state.notice {
            notice.label = None;
        }
    }

    /// Somebody is here now, or was refused.
    fn arrived(&mut self, proved: Result<Account, StationError>) {
        let account = match proved {
            Ok(account) => account,
            Err(error) => return self.kept_out(&error),
        };
        // Whoever comes back to a locked window goes on where they were.
        let comes_back = self.locked_out_of_idleness(&account);
        self.state.signed_in = Some(account);
        self.state.notice = None;
        self.idle.touched();
        self.state.gate = Gate::Open;
        self.leave_review_to_reviewers();
        if comes_back {
            self.load_custody();
        } else {
            self.begin_anew();
            self.greet();
        }
    }

    /// What the one before chose and stated is not said by whoever comes now.
    fn begin_anew(&mut self) {
        self.state.search.forget_choice();
        self.state.scan.forget_choice();
        self.state.case_before = None;
        self.state.reports.form.path = None;
        self.state.log.export = None;
        self.state.staff.show_site(self.station.site());
        if self.left.is_some() {
            self.state.discontinued.clear();
            self.at_label(AtLabel::Forget);
        }
        // What the window came back to is there before anybody is, and is for whoever counted and typed it.
        if self.left.is_some() || !self.returns_to_their_own() {
            self.state.reference.clear();
            self.forget_picks();
        }
    }

    fn locked_out_of_idleness(&self, account: &Account) -> bool {
        let locked = matches!(&self.state.gate, Gate::SignIn(who) if who.away == Away::Idle);
        locked && self.left == Some(account.id)
    }

    /// The first administrator is made, or was refused.
    fn founded(&mut self, made: Result<Zeroizing<String>, StationError>) {
        let code = match made {
            Ok(code) => code,
            Err(error) => return self.kept_out(&error),
        };
        self.state.accounts = self.station.known_accounts();
        self.state.signed_in = self.station.signed_in();
        self.idle.touched();
        self.go_to_step(Some(Step::People));
        self.state.gate = Gate::Code(code);
    }

    /// It did not work, and why.
    fn kept_out(&mut self, error: &StationError) {
        let words = told(error);
        match &mut self.state.gate {
            Gate::Setup(setup) => {
                setup.busy = false;
                setup.problem = Some(words);
            }
            Gate::SignIn(sign_in) => {
                sign_in.busy = false;
                sign_in.problem = Some(words);
            }
            Gate::Open | Gate::Welcome | Gate::Code(_) | Gate::Recover(_) | Gate::Guidance(_) => {
                self.state.warn(words);
            }
        }
    }

    /// Locks the window once nobody has touched it for the set time, and says so before. A recovery code
    /// goes then too, whoever it was shown to: another can be made; and one that is typed, which is worth as
    /// much to anybody. Guidance that somebody asked to leave, and did not, is there again.
    pub(in crate::ui) fn mind_idleness(&mut self, ctx: &egui::Context) {
        let locks = match &self.state.gate {
            Gate::Open => self.state.signed_in.is_some(),
            Gate::Code(_) => true,
            Gate::Recover(recovery) => !recovery.busy,
            Gate::Guidance(Some(leaving)) => !leaving.busy,
            _ => false,
        };
        if !locks {
            self.idle.touched();
            self.state.locks_in_s = None;
            return;
        }
        let guides = matches!(self.state.gate, Gate::Guidance(_));
        self.state.locks_in_s = match self.idle.look(ctx, self.station.now()) {
            Idle::Busy => None,
            Idle::Soon { seconds } => (!guides).then_some(seconds),
            Idle::Over if guides => {
                self.state.gate = Gate::Guidance(None);
                None
            }
            Idle::Over => {
                let away = match &self.state.gate {
                    Gate::Recover(recovery) => recovery.away,
                    _ => Away::SignedOut,
                };
                self.state.gate = self.sign_in_gate(away);
                self.leave(Away::Idle);
                None
            }
        };
    }
}

/// What the form asks of the station; the recovery code comes of it.
fn founding(
    setup: &Setup,
) -> impl FnOnce(&Station) -> Result<Zeroizing<String>, StationError> + use<> {
    let stated = |words: &str| words.trim().to_owned();
    let (name, officer) = (stated(&setup.name), stated(&setup.officer));
    let officer = (!officer.is_empty()).then_some(officer);
    let secret = Secret::new(setup.secret.as_str());
    let site = Site {
        name: stated(&setup.site.name),
        agency: stated(&setup.site.agency),
        officer_id: stated(&setup.site.officer_id),
        overseeing_officer: stated(&setup.site.overseeing_officer),
        // Address and registration are named later, under Site and people: no first start should wait
        // for a certificate.
        ..setup.site.clone()
    };
    move |station| {
        let code = station.found(&name, officer, &secret, Some(site))?;
        Ok(code.shown())
    }
}
