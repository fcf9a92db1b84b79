//! `takeback evaluate`: how well does it do on photographs whose truth is known?

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::chain::{Chain, Looked, Ms, Pill, Shot};
use super::curves::Curves;
use super::gallery::Gallery;
use super::identify::progress;
use super::questions::{Labelled, Question, Questions};
use super::score::{Case, Score, median};
use super::{Outcome, batch, in_words};
use crate::catalog::{Product, ProductId};
use crate::files::make_folder_whole;
use crate::hazard::Verdict;
use crate::identify::{self, Evidence, Truth};
use crate::ledger::LongWork;
use crate::station::{Station, StationError};

/// Measure accuracy, calibration and hazard detection on labelled photographs
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    labelled: Labelled,
    /// Do not read imprints
    #[arg(long)]
    picture_only: bool,
    /// Write what each channel said of every appearance, for fitting the fusion
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// New folder for a page (index.html) of every photograph with truth, candidates and why, errors first
    #[arg(long, value_name = "DIR")]
    gallery: Option<PathBuf>,
    /// The whole report as JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report {
    picture_only: bool,
    /// Photographs whose scale was known.
    measured: usize,
    versions: identify::Versions,
    photographs: Score,
    /// What other thresholds would have done on them.
    curves: Curves,
    by_kind: BTreeMap<String, Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Score>,
    /// Of the photographs taken one by one.
    median_ms: Ms,
    /// Files that could not be used, and why.
    failed: Vec<String>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let report = match &args.gallery {
        Some(folder) => in_gallery(args, station, folder)?,
        None => in_file(args, station, None)?,
    };
    if args.json {
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)?;
    } else {
        report.write(out)?;
    }
    Ok(if report.failed.is_empty() {
        Outcome::Fine
    } else {
        Outcome::SomeFailed
    })
}

/// Measures, with the page in the new folder `folder`.
fn in_gallery(args: &Args, station: &Station, folder: &Path) -> anyhow::Result<Report> {
    if folder.exists() {
        return Err(StationError::InTheWay(folder.to_owned()).into());
    }
    let named = |error: io::Error| anyhow::Error::new(error).context(folder.display().to_string());
    make_folder_whole(folder, named, |part| {
        let mut gallery = Gallery::new(part);
        let report = in_file(args, station, Some(&mut gallery))?;
        gallery.finish(&report.versions.model)?;
        Ok(report)
    })
}

/// Measures, with the evidence in its file, if one was named.
fn in_file(
    args: &Args,
    station: &Station,
    gallery: Option<&mut Gallery>,
) -> anyhow::Result<Report> {
    match &args.evidence {
        Some(path) => station.write_named(path, |file| measure(args, station, gallery, Some(file))),
        None => measure(args, station, gallery, None),
    }
}

fn measure(
    args: &Args,
    station: &Station,
    mut gallery: Option<&mut Gallery>,
    mut evidence: Option<&mut dyn Write>,
) -> anyhow::Result<Report> {
    let (identifier, catalog) = (station.identifier()?, station.catalog());
    let chain = Chain {
        identifier: &identifier,
        read_imprint: !args.picture_only,
        typed: None,
    };
    let Questions {
        singles,
        pairs,
        mut failed,
    } = args.labelled.questions(&catalog)?;
    let (with_pairs, pairs) = (pairs.is_some(), pairs.unwrap_or_default());
    let measured = singles
        .iter()
        .flat_map(|question| &question.shots)
        .filter(|shot| shot.tray.is_some())
        .count();
    let progress = progress(singles.len() + pairs.len());
    let mut ask = |questions: &[Question]| {
        let mut asked = Asked::default();
        batch::in_order(
            questions,
            |question| (question, look(chain, &question.shots)),
            |(question, looked)| {
                LongWork::go_on()?;
                progress.inc(1);
                asked.take(question, looked, station, |pill| {
                    if let Some(gallery) = &mut gallery {
                        let said = pill.map(|pill| &pill.identification);
                        let shots = question.shots.iter();
                        let files: Vec<PathBuf> = shots.map(|shot| shot.path.clone()).collect();
                        gallery.add(&files, question.truth, said, &catalog)?;
                    }
                    match (&mut evidence, pill) {
                        (Some(file), Some(pill)) => dump(&pill.evidence, question, chain, file),
                        _ => Ok(()),
                    }
                })
            },
        )?;
        anyhow::Ok(asked)
    };
    let (singles, pairs) = (ask(&singles)?, ask(&pairs)?);
    progress.finish_and_clear();
    failed.extend(singles.failed.iter().chain(&pairs.failed).cloned());
    Ok(Report {
        picture_only: args.picture_only,
        measured,
        versions: chain.identifier.versions(),
        photographs: score(&singles.cases),
        curves: Curves::of(&cases(&singles.cases)),
        by_kind: by_kind(&singles.cases),
        pairs: with_pairs.then(|| score(&pairs.cases)),
        median_ms: medians(&singles.ms),
        failed,
    })
}

fn score(cases: &[(String, Case)]) -> Score {
    Score::of(&self::cases(cases))
}

fn cases(cases: &[(String, Case)]) -> Vec<Case> {
    cases.iter().map(|(_, case)| *case).collect()
}

fn by_kind(cases: &[(String, Case)]) -> BTreeMap<String, Score> {
    let mut groups: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for (kind, case) in cases {
        groups.entry(kind.clone()).or_default().push(*case);
    }
    groups
        .into_iter()
        .map(|(kind, cases)| (kind, Score::of(&cases)))
        .collect()
}

fn look(chain: Chain, shots: &[Shot]) -> anyhow::Result<Looked> {
    match shots {
        [one] => chain.photograph(one),
        sides => chain.sides(sides),
    }
}

#[derive(Default)]
struct Asked {
    cases: Vec<(String, Case)>,
    ms: Vec<Ms>,
    failed: Vec<String>,
}

impl Asked {
    /// Notes one answer; `keep` is shown the pill, where one was found.
    fn take(
        &mut self,
        question: &Question,
        looked: anyhow::Result<Looked>,
        station: &Station,
        keep: impl FnOnce(Option<&Pill>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        // As the fitting takes it: a composition that nobody knows is to be treated so, too.
        let hazardous = station.rules().assess(question.truth).verdict != Verdict::NoListingFound;
        let case = match looked {
            Ok(looked) => {
                self.ms.push(looked.ms);
                let pills = looked.most();
                let pill = looked.main_pill();
                keep(pill.as_ref())?;
                judge(question.truth, pills, pill.as_ref(), hazardous, station)
            }
            Err(error) => {
                let files: Vec<_> = question
                    .shots
                    .iter()
                    .map(|shot| shot.path.display().to_string())
                    .collect();
                let words = in_words(&error);
                // What is wrong with a file names that file.
                self.failed
                    .push(if files.iter().any(|file| words.contains(file)) {
                        words
                    } else {
                        format!("{}: {words}", files.join(" + "))
                    });
                judge(question.truth, 0, None, hazardous, station)
            }
        };
        self.cases.push((question.kind.clone(), case));
        Ok(())
    }
}

/// What was answered against what is true. A pill that was not found counts as a wrong answer.
fn judge(
    truth: &Product,
    pills: usize,
    pill: Option<&Pill>,
    hazardous: bool,
    station: &Station,
) -> Case {
    let said = pill.map(|pill| &pill.identification);
    let candidates = said
        .map(|said| said.candidates.as_slice())
        .unwrap_or_default();
    let catalog = station.catalog();
    let rxcui = |id: &ProductId| catalog.get(*id).and_then(|product| product.rxcui);
    Case {
        pills,
        look_alike_rank: candidates
            .iter()
            .position(|candidate| candidate.appearance == truth.appearance),
        drug_rank: candidates.iter().position(|candidate| {
            candidate
                .products
                .iter()
                .any(|id| *id == truth.id || (truth.rxcui.is_some() && rxcui(id) == truth.rxcui))
        }),
        confidence: candidates
            .first()
            .map_or(0.0, |candidate| candidate.confidence),
        identified: said.is_some_and(|said| said.outcome == identify::Outcome::Identified),
        standing: said.map_or(0.0, |said| said.standing),
        hazardous,
        verdict: said.map_or(Verdict::Unknown, |said| said.hazard.verdict),
        hazard_probability: said.map_or(0.0, |said| said.hazard.probability),
    }
}

fn dump(
    found: &Evidence,
    question: &Question,
    chain: Chain,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let names = question
        .shots
        .iter()
        .filter_map(|shot| shot.path.file_name())
        .map(|name| name.to_string_lossy());
    let photo = names.collect::<Vec<_>>().join("+");
    let truth = Truth {
        photo: &photo,
        kind: &question.kind,
        appearance: question.truth.appearance,
    };
    Ok(found.dump(&truth, chain.identifier.facts().hazardous(), out)?)
}

fn medians(times: &[Ms]) -> Ms {
    let of = |step: fn(&Ms) -> f64| median(times.iter().map(step).collect());
    let imprints: Vec<f64> = times.iter().filter_map(|ms| ms.imprint).collect();
    Ms {
        decode: of(|ms| ms.decode),
        locate: of(|ms| ms.locate),
        classify: of(|ms| ms.classify),
        imprint: (!imprints.is_empty()).then(|| median(imprints)),
        total: of(|ms| ms.total),
    }
}

impl Report {
    fn write(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let channels = if self.picture_only {
            "picture, color and shape, without imprint"
        } else {
            "picture, imprint, color and shape"
        };
        writeln!(
            out,
            "{channels}; {} measured in millimetres; {}; intervals are 95 %\n",
            self.measured, self.versions.model
        )?;
        self.photographs.write("all photographs", out)?;
        self.curves.write(out)?;
        for (kind, score) in self.by_kind.iter().filter(|(kind, _)| !kind.is_empty()) {
            score.write(kind, out)?;
        }
        if let Some(pairs) = &self.pairs {
            pairs.write("pairs: front and back", out)?;
        }
        let Ms {
            decode,
            locate,
            classify,
            imprint,
            total,
        } = self.median_ms;
        let imprint = imprint
            .map(|ms| format!(", imprint {ms:.1}"))
            .unwrap_or_default();
        writeln!(
            out,
            "median ms: decode {decode:.1}, locate {locate:.1}, classify {classify:.1}{imprint}, total {total:.1}"
        )?;
        for failed in &self.failed {
            writeln!(out, "failed: {failed}")?;
        }
        Ok(())
    }
}
