//! The people of the site, the site itself, and one's own PIN, after the first start.

mod camera;
mod people;
mod site;

pub use site::SiteForm;

use std::collections::BTreeMap;

use eframe::egui::Ui;
use zeroize::Zeroizing;

use crate::camera::{CameraId, Found};
use crate::ledger::{AccountId, Moment};
use crate::people::{Account, Action, Role, Secret};
use crate::station::{NewAccount, Station, StationError};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::gate::Gate;
use crate::ui::gate::sign_in::{role_key, secret_field};
use crate::ui::gate::welcome::to_setup;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, soft, warn};
use crate::ui::state::Screen;
use crate::ui::teach;
use crate::ui::words::strings::text;
use crate::ui::words::told::told;

/// One of the pages.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Page {
    #[default]
    Mine,
    People,
    Site,
    /// Which camera looks at the tray.
    Camera,
    /// Pills that the station was taught.
    Taught,
}

/// What is being typed and shown here.
#[derive(Default)]
pub struct Desk {
    pub page: Page,
    /// Whose account is in hand; nobody while somebody is being added.
    pub chosen: Option<AccountId>,
    pub form: Form,
    pub site: Option<SiteForm>,
    /// Until when nobody's secret is looked at.
    pub locked: BTreeMap<AccountId, Moment>,
    /// The cameras that are connected; none until they were looked for.
    pub cameras: Option<Vec<Found>>,
    pub problem: Option<String>,
    pub busy: bool,
}

/// What is typed about a person. Emptied when another page or person is chosen.
#[derive(Clone, Default, PartialEq)]
pub struct Form {
    pub name: String,
    /// An officer's number, once it is typed; until then that on record holds.
    pub officer: Option<String>,
    pub role: Option<Role>,
    pub old: Zeroizing<String>,
    pub secret: Zeroizing<String>,
    pub again: Zeroizing<String>,
}

/// Everybody, and who is locked out until when.
type Known = (Vec<Account>, BTreeMap<AccountId, Moment>);

/// What a person asks for here.
#[derive(Clone)]
pub enum AtStaff {
    Go(Page),
    /// Somebody's account, or nobody's to add one.
    Choose(Option<AccountId>),
    Fill(Form),
    FillSite(Box<SiteForm>),
    ChangeMine,
    Add,
    SetRole(AccountId, Role),
    /// Whether they are an employee of the collector.
    SetOfCollector(AccountId, bool),
    /// The officer's number that is typed, or none.
    SetOfficer(AccountId),
    Disable(AccountId),
    GiveSecret(AccountId),
    MakeCode,
    SetSite,
    LookForCameras,
    /// From now on, or the first there is.
    TakeCamera(Option<CameraId>),
}

impl std::fmt::Debug for AtStaff {
    /// Without what was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AtStaff")
    }
}

impl App {
    /// Carries out what was asked for on this screen.
    pub(super) fn at_staff(&mut self, asked: AtStaff) {
        let desk = &mut self.state.staff;
        match asked {
            AtStaff::Go(page) => {
                // What is on its way is not asked for once more on the next page.
                *desk = Desk {
                    page,
                    busy: desk.busy,
                    ..Desk::default()
                };
                desk.show_site(self.station.site());
                self.state.screen = Screen::Staff;
                self.load_people();
                match page {
                    Page::Taught => self.load_taught(),
                    Page::Camera => self.look_for_cameras(),
                    Page::Mine | Page::People | Page::Site => {}
                }
            }
            AtStaff::Choose(chosen) => {
                desk.chosen = chosen;
                desk.form = Form::default();
                desk.problem = None;
            }
            AtStaff::Fill(form) => desk.form = form,
            AtStaff::FillSite(form) => desk.site = Some(*form),
            AtStaff::MakeCode => self.make_code(),
            AtStaff::SetSite => self.set_site(),
            AtStaff::LookForCameras => self.look_for_cameras(),
            AtStaff::TakeCamera(id) => self.take_camera(id),
            AtStaff::SetRole(id, role) => {
                self.do_with_people("staff-done-role", move |station| {
                    station.change_role(id, role)
                });
            }
            AtStaff::SetOfCollector(id, is) => {
                self.do_with_people("staff-done-collector", move |station| {
                    station.set_of_collector(id, is)
                });
            }
            AtStaff::SetOfficer(id) => {
                if let Some(number) = desk.form.officer.clone() {
                    self.do_with_people("staff-done-officer", move |station| {
                        station.set_officer(id, Some(&number))
                    });
                }
            }
            AtStaff::Disable(id) => {
                self.do_with_people("staff-done-disabled", move |station| station.disable(id));
            }
            AtStaff::ChangeMine | AtStaff::Add | AtStaff::GiveSecret(_) => {
                if *desk.form.secret == *desk.form.again {
                    self.with_new_secret(&asked);
                } else {
                    desk.problem = Some(text("setup-not-the-same"));
                }
            }
        }
    }

    fn with_new_secret(&mut self, asked: &AtStaff) {
        let form = self.state.staff.form.clone();
        let secret = Secret::new(form.secret.as_str());
        match asked {
            AtStaff::GiveSecret(id) => {
                let id = *id;
                self.do_with_people("staff-done-secret", move |station| {
                    station.recover(id, &secret)
                });
            }
            AtStaff::ChangeMine => {
                let Some(me) = self.state.signed_in.as_ref().map(|account| account.id) else {
                    return;
                };
                let old = Secret::new(form.old.as_str());
                self.do_with_people("staff-done-mine", move |station| {
                    station.change_secret(me, &old, &secret)
                });
            }
            _ => {
                let new = NewAccount {
                    name: form.name.clone(),
                    role: form.role.unwrap_or(Role::Operator),
                    officer: form.officer.clone(),
                };
                self.do_with_people("staff-done-added", move |station| {
                    station.add_account(new, &secret).map(drop)
                });
            }
        }
    }

    fn load_people(&mut self) {
        let _taken = self.ask(
            |station| Ok((station.accounts()?, station.lockouts()?)),
            |app, read| {
                app.take_people(read);
            },
        );
    }

    /// Whether it could be read.
    fn take_people(&mut self, read: Result<Known, StationError>) -> bool {
        let problem = match read {
            Ok((accounts, locked)) => {
                self.know_accounts(accounts);
                // Whoever left while it was read is not here again.
                if self.state.signed_in.is_some() {
                    self.state.signed_in = self.station.signed_in();
                }
                self.state.staff.locked = locked;
                None
            }
            Err(error) => Some(told(&error)),
        };
        let read = problem.is_none();
        self.state.staff.problem = problem;
        read
    }

    /// Does something with accounts and reads them again; `done` are the words to say then.
    fn do_with_people(
        &mut self,
        done: &'static str,
        work: impl FnOnce(&Station) -> Result<(), StationError> + Send + 'static,
    ) {
        if self.state.staff.busy {
            return;
        }
        self.state.staff.problem = None;
        let taken = self.ask(
            move |station| {
                work(station)?;
                Ok((station.accounts()?, station.lockouts()?))
            },
            move |app, read| {
                app.state.staff.busy = false;
                if app.take_people(read) {
                    app.state.staff.form = Form::default();
                    app.state.say(text(done));
                }
            },
        );
        self.state.staff.busy = taken;
    }

    /// Makes another recovery code, and shows it while whoever asked for it is there.
    fn make_code(&mut self) {
        if self.state.staff.busy {
            return;
        }
        self.state.staff.problem = None;
        let asked_by = self.state.signed_in.as_ref().map(|account| account.id);
        let taken = self.ask(
            |station| station.new_code().map(|code| code.shown()),
            move |app, made| {
                app.state.staff.busy = false;
                let here = app.state.signed_in.as_ref().map(|account| account.id);
                let is_there = matches!(app.state.gate, Gate::Open) && here == asked_by;
                match made {
                    Ok(code) if is_there => app.state.gate = Gate::Code(code),
                    Ok(_) => app.state.warn(text("code-unseen")),
                    Err(error) => app.state.staff.problem = Some(told(&error)),
                }
            },
        );
        self.state.staff.busy = taken;
    }
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.staff;
    ui.horizontal_wrapped(|ui| {
        for (page, words, icon) in [
            (Page::Mine, text("staff-mine"), Icon::Lock),
            (Page::People, text("staff-people"), Icon::Person),
            (Page::Site, text("staff-site"), Icon::Info),
            (Page::Camera, text("staff-camera"), Icon::Camera),
            (Page::Taught, text("staff-taught"), Icon::Pill),
        ] {
            if page == Page::Taught && view.station.offers(Action::Enrol).is_err() {
                continue;
            }
            let weight = if desk.page == page {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let tab = Button::new(words).icon(icon).weight(weight);
            if tab.show(ui).clicked() {
                commands.push(Command::Staff(AtStaff::Go(page)));
            }
        }
    });
    if let Some(problem) = &desk.problem {
        warn(ui, problem);
    }
    match desk.page {
        Page::Mine | Page::People | Page::Site if view.state.accounts.is_empty() => {
            ui.label(text("staff-no-accounts"));
            ui.label(soft(ui, text("welcome-site")));
            ui.add_space(GAP);
            to_setup(ui, commands);
        }
        Page::Mine => mine(ui, view, commands),
        Page::People => people::show(ui, view, commands),
        Page::Site => site::show(ui, view, commands),
        Page::Camera => camera::show(ui, view, commands),
        Page::Taught => teach::taught(ui, view, commands),
    }
}

/// Two fields for another secret, side by side.
fn new_secret(ui: &mut Ui, form: &mut Form, width: f32) {
    let each = (width - 36.0) / 2.0;
    ui.horizontal(|ui| {
        secret_field(ui, &text("staff-secret"), &mut form.secret, each);
        secret_field(ui, &text("setup-again"), &mut form.again, each);
    });
}

fn is_typed(form: &Form) -> bool {
    !form.secret.is_empty() && !form.again.is_empty()
}

fn filled(before: &Form, form: Form, commands: &mut Vec<Command>) {
    if form != *before {
        commands.push(Command::Staff(AtStaff::Fill(form)));
    }
}

fn go(ui: &mut Ui, view: &View, key: &str, ready: bool) -> bool {
    let words = if view.state.staff.busy {
        text("sign-in-checking")
    } else {
        text(key)
    };
    Button::new(words)
        .icon(Icon::Check)
        .weight(Weight::Primary)
        .enabled(ready && !view.state.staff.busy)
        .show(ui)
        .clicked()
}

fn mine(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(account) = &view.state.signed_in else {
        return;
    };
    let mut form = view.state.staff.form.clone();
    ui.scope(|ui| {
        ui.set_max_width(620.0);
        card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(account.name.as_str(), 24.0));
            ui.label(soft(ui, text(role_key(account.role))));
            ui.label(soft(ui, text("staff-strength")));
            let width = ui.available_width() - 28.0;
            secret_field(ui, &text("staff-old"), &mut form.old, width);
            new_secret(ui, &mut form, width);
            ui.add_space(GAP);
            let ready = is_typed(&form) && !form.old.is_empty();
            if go(ui, view, "staff-change-mine", ready) {
                commands.push(Command::Staff(AtStaff::ChangeMine));
            }
        });
    });
    filled(&view.state.staff.form, form, commands);
}
