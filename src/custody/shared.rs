//! Several things that bear one number, since every maker and agency numbers its own. What others gave sealed is told
//! apart by its number and its giver; a number of the site's own is used only once.

use super::Refused;
use crate::ledger::custody::{Line, Party, Registration, UniqueId};

/// One of those that bear a number.
#[derive(Clone, Copy)]
pub(super) struct Bearer<'a> {
    /// Who gave it sealed, and with whom it is told apart; none of one's own, or of what came by mail.
    pub from: Option<&'a Party>,
    /// It can take the step in hand.
    pub may: bool,
}

/// Whether `from`, if it is stated, is the name or the registration number of `giver`.
fn is_from(from: Option<&Line>, giver: Option<&Party>) -> bool {
    let Some(from) = from else { return true };
    giver.is_some_and(|giver| {
        let number = giver.registration.as_ref().map(Registration::as_str);
        let names = [Some(giver.name.as_str()), number];
        let mut names = names.into_iter().flatten();
        names.any(|name| name.eq_ignore_ascii_case(from.as_str()))
    })
}

/// Whether both are one registrant, or one agency by its name.
fn is_same(one: &Party, other: &Party) -> bool {
    match (&one.registration, &other.registration) {
        (Some(one), Some(other)) => one == other,
        _ => one.name.as_str().eq_ignore_ascii_case(other.name.as_str()),
    }
}

/// The place of the one that keeps something with this number from coming in from `from`, or from anybody
/// while nobody is stated; none where only others gave what bears it.
pub(super) fn in_the_way(bearers: &[Bearer], from: Option<&Party>) -> Option<usize> {
    let gave = |giver| from.is_some_and(|from| is_same(giver, from));
    bearers
        .iter()
        .position(|bearer| bearer.from.is_none_or(gave))
}

/// The place of the one that an act is about, which may state whom it came from; none where the number is
/// not known, or not from there.
///
/// An error where that leaves more than one that can take the step.
pub(super) fn meant(
    id: &UniqueId,
    bearers: &[Bearer],
    from: Option<&Party>,
) -> Result<Option<usize>, Refused> {
    if let Some(from) = from
        && bearers.len() > 1
    {
        let given = |bearer: &Bearer| bearer.from.is_some_and(|giver| is_same(giver, from));
        return Ok(bearers.iter().position(given));
    }
    let mut able = bearers.iter().enumerate().filter(|(_, bearer)| bearer.may);
    match (able.next(), able.next()) {
        (Some((place, _)), None) => Ok(Some(place)),
        // The newest, which says what became of it.
        (None, _) => Ok(bearers.len().checked_sub(1)),
        (Some(_), Some(_)) => {
            let able = bearers.iter().filter(|bearer| bearer.may);
            let givers = able.filter_map(|bearer| bearer.from);
            let givers: Vec<_> = givers.map(|giver| giver.name.as_str()).collect();
            Err(Refused::Shared {
                id: id.clone(),
                givers: givers.join(", "),
            })
        }
    }
}

/// The place of the one of which `record` is the newest record, as `newest` names those of each; none where none
/// bears the number.
///
/// An error where something else was recorded of it since.
pub(super) fn recorded_by(
    record: i64,
    mut newest: impl ExactSizeIterator<Item = Option<i64>>,
) -> Result<Option<usize>, Refused> {
    match (
        newest.len(),
        newest.position(|newest| newest == Some(record)),
    ) {
        (1.., None) => Err(Refused::NotNewest(record)),
        (_, place) => Ok(place),
    }
}

/// The one of `those`, which bear the number `id`, that `from` gave, if that is stated; an error where
/// several are meant, or none of them came from there.
pub(super) fn given<'a, T>(
    id: &UniqueId,
    those: &'a [T],
    from: Option<&Line>,
    bearer: impl Fn(&'a T) -> Bearer<'a>,
) -> Result<Option<&'a T>, Refused> {
    let borne = those.iter().map(|one| (one, bearer(one)));
    let (theirs, bearers): (Vec<_>, Vec<_>) = borne
        .filter(|(_, bearer)| is_from(from, bearer.from))
        .unzip();
    if let Some(from) = from
        && theirs.is_empty()
        && !those.is_empty()
    {
        return Err(Refused::NotFrom {
            id: id.clone(),
            from: from.clone(),
        });
    }
    let place = meant(id, &bearers, None)?;
    Ok(place.and_then(|place| theirs.get(place).copied()))
}
