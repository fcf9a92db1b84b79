//! One product: one kind of pill of one labeler, as it was when it was photographed.

use serde::Serialize;

use super::Ndc11;

/// Names one product: an NDC, and which part of a pack it is (1 where there is only one).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
pub struct ProductId {
    pub ndc11: Ndc11,
    pub part: u8,
}

/// Products that are stated to share imprint tokens, colours and shape look the same and share this number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
pub struct AppearanceId(pub u32);

/// Amount of one ingredient in one dosage unit.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Strength {
    pub value: f64,
    /// `MG`, `MCG`, `UNT`, `MEQ`, `MG/ML`, ...: `RxNorm`'s own units.
    pub unit: String,
}

/// One ingredient with its salt split off.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Ingredient {
    /// Lower-case base name, as the rule tables spell it: `phentermine`.
    pub base: String,
    /// Lower-case salt, hydrate or ester words: `hydrochloride`.
    pub salt: Option<String>,
    pub strength: Option<Strength>,
}

/// How the imprint is made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub enum ImprintType {
    Debossed,
    Embossed,
    Printed,
    Unknown,
}

/// One row of the catalogue.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Product {
    pub id: ProductId,
    pub rxcui: Option<u32>,
    /// `RxNorm` name, or the labeler's where `RxNorm` has none.
    pub name: String,
    /// Every active of the product; of a pack whose tablet is not determined, of all its tablets.
    /// Empty when the composition is not known.
    pub ingredients: Vec<Ingredient>,
    /// The distinct tablets of a pack when the photograph does not say which of them this one is;
    /// empty for everything else.
    pub pack_parts: Vec<Vec<Ingredient>>,
    /// One of several different tablets of a pack, and it is not known which.
    pub pack_part_undetermined: bool,
    /// Dose form in `RxNorm`'s words: `Oral Tablet`.
    pub form: Option<String>,
    pub labeler: String,
    /// Imprint tokens as listed, upper case, both sides together, repeats kept.
    pub imprint: Vec<String>,
    /// What the pill of the reference photograph bears, where that is not what is listed; empty elsewhere.
    pub seen_imprint: Vec<String>,
    pub imprint_type: ImprintType,
    /// SPL colour names, upper case: `WHITE`.
    pub colors: Vec<String>,
    /// SPL shape name, upper case: `ROUND`.
    pub shape: Option<String>,
    pub score: Option<u8>,
    /// Longest side, millimetres.
    pub size_mm: Option<f32>,
    pub has_reference_photo: bool,
    pub appearance: AppearanceId,
    /// Which table the row comes from.
    pub source: String,
    /// The row says what the product was no later than this day (ISO 8601).
    pub as_of: String,
}

impl Product {
    /// Whether both are one drug: one concept of `RxNorm` has one name.
    pub fn is_same_drug(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// Every token that the pill is known to bear: those listed, then those that only its reference photograph shows.
    pub fn borne(&self) -> impl Iterator<Item = &String> {
        let seen = self.seen_imprint.iter();
        let only_seen = seen.filter(|token| !self.imprint.contains(token));
        self.imprint.iter().chain(only_seen)
    }

    /// The imprint as people are shown it: `93 311`; where the reference photograph shows another one, both:
    /// `93 311 / TEVA 0311`. Empty where none is listed or seen.
    pub fn imprint_words(&self) -> String {
        let both = [&self.imprint, &self.seen_imprint];
        let told = both.into_iter().filter(|tokens| !tokens.is_empty());
        told.map(|tokens| tokens.join(" "))
            .collect::<Vec<_>>()
            .join(" / ")
    }

    /// The ingredient sets that one pill of this product may have: one, or one for each tablet of
    /// an undetermined pack.
    pub fn possible_contents(&self) -> impl Iterator<Item = &[Ingredient]> {
        let whole = self
            .pack_parts
            .is_empty()
            .then_some(self.ingredients.as_slice());
        whole
            .into_iter()
            .chain(self.pack_parts.iter().map(Vec::as_slice))
    }
}
