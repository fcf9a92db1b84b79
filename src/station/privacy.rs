//! Keeps patients out of the record: what in a text points to a person.
//!
//! Words and shapes only, so a determined typist gets past it. It is there for the tired one who
//! copies the label: take-back is anonymous, and the record is kept for years.

/// What in a text points to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonalSign {
    BirthDate,
    Telephone,
    Email,
    SocialSecurity,
    /// Number of a prescription, or words of its label.
    Prescription,
    /// Number of a patient's record.
    MedicalRecord,
    /// Somebody is spoken of as a patient.
    Patient,
    Name,
}

impl PersonalSign {
    /// In words that follow "this looks like": `a telephone number`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BirthDate => "a date of birth",
            Self::Telephone => "a telephone number",
            Self::Email => "an e-mail address",
            Self::SocialSecurity => "a social security number",
            Self::Prescription => "words of a prescription label",
            Self::MedicalRecord => "the number of a medical record",
            Self::Patient => "something about a patient",
            Self::Name => "a person's name",
        }
    }
}

/// What stands on a prescription label and on no evidence bag.
#[rustfmt::skip]
const LABEL_WORDS: [&str; 14] = [
    "dob", "born", "birth", "patient", "rx", "ssn", "mrn", "refill", "refills", "prescriber", "mr", "mrs", "ms", "dr",
];
/// What comes before a name and hardly ever before anything else.
const TITLES: [&str; 5] = ["mr", "mrs", "ms", "miss", "dr"];
/// Whoever returns a medicine, by what people call them.
#[rustfmt::skip]
const PERSONS: [&str; 9] = [
    "resident", "client", "decedent", "deceased", "depositor", "donor", "customer", "daughter", "son",
];
/// What follows "patient" where no patient is meant.
#[rustfmt::skip]
const NOT_OF_ONE: [&str; 16] = [
    "area", "areas", "care", "room", "rooms", "lobby", "entrance", "floor", "waiting", "services", "education",
    "safety", "returns", "information", "identifiers", "data",
];
/// Words of streets, houses and companies: a name beside one is theirs.
#[rustfmt::skip]
const PLACES: [&str; 52] = [
    "street", "st", "avenue", "ave", "road", "rd", "lane", "drive", "blvd", "court", "way", "hospital", "clinic",
    "pharmacy", "center", "centre", "county", "city", "building", "hall", "house", "park", "river", "school",
    "church", "university", "memorial", "home", "care", "village", "manor", "inc", "llc", "co", "corp", "company",
    "transport", "logistics", "bridge", "plaza", "square", "airport", "mall", "place", "highway", "station", "bank",
    "site", "stream", "service", "services", "desk",
];
/// Frequent given names in the United States (Social Security Administration) that are no other word of this trade.
#[rustfmt::skip]
const GIVEN_NAMES: [&str; 84] = [
    "james", "john", "robert", "michael", "william", "david", "richard", "joseph", "thomas", "charles", "christopher",
    "daniel", "matthew", "anthony", "donald", "steven", "paul", "andrew", "joshua", "kenneth", "kevin", "brian",
    "george", "edward", "ronald", "timothy", "jason", "jeffrey", "ryan", "jacob", "gary", "nicholas", "eric",
    "jonathan", "stephen", "larry", "justin", "scott", "brandon", "benjamin", "samuel", "gregory", "frank", "jose",
    "mary", "patricia", "jennifer", "linda", "elizabeth", "barbara", "susan", "jessica", "sarah", "karen", "nancy",
    "lisa", "betty", "margaret", "sandra", "ashley", "kimberly", "emily", "donna", "michelle", "carol", "amanda",
    "dorothy", "melissa", "deborah", "stephanie", "rebecca", "sharon", "laura", "cynthia", "kathleen", "amy",
    "angela", "shirley", "anna", "brenda", "pamela", "helen", "maria", "jane",
];

/// What stands between two names of different people, or behind one.
#[rustfmt::skip]
const JOINS: [&str; 10] = [
    "and", "or", "the", "at", "in", "on", "for", "to", "from", "with",
];

/// One word of a text, and the marks between it and the next.
struct Word<'a> {
    as_typed: &'a str,
    lower: String,
    behind: &'a str,
}

impl Word<'_> {
    fn is_capitalized(&self) -> bool {
        let mut letters = self.as_typed.chars();
        letters.next().is_some_and(char::is_uppercase)
            && self.as_typed.chars().count() > 1
            && letters.all(|letter| letter.is_alphabetic() || letter == '\'')
    }

    /// How many digits it has, where it is a number.
    fn digits(&self) -> Option<usize> {
        let all = self.as_typed.bytes().all(|byte| byte.is_ascii_digit());
        all.then_some(self.as_typed.len())
    }

    fn begins_with_digit(&self) -> bool {
        self.as_typed
            .starts_with(|letter: char| letter.is_ascii_digit())
    }

    fn has_digits(&self, least: usize) -> bool {
        self.lower.bytes().filter(u8::is_ascii_digit).count() >= least
    }

    fn is_in(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '\'';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(inside) {
        let from = rest.split_at(start).1;
        let end = from.find(|letter| !inside(letter)).unwrap_or(from.len());
        let (as_typed, behind) = from.split_at(end);
        let gap = behind.find(inside).unwrap_or(behind.len());
        words.push(Word {
            as_typed,
            lower: as_typed.to_lowercase(),
            behind: behind.split_at(gap).0.trim(),
        });
        rest = behind;
    }
    words
}

/// The first sign in a free text that it names a person; none where nothing points to one.
///
/// Made for reasons, places and methods: words such as "torn bag" are no sign. A day is one only
/// where it can be a birthday.
pub fn personal_sign(text: &str) -> Option<PersonalSign> {
    let words = words(text);
    // In capitals throughout, a capital letter makes no name.
    let shouted = !text.chars().any(char::is_lowercase);
    let by_word = (0..words.len()).find_map(|place| {
        let before = place.checked_sub(1).and_then(|place| words.get(place));
        let word = words.get(place)?;
        label_sign(word, before, words.get(place + 1..)?)
            .or_else(|| name_sign(word, before, words.get(place + 1..)?, shouted))
    });
    mail_sign(text).or_else(|| number_sign(&words)).or(by_word)
}

/// Words that are no sentence's own: those of labels and files.
fn label_sign(word: &Word, before: Option<&Word>, behind: &[Word]) -> Option<PersonalSign> {
    let next = behind.first();
    let is_field = word.behind.starts_with([':', '=']);
    let numbered = |least| behind.iter().take(2).any(|word| word.has_digits(least));
    match word.lower.as_str() {
        "dob" | "birthdate" | "birthday" | "born" => Some(PersonalSign::BirthDate),
        "birth" if before.is_some_and(|word| word.lower == "of") => Some(PersonalSign::BirthDate),
        "ssn" => Some(PersonalSign::SocialSecurity),
        "mrn" => Some(PersonalSign::MedicalRecord),
        "rx" | "prescription" | "script" if numbered(4) => Some(PersonalSign::Prescription),
        "refill" | "refills" if is_field || numbered(1) => Some(PersonalSign::Prescription),
        "prescriber" => Some(PersonalSign::Prescription),
        "prescribed" if next.is_some_and(|next| next.is_in(&["to", "for"])) => {
            Some(PersonalSign::Prescription)
        }
        "patient" | "patient's" | "patients"
            if !next.is_some_and(|next| next.is_in(&NOT_OF_ONE)) =>
        {
            Some(PersonalSign::Patient)
        }
        "pt" | "pts"
            if !before.is_some_and(|word| word.has_digits(1))
                && !next.is_some_and(Word::begins_with_digit) =>
        {
            Some(PersonalSign::Patient)
        }
        "name" | "surname" if is_field => Some(PersonalSign::Name),
        _ => None,
    }
}

/// `Mrs. Miller`, `resident Jones`, `John Smith`, `Smith, John`.
fn name_sign(
    word: &Word,
    before: Option<&Word>,
    behind: &[Word],
    shouted: bool,
) -> Option<PersonalSign> {
    let (next, after) = (behind.first(), behind.get(1));
    let is_place = |word: Option<&Word>| word.is_some_and(|word| word.is_in(&PLACES));
    let named = next.is_some_and(Word::is_capitalized)
        && !next.is_some_and(|next| next.is_in(&JOINS))
        && matches!(word.behind, "" | ".");
    let is_street = word.lower == "dr" && before.is_some_and(Word::is_capitalized);
    let is_title = word.is_in(&TITLES) && !is_street;
    let is_person = word.is_in(&PERSONS) && !shouted;
    let is_given = word.is_in(&GIVEN_NAMES) && word.is_capitalized();
    let family_first =
        is_given && before.is_some_and(|word| word.is_capitalized() && word.behind == ",");
    let of_a_place = is_place(next)
        || is_place(after)
        || before.is_some_and(|before| before.is_in(&["st", "saint", "mount", "fort", "port"]));
    let sign = ((is_title || is_person || is_given) && named) || family_first;
    (sign && !of_a_place).then_some(PersonalSign::Name)
}

/// `a@b.org`.
fn mail_sign(text: &str) -> Option<PersonalSign> {
    let is_mail = |word: &str| {
        word.split_once('@').is_some_and(|(who, host)| {
            let host = host.trim_end_matches(['.', ',', ';', ')']);
            !who.is_empty() && host.contains('.') && !host.starts_with('.')
        })
    };
    text.split_whitespace()
        .any(is_mail)
        .then_some(PersonalSign::Email)
}

/// `1/2/1950`, `1950-01-02`, `1/2/50`; `555-12-3456`; `(555) 123-4567`.
fn number_sign(words: &[Word]) -> Option<PersonalSign> {
    words.windows(3).find_map(|run| {
        let [one, two, three] = run else { return None };
        let lengths = (one.digits()?, two.digits()?, three.digits()?);
        let joined = |by: &[&str]| by.contains(&one.behind) && by.contains(&two.behind);
        let year = |word: &Word| word.as_typed.parse::<u16>().unwrap_or_default();
        let born = |word: &Word| (1900..2015).contains(&year(word));
        let born_in_short = |word: &Word| (30..=99).contains(&year(word));
        match lengths {
            (1 | 2, 1 | 2, 4) if joined(&["/", "-", "."]) && born(three) => {
                Some(PersonalSign::BirthDate)
            }
            (1 | 2, 1 | 2, 2) if joined(&["/"]) && born_in_short(three) => {
                Some(PersonalSign::BirthDate)
            }
            (4, 1 | 2, 1 | 2) if joined(&["-", "/"]) && born(one) => Some(PersonalSign::BirthDate),
            (3, 2, 4) if joined(&["-", ""]) => Some(PersonalSign::SocialSecurity),
            (3, 3, 4) if joined(&["-", "", ".", ")"]) => Some(PersonalSign::Telephone),
            _ => None,
        }
    })
}

/// Whether a reference looks like a person: any of the signs of [`personal_sign`], a word of a
/// prescription label, a day, or two words and no digit, since case, evidence and resident numbers
/// have digits. A title before a number is the beginning of one: `DR 26-0412345` is a number of the
/// Los Angeles police.
pub fn looks_personal(reference: &str) -> bool {
    let words = words(reference);
    let has_label_word = words.iter().enumerate().any(|(place, word)| {
        let next = words.get(place + 1);
        let is_numbered = word.is_in(&TITLES) && next.is_some_and(Word::begins_with_digit);
        word.is_in(&LABEL_WORDS) && !is_numbered
    });
    let is_wordy = words
        .iter()
        .filter(|word| word.as_typed.chars().count() > 1)
        .count()
        > 1
        && !reference.chars().any(|letter| letter.is_ascii_digit());
    has_label_word || is_wordy || personal_sign(reference).is_some()
}

#[cfg(test)]
mod tests {
    use super::looks_personal;

    #[test]
    fn names_birthdays_and_labels_are_seen() {
        for reference in [
            "John Smith",
            "SMITH, JOHN",
            "mary o'neil",
            "DOB 3/4/51",
            "Case 7, Mrs Miller",
            "12/24/1950",
            "1.2.1950",
            "555-12-3456",
            "(555) 123-4567",
            "Rx 7001234",
        ] {
            assert!(looks_personal(reference), "{reference}");
        }
    }

    #[test]
    fn numbers_of_cases_evidence_and_residents_are_not() {
        for reference in [
            "",
            "Case 7",
            "-Case 7",
            "Evidence 12-%_x",
            "2026-001234",
            "26-11-0042",
            "R-17",
            "Resident 12, room 4",
            "E/2026/118",
            "falcon",
            "DR 26-0412345",
            "DR-260412345",
            "DR#26-0012345",
            "MS-26-0417",
            "MR 17",
            "PT 26-118",
        ] {
            assert!(!looks_personal(reference), "{reference}");
        }
    }
}
