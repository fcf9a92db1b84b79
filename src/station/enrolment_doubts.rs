//! Whether photographs of a pill that is to be taught look like what it is said to be. A pill that is taught as another
//! takes the name of that one from then on.

use super::{EnrolmentError, Shown, StationError};
use crate::{
    catalog::Product,
    identify::{Advice, Evidence, Identifier, IdentifyError, LabelFinding, Side},
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

/// An error where a photograph alone does not look like the product, of which there is a reference photograph, or
/// two of them not like the sides of one pill. Of a product without one nothing tells how it looks.
pub(super) fn look_like_it(
    identifier: &Identifier,
    looked: &[Looked],
    photographed: Option<&Product>,
) -> Result<(), StationError> {
    let evidence = |sides: &[Side]| -> Result<Evidence, IdentifyError> {
        identifier.imprint(identifier.picture(sides)?, sides)
    };
    if let Some(product) = photographed.map(|product| product.id) {
        for one in looked {
            let found = identifier.compare(&evidence(&[one.side()])?, &[product]);
            if found.finding == LabelFinding::Differs {
                let photo = one.shown.clone();
                return Err(EnrolmentError::LooksOtherwise { photo, product }.into());
            }
        }
    }
    if let [front, back] = looked {
        let said = identifier.decide(&evidence(&[front.side(), back.side()])?);
        if said.advice == Some(Advice::SidesDiffer) {
            return Err(EnrolmentError::SidesDiffer.into());
        }
    }
    Ok(())
}
