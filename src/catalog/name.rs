//! Search by name: whole words and word beginnings, never a silent guess.

use super::{Catalog, Product};

/// Below this Jaro-Winkler likeness a suggestion is noise.
const LIKENESS: f64 = 0.84;

impl Catalog {
    /// Products in whose name, ingredients or labeler every word of `text` is a word or begins
    /// one. Whole words of the name come first; the order is the same every time.
    pub fn search_name(&self, text: &str, limit: usize) -> Vec<&Product> {
        let wanted = words(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, &Product)> = self
            .products()
            .iter()
            .zip(&self.search_texts)
            .filter_map(|(product, searched)| Some((rank(searched, &wanted)?, product)))
            .collect();
        found.sort_by_key(|(rank, product)| (*rank, product.name.len(), product.id));
        found
            .into_iter()
            .take(limit)
            .map(|(_, product)| product)
            .collect()
    }

    /// Ingredient names that are spelled like `text`, likeliest first: to be offered as "did you
    /// mean", never to be taken for the answer.
    pub fn did_you_mean(&self, text: &str, limit: usize) -> Vec<&str> {
        let text = text.trim().to_lowercase();
        let mut names: Vec<&str> = self
            .products()
            .iter()
            .flat_map(|p| &p.ingredients)
            .map(|i| i.base.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        let mut likely: Vec<(f64, &str)> = names
            .into_iter()
            .map(|name| (strsim::jaro_winkler(&text, name), name))
            .filter(|(likeness, _)| *likeness >= LIKENESS)
            .collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        likely
            .into_iter()
            .take(limit)
            .map(|(_, name)| name)
            .collect()
    }
}

/// What is searched for one product, lower-case words with single spaces.
pub(super) fn search_text(product: &Product) -> String {
    let bases = product
        .ingredients
        .iter()
        .map(|ingredient| ingredient.base.as_str());
    let texts = [product.name.as_str()]
        .into_iter()
        .chain(bases)
        .chain([product.labeler.as_str()]);
    texts.flat_map(words).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric() && letter != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How many wanted words are only beginnings of words; `None` when one is neither.
fn rank(searched: &str, wanted: &[String]) -> Option<usize> {
    let mut beginnings = 0;
    for word in wanted {
        if !searched.split(' ').any(|candidate| candidate == word) {
            searched
                .split(' ')
                .find(|candidate| candidate.starts_with(word.as_str()))?;
            beginnings += 1;
        }
    }
    Some(beginnings)
}
