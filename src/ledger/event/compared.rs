//! Known pills asked about again, each beside what was said when the check was set up.

use std::collections::HashMap;

use super::CheckedPill;

/// One known pill, now and when the check was set up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    pub now: CheckedPill,
    /// By the same photograph, else by the one in the same place among those of the product; none where there was none.
    pub then: Option<CheckedPill>,
}

impl Compared {
    /// Each photograph with what was said `then`: of the same, else of the one in its place among those of
    /// the product.
    pub fn of(now: Vec<CheckedPill>, then: &[CheckedPill]) -> Vec<Self> {
        let by_photo: HashMap<&str, &CheckedPill> = then
            .iter()
            .map(|pill| (pill.photo.as_str(), pill))
            .collect();
        let mut of_product: HashMap<(&str, u8), Vec<&CheckedPill>> = HashMap::new();
        for pill in then {
            of_product.entry(pill.product()).or_default().push(pill);
        }
        let mut asked: HashMap<(String, u8), usize> = HashMap::new();
        now.into_iter()
            .map(|now| {
                let (ndc11, part) = now.product();
                let place = asked.entry((ndc11.to_owned(), part)).or_default();
                // The two sides of a pill are as a rule not named equally well.
                let alike = of_product.get(&now.product());
                let in_order = alike.and_then(|alike| alike.get(*place).or(alike.last()));
                *place += 1;
                let then = by_photo.get(now.photo.as_str()).or(in_order);
                Self {
                    then: then.map(|then| (*then).clone()),
                    now,
                }
            })
            .collect()
    }

    /// It was right when the check was set up, and is wrong now or not named any more.
    pub fn is_worse(&self) -> bool {
        let no_more = |then: &CheckedPill| {
            !self.now.right || (then.named == Some(true) && self.now.named == Some(false))
        };
        let then = self.then.as_ref();
        then.is_some_and(|then| then.right && no_more(then))
    }

    /// How it stands, in a word: `WORSE` is [`Self::is_worse`].
    pub fn result(&self) -> &'static str {
        match (self.is_worse(), self.now.right) {
            (true, _) => "WORSE",
            (false, true) => "right",
            (false, false) => "wrong",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pill(photo: &str, ndc11: &str, right: bool) -> CheckedPill {
        CheckedPill {
            photo: photo.into(),
            ndc11: ndc11.into(),
            part: 1,
            right,
            said: None,
            confidence_ppm: 0,
            named: None,
        }
    }

    #[test]
    fn a_right_pill_that_was_named_and_no_longer_is_is_worse() {
        let result = |then: (bool, Option<bool>), now: (bool, Option<bool>)| {
            let pill = |(right, named)| CheckedPill {
                named,
                ..pill("a", "1", right)
            };
            let compared = Compared {
                now: pill(now),
                then: Some(pill(then)),
            };
            compared.result()
        };
        let named = (true, Some(true));
        let unnamed = (true, Some(false));
        assert_eq!(result(named, named), "right");
        assert_eq!(result(named, unnamed), "WORSE");
        assert_eq!(result(unnamed, unnamed), "right");
        assert_eq!(result(unnamed, (false, Some(true))), "WORSE");
        // Of an older set-up nobody knows what it named.
        assert_eq!(result((true, None), unnamed), "right");
        assert_eq!(result((false, Some(true)), unnamed), "right");
        assert_eq!(result((false, Some(true)), (false, Some(false))), "wrong");
    }

    #[test]
    fn a_pill_is_compared_by_its_photograph_or_else_its_product() {
        let then = [pill("a", "1", true), pill("b", "2", false)];
        let now = vec![
            pill("a", "1", false),
            pill("new", "1", true),
            pill("b", "2", false),
            pill("c", "3", false),
        ];
        let found = Compared::of(now, &then);
        let worse: Vec<bool> = found.iter().map(Compared::is_worse).collect();
        assert_eq!(worse, [true, false, false, false]);
        assert_eq!(found[1].then.as_ref(), Some(&then[0]));
        assert_eq!(found[3].then, None);
    }

    #[test]
    fn sides_photographed_anew_are_compared_in_their_order() {
        let then = [pill("front", "1", true), pill("back", "1", false)];
        let now = vec![pill("front 2", "1", false), pill("back 2", "1", false)];
        let found = Compared::of(now, &then);
        let worse: Vec<bool> = found.iter().map(Compared::is_worse).collect();
        assert_eq!(worse, [true, false]);
    }
}
