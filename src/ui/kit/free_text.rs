//! Fields for words of a person's own. The record keeps them for years, so a patient's name in one is
//! warned of while it is typed; nobody is kept from recording it.

use eframe::egui::{Response, Ui};

use super::widgets::{self, warn};
use crate::station::{PersonalSign, personal_sign};
use crate::ui::words::strings::{text, text_with};

/// As [`widgets::field`], with the warning below it.
pub fn field(ui: &mut Ui, label: &str, hint: &str, value: &mut String, width: f32) -> Response {
    let response = widgets::field(ui, label, hint, value, width);
    mind(ui, value);
    response
}

/// The warning, where `value` needs one.
pub fn mind(ui: &mut Ui, value: &str) {
    if let Some(sign) = personal_sign(value) {
        let sign = text(words(sign)).into();
        warn(ui, &text_with("personal-warning", [("sign", sign)]));
    }
}

fn words(sign: PersonalSign) -> &'static str {
    match sign {
        PersonalSign::BirthDate => "personal-birth-date",
        PersonalSign::Telephone => "personal-telephone",
        PersonalSign::Email => "personal-email",
        PersonalSign::SocialSecurity => "personal-social-security",
        PersonalSign::Prescription => "personal-prescription",
        PersonalSign::MedicalRecord => "personal-medical-record",
        PersonalSign::Patient => "personal-patient",
        PersonalSign::Name => "personal-name",
    }
}
