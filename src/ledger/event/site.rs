//! How the site is set up, and when that makes it another registered location.

use serde::{Deserialize, Serialize};

/// How the site is set up.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Site {
    pub mode: String,
    pub name: String,
    pub agency: String,
    pub officer_id: String,
    /// Printed name of the officer appointed to oversee the collection (21 CFR 1317.65(b)).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub overseeing_officer: String,
    /// Physical address, where receptacles stand and records are kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// DEA registration number of the collector or reverse distributor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub registration: String,
    /// Name on the certificate of registration, where it is not that of the site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub registered_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Whom to ask about the record, where it is not the registrant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Whether the registrant is a practitioner (retail pharmacy, hospital, clinic, physician, dentist, veterinarian),
    /// for whom 21 CFR 1317.05 has ways of disposal of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practitioner: Option<bool>,
    /// Why the registration number is another than before, at the same location.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub renumbered: String,
    /// Why the registered address is another than before: the registrant moved, and the registration
    /// was modified (21 CFR 1301.51).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relocated: String,
}

impl Site {
    /// The name that the registration is in.
    pub fn registrant(&self) -> &str {
        match self.registered_name.trim() {
            "" => &self.name,
            name => name,
        }
    }

    /// Whether a form of the registrant would state another name, number or address than one of `known`, which
    /// states it.
    pub fn is_registered_otherwise(&self, known: &Self) -> bool {
        is_other(known.registrant(), self.registrant())
            || self.has_other_number(known)
            || is_other(&known.address, &self.address)
    }

    /// Whether its registration number is another than that of `known`, which has one.
    pub fn has_other_number(&self, known: &Self) -> bool {
        is_other(&known.registration, &self.registration)
    }

    /// Whether its address is another than the one at which `known` is registered.
    pub fn has_other_address(&self, known: &Self) -> bool {
        let is_registered = !known.registration.trim().is_empty();
        is_registered && is_other(&known.address, &self.address)
    }

    /// This site with what `shall` says otherwise than `was`; the rest stays.
    #[must_use]
    pub fn with_changes(self, was: &Self, shall: &Self) -> Self {
        fn of<T: Clone + PartialEq>(now: T, was: &T, shall: &T) -> T {
            if shall == was { now } else { shall.clone() }
        }
        Self {
            mode: of(self.mode, &was.mode, &shall.mode),
            name: of(self.name, &was.name, &shall.name),
            agency: of(self.agency, &was.agency, &shall.agency),
            officer_id: of(self.officer_id, &was.officer_id, &shall.officer_id),
            overseeing_officer: of(
                self.overseeing_officer,
                &was.overseeing_officer,
                &shall.overseeing_officer,
            ),
            address: of(self.address, &was.address, &shall.address),
            registration: of(self.registration, &was.registration, &shall.registration),
            registered_name: of(
                self.registered_name,
                &was.registered_name,
                &shall.registered_name,
            ),
            telephone: of(self.telephone, &was.telephone, &shall.telephone),
            contact: of(self.contact, &was.contact, &shall.contact),
            practitioner: of(self.practitioner, &was.practitioner, &shall.practitioner),
            renumbered: of(self.renumbered, &was.renumbered, &shall.renumbered),
            relocated: of(self.relocated, &was.relocated, &shall.relocated),
        }
    }
}

/// Whether `known` says something and `new` says another thing; case, spaces and marks say nothing.
fn is_other(known: &str, new: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let known = words(known);
    !known.is_empty() && known != words(new)
}
