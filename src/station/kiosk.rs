//! Who may end the window of a kiosk.

use super::{Station, StationError};
use crate::{
    ledger::{AccountId, Meaning},
    people::{Action, Role, Secret},
};

impl Station {
    /// An error where the holder of this account does not prove themselves now, or may not leave a kiosk;
    /// it asks for them, whoever is signed in.
    pub fn leave_kiosk(&self, id: AccountId, secret: &Secret) -> Result<(), StationError> {
        let signed = self.sign(id, secret, Meaning::Performed)?;
        let (role, action) = (signed.role.parse::<Role>()?, Action::LeaveKiosk);
        if role.may(action) {
            return Ok(());
        }
        Err(StationError::NotYours {
            name: signed.name,
            role,
            action,
        })
    }
}
