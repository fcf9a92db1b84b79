//! Keeps patients out of the record: a reference that reads like a person or a label is refused.
//!
//! Words and shapes only, so a determined typist gets past it. It is there for the tired one who
//! copies the label: take-back is anonymous, and the record is kept for years.

/// What stands on a prescription label and on no evidence bag.
const LABEL_WORDS: [&str; 14] = [
    "dob",
    "born",
    "birth",
    "patient",
    "rx",
    "ssn",
    "mrn",
    "refill",
    "refills",
    "prescriber",
    "mr",
    "mrs",
    "ms",
    "dr",
];

/// Whether `reference` looks like a person's name, a birthday, a telephone or security number, or
/// words of a prescription label.
///
/// Two words and no digit are taken for a name: case, evidence and resident numbers have digits.
pub fn looks_personal(reference: &str) -> bool {
    let words: Vec<String> = reference
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has_label_word = words
        .iter()
        .any(|word| LABEL_WORDS.contains(&word.as_str()));
    let is_wordy = words.iter().filter(|word| word.chars().count() > 1).count() > 1
        && !reference.chars().any(|letter| letter.is_ascii_digit());
    has_label_word || is_wordy || has_personal_number(reference)
}

/// `1/2/1950`, `01-02-1950`, `1/2/50`; `555-12-3456`; `(555) 123-4567`.
fn has_personal_number(reference: &str) -> bool {
    let runs: Vec<&str> = reference
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let is_year = |run: &str| matches!(run.parse(), Ok(1900..2100));
    runs.windows(3).any(|runs| match runs {
        [one, two, three] => match (one.len(), two.len(), three.len()) {
            (1 | 2, 1 | 2, 4) => is_year(three),
            (1 | 2, 1 | 2, 2) => reference.contains('/'),
            (3, 2 | 3, 4) => true,
            _ => false,
        },
        _ => false,
    })
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
        ] {
            assert!(!looks_personal(reference), "{reference}");
        }
    }
}
