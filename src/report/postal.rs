//! One line of address, taken apart as forms want it.

/// The fields that forms have for an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Postal {
    /// All of it, where the rest could not be told apart.
    pub(super) street: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
}

impl Postal {
    /// Takes `1 Main Street, Springfield, NT 12345` apart. What is written otherwise stays whole in
    /// `street`, so that nothing is guessed.
    pub(super) fn of(line: &str) -> Self {
        let whole = || Self {
            street: line.trim().to_owned(),
            city: String::new(),
            state: String::new(),
            zip: String::new(),
        };
        let apart = || {
            let (before, last) = line.rsplit_once(',')?;
            let (street, city) = before.rsplit_once(',')?;
            let (state, zip) = last.trim().split_once(' ')?;
            let (street, city, zip) = (street.trim(), city.trim(), zip.trim());
            let said = is_state(state) && is_zip(zip) && !street.is_empty() && !city.is_empty();
            said.then(|| Self {
                street: street.to_owned(),
                city: city.to_owned(),
                state: state.to_owned(),
                zip: zip.to_owned(),
            })
        };
        apart().unwrap_or_else(whole)
    }
}

fn is_state(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `12345` or `12345-6789`.
fn is_zip(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('-') {
        Some((zip, more)) => digits(zip, 5) && digits(more, 4),
        None => digits(text, 5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_or_left_whole() {
        let postal = Postal::of(" 1 Main Street, Suite 2, Springfield, NT 12345-6789 ");
        let fields = [&postal.street, &postal.city, &postal.state, &postal.zip];
        assert_eq!(
            fields,
            ["1 Main Street, Suite 2", "Springfield", "NT", "12345-6789"]
        );
        for odd in [
            "",
            "1 Main Street",
            "1 Main Street, Springfield",
            "1 Main Street, Springfield NT 12345",
            "1 Main Street, Springfield, Nt 12345",
            "1 Main Street, Springfield, NT 1234",
            ", Springfield, NT 12345",
            "Furnace 2, 9 Kiln Road, NT, 12345",
        ] {
            let postal = Postal::of(odd);
            assert_eq!((postal.street.as_str(), postal.zip.as_str()), (odd, ""));
        }
    }
}
