//! `takeback doctor`: what is there, what is missing, and what to do about it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use super::verify::next_step;
use super::{Outcome, in_words, opener};
use crate::catalog::Catalog;
use crate::hazard::Rules;
use crate::identify::Identifier;
use crate::ledger::{DATABASE, SIGNING_KEY, SigningKey};
use crate::runtime::{Manifest, Runtime};
use crate::station::{Lapse, Settings, Station, StationError};

/// Check everything the program rests on; one line a problem, and what to do
#[derive(clap::Args)]
pub struct Args {}

/// Less room than this and a day's records may not fit.
const LEAST_FREE_MIB: u64 = 200;

/// What one check found.
enum Finding {
    Fine(String),
    /// Works without, but less well.
    Note(String),
    Problem(String),
    NotVerified(String),
}
use Finding::{Fine, NotVerified, Note, Problem};

pub fn run(
    _: &Args,
    home: &Path,
    key_file: Option<&Path>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let had_record = opener::has_record(home);
    let (station, opened) = match opener::open(home, key_file) {
        Ok(station) => {
            let mode = station.site_mode().code();
            let words = format!("{}, site mode {mode}", home.display());
            let found = if had_record {
                Fine(words)
            } else {
                Note(format!(
                    "{words}; no record was there, so one has just begun: if this station has one already, name its folder \
                     with --home, or run this as the user whose station it is"
                ))
            };
            (Some(station), found)
        }
        Err(error) => (None, Problem(in_words(&error))),
    };
    let settings = station.as_ref().map(Station::settings);
    let of_station = |check: fn(&Station) -> Finding| match &station {
        Some(station) => check(station),
        None => Note("not looked at, since the home cannot be used".to_owned()),
    };
    let checks: [(&str, Finding); 13] = [
        (
            "program",
            Fine(format!("takeback {}", env!("CARGO_PKG_VERSION"))),
        ),
        ("home", opened),
        ("record", of_station(record)),
        ("signing", of_station(signing)),
        ("at rest", of_station(at_rest)),
        ("upkeep", of_station(upkeep)),
        ("disk", disk(home)),
        ("catalogue", facts(station.as_ref())),
        ("runtime", runtime(settings)),
        ("model", of_station(model)),
        ("imprints", of_station(imprints)),
        ("cameras", cameras()),
        ("sound", sound()),
    ];
    let mut outcome = Outcome::Fine;
    for (name, finding) in &checks {
        let (mark, words) = match finding {
            Fine(words) => ("ok", words),
            Note(words) => ("note", words),
            Problem(words) | NotVerified(words) => ("PROBLEM", words),
        };
        writeln!(out, "{mark:<8} {name:<10} {words}")?;
        outcome = match (finding, outcome) {
            (NotVerified(_), _) | (_, Outcome::NotVerified) => Outcome::NotVerified,
            (Problem(_), _) | (_, Outcome::SomeFailed) => Outcome::SomeFailed,
            _ => Outcome::Fine,
        };
    }
    Ok(outcome)
}

fn record(station: &Station) -> Finding {
    let database = station.home().join(DATABASE);
    match station.verify() {
        Ok(found) => match found.finding {
            None => Fine(format!(
                "{}, {} records, the chain holds",
                database.display(),
                found.records
            )),
            Some(finding) => NotVerified(match next_step(&finding) {
                Some(next) => format!("{finding}; {next}"),
                None => format!(
                    "{finding}: keep a copy of {} and restore the latest backup",
                    station.home().display()
                ),
            }),
        },
        Err(error) => Problem(error.to_string()),
    }
}

/// A record without the key that signs, or with another public half beside it, goes on, and nobody would notice.
fn signing(station: &Station) -> Finding {
    let key = station.home().join(SIGNING_KEY);
    if !key.is_file() {
        return Problem(format!(
            "{} is missing, so nothing is signed; put it back from where the keys are locked away",
            key.display()
        ));
    }
    match SigningKey::load(&key).and_then(|signing| signing.check_public(station.home())) {
        Ok(()) => Fine(format!("{} is there", key.display())),
        Err(error) => Problem(format!(
            "{error}. Where signing.key is another's, `takeback verify` names the heads that it has not signed"
        )),
    }
}

/// Whether whoever takes the disk can read the record.
fn at_rest(station: &Station) -> Finding {
    match (station.is_encrypted(), &station.settings().key_file) {
        (Ok(true), Some(key)) => Fine(format!(
            "the record is encrypted on the disk, with the key file {}; photographs and keys are not",
            key.display()
        )),
        (Ok(true), None) => {
            Fine("the record is encrypted on the disk; photographs and keys are not".to_owned())
        }
        (Ok(false), _) => Note(
            "the record is not encrypted on the disk; encrypt the disk, or run `takeback encrypt` (SECURITY.md says what each is worth)"
                .to_owned(),
        ),
        (Err(error), _) => Problem(error.to_string()),
    }
}

/// The signed head and the backup of these days.
fn upkeep(station: &Station) -> Finding {
    let newest = station.newest_backup();
    let lapses = station.lapses().map(|mut lapses| {
        // That is said of the model.
        lapses.retain(|lapse| !matches!(lapse, Lapse::Model { .. } | Lapse::ModelGone { .. }));
        lapses
    });
    match (lapses, newest, &station.settings().backup_folder) {
        (Err(error), _, _) | (_, Err(error), _) => Problem(error.to_string()),
        (Ok(lapses), _, _) if !lapses.is_empty() => {
            let words: Vec<_> = lapses.iter().map(ToString::to_string).collect();
            Problem(words.join("; "))
        }
        (Ok(_), Ok(Some(day)), Some(folder)) => Fine(format!(
            "a head was signed today; the newest backup in {} is of {day}",
            folder.display()
        )),
        _ => Note(
            "a head was signed today; no backups are made: name another disk as `backup_folder` in settings.toml"
                .to_owned(),
        ),
    }
}

fn disk(home: &Path) -> Finding {
    match free_mib(home) {
        Some(free) if free < LEAST_FREE_MIB => Problem(format!(
            "only {free} MiB free for {}: make room before recording",
            home.display()
        )),
        Some(free) => Fine(format!("{free} MiB free")),
        None => Note("free space is not known on this system".to_owned()),
    }
}

/// By POSIX `df`, whose second line ends in: capacity, used, available, use in percent, mount.
fn free_mib(home: &Path) -> Option<u64> {
    let output = Command::new("df").arg("-Pk").arg(home).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let free_kib: u64 = text
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()?;
    Some(free_kib / 1024)
}

/// Products and hazard rules: the station's, which may include pills it was taught, or else those shipped with the
/// program.
fn facts(station: Option<&Station>) -> Finding {
    let said = |catalog: &Catalog, rules: &Rules| {
        Fine(format!(
            "{} products as photographed by {}; hazard rules {}",
            catalog.products().len(),
            catalog.as_of(),
            rules.version()
        ))
    };
    if let Some(station) = station {
        return said(&station.catalog(), station.rules());
    }
    match (Catalog::builtin(), Rules::builtin()) {
        (Ok(catalog), Ok(rules)) => said(&catalog, &rules),
        (Err(error), _) => Problem(format!("{error}: install the program again")),
        (_, Err(error)) => Problem(format!("{error}: install the program again")),
    }
}

fn runtime(settings: Option<&Settings>) -> Finding {
    match Runtime::start(settings.and_then(|settings| settings.runtime_library.as_deref())) {
        Ok(runtime) => Fine(format!(
            "ONNX Runtime {} at {}",
            runtime.version(),
            runtime.library().display()
        )),
        Err(error) => Problem(error.to_string()),
    }
}

/// Opening the models checks their hashes.
fn model(station: &Station) -> Finding {
    if let Some(gone) = station.missing_model() {
        return Problem(gone.to_string());
    }
    match station.other_model() {
        Ok(None) => {}
        Ok(Some(other)) => return Problem(other.to_string()),
        Err(error) => return Problem(error.to_string()),
    }
    let models = match models_of(station) {
        Ok((_, models)) => models,
        Err(error) => return Problem(error.to_string()),
    };
    match Manifest::load(&models) {
        Ok(manifest) => {
            let entries = [
                (&manifest.classifier.file, &manifest.classifier.sha256),
                (&manifest.locator.file, &manifest.locator.sha256),
            ];
            let named = entries.map(|(file, sha256)| {
                format!("{file} (SHA-256 {})", sha256.get(..12).unwrap_or(sha256))
            });
            Fine(format!("{} in {}", named.join(", "), models.display()))
        }
        Err(error) => Problem(error.to_string()),
    }
}

/// The models of this station and where they lie.
fn models_of(station: &Station) -> Result<(Arc<Identifier>, PathBuf), StationError> {
    Ok((station.identifier()?, station.models_dir()?))
}

/// The reader may be absent; a damaged one is the model's problem.
fn imprints(station: &Station) -> Finding {
    match models_of(station) {
        Ok((identifier, models)) if identifier.has_imprint_reader() => {
            Fine(format!("reader in {}", models.display()))
        }
        Ok((_, models)) => Note(format!(
            "no reader in {}: the picture alone decides; restore its files from the release to read imprints",
            models.display()
        )),
        Err(_) => Note("cannot be read without the model".to_owned()),
    }
}

fn sound() -> Finding {
    match crate::sound::output() {
        Ok(words) => Fine(words),
        Err(error) => Note(format!(
            "none ({error}); everything the window says by a tone it also says in words"
        )),
    }
}

fn cameras() -> Finding {
    match Station::cameras() {
        Ok(cameras) if cameras.is_empty() => {
            Note("none found; photographs can be opened from files".to_owned())
        }
        Ok(cameras) => {
            let named = cameras
                .iter()
                .map(|camera| format!("{} ({})", camera.name, camera.id));
            Fine(named.collect::<Vec<_>>().join(", "))
        }
        Err(error) => Note(format!(
            "cannot be listed ({error}); photographs can be opened from files"
        )),
    }
}
