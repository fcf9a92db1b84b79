//! Which answer stands so well that it may be recorded without anybody looking at the pill alone.

use super::{Candidate, Channel, Expected, Identification, LabelFinding, Outcome};

/// The first candidate, where it is identified, the pill shows well, nothing more is to be done with it, picture
/// and imprint both speak for it, nothing speaks against it, and it is not another than `expected`.
pub fn recordable_unseen<'a>(
    found: &'a Identification,
    expected: Option<&Expected>,
) -> Option<&'a Candidate> {
    let differs = expected.is_some_and(|label| label.finding == LabelFinding::Differs);
    let doubtful = found.advice.is_some() || !found.flaws.is_empty();
    if differs || doubtful || found.outcome != Outcome::Identified {
        return None;
    }
    let first = found.candidates.first()?;
    let speaks = |channel| first.remarks.iter().any(|remark| remark.channel == channel);
    let nothing_against = first.remarks.iter().all(|remark| remark.favors);
    let sure = nothing_against && speaks(Channel::Picture) && speaks(Channel::Imprint);
    sure.then_some(first)
}
