//! An item that nobody could identify: the plainest thing there is to record.

use takeback::station::{Decision, NewDisposal};

pub fn unidentified() -> NewDisposal {
    NewDisposal {
        photos: Vec::new(),
        suggestion: None,
        decision: Decision::Unidentified,
        picked_rank: None,
        quantity: 1,
        acted_on: None,
        reference: None,
        discontinued: None,
        package: None,
    }
}
