//! The table of products in memory: read once, then only looked up.

use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::str::FromStr;

use serde::Deserialize;

use super::{AppearanceId, ImprintType, Ingredient, Ndc11, Product, ProductId, Strength};

const BUILTIN: &str = include_str!("../../assets/catalog/products.csv");

/// All products, sorted by NDC and part.
pub struct Catalog {
    products: Vec<Product>,
    /// Names, labelers and ingredients in lower case, by the same index as `products`.
    pub(super) search_texts: Vec<String>,
    positions: HashMap<ProductId, usize>,
    appearances: Vec<Vec<ProductId>>,
    as_of: String,
}

/// Why a product table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    #[error("the product table cannot be read: {0}; rebuild it with scripts/build_catalog.py")]
    Csv(#[from] csv::Error),
    #[error(
        "product table, row {row}: `{value}` is not a valid {column}; rebuild it with scripts/build_catalog.py"
    )]
    Value {
        row: usize,
        column: &'static str,
        value: String,
    },
    #[error(
        "product table, row {row}: {id:?} is listed twice; rebuild it with scripts/build_catalog.py"
    )]
    Twice { row: usize, id: ProductId },
}

#[derive(Deserialize)]
struct Row<'a> {
    ndc11: &'a str,
    part: u8,
    rxcui: Option<u32>,
    name: &'a str,
    ingredients: &'a str,
    pack: &'a str,
    form: &'a str,
    labeler: &'a str,
    imprint: &'a str,
    seen_imprint: &'a str,
    imprint_type: &'a str,
    colors: &'a str,
    shape: &'a str,
    score: Option<u8>,
    size_mm: Option<f32>,
    has_reference_photo: &'a str,
    appearance: u32,
    source: &'a str,
    as_of: &'a str,
}

impl Catalog {
    /// The table that the program ships (`assets/catalog/products.csv`).
    pub fn builtin() -> Result<Self, CatalogError> {
        Self::from_csv(BUILTIN.as_bytes())
    }

    /// Reads a table in the format of `assets/catalog/products.csv`.
    pub fn from_csv(table: impl Read) -> Result<Self, CatalogError> {
        let mut reader = csv::Reader::from_reader(table);
        let headers = reader.headers()?.clone();
        let mut record = csv::StringRecord::new();
        let mut products = Vec::new();
        while reader.read_record(&mut record)? {
            let row: Row = record.deserialize(Some(&headers))?;
            products.push(row.product(products.len() + 2)?);
        }
        Self::from_products(products)
    }

    /// A catalogue of the given products; fails when two have the same NDC and part.
    pub fn from_products(mut products: Vec<Product>) -> Result<Self, CatalogError> {
        products.sort_by_key(|product| product.id);
        let mut positions = HashMap::with_capacity(products.len());
        let mut appearances: Vec<Vec<ProductId>> = Vec::new();
        for (position, product) in products.iter().enumerate() {
            if positions.insert(product.id, position).is_some() {
                return Err(CatalogError::Twice {
                    row: position + 2,
                    id: product.id,
                });
            }
            let number = product.appearance.0 as usize;
            if appearances.len() <= number {
                appearances.resize(number + 1, Vec::new());
            }
            if let Some(group) = appearances.get_mut(number) {
                group.push(product.id);
            }
        }
        let as_of = products
            .iter()
            .map(|p| p.as_of.as_str())
            .max()
            .unwrap_or_default()
            .to_owned();
        let search_texts = products.iter().map(super::name::search_text).collect();
        Ok(Self {
            products,
            search_texts,
            positions,
            appearances,
            as_of,
        })
    }

    /// The catalogue with `more` products, which are numbered by their looks here: those that share
    /// imprint tokens, colors and shape with a listed one, in whatever order and however often, look like
    /// it. One whose colors or shape nobody stated may look like anything, and has a number of its own; no imprint is
    /// a blank pill. A product that is listed already is left out. The table is as old as it was: what is added says
    /// nothing of the others.
    pub fn with(self, more: Vec<Product>) -> Result<Self, CatalogError> {
        let mut products = self.products;
        // As scripts/build_catalog.py numbers those that are listed.
        let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<String>>();
        let looks = |product: &Product| {
            let shape = product.shape.clone()?;
            let is_stated = !product.colors.is_empty();
            is_stated.then(|| (set(&product.imprint), set(&product.colors), shape))
        };
        let mut numbers: HashMap<_, AppearanceId> = products
            .iter()
            .filter_map(|product| Some((looks(product)?, product.appearance)))
            .collect();
        let mut next = self.appearances.len() as u32;
        for product in more {
            if products.iter().any(|listed| listed.id == product.id) {
                continue;
            }
            let mut of_its_own = || {
                next += 1;
                AppearanceId(next - 1)
            };
            let appearance = match looks(&product) {
                Some(look) => *numbers.entry(look).or_insert_with(of_its_own),
                None => of_its_own(),
            };
            products.push(Product {
                appearance,
                ..product
            });
        }
        Ok(Self {
            as_of: self.as_of,
            ..Self::from_products(products)?
        })
    }

    /// All products, by NDC and part.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    pub fn get(&self, id: ProductId) -> Option<&Product> {
        self.positions
            .get(&id)
            .and_then(|&position| self.products.get(position))
    }

    /// The first of these products where all are one drug; none where they differ as drugs, or the table does not
    /// know each of them.
    pub fn one_drug(&self, products: &[ProductId]) -> Option<&Product> {
        let mut known = products.iter().map(|&id| self.get(id));
        let first = known.next()??;
        let same = known.all(|other| other.is_some_and(|other| other.is_same_drug(first)));
        same.then_some(first)
    }

    /// The parts of one NDC, in order.
    pub fn by_ndc(&self, ndc: Ndc11) -> impl Iterator<Item = &Product> {
        let start = self
            .products
            .partition_point(|product| product.id.ndc11 < ndc);
        self.products
            .iter()
            .skip(start)
            .take_while(move |product| product.id.ndc11 == ndc)
    }

    /// The products of any package of the same labeler and product, in order.
    pub fn by_ndc9(&self, ndc: Ndc11) -> impl Iterator<Item = &Product> {
        let wanted = ndc.without_package();
        let start = self
            .products
            .partition_point(|product| product.id.ndc11.without_package() < wanted);
        self.products
            .iter()
            .skip(start)
            .take_while(move |product| product.id.ndc11.without_package() == wanted)
    }

    /// The products that look alike; empty for a number that the table does not use.
    pub fn appearance(&self, number: AppearanceId) -> &[ProductId] {
        self.appearances
            .get(number.0 as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Every group of look-alikes with its number.
    pub fn appearances(&self) -> impl Iterator<Item = (AppearanceId, &[ProductId])> {
        let numbered = (0..)
            .map(AppearanceId)
            .zip(self.appearances.iter().map(Vec::as_slice));
        numbered.filter(|(_, group)| !group.is_empty())
    }

    /// The table says what products were no later than this day (ISO 8601), not what they are now.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }
}

impl Row<'_> {
    fn product(&self, row: usize) -> Result<Product, CatalogError> {
        let pack_part_undetermined = self.pack == "yes";
        let bad = |column, value: &str| CatalogError::Value {
            row,
            column,
            value: value.to_owned(),
        };
        let ndc11 = Ndc11::from_str(self.ndc11).map_err(|_| bad("ndc11", self.ndc11))?;
        let mut parts = Vec::new();
        for part in self
            .ingredients
            .split(" // ")
            .filter(|part| !part.is_empty())
        {
            let ingredients: Option<Vec<_>> = part.split(';').map(ingredient).collect();
            parts.push(ingredients.ok_or_else(|| bad("ingredients", part))?);
        }
        let mut ingredients: Vec<Ingredient> = Vec::new();
        for one in parts.iter().flatten() {
            if !ingredients.contains(one) {
                ingredients.push(one.clone());
            }
        }
        Ok(Product {
            id: ProductId {
                ndc11,
                part: self.part,
            },
            // The sources write 0 where RxNorm has none.
            rxcui: self.rxcui.filter(|rxcui| *rxcui != 0),
            name: self.name.to_owned(),
            ingredients,
            pack_parts: if parts.len() > 1 { parts } else { Vec::new() },
            pack_part_undetermined,
            form: filled(self.form),
            labeler: self.labeler.to_owned(),
            imprint: list(self.imprint),
            seen_imprint: list(self.seen_imprint),
            imprint_type: match self.imprint_type {
                "DEBOSSED" => ImprintType::Debossed,
                "EMBOSSED" => ImprintType::Embossed,
                "PRINTED" => ImprintType::Printed,
                "" => ImprintType::Unknown,
                other => return Err(bad("imprint_type", other)),
            },
            colors: list(self.colors),
            shape: filled(self.shape),
            score: self.score,
            size_mm: self.size_mm,
            has_reference_photo: self.has_reference_photo == "yes",
            appearance: AppearanceId(self.appearance),
            source: self.source.to_owned(),
            as_of: self.as_of.to_owned(),
        })
    }
}

/// Reads `base|salt|value|unit`; salt and strength may be empty.
fn ingredient(text: &str) -> Option<Ingredient> {
    let mut fields = text.split('|');
    let (base, salt, value, unit) = (
        fields.next()?,
        fields.next()?,
        fields.next()?,
        fields.next()?,
    );
    let strength = match value {
        "" => None,
        _ => Some(Strength {
            value: value.parse().ok()?,
            unit: unit.to_owned(),
        }),
    };
    let whole = !base.is_empty() && fields.next().is_none();
    whole.then(|| Ingredient {
        base: base.to_owned(),
        salt: filled(salt),
        strength,
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn list(text: &str) -> Vec<String> {
    text.split(';')
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}
