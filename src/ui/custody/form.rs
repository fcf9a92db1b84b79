//! A custody form as far as it has been filled in. It is kept until it is recorded or thrown away:
//! neither leaving it nor the lock of the window loses a number that was scanned.

use std::collections::BTreeMap;

use super::choice::{By, Chosen, Receiver, Taker, To, Which};
use super::items::{self, Leaving, Packed};
use super::scan::Scanned;
use super::slots::{Slot, sheet_of};
use crate::custody::{Custody, Step, Thing};
use crate::ledger::custody::Detail;
use crate::ledger::{Moment, Site};
use crate::ui::words::days::{day_typed, read_day};
use crate::ui::words::strings::{text, text_with};

/// What was filled in for one step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    pub step: Step,
    pub scanned: Scanned,
    /// Items that leave, own stock with how it was packed.
    pub items: BTreeMap<i64, Packed>,
    pub chosen: Chosen,
    values: BTreeMap<Slot, String>,
    /// As it stood when it was opened.
    untouched: BTreeMap<Slot, String>,
    /// Why it was not recorded, and what to do.
    pub problem: Option<String>,
}

impl Form {
    /// An empty form, with what the site's set-up and the clock already say.
    pub fn new(step: Step, site: &Site, now: Moment) -> Self {
        let time = now.time().strftime("%H:%M").to_string();
        let known = |slot: Slot| match slot {
            // What is stated anew is typed anew.
            Slot::Place if step == Step::Amend => String::new(),
            Slot::Place => site.address.clone(),
            Slot::Location => site.registrant().to_owned(),
            Slot::Agency => site.agency.clone(),
            Slot::Officer => site.overseeing_officer.clone(),
            Slot::OfficerNumber => site.officer_id.clone(),
            Slot::EventPlace => site.name.clone(),
            Slot::Starts | Slot::HandedAt => time.clone(),
            Slot::Day => day_typed(now.date()),
            _ => String::new(),
        };
        let slots = sheet_of(step).slots.iter();
        let values: BTreeMap<_, _> = slots.map(|&slot| (slot, known(slot))).collect();
        Self {
            step,
            scanned: Scanned::default(),
            items: BTreeMap::new(),
            chosen: Chosen::default(),
            untouched: values.clone(),
            values,
            problem: None,
        }
    }

    /// Somebody has filled in something.
    pub fn is_begun(&self) -> bool {
        !self.scanned.is_empty()
            || !self.items.is_empty()
            || self.chosen != Chosen::default()
            || self.values != self.untouched
    }

    pub fn get(&self, slot: Slot) -> &str {
        self.values.get(&slot).map_or("", String::as_str)
    }

    pub fn set(&mut self, slot: Slot, value: String) {
        let known = self.untouched.get(&slot);
        match slot {
            Slot::Day => {
                let is_now = known.is_some_and(|today| read_day(today) == read_day(&value));
                self.keep_while(is_now, &[Slot::Starts, Slot::HandedAt]);
            }
            Slot::Place => {
                let is_here = known.is_some_and(|address| address.trim() == value.trim());
                self.keep_while(is_here, &[Slot::Location]);
            }
            _ => {}
        }
        self.values.insert(slot, value);
    }

    /// The time of now stands in a form for today alone, and the registrant's name for its own address: for another
    /// day or place nobody has stated them, and a person has to.
    fn keep_while(&mut self, holds: bool, slots: &[Slot]) {
        for slot in slots {
            let (Some(known), Some(stated)) = (self.untouched.get(slot), self.values.get_mut(slot))
            else {
                continue;
            };
            if holds && stated.trim().is_empty() {
                stated.clone_from(known);
            } else if !holds && stated == known {
                stated.clear();
            }
        }
    }

    /// Takes out what `recorded` put into the record. What was filled in since then stays; what was said
    /// of those numbers is not said of others.
    pub fn take_out(&mut self, recorded: &Self) {
        self.scanned.take_out(recorded.scanned.ids());
        self.items
            .retain(|item, _| !recorded.items.contains_key(item));
        if self.chosen == recorded.chosen {
            self.chosen = Chosen::default();
        }
        for (slot, value) in &mut self.values {
            if value.as_str() == recorded.get(*slot)
                && let Some(untouched) = self.untouched.get(slot)
            {
                value.clone_from(untouched);
            }
        }
    }

    /// The fields that are asked for as things stand; `is_empty_event` as in [`super::Desk`].
    pub fn slots(&self, custody: &Custody, is_empty_event: bool) -> Vec<Slot> {
        let all = sheet_of(self.step).slots.iter().copied();
        let nothing_collected = self.step == Step::CloseSession && is_empty_event;
        let Chosen {
            to,
            receiver,
            by,
            taker,
            which,
            ..
        } = self.chosen;
        let amends = |detail| self.step != Step::Amend || which == Some(detail);
        all.filter(|slot| match slot {
            Slot::Day => true,
            _ if nothing_collected => false,
            Slot::Carrier => by == By::Carrier,
            Slot::ReceivedFrom => self.shares_a_number(custody) || !self.get(*slot).is_empty(),
            Slot::Registration if self.step == Step::CloseSession => {
                taker == Taker::ReverseDistributor
            }
            Slot::Registration if self.step == Step::TransferStock => receiver != Receiver::Dea,
            Slot::Registration => to != To::Dea,
            Slot::Weight => amends(Which::Weight),
            Slot::Gross | Slot::Tare => amends(Which::BoxWeight),
            Slot::Place => amends(Which::Place),
            Slot::Method => amends(Which::Method),
            _ => true,
        })
        .collect()
    }

    /// Several that can take the step bear one of the numbers.
    fn shares_a_number(&self, custody: &Custody) -> bool {
        let step = self.step;
        self.scanned.ids().iter().any(|id| match step.thing() {
            Thing::Liner => custody.liner_from(step, id, None).is_err(),
            _ => custody.package_from(step, id, None).is_err(),
        })
    }

    /// The detail that is stated anew, as it holds now.
    pub fn detail(&self, custody: &Custody) -> Option<Detail> {
        let chosen = |detail: &Detail| self.chosen.which == Some(Which::of(detail));
        self.details(custody).into_iter().find(chosen)
    }

    /// What can be stated anew of the record that is named, as it holds now.
    pub fn details(&self, custody: &Custody) -> Vec<Detail> {
        let Ok(record) = self.get(Slot::Record).trim().parse() else {
            return Vec::new();
        };
        let signed = custody.details(record).into_iter();
        signed
            .map(|detail| custody.detail(record, &detail).unwrap_or(detail))
            .collect()
    }

    /// What an inventory says by the numbers that are not in it.
    fn not_found(&self, custody: &Custody) -> Vec<String> {
        let (scanned, on_hand) = (self.scanned.ids(), custody.on_hand());
        let left = on_hand.ids().filter(|id| !scanned.contains(id)).count();
        let none = scanned.is_empty().then(|| text("inventory-none"));
        let missed = (left > 0).then(|| text_with("inventory-not-found", [("count", left.into())]));
        none.into_iter().chain(missed).collect()
    }

    /// What it says, line by line, for the people who put their names to it.
    pub fn in_words(
        &self,
        custody: &Custody,
        is_empty_event: bool,
        here: &[Leaving],
        person: Option<&str>,
    ) -> Vec<String> {
        let line = |label: &str, value: &str| {
            let (field, value) = (text(label).into(), value.into());
            text_with("form-line", [("field", field), ("value", value)])
        };
        let mut lines = Vec::new();
        if !self.scanned.is_empty() {
            let count = self.scanned.ids().len();
            let numbers: Vec<_> = self.scanned.ids().iter().map(ToString::to_string).collect();
            lines.push(text_with(
                "form-numbers",
                [
                    ("count", count.into()),
                    ("numbers", numbers.join(", ").into()),
                ],
            ));
        }
        lines.extend(items::in_words(&self.items, here));
        if self.step == Step::TakeInventory {
            lines.extend(self.not_found(custody));
        }
        if let Some(said) = self.detail(custody) {
            lines.push(line("amend-said", &said.to_string()));
        }
        if self.step == Step::CloseSession && is_empty_event {
            lines.push(text("event-nothing-collected"));
        }
        for slot in self.slots(custody, is_empty_event) {
            let value = self.get(slot);
            let mut choices = slot.choices().iter();
            let chosen = choices.find(|choice| self.chosen.holds(**choice));
            match (slot, chosen) {
                (Slot::Person, _) => lines.push(line(slot.label(), person.unwrap_or(value))),
                (_, Some(choice)) => lines.push(line(slot.label(), &text(choice.key()))),
                (_, None) if value.trim().is_empty() => {}
                (_, None) => lines.push(line(slot.label(), value.trim())),
            }
        }
        lines
    }
}
