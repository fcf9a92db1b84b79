//! What is chosen on a form instead of typed. The record is made of these, not of the words on the buttons.

use crate::ledger::custody::{Detail, Taken};

/// What kind of recipient takes liners.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum To {
    ReverseDistributor,
    Distributor,
    Dea,
}

/// What whoever takes own stock is to the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receiver {
    ReverseDistributor,
    Supplier,
    Manufacturer,
    /// Whom the Special Agent in Charge named.
    Instructed,
    Dea,
}

/// How they travel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    Carrier,
    PickUp,
    OwnVehicle,
}

/// What kind of recipient takes the boxes of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taker {
    Dea,
    Destruction,
    ReverseDistributor,
}

/// Which detail of a record is stated anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Weight,
    BoxWeight,
    Place,
    Method,
}

impl Which {
    pub fn of(detail: &Detail) -> Self {
        match detail {
            Detail::Weight(_) => Self::Weight,
            Detail::BoxWeight(_) => Self::BoxWeight,
            Detail::Place(_) => Self::Place,
            Detail::Method(_) => Self::Method,
        }
    }
}

/// One button among those of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    To(To),
    Receiver(Receiver),
    By(By),
    Taker(Taker),
    Which(Which),
    /// Boxes of a take-back event, otherwise mail-back packages.
    Boxes(bool),
    Taken(Taken),
    /// Designated, otherwise no more.
    Designated(bool),
}

impl Choice {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::To(To::ReverseDistributor) | Self::Receiver(Receiver::ReverseDistributor) => {
                "to-reverse-distributor"
            }
            Self::To(To::Distributor) => "to-distributor",
            Self::To(To::Dea) | Self::Receiver(Receiver::Dea) => "to-dea",
            Self::Receiver(Receiver::Supplier) => "to-supplier",
            Self::Receiver(Receiver::Manufacturer) => "to-manufacturer",
            Self::Receiver(Receiver::Instructed) => "to-instructed",
            Self::By(By::Carrier) => "by-carrier",
            Self::By(By::PickUp) => "by-pick-up",
            Self::By(By::OwnVehicle) => "by-own-vehicle",
            Self::Taker(Taker::Dea) => "taker-dea",
            Self::Taker(Taker::Destruction) => "taker-destruction",
            Self::Taker(Taker::ReverseDistributor) => "taker-reverse-distributor",
            Self::Which(Which::Weight) => "detail-weight",
            Self::Which(Which::BoxWeight) => "detail-box-weight",
            Self::Which(Which::Place) => "detail-place",
            Self::Which(Which::Method) => "detail-method",
            Self::Boxes(false) => "boxes-no",
            Self::Boxes(true) => "boxes-yes",
            Self::Taken(Taken::Opening) => "taken-opening",
            Self::Taken(Taken::Close) => "taken-close",
            Self::Designated(true) => "standing-designated",
            Self::Designated(false) => "standing-no-more",
        }
    }
}

/// Everything that is chosen on a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen {
    pub to: To,
    pub receiver: Receiver,
    pub by: By,
    pub taker: Taker,
    /// None until a person says which.
    pub which: Option<Which>,
    pub boxes: bool,
    /// None until a person says so: what is signed is said by nobody else.
    pub taken: Option<Taken>,
    pub designated: bool,
}

impl Default for Chosen {
    /// As a form opens.
    fn default() -> Self {
        Self {
            to: To::ReverseDistributor,
            receiver: Receiver::ReverseDistributor,
            by: By::Carrier,
            taker: Taker::Dea,
            which: None,
            boxes: false,
            taken: None,
            designated: true,
        }
    }
}

impl Chosen {
    pub fn take(&mut self, choice: Choice) {
        match choice {
            Choice::To(to) => self.to = to,
            Choice::Receiver(receiver) => self.receiver = receiver,
            Choice::By(by) => self.by = by,
            Choice::Taker(taker) => self.taker = taker,
            Choice::Which(which) => self.which = Some(which),
            Choice::Boxes(boxes) => self.boxes = boxes,
            Choice::Taken(taken) => self.taken = Some(taken),
            Choice::Designated(designated) => self.designated = designated,
        }
    }

    pub fn holds(&self, choice: Choice) -> bool {
        match choice {
            Choice::To(to) => self.to == to,
            Choice::Receiver(receiver) => self.receiver == receiver,
            Choice::By(by) => self.by == by,
            Choice::Taker(taker) => self.taker == taker,
            Choice::Which(which) => self.which == Some(which),
            Choice::Boxes(boxes) => self.boxes == boxes,
            Choice::Taken(taken) => self.taken == Some(taken),
            Choice::Designated(designated) => self.designated == designated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chosen;
    use crate::ui::custody::slots::Slot;

    #[test]
    fn what_is_taken_is_chosen_and_nothing_else_of_its_field() {
        let mut chosen = Chosen::default();
        for slot in [
            Slot::Kind,
            Slot::Receiver,
            Slot::Means,
            Slot::Taker,
            Slot::Detail,
            Slot::Boxes,
            Slot::Taken,
            Slot::Standing,
        ] {
            for choice in slot.choices() {
                chosen.take(*choice);
                let held = slot.choices().iter().filter(|each| chosen.holds(**each));
                assert_eq!(held.collect::<Vec<_>>(), [choice]);
            }
        }
    }
}
