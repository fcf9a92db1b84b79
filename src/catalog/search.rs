//! Search by what a person sees: imprint, colour, shape, score, size.
//!
//! A listing that contradicts what was seen drops out. A listing that says nothing about what was
//! seen does not: it cannot be ruled out, and is listed as such.

use super::imprint::Reading;
use super::{Catalog, ImprintMatch, Product, ProductId};

/// Listed sizes are whole millimetres and are often off by this much.
const SIZE_TOLERANCE_MM: f32 = 2.0;

/// What was seen; what is `None` or empty was not looked at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// As read, any spacing, order and case.
    pub imprint: Option<String>,
    /// SPL colour names, each of which the pill shows.
    pub colors: Vec<String>,
    /// SPL shape name.
    pub shape: Option<String>,
    /// Number of pieces that the score marks make.
    pub score: Option<u8>,
    /// Longest side, millimetres; listings within 2 mm agree.
    pub size_mm: Option<f32>,
}

/// Products that agree with a query, by how well; each product is in one group at most, and every
/// group is in the order of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SearchResult {
    /// Everything asked agrees, and the imprint is the whole imprint.
    pub exact: Vec<ProductId>,
    /// Everything asked agrees; the imprint read is only a part of the listed one.
    pub partial: Vec<ProductId>,
    /// The imprint agrees only when look-alike characters are exchanged or the pill is turned.
    pub variants: Vec<ProductId>,
    /// Nothing asked contradicts, but the listing is silent about something asked.
    pub cannot_be_ruled_out: Vec<ProductId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Agrees,
    Silent,
    Contradicts,
}

impl Catalog {
    /// All products that the query does not contradict, in labelled groups.
    pub fn search(&self, query: &Query) -> SearchResult {
        let asked = query.imprint.as_deref().unwrap_or_default();
        let reading = Reading::new(asked);
        // Marks without a letter or digit are in no listing, so none says that a pill bears them.
        let unlisted = reading.is_none() && !asked.trim().is_empty();
        let query = Query {
            colors: query.colors.iter().map(|color| spl_name(color)).collect(),
            shape: query.shape.as_deref().map(spl_name),
            ..query.clone()
        };
        let mut result = SearchResult::default();
        for product in self.products() {
            let fits = fits(product, &query);
            if fits.contains(&Fit::Contradicts) {
                continue;
            }
            let listed = !(product.imprint.is_empty() && product.seen_imprint.is_empty());
            let imprint = match &reading {
                Some(reading) if listed => match compare(reading, product) {
                    Some(found) => found,
                    None => continue,
                },
                _ => ImprintMatch::Exact,
            };
            let silent = fits.contains(&Fit::Silent) || unlisted || (reading.is_some() && !listed);
            let group = match imprint {
                _ if silent => &mut result.cannot_be_ruled_out,
                ImprintMatch::Exact => &mut result.exact,
                ImprintMatch::Partial => &mut result.partial,
                ImprintMatch::Variant => &mut result.variants,
            };
            group.push(product.id);
        }
        result
    }
}

/// An SPL name as the catalogue writes it: `Hexagon (6 sided)` is `HEXAGON`.
pub fn spl_name(text: &str) -> String {
    text.split('(')
        .next()
        .unwrap_or_default()
        .trim()
        .to_uppercase()
}

/// With what is listed or what was seen, whichever agrees better.
fn compare(reading: &Reading, product: &Product) -> Option<ImprintMatch> {
    let borne = [&product.imprint, &product.seen_imprint];
    borne
        .into_iter()
        .filter(|tokens| !tokens.is_empty())
        .filter_map(|tokens| reading.compare(tokens))
        .min()
}

fn fits(product: &Product, query: &Query) -> [Fit; 4] {
    let color = query
        .colors
        .iter()
        .all(|color| product.colors.contains(color));
    let colors = match (query.colors.is_empty(), product.colors.is_empty()) {
        (true, _) => Fit::Agrees,
        (false, true) => Fit::Silent,
        (false, false) if color => Fit::Agrees,
        (false, false) => Fit::Contradicts,
    };
    [
        colors,
        fit(
            query.shape.as_ref(),
            product.shape.as_ref(),
            |asked, listed| asked == listed,
        ),
        fit(query.score, product.score, |asked, listed| asked == listed),
        fit(query.size_mm, product.size_mm, |asked, listed| {
            (asked - listed).abs() <= SIZE_TOLERANCE_MM
        }),
    ]
}

fn fit<T>(asked: Option<T>, listed: Option<T>, agree: impl Fn(T, T) -> bool) -> Fit {
    match (asked, listed) {
        (None, _) => Fit::Agrees,
        (Some(_), None) => Fit::Silent,
        (Some(asked), Some(listed)) => {
            if agree(asked, listed) {
                Fit::Agrees
            } else {
                Fit::Contradicts
            }
        }
    }
}
