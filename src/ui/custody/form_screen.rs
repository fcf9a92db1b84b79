//! The form of one step: numbers on the left, everything else on the right.

use eframe::egui::{self, ComboBox, Frame, Panel, ScrollArea, Spinner, Ui};

use super::answers::{giver, received_from};
use super::choice::{By, Choice, Receiver, To, Which};
use super::form::Form;
use super::scan;
use super::slots::{Slot, chooses_items, scanned, sheet_of, signing};
use super::{AtCustody, event, items};
use crate::custody::{Custody, Signing, Step, Thing};
use crate::ledger::custody::{OnHand, UniqueId};
use crate::station::CustodyError;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, Weight, card, columns, field, focus_ring, soft, warn};
use crate::ui::kit::{free_text, room};
use crate::ui::scan::AtScan;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::told;

pub fn show(ui: &mut Ui, view: &View, step: Step, commands: &mut Vec<Command>) {
    let Some(form) = view.state.custody.forms.get(&step) else {
        return;
    };
    let mut next = form.clone();
    let panel = Panel::bottom("form_actions").frame(Frame::new());
    let kept = panel
        .show_separator_line(false)
        .show(ui, |ui| room::reserve(ui, "form"));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let sheet = sheet_of(step);
        ui.label(theme::bold(text(sheet.title), 28.0));
        ui.label(soft(ui, sheet.citation));
        if let Some(lead) = lead(step) {
            ui.label(text(lead));
        }
        let custody = &view.state.custody.custody;
        if matches!(step.thing(), Thing::Event | Thing::Box) {
            event::in_short(ui, custody);
        }
        ui.add_space(GAP);
        let slots = next.slots(custody, view.state.custody.is_empty_event);
        ui.spacing_mut().item_spacing.x = 16.0;
        let scanned = scanned(step);
        let lists = scanned.is_some() || chooses_items(step);
        // Long forms without numbers stand in two columns, so that they need no scrolling.
        let (first, rest) = if lists {
            (&[][..], slots.as_slice())
        } else {
            slots.split_at(slots.len().div_ceil(2))
        };
        columns(ui, 2, |ui, place| {
            if place == 0 && lists {
                card(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    if let Some(label) = scanned {
                        numbers(ui, custody, label, &mut next, commands);
                    } else {
                        let here = &view.state.custody.items;
                        items::choose(ui, step, here, &mut next.items);
                    }
                });
            }
            fields(ui, view, &mut next, if place == 0 { first } else { rest });
        });
    });
    room::bar(ui, "form", kept.response.rect, |ui| {
        ui.add_space(GAP);
        actions(ui, view, form, commands);
    });
    if next != *form {
        commands.push(Command::Custody(AtCustody::Fill(Box::new(next))));
    }
}

/// What a person has to know before this step.
fn lead(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::Deposit => "lead-deposit",
        Step::SealLiner => "lead-seal",
        Step::TakeOverPackage => "lead-take-over",
        Step::ReceiveForeignPackage => "lead-foreign",
        Step::TakeInventory => "lead-inventory",
        Step::DesignateSupervisor => "lead-designate",
        Step::SealBox => "lead-box",
        Step::DestroyStock => "lead-stock",
        Step::TransferStock => "lead-transfer-stock",
        Step::DepositForResidents => "lead-deposit-residents",
        Step::Amend => "lead-amend",
        Step::TransferPackage => "lead-transfer-package",
        Step::RegainLiner | Step::RegainPackage => "lead-regain",
        Step::StrikeLiner | Step::StrikePackage => "lead-strike",
        Step::VoidBox => "lead-void-box",
        _ => return None,
    })
}

fn numbers(
    ui: &mut Ui,
    custody: &Custody,
    label: &str,
    form: &mut Form,
    commands: &mut Vec<Command>,
) {
    let (step, as_it_is) = (form.step, form.clone());
    scan::field(ui, &text(label), &mut form.scanned, |id| {
        trouble(custody, &as_it_is, id)
    });
    let camera = Button::new(text("scan-with-camera")).icon(Icon::Camera);
    if camera.show(ui).clicked() {
        commands.push(Command::Scan(AtScan::OpenFor(step)));
    }
    if step == Step::TakeInventory {
        ui.separator();
        missing(ui, custody, form.scanned.ids());
    }
}

/// Why this number cannot take the step of `form`, with what that says by now.
pub fn trouble(custody: &Custody, form: &Form, id: &UniqueId) -> Option<String> {
    let step = form.step;
    let from = received_from(form).ok().flatten();
    let giver = || giver(form).ok();
    let refused = match (step.thing(), step) {
        (_, Step::AcquireLiner) if custody.liner(id).is_none() => None,
        (_, Step::ReceiveLiner) => custody.check_received(id, giver().as_ref()).err(),
        (_, Step::TakeOverPackage) => {
            let boxes = form.chosen.boxes;
            custody.check_taken_over(id, giver().as_ref(), boxes).err()
        }
        (Thing::Liner, _) => custody.mark(step, id, from.as_ref()).err(),
        (Thing::Package, _) => custody.check_package(step, id, from.as_ref()).err(),
        (Thing::Inventory, _) => custody.sort_found(&[id.clone()].into()).err(),
        (
            Thing::Event
            | Thing::Box
            | Thing::Supervisor
            | Thing::Stock
            | Thing::Resident
            | Thing::Record,
            _,
        ) => None,
    };
    refused.map(|refused| told(&refused))
}

/// What the record has on hand and nobody has scanned yet.
fn missing(ui: &mut Ui, custody: &Custody, scanned: &[UniqueId]) {
    let on_hand = custody.on_hand();
    let left = on_hand.ids().filter(|id| !scanned.contains(id)).count();
    if left == 0 {
        ui.label(text("inventory-complete"));
        return;
    }
    ui.label(theme::bold(
        text_with("inventory-missing", [("count", left.into())]),
        18.0,
    ));
    let OnHand {
        unused_liners,
        sealed_liners,
        unused_packages,
        returned_packages,
    } = &on_hand;
    let marks = [
        ("inventory-unused-liners", unused_liners),
        ("inventory-sealed-liners", sealed_liners),
    ];
    for (key, list) in marks {
        unscanned(ui, key, list.iter().map(|mark| &mark.id), scanned);
    }
    let packages = [
        ("inventory-unused-packages", unused_packages),
        ("inventory-returned-packages", returned_packages),
    ];
    for (key, list) in packages {
        unscanned(ui, key, list.iter(), scanned);
    }
}

fn unscanned<'a>(
    ui: &mut Ui,
    key: &str,
    ids: impl Iterator<Item = &'a UniqueId>,
    scanned: &[UniqueId],
) {
    let left = ids.filter(|id| !scanned.contains(id));
    let left: Vec<_> = left.map(UniqueId::as_str).collect();
    if !left.is_empty() {
        let numbers = left.join(", ").into();
        ui.label(text_with(key, [("numbers", numbers)]));
    }
}

fn fields(ui: &mut Ui, view: &View, form: &mut Form, slots: &[Slot]) {
    if slots.is_empty() {
        return;
    }
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let width = ui.available_width() - 28.0;
        for &slot in slots {
            one_field(ui, view, form, slot, width);
        }
    });
}

fn one_field(ui: &mut Ui, view: &View, form: &mut Form, slot: Slot, width: f32) {
    let label = match (slot.may_be_empty(form.step), text(slot.label())) {
        (true, label) => text_with("form-may-be-empty", [("field", label.into())]),
        (false, label) => label,
    };
    if !slot.choices().is_empty() {
        choice(ui, view, form, slot, &label);
        return;
    }
    let mut value = form.get(slot).to_owned();
    if slot == Slot::Person {
        people(ui, view, &label, &mut value, width);
    } else {
        let hint = slot.hint().map_or_else(String::new, text);
        if slot.is_free_text() {
            free_text::field(ui, &label, &hint, &mut value, width);
        } else {
            field(ui, &label, &hint, &mut value, width);
        }
    }
    if value != form.get(slot) {
        form.set(slot, value);
    }
}

/// What there is to choose from here; what the law takes out is said below.
fn choice(ui: &mut Ui, view: &View, form: &mut Form, slot: Slot, label: &str) {
    let custody = &view.state.custody.custody;
    let details = form.details(custody);
    let police = view.station.site_mode().is_law_enforcement();
    // What the law takes out for stock follows from what it is and who takes it.
    let stock = form.step == Step::TransferStock;
    let to_dea = form.chosen.to == To::Dea;
    let here = |choice: &Choice| match *choice {
        Choice::By(By::OwnVehicle) => stock || to_dea || view.station.may_drive(),
        Choice::To(To::Distributor) => !police,
        Choice::Receiver(Receiver::Instructed) => view.station.may_be_instructed(),
        Choice::Which(which) => details.iter().any(|detail| Which::of(detail) == which),
        _ => true,
    };
    ui.label(soft(ui, label));
    ui.horizontal_wrapped(|ui| {
        for choice in slot.choices().iter().copied().filter(here) {
            let weight = if form.chosen.holds(choice) {
                Weight::Chosen
            } else {
                Weight::Plain
            };
            let button = Button::new(text(choice.key())).weight(weight);
            if button.show(ui).clicked() {
                form.chosen.take(choice);
            }
        }
    });
    match slot {
        Slot::Means if !view.station.may_drive() => {
            let refusal = match form.chosen.receiver {
                _ if !stock => (!to_dea).then_some(CustodyError::OwnVehicle),
                Receiver::Instructed | Receiver::Dea => None,
                Receiver::ReverseDistributor | Receiver::Supplier | Receiver::Manufacturer => {
                    Some(CustodyError::StockInOwnVehicle)
                }
            };
            if let Some(refusal) = refusal {
                ui.label(soft(ui, sentence(&told(&refusal))));
            }
        }
        Slot::Receiver if !view.station.may_be_instructed() => {
            ui.label(soft(ui, sentence(&told(&CustodyError::NotInstructed))));
        }
        Slot::Kind if police => {
            ui.label(soft(ui, sentence(&told(&CustodyError::NotADistributor))));
        }
        Slot::Detail if details.is_empty() => {
            ui.label(soft(ui, text("amend-nothing")));
        }
        Slot::Detail => {
            if let Some(said) = form.detail(custody) {
                let now = [
                    ("field", text("amend-said").into()),
                    ("value", told(&said).into()),
                ];
                ui.label(text_with("form-line", now));
            }
        }
        _ => {}
    }
}

fn people(ui: &mut Ui, view: &View, label: &str, value: &mut String, width: f32) {
    let name = ui.label(soft(ui, label));
    let here = || {
        let all = view.state.accounts.iter();
        all.filter(|account| !account.disabled)
    };
    let chosen = here().find(|account| account.id.to_string() == *value);
    let shown = chosen.map_or_else(|| text("designate-nobody"), |account| account.name.clone());
    let combo = ComboBox::from_id_salt("person")
        .selected_text(shown)
        .width(width)
        .show_ui(ui, |ui| {
            for account in here() {
                let id = account.id.to_string();
                ui.selectable_value(value, id, account.name.as_str());
            }
        });
    focus_ring(ui, &combo.response);
    combo.response.labelled_by(name.id);
}

/// Always in sight: why it was not recorded, and what to do now.
fn actions(ui: &mut Ui, view: &View, form: &Form, commands: &mut Vec<Command>) {
    let step = form.step;
    let (go, note) = match signing(step, view.state.custody.is_empty_event) {
        Signing::Nobody => ("form-record", None),
        Signing::One(_) => ("form-sign-one", Some("form-note-one")),
        Signing::Two(_) => ("form-sign-two", Some("form-note-two")),
    };
    if let Some(problem) = &form.problem {
        warn(ui, problem);
    }
    ui.horizontal(|ui| {
        ui.set_min_height(theme::PRIMARY_HEIGHT);
        if view.state.custody.busy {
            ui.add(Spinner::new().size(24.0).color(theme::palette(ui).primary));
            ui.label(text("form-checking"));
            return;
        }
        let go = Button::new(text(go))
            .icon(Icon::Check)
            .weight(Weight::Primary);
        if go.width(360.0).show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::Submit(step)));
        }
        let back = Button::new(text("form-back")).icon(Icon::Back).key("Esc");
        if back.tall().show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::Back));
        }
        let empty = Button::new(text("form-throw-away")).icon(Icon::Cross);
        if form.is_begun() && empty.tall().show(ui).clicked() {
            commands.push(Command::Custody(AtCustody::ThrowAway(step)));
        }
        if let Some(note) = note {
            ui.add(egui::Label::new(soft(ui, text(note))).wrap());
        }
    });
}
