//! A free text that names a patient is warned of, and the everyday words of this work are not.

use takeback::station::{PersonalSign, personal_sign};

use PersonalSign::{
    BirthDate, Email, MedicalRecord, Name, Patient, Prescription, SocialSecurity, Telephone,
};

/// As somebody in a hurry writes them, with what each gives away.
const NAMED: [(&str, PersonalSign); 44] = [
    ("DOB 3/4/51", BirthDate),
    ("label shows dob", BirthDate),
    ("born 1948", BirthDate),
    ("date of birth on the bag", BirthDate),
    ("bag says 12/24/1950", BirthDate),
    ("1.2.1950 on the vial", BirthDate),
    ("07-04-1939, torn label", BirthDate),
    ("1962-05-11 printed on vial", BirthDate),
    ("vial of 3/4/62", BirthDate),
    ("call back (555) 123-4567", Telephone),
    ("555-123-4567 on the envelope", Telephone),
    ("phone 555.123.4567", Telephone),
    ("from jsmith@example.org", Email),
    ("wrote to anna.b@mail.example.com.", Email),
    ("ssn on the label", SocialSecurity),
    ("123-45-6789 on the wristband", SocialSecurity),
    ("MRN 88213", MedicalRecord),
    ("mrn: 0042 on the blister", MedicalRecord),
    ("Rx 7001234 still on it", Prescription),
    ("RX#7001234", Prescription),
    ("rx no. 712345", Prescription),
    ("prescription 7001234 in the wrong box", Prescription),
    ("refills: 2", Prescription),
    ("Refill 3 of 5 on the label", Prescription),
    ("prescriber is on the vial", Prescription),
    ("prescribed for her husband", Prescription),
    ("patient dropped it off", Patient),
    ("the patient's daughter brought it", Patient),
    ("two patients came together", Patient),
    ("pt returned 12 tablets", Patient),
    ("Pt. discharged", Patient),
    ("name: Miller", Name),
    ("Name = J. Miller", Name),
    ("Mrs Miller brought it back", Name),
    ("brought by Mr. O'Neil", Name),
    ("belonged to Ms. Garcia", Name),
    ("Dr. Patel asked for it back", Name),
    ("for John Smith", Name),
    ("Mary O'Neil's vial", Name),
    ("Smith, John on the label", Name),
    ("resident Jones died", Name),
    ("client Baker moved out", Name),
    ("wrong count, ask Linda Gomez", Name),
    ("RETURNED BY MARY JONES", Name),
];

/// As people at such sites really write, with no patient in them.
const PLAIN: [&str; 56] = [
    "",
    "torn bag",
    "Torn bag",
    "wrong drug",
    "counted twice",
    "recorded twice",
    "miscounted, 14 and not 41",
    "scale misread, 24.3 and not 23.4 lb",
    "the scale was not zeroed",
    "liner torn before it was installed",
    "Liner Damaged In Shipping",
    "LINER TORN AT THE SEAM",
    "RESIDENT MOVED OUT",
    "wrong imprint, both sides seen now",
    "TEVA 5728 and not TEVA 5729",
    "picked the look-alike",
    "expired 03/2024",
    "sealed on 11/20/2026, entered the next day",
    "sealed 2026-11-20",
    "see record 1204",
    "batch B02120312",
    "NDC 00093-7248-06",
    "seal numbers 1001, 1002 and 1003",
    "Incineration",
    "incineration at 1,800 F",
    "Hospital/medical/infectious waste incinerator",
    "chemical digestion, on-site device",
    "on-site destruction device, model RX-200",
    "Rx Destroyer, 5 gallons",
    "Rx label was blacked out",
    "1 Main Street, Springfield, NT 12345",
    "12 Oak Dr, Springfield",
    "44 Lake Dr Springfield",
    "200 St Paul Street, Room 12",
    "Jackson, MS 39201",
    "Mount Carol Hospital, pharmacy vault",
    "George Washington Bridge, north lot",
    "Scott County sheriff's garage",
    "Thomas Transport Inc.",
    "James River Logistics",
    "Vault 3, shelf B",
    "Evidence room, locker 17",
    "Town hall, parking lot",
    "Outpatient pharmacy, back room",
    "patient waiting area, north wall",
    "no patient information on it",
    "Resident Care Center, floor 2",
    "resident 12, room 4",
    "Customer service desk",
    "DEA Boston Field Division",
    "Reverse Distribution Inc.",
    "carrier did not come, picked up the day after",
    "handed to the carrier at 15:30",
    "wrong name of the site was set up",
    "5 pt font on the label, not readable",
    "Inventory of the close of business",
];

#[test]
fn what_names_a_patient_is_seen_and_named() {
    for (text, sign) in NAMED {
        assert_eq!(personal_sign(text), Some(sign), "{text}");
    }
}

#[test]
fn the_words_of_this_work_are_no_patients() {
    for text in PLAIN {
        assert_eq!(personal_sign(text), None, "{text}");
    }
}
