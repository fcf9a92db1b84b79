//! Whether photographs of a pill that is to be taught look like what it is said to be. A pill that is taught as another
//! takes the name of that one from then on.

use super::{
    Enrolment, EnrolmentError, Shown, StationError,
    one_side::{look_like_one_side, show_one_side},
};
use crate::{
    catalog::{Catalog, Product, ProductId},
    identify::{Advice, Evidence, Identifier, IdentifyError, LabelFinding, Look, Side},
    vision::{Photo, PillView},
};

/// What becomes of an enrolment that its photographs speak against ([`EnrolmentError::is_doubt`]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubts {
    Refuse,
    /// A person was told, and says that it is this pill all the same.
    Overrule,
}

/// A photograph of the pill that is to be enrolled, as it was read.
pub(super) struct Looked<'a> {
    pub shown: &'a Shown,
    pub photo: Photo,
    pub bytes: Vec<u8>,
    pub pill: PillView,
}

impl Looked<'_> {
    fn side(&self) -> Side<'_> {
        Side {
            photo: &self.photo,
            pill: &self.pill,
        }
    }
}

/// An error where one of the photographs was taught as another product and that is in force: known as both, the pill
/// would be named as neither.
pub(super) fn show_no_other(
    in_force: &[Enrolment],
    catalog: &Catalog,
    product: ProductId,
    looked: &[Looked],
) -> Result<(), EnrolmentError> {
    for one in looked {
        let shows_it = |known: &&Enrolment| {
            let mut looks = known.enrolled.looks.iter();
            known.product != product && looks.any(|look| look.photo == one.photo.sha256)
        };
        if let Some(known) = in_force.iter().find(shows_it) {
            let name = catalog.get(known.product).map_or_else(
                || known.product.ndc11.to_string(),
                |product| product.name.clone(),
            );
            return Err(EnrolmentError::TaughtAsAnother {
                photo: one.shown.clone(),
                name,
                enrolment: known.id,
            });
        }
    }
    Ok(())
}

/// An error where a photograph alone does not look like the product, of which there is a reference photograph, or
/// two of them not like the two sides of one pill. Of a product without one nothing tells how it looks.
pub(super) fn look_like_it(
    identifier: &Identifier,
    looked: &[Looked],
    photographed: Option<&Product>,
) -> Result<(), StationError> {
    let evidence = |looks: &[Look], sides: &[Side]| -> Result<Evidence, IdentifyError> {
        identifier.imprint(identifier.weigh_looks(looks, sides)?, sides)
    };
    if let Some(product) = photographed.map(|product| product.id) {
        for one in looked {
            let side = [one.side()];
            let looks = identifier.look(&side)?;
            let found = identifier.compare(&evidence(&looks, &side)?, &[product]);
            if found.finding == LabelFinding::Differs {
                let photo = one.shown.clone();
                return Err(EnrolmentError::LooksOtherwise { photo, product }.into());
            }
        }
    }
    if let [front, back] = looked {
        let sides = [front.side(), back.side()];
        let looks = identifier.look(&sides)?;
        let said = identifier.decide(&evidence(&looks, &sides)?);
        if said.advice == Some(Advice::SidesDiffer)
            || are_one_side(identifier, &sides, &looks, photographed)
        {
            return Err(EnrolmentError::SidesDiffer.into());
        }
    }
    Ok(())
}

/// One side twice, which would be taught as both.
fn are_one_side(
    identifier: &Identifier,
    sides: &[Side; 2],
    looks: &[Look],
    photographed: Option<&Product>,
) -> bool {
    let ([front, back], [first, second]) = (sides, looks) else {
        return false;
    };
    let both = [(front, first), (back, second)];
    if photographed.is_some() {
        show_one_side(identifier, both)
    } else {
        // What it is likeliest of is another pill, whose references say nothing of it.
        look_like_one_side(identifier, both)
    }
}
