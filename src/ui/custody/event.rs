//! The take-back event: who is in charge, how far it has come, its boxes, and what comes next.

use eframe::egui::{self, Align, Layout, ScrollArea, Ui, vec2};

use super::acts::column;
use super::history::signed;
use super::trail;
use crate::custody::{Custody, Session, SessionStage, Step, Thing};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{card, soft};
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{text, text_with};

const ACTS: f32 = 300.0;

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let custody = &view.state.custody.custody;
    let (height, layout) = (ui.available_height(), Layout::top_down(Align::Min));
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(ACTS, height), layout, |ui| {
            ui.set_width(ACTS);
            let belongs =
                |step: Step| matches!(step.thing(), Thing::Event | Thing::Box | Thing::Record);
            let (open, is_empty) = (custody.open_session(), view.state.custody.is_empty_event);
            ScrollArea::vertical()
                .id_salt("acts")
                .auto_shrink(false)
                .show(ui, |ui| {
                    column(
                        ui,
                        view,
                        belongs,
                        |step| ready(step, open, is_empty),
                        commands,
                    );
                    trail::look_up(ui, None, commands);
                });
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), layout, |ui| {
            ScrollArea::vertical()
                .id_salt("events")
                .auto_shrink(false)
                .show(ui, |ui| events(ui, view));
        });
    });
}

/// Whether `step` can come next.
fn ready(step: Step, open: Option<&Session>, is_empty_event: bool) -> bool {
    let stage = open.map(Session::stage);
    match step {
        Step::Amend => true,
        Step::OpenSession => open.is_none(),
        Step::SealBox => open.is_some(),
        Step::VoidBox => open.is_some_and(|open| open.boxes().next().is_some()),
        Step::Deposit => stage == Some(SessionStage::Collecting),
        _ => stage == Some(SessionStage::Deposited) || is_empty_event,
    }
}

/// The open event in one line, above the forms that belong to it.
pub fn in_short(ui: &mut Ui, custody: &Custody) {
    if let Some(session) = custody.open_session() {
        ui.label(headline(session));
        ui.label(soft(ui, counts(session)));
    }
}

fn headline(session: &Session) -> String {
    text_with(
        "event-headline",
        [
            ("number", session.number.to_string().into()),
            ("place", session.place.to_string().into()),
            ("day", day_words(session.opened.date()).into()),
            ("time", session.opened.strftime("%H:%M").to_string().into()),
        ],
    )
}

fn counts(session: &Session) -> String {
    let net = session.net_tenths();
    text_with(
        "event-counts",
        [
            ("boxes", session.boxes().count().into()),
            ("net", format!("{}.{}", net / 10, net % 10).into()),
        ],
    )
}

fn events(ui: &mut Ui, view: &View) {
    let custody = &view.state.custody.custody;
    match custody.open_session() {
        Some(session) => card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            running(ui, view, session);
        }),
        None => card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(text("event-none"), 22.0));
            ui.label(soft(ui, text("event-none-lead")));
        }),
    }
    let closed = |session: &&Session| session.stage() == SessionStage::Closed;
    let mut earlier = custody.sessions().iter().rev().filter(closed).peekable();
    if earlier.peek().is_none() {
        return;
    }
    ui.add_space(GAP);
    ui.label(theme::bold(text("event-earlier"), 20.0));
    for session in earlier {
        card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(headline(session), 18.0));
            ui.label(soft(ui, counts(session)));
        });
    }
}

fn running(ui: &mut Ui, view: &View, session: &Session) {
    let stage = match session.stage() {
        SessionStage::Collecting => "event-collecting",
        SessionStage::Deposited => "event-deposited",
        SessionStage::Closed => "event-closed",
    };
    ui.label(theme::bold(headline(session), 22.0));
    ui.label(text(stage));
    let officer = &session.overseeing;
    ui.label(soft(
        ui,
        text_with(
            "event-officer",
            [
                ("agency", session.agency.to_string().into()),
                ("name", officer.name.to_string().into()),
                ("number", officer.number.to_string().into()),
            ],
        ),
    ));
    ui.label(theme::bold(counts(session), 20.0));
    if view.state.recorded > 0 {
        let count = view.state.recorded.into();
        ui.label(text_with("recorded-session", [("count", count)]));
    }
    if session.boxes().next().is_none() {
        ui.label(soft(ui, text("event-no-box")));
        return;
    }
    egui::Grid::new("boxes")
        .num_columns(5)
        .min_row_height(36.0)
        .spacing(vec2(24.0, 4.0))
        .show(ui, |ui| {
            for key in [
                "box-number",
                "slot-gross",
                "slot-tare",
                "box-net",
                "box-seals",
            ] {
                ui.label(soft(ui, text(key)));
            }
            ui.end_row();
            for (sealed, weight) in session.weighed() {
                ui.label(theme::bold(sealed.id.as_str(), 18.0));
                for pounds in [weight.gross(), weight.tare(), weight.net()] {
                    ui.label(pounds.to_string());
                }
                ui.vertical(|ui| {
                    ui.label(sealed.seals.to_string());
                    ui.label(soft(ui, signed(&sealed.sealed_by)));
                    if weight != sealed.weight {
                        ui.label(soft(ui, text("box-restated")));
                    }
                });
                ui.end_row();
            }
        });
}
