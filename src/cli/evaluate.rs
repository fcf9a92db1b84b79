//! `takeback evaluate`: how well does it do on photographs whose truth is known?

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde::{Deserialize, Serialize};

use super::chain::{Chain, Looked, Ms, Pill};
use super::identify::progress;
use super::score::{Case, Score, median};
use super::{Outcome, batch};
use crate::catalog::{Ndc11, Product, ProductId};
use crate::hazard::Verdict;
use crate::identify::{self, Evidence, Truth};
use crate::station::Station;

/// Measure accuracy, calibration and hazard detection on labelled photographs
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the photographs
    #[arg(long, value_name = "DIR")]
    images: PathBuf,
    /// CSV with the columns file, ndc11, part and, if known, kind
    #[arg(long, value_name = "CSV")]
    labels: PathBuf,
    /// CSV with the columns `side_a`, `side_b`, ndc11 and part: the two sides of one pill
    #[arg(long, value_name = "CSV")]
    pairs: Option<PathBuf>,
    /// Do not read imprints
    #[arg(long)]
    picture_only: bool,
    /// Write what each channel said of every appearance, for fitting the fusion
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// The whole report as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Deserialize)]
struct Label {
    file: String,
    ndc11: Ndc11Text,
    #[serde(default = "first_part")]
    part: u8,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct Pair {
    side_a: String,
    side_b: String,
    ndc11: Ndc11Text,
    #[serde(default = "first_part")]
    part: u8,
}

/// An NDC as the labels spell it.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Ndc11Text(Ndc11);

impl TryFrom<String> for Ndc11Text {
    type Error = crate::catalog::NdcError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

fn first_part() -> u8 {
    1
}

/// One question with its known answer.
struct Question<'a> {
    files: Vec<PathBuf>,
    kind: String,
    truth: &'a Product,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report {
    picture_only: bool,
    versions: identify::Versions,
    photographs: Score,
    by_kind: BTreeMap<String, Score>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Score>,
    /// Of the photographs taken one by one.
    median_ms: Ms,
    /// Files that could not be used, and why.
    failed: Vec<String>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let chain = Chain {
        identifier: station.identifier()?,
        read_imprint: !args.picture_only,
        typed: None,
    };
    let mut evidence = match &args.evidence {
        Some(path) => Some(BufWriter::new(
            File::create(path).with_context(|| path.display().to_string())?,
        )),
        None => None,
    };
    let mut failed = Vec::new();
    let singles = known(single_questions(args, station)?, &mut failed);
    let pairs = known(pair_questions(args, station)?, &mut failed);
    let progress = progress(singles.len() + pairs.len());
    let mut ask = |questions: &[Question]| {
        let mut asked = Asked::default();
        batch::in_order(
            questions,
            |question| (question, look(chain, &question.files)),
            |(question, looked)| {
                progress.inc(1);
                asked.take(question, looked, station, |found| match &mut evidence {
                    Some(file) => dump(found, question, chain, file),
                    None => Ok(()),
                })
            },
        )?;
        anyhow::Ok(asked)
    };
    let (singles, pairs) = (ask(&singles)?, ask(&pairs)?);
    progress.finish_and_clear();
    if let Some(mut file) = evidence {
        file.flush()?;
    }
    failed.extend(singles.failed.iter().chain(&pairs.failed).cloned());
    let report = Report {
        picture_only: args.picture_only,
        versions: chain.identifier.versions(),
        photographs: score(&singles.cases),
        by_kind: by_kind(&singles.cases),
        pairs: args.pairs.is_some().then(|| score(&pairs.cases)),
        median_ms: medians(&singles.ms),
        failed,
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

/// One question a label; an error where the catalogue does not know the truth.
fn single_questions<'a>(
    args: &Args,
    station: &'a Station,
) -> anyhow::Result<Vec<anyhow::Result<Question<'a>>>> {
    let question = |label: Label| {
        Ok(Question {
            truth: truth(station, label.ndc11.0, label.part)?,
            files: vec![args.images.join(label.file)],
            kind: label.kind,
        })
    };
    Ok(rows(&args.labels)?.into_iter().map(question).collect())
}

/// One question a pair.
fn pair_questions<'a>(
    args: &Args,
    station: &'a Station,
) -> anyhow::Result<Vec<anyhow::Result<Question<'a>>>> {
    let question = |pair: Pair| {
        Ok(Question {
            truth: truth(station, pair.ndc11.0, pair.part)?,
            files: [pair.side_a, pair.side_b]
                .map(|side| args.images.join(side))
                .to_vec(),
            kind: "pair".to_owned(),
        })
    };
    let Some(path) = &args.pairs else {
        return Ok(Vec::new());
    };
    Ok(rows(path)?.into_iter().map(question).collect())
}

fn known<'a>(
    questions: Vec<anyhow::Result<Question<'a>>>,
    failed: &mut Vec<String>,
) -> Vec<Question<'a>> {
    let mut known = Vec::with_capacity(questions.len());
    for question in questions {
        match question {
            Ok(question) => known.push(question),
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    known
}

fn score(cases: &[(String, Case)]) -> Score {
    Score::of(&cases.iter().map(|(_, case)| *case).collect::<Vec<_>>())
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

fn rows<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    reader
        .into_deserialize()
        .collect::<Result<_, _>>()
        .with_context(|| format!("{} is not a table of labels", path.display()))
}

fn truth(station: &Station, ndc11: Ndc11, part: u8) -> anyhow::Result<&Product> {
    let found = station.catalog().get(ProductId { ndc11, part });
    found.ok_or_else(|| {
        anyhow!("the catalogue has no product {ndc11} part {part}, which a label names")
    })
}

fn look(chain: Chain, files: &[PathBuf]) -> anyhow::Result<Looked> {
    match files {
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
    /// Notes one answer; `keep` is shown the evidence behind it.
    fn take(
        &mut self,
        question: &Question,
        looked: anyhow::Result<Looked>,
        station: &Station,
        keep: impl FnOnce(&Evidence) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let hazardous = station.rules().assess(question.truth).verdict == Verdict::Hazardous;
        let case = match looked {
            Ok(looked) => {
                self.ms.push(looked.ms);
                let pills = looked.pills.len();
                let pill = looked.main_pill();
                if let Some(pill) = &pill {
                    keep(&pill.evidence)?;
                }
                judge(question.truth, pills, pill.as_ref(), hazardous, station)
            }
            Err(error) => {
                let files: Vec<_> = question
                    .files
                    .iter()
                    .map(|file| file.display().to_string())
                    .collect();
                self.failed
                    .push(format!("{}: {error:#}", files.join(" + ")));
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
    let rxcui = |id: &ProductId| station.catalog().get(*id).and_then(|product| product.rxcui);
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
        hazardous,
        verdict: said.map_or(Verdict::Unknown, |said| said.hazard.verdict),
    }
}

fn dump(
    found: &Evidence,
    question: &Question,
    chain: Chain,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let names = question
        .files
        .iter()
        .filter_map(|file| file.file_name())
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
            "{channels}; {}; intervals are 95 %\n",
            self.versions.model
        )?;
        self.photographs.write("all photographs", out)?;
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
