//! The locator that ships, on trays of 1 to 20 pills: how many there are, and whether any touch.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::trays::{GROUNDS, Tray};
use crate::support::{locator, trays};
use rayon::prelude::*;
use takeback::vision::Photo;

/// Of each kind; twice over all counts of pills, four times over all grounds.
const TRAYS: u64 = 40;
const MOST_PILLS: u64 = 20;

/// What the locator says of one tray.
struct Seen {
    tray: Tray,
    count: usize,
    flagged: usize,
}

/// Trays of the one kind or the other; `None` after saying why the test is skipped.
fn look_at(contact: bool) -> Option<Vec<Seen>> {
    let (Some(data), Some(locator)) = (crate::support::data_dir(), locator::shipped()) else {
        return None;
    };
    let cut_outs = trays::cut_outs(&data.join("rximage/images"), 120);
    assert!(cut_outs.len() >= 100, "{} cut-outs", cut_outs.len());
    let seen: Vec<Seen> = (0..TRAYS)
        .into_par_iter()
        .map(|number| {
            let count = (number * 7 % MOST_PILLS + 1).max(if contact { 2 } else { 1 });
            let seed = 2 * number + u64::from(contact);
            let tray = trays::tray(seed, number as usize, &cut_outs, count as usize, contact);
            if let Some(folder) = std::env::var_os("TAKEBACK_TRAYS") {
                let name = format!("{seed:03}-{}.jpg", tray.ground.replace(' ', "-"));
                std::fs::write(Path::new(&folder).join(name), &tray.jpeg).unwrap();
            }
            let views = locator.find(&Photo::decode(&tray.jpeg).unwrap()).unwrap();
            Seen {
                count: views.len(),
                flagged: views.iter().filter(|view| view.touching).count(),
                tray,
            }
        })
        .collect();
    let grounds: BTreeSet<_> = seen.iter().map(|seen| seen.tray.ground).collect();
    assert!(seen.len() == TRAYS as usize && grounds.len() == GROUNDS.len());
    Some(seen)
}

/// Share of the trays that are right; says which are not.
fn share(seen: &[Seen], is_right: fn(&Seen) -> bool) -> f64 {
    let wrong: Vec<_> = seen.iter().filter(|seen| !is_right(seen)).collect();
    for Seen {
        tray,
        count,
        flagged,
    } in &wrong
    {
        let (ground, pills, touching) = (tray.ground, tray.pills, tray.touching);
        eprintln!("{ground}: {count} of {pills} pills, {flagged} of {touching} called touching");
    }
    1.0 - wrong.len() as f64 / seen.len() as f64
}

#[test]
fn pills_that_do_not_touch_are_counted() {
    let Some(seen) = look_at(false) else { return };
    assert!(seen.iter().all(|seen| seen.tray.touching == 0));
    let exact = share(&seen, |seen| seen.count == seen.tray.pills);
    // Wanted are 0.95; 38 of these 40 and 383 of 400 others were measured (training/LOCATOR.md). What is
    // missed are pills of 20 pixels beside dots as large, and grey ones on brushed steel.
    assert!(exact >= 0.9, "{exact} of the counts are exact");
}

#[test]
fn pills_that_touch_are_told() {
    let Some(seen) = look_at(true) else { return };
    assert!(seen.iter().all(|seen| seen.tray.touching >= 2));
    let told = share(&seen, |seen| seen.flagged > 0);
    assert!(told >= 0.95, "{told} of the trays are called touching");
}
