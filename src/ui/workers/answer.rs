//! From what is known of a pill to what it may be: weighing, and the thread that reads imprints.

use std::sync::Arc;

use super::post::{Event, Post};
use super::sight::Sight;
use super::workbench::{ImprintJob, Said, SideSeen, Step, Workbench};
use crate::identify::{Evidence, Expected, Identification, Identifier, Side};
use crate::station::Station;
use crate::ui::words::language::speak;
use crate::ui::words::told::told;

/// What a pill may be, as far as it was looked at.
pub struct Answer {
    pub identification: Identification,
    /// `None` where nobody said what the label says.
    pub expected: Option<Expected>,
    /// [`Said::turn`] of what people said.
    pub turn: u64,
}

impl Answer {
    /// Weighs what was seen together with what people said.
    pub fn of(identifier: &Identifier, evidence: &Evidence, said: &Said) -> Self {
        let typed = said
            .imprint
            .as_ref()
            .map(|imprint| identifier.typed(evidence, imprint));
        let evidence = typed.as_ref().unwrap_or(evidence);
        Self {
            identification: identifier.decide(evidence),
            expected: (!said.label.is_empty()).then(|| identifier.compare(evidence, &said.label)),
            turn: said.turn,
        }
    }
}

/// The sides as the identifier takes them.
fn of(sides: &[SideSeen]) -> Vec<Side<'_>> {
    sides
        .iter()
        .map(|(photo, pill)| Side { photo, pill })
        .collect()
}

/// Picture candidates for the next pill of the table.
pub fn next_picture(station: &Station, bench: &Workbench) -> Option<Sight> {
    let (job, pill, sides, step) = bench.with(|table| {
        let job = table.job;
        let item = table.next_picture()?;
        let step = std::mem::replace(&mut item.step, Step::Done);
        Some((job, item.number, item.sides.clone(), step))
    })?;
    let seen = station
        .identifier()
        .map_err(|error| told(&error))
        .and_then(|identifier| {
            let evidence = match step {
                Step::Looked(by, look) if Arc::ptr_eq(&by, &identifier) => {
                    identifier.weigh_looks(&[look], &of(&sides))
                }
                _ => identifier.picture(&of(&sides)),
            };
            Ok((identifier, evidence.map_err(|error| told(&error))?))
        });
    Some(match seen {
        Ok((identifier, evidence)) => {
            let done = !identifier.has_imprint_reader();
            let said = bench.with(|table| {
                let said = table.said(pill);
                if let Some(item) = table.item(pill) {
                    item.known = Some((Arc::clone(&identifier), evidence.clone()));
                    item.step = if done { Step::Done } else { Step::Imprint };
                }
                said
            });
            Sight::Read {
                job,
                pill,
                answer: Box::new(Answer::of(&identifier, &evidence, &said)),
                done,
            }
        }
        Err(words) => Sight::Unread { job, pill, words },
    })
}

/// Weighs again what was seen of some pills, after people said something new; what they said is not
/// dropped without a word. What another identifier saw is looked at anew instead.
pub fn again(station: &Station, bench: &Workbench, pills: &[u32]) -> Vec<Sight> {
    let identifier = station.identifier();
    let known: Vec<_> = bench.with(|table| {
        let job = table.job;
        let known = pills.iter().filter_map(|&pill| {
            let said = table.said(pill);
            let item = table.item(pill)?;
            let (by, evidence) = item.known.clone()?;
            if identifier.as_ref().is_ok_and(|now| !Arc::ptr_eq(now, &by)) {
                item.look_anew();
                return None;
            }
            let done = matches!(item.step, Step::Done);
            Some((job, pill, evidence, said, done))
        });
        known.collect()
    });
    known
        .into_iter()
        .map(|(job, pill, evidence, said, done)| match &identifier {
            Ok(identifier) => Sight::Read {
                job,
                pill,
                answer: Box::new(Answer::of(identifier, &evidence, &said)),
                done,
            },
            Err(error) => Sight::Unread {
                job,
                pill,
                words: told(error),
            },
        })
        .collect()
}

/// The thread that reads imprints.
pub fn read_imprints(station: &Station, post: &Post, bench: &Workbench) {
    while let Some(ImprintJob {
        job,
        language,
        number: pill,
        sides,
        known: (by, evidence),
    }) = bench.next_imprint()
    {
        if let Some(language) = language {
            speak(language);
        }
        let read = station
            .identifier()
            .map_err(|error| told(&error))
            .and_then(|identifier| {
                let sides = of(&sides);
                let picture = if Arc::ptr_eq(&by, &identifier) {
                    Ok(evidence)
                } else {
                    identifier.picture(&sides)
                };
                let evidence = picture.and_then(|picture| identifier.imprint(picture, &sides));
                Ok((identifier, evidence.map_err(|error| told(&error))?))
            });
        let known = read.as_ref().ok().cloned();
        let Some(said) = bench.finish(job, pill, sides.len(), known) else {
            continue;
        };
        let sight = match read {
            Ok((identifier, evidence)) => Sight::Read {
                job,
                pill,
                answer: Box::new(Answer::of(&identifier, &evidence, &said)),
                done: true,
            },
            Err(words) => Sight::Unread { job, pill, words },
        };
        if !post.send(Event::Sight(Box::new(sight))) {
            return;
        }
    }
}
