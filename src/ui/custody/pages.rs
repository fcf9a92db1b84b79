//! The screens about custody: which there are, and which of them a kind of site has.

use crate::custody::{SessionStage, Step, Thing};
use crate::people::Action;
use crate::station::{Law, Ruling, SiteMode};
use crate::ui::app::View;

/// One screen among those about custody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    Todo,
    Liners,
    Packages,
    Event,
    /// Every record that names a number.
    Trail,
    Form(Step),
}

/// Where items are recorded only during a take-back event, whether there is one for them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventNeed {
    None,
    /// No event is open.
    Open,
    /// Everything of the open event is deposited.
    IsDeposited,
}

/// What recording an item waits for here.
pub fn event_need(view: &View) -> EventNeed {
    if view.station.site_mode() != SiteMode::LeEvent {
        return EventNeed::None;
    }
    match view.state.custody.custody.open_session() {
        None => EventNeed::Open,
        Some(session) if session.stage() == SessionStage::Collecting => EventNeed::None,
        Some(_) => EventNeed::IsDeposited,
    }
}

/// The law by which this kind of site does not have that page.
pub fn law_against(view: &View, page: Page) -> Option<Law> {
    let action = action_of(page)?;
    match view.station.site_mode().ruling(action) {
        Ruling::No(law) => Some(law),
        Ruling::Yes | Ruling::NonControlledOnly(_) => None,
    }
}

fn action_of(page: Page) -> Option<Action> {
    match page {
        Page::Liners => Some(Action::LinerLog),
        Page::Packages => Some(Action::PackageLog),
        Page::Event => Some(Action::EventSession),
        Page::Form(Step::DestroyStock | Step::TransferStock) => Some(Action::OwnStock),
        Page::Form(Step::DepositForResidents) => Some(Action::FacilityDeposit),
        Page::Todo | Page::Trail | Page::Form(_) => None,
    }
}

/// The page on which the things of `step` are.
pub fn page_of(step: Step) -> Page {
    match step.thing() {
        Thing::Liner | Thing::Inventory | Thing::Supervisor => Page::Liners,
        Thing::Package => Page::Packages,
        Thing::Event | Thing::Box => Page::Event,
        Thing::Stock | Thing::Resident => Page::Todo,
        Thing::Record => Page::Trail,
    }
}
