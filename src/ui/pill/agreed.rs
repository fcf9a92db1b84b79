//! What CONFIRM ALL may record: nothing that a person should look at alone first.

use super::{Choice, Pill, Reading};
use crate::catalog::Catalog;
use crate::identify::{self, LabelFinding};
use crate::ui::state::{State, Tray, Work};

/// What may be recorded of a pill without anybody looking at it alone: what a person picked, or a
/// first candidate that the model stands by, with nothing against it. Nothing that the label contradicts: it may
/// have been scanned after the pick.
pub fn agreed(catalog: &Catalog, pill: &Pill) -> Option<Choice> {
    let label = pill.expected.as_ref();
    let differs = label.is_some_and(|label| label.finding == LabelFinding::Differs);
    if pill.is_touching() || pill.lies.is_none() || pill.recorded.is_some() || differs {
        return None;
    }
    if pill.choice.product().is_some() {
        return Some(pill.choice);
    }
    if pill.withdrawn {
        return None;
    }
    let Reading::Done(found) = &pill.reading else {
        return None;
    };
    let first = identify::recordable_unseen(found, pill.expected.as_ref())?;
    let product = catalog.one_drug(&first.products)?.id;
    Some(Choice::Candidate {
        place: 0,
        product: Some(product),
    })
}

/// The pills that CONFIRM ALL would record, with what each is; nothing unless there are two or more
/// and every pill without a record is agreed.
fn all_agreed(catalog: &Catalog, tray: &Tray) -> Option<Vec<(u32, Choice)>> {
    let open = || tray.pills.iter().filter(|pill| pill.recorded.is_none());
    if open().count() < 2 {
        return None;
    }
    open()
        .map(|pill| Some((pill.number, agreed(catalog, pill)?)))
        .collect()
}

/// As [`all_agreed`]; nothing of a tray that is not shown because another photograph is looked at, nor of a
/// live one while it is not seen whether it still lies there, or recorded pills may be among those that do.
pub fn all_offered(catalog: &Catalog, state: &State) -> Option<Vec<(u32, Choice)>> {
    let tray = state.tray.as_ref()?;
    if state.work != Work::Idle || state.is_unseen(tray) || state.must_be_cleared() {
        return None;
    }
    all_agreed(catalog, tray)
}
