//! What `takeback identify --json` prints, as `assets/schema/identify.schema.json` describes it.

use serde::Serialize;

use super::chain::{Looked, Ms, Pill};
use crate::catalog::{AppearanceId, Catalog, Ndc11, Product, ProductId};
use crate::hazard::{Reason, Schedule, Verdict};
use crate::identify::{
    Advice, Candidate, Expected, HazardEstimate, Identifier, LabelFinding, Outcome, Remark, Typed,
};
use crate::vision::Flaw;

/// One line: a photograph, or a pill by its two sides.
#[derive(Serialize)]
pub struct Answer<'a> {
    photo: &'a str,
    /// The photograph of the other side, with `--sides`; none where that counts as no side.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_side: Option<&'a str>,
    width: u32,
    height: u32,
    ms: Ms,
    /// Of the photograph; the window and `record` refuse some of them.
    flaws: &'a [Flaw],
    pills: Vec<PillAnswer<'a>>,
}

/// One line for a photograph that could not be used.
#[derive(Serialize)]
pub struct Failure<'a> {
    pub photo: &'a str,
    pub error: String,
}

#[derive(Serialize)]
struct PillAnswer<'a> {
    /// Left, top, width, height in pixels.
    r#box: [u32; 4],
    /// Of the long axis, degrees clockwise.
    angle: f32,
    /// Length on the tray. Null: nothing gives the scale.
    size_mm: Option<f32>,
    colors: Vec<&'a str>,
    shape: Option<&'a str>,
    touching: bool,
    outcome: Outcome,
    candidates: Vec<CandidateAnswer<'a>>,
    hazard: HazardAnswer<'a>,
    schedule: Option<&'a Schedule>,
    imprint_read: &'a [String],
    /// With `--imprint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    imprint_typed: Option<&'a Typed>,
    /// With `--expect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<ExpectedAnswer<'a>>,
    asks_other_side: bool,
    advice: Option<Advice>,
    flaws: &'a [Flaw],
}

#[derive(Serialize)]
struct CandidateAnswer<'a> {
    rank: u32,
    confidence: f32,
    class: AppearanceId,
    products: Vec<ProductAnswer<'a>>,
    remarks: &'a [Remark],
}

#[derive(Serialize)]
struct ProductAnswer<'a> {
    ndc11: Ndc11,
    part: u8,
    rxcui: Option<u32>,
    name: &'a str,
    labeler: &'a str,
    /// Pieces joined by `;`, as the C3PI tables write them.
    imprint: String,
}

#[derive(Serialize)]
struct HazardAnswer<'a> {
    verdict: Verdict,
    probability: f32,
    reasons: &'a [Reason],
}

#[derive(Serialize)]
struct ExpectedAnswer<'a> {
    finding: LabelFinding,
    none: f32,
    products: Vec<ExpectedProduct<'a>>,
}

#[derive(Serialize)]
struct ExpectedProduct<'a> {
    probability: f32,
    look_alikes: usize,
    product: ProductAnswer<'a>,
}

/// What an answer consults.
pub struct Context<'a> {
    pub identifier: &'a Identifier,
    pub catalog: &'a Catalog,
    /// The products that each pill should be one of.
    pub listed: Option<&'a [ProductId]>,
}

impl Context<'_> {
    /// The pill against the list, where there is one.
    pub fn compare(&self, pill: &Pill) -> Option<Expected> {
        let listed = self.listed?;
        Some(self.identifier.compare(&pill.evidence, listed))
    }
}

impl<'a> Answer<'a> {
    pub fn of(
        photo: &'a str,
        other_side: Option<&'a str>,
        looked: &'a Looked,
        context: &Context<'a>,
    ) -> Self {
        Self {
            photo,
            other_side,
            width: looked.width,
            height: looked.height,
            ms: looked.ms,
            flaws: &looked.flaws,
            pills: looked
                .pills
                .iter()
                .map(|pill| PillAnswer::of(pill, context))
                .collect(),
        }
    }
}

impl<'a> PillAnswer<'a> {
    fn of(pill: &'a Pill, context: &Context<'a>) -> Self {
        let Pill {
            view,
            identification,
            ..
        } = pill;
        let catalog = context.catalog;
        let HazardEstimate {
            verdict,
            probability,
            reasons,
        } = &identification.hazard;
        let bounds = view.bounds;
        Self {
            r#box: [bounds.x, bounds.y, bounds.width, bounds.height],
            angle: view.angle_deg,
            size_mm: view.size_mm.map(|[long, _]| long),
            colors: view.colors.iter().map(|color| color.name).collect(),
            shape: view.shape.name,
            touching: view.touching,
            outcome: identification.outcome,
            candidates: identification
                .candidates
                .iter()
                .map(|candidate| CandidateAnswer::of(candidate, catalog))
                .collect(),
            hazard: HazardAnswer {
                verdict: *verdict,
                probability: *probability,
                reasons,
            },
            schedule: identification.schedule.as_ref(),
            imprint_read: &identification.imprint_read,
            imprint_typed: identification.typed.as_deref(),
            expected: context
                .compare(pill)
                .map(|found| ExpectedAnswer::of(&found, catalog)),
            asks_other_side: identification.asks_other_side(),
            advice: identification.advice,
            flaws: &identification.flaws,
        }
    }
}

impl<'a> ExpectedAnswer<'a> {
    fn of(found: &Expected, catalog: &'a Catalog) -> Self {
        let products = found.products.iter().filter_map(|listed| {
            Some(ExpectedProduct {
                probability: listed.probability,
                look_alikes: listed.look_alikes,
                product: ProductAnswer::of(catalog.get(listed.product)?),
            })
        });
        Self {
            finding: found.finding,
            none: found.none,
            products: products.collect(),
        }
    }
}

impl<'a> CandidateAnswer<'a> {
    fn of(candidate: &'a Candidate, catalog: &'a Catalog) -> Self {
        Self {
            rank: candidate.rank,
            confidence: candidate.confidence,
            class: candidate.appearance,
            products: products(candidate, catalog)
                .map(ProductAnswer::of)
                .collect(),
            remarks: &candidate.remarks,
        }
    }
}

impl<'a> ProductAnswer<'a> {
    fn of(product: &'a Product) -> Self {
        Self {
            ndc11: product.id.ndc11,
            part: product.id.part,
            rxcui: product.rxcui,
            name: &product.name,
            labeler: &product.labeler,
            imprint: product.imprint.join(";"),
        }
    }
}

/// The products of a candidate that the catalogue knows.
pub fn products<'a>(
    candidate: &'a Candidate,
    catalog: &'a Catalog,
) -> impl Iterator<Item = &'a Product> {
    candidate.products.iter().filter_map(|id| catalog.get(*id))
}

/// What was seen and what the catalogue lists, of a remark, each where there is anything.
pub fn seen_and_listed(remark: &Remark) -> Vec<String> {
    [("seen", &remark.seen), ("listed", &remark.listed)]
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(what, said)| format!("{what} {}", said.join(" ")))
        .collect()
}
