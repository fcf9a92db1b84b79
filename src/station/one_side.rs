//! Whether two photographs show one side of a pill rather than both.

use std::sync::Arc;

use crate::{
    identify::{Identifier, Look, Side},
    tray::{Alike, Face},
};

/// How two photographed sides compare, as the tray compares two places.
fn alike(identifier: &Identifier, sides: [(&Side, &Look); 2]) -> Alike {
    let [one, two] = sides.map(|(side, look)| Face {
        view: Arc::new(side.pill.clone()),
        embedding: look.embedding.clone(),
        likely: identifier.likely(look),
    });
    Alike::of(&one, &two)
}

/// Whether both photographs show one side, of a pill of which there may be no reference: so one whose sides
/// look alike seems to.
pub(super) fn look_like_one_side(identifier: &Identifier, sides: [(&Side, &Look); 2]) -> bool {
    alike(identifier, sides).is_moved_side()
}

/// Whether both photographs show one side, though the references of the pill have two sides that differ.
pub fn show_one_side(identifier: &Identifier, sides: [(&Side, &Look); 2]) -> bool {
    let looks = sides.map(|(_, look)| look);
    look_like_one_side(identifier, sides) && identifier.show_one_side(looks)
}
