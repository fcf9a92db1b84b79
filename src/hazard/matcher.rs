//! Which ingredient sets a rule speaks of: `a|b` is either, `a+b` both, `class:x` a member of x.
//!
//! Names are compared whole, so that `estradiol` never matches `ethinyl estradiol`.

use std::collections::HashMap;

use crate::catalog::Ingredient;

/// `RxNorm`'s word for a tablet without an active.
const INERT: &str = "inert";

/// Members of each named class of drugs.
pub(super) type Classes = HashMap<String, Vec<String>>;

/// Alternatives; each is a list of terms that must all be present, each term a list of names.
#[derive(Debug)]
pub(super) struct Matcher(Vec<Vec<Vec<String>>>);

impl Matcher {
    /// `None` when the text names a class that does not exist.
    pub(super) fn parse(text: &str, classes: &Classes) -> Option<Self> {
        let term = |term: &str| match term.strip_prefix("class:") {
            Some(class) => classes.get(class).cloned(),
            None => Some(vec![term.to_owned()]),
        };
        let both = |both: &str| both.split('+').map(term).collect::<Option<Vec<_>>>();
        text.split('|').map(both).collect::<Option<_>>().map(Self)
    }

    /// The ingredients that fulfil an alternative; every alternative that is fulfilled counts.
    pub(super) fn find<'a>(&self, contents: &'a [Ingredient]) -> Vec<Vec<&'a Ingredient>> {
        let named = |term: &Vec<String>| contents.iter().find(|one| term.contains(&one.base));
        let mut found: Vec<Vec<&Ingredient>> = Vec::new();
        for alternative in &self.0 {
            match alternative.as_slice() {
                [single] => {
                    found.extend(
                        contents
                            .iter()
                            .filter(|one| single.contains(&one.base))
                            .map(|one| vec![one]),
                    );
                }
                several => found.extend(several.iter().map(named).collect::<Option<Vec<_>>>()),
            }
        }
        found
    }

    pub(super) fn names(&self, base: &str) -> bool {
        self.0.iter().flatten().flatten().any(|name| name == base)
    }
}

/// The distinct actives, by base name.
pub(super) fn actives(contents: &[Ingredient]) -> Vec<&str> {
    let mut bases: Vec<&str> = contents
        .iter()
        .map(|one| one.base.as_str())
        .filter(|base| *base != INERT)
        .collect();
    bases.sort_unstable();
    bases.dedup();
    bases
}
