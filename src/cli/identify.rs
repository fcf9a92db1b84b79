//! `takeback identify`: what is in these photographs?

use std::io::Write;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::answer::{Answer, Context, Failure, products, seen_and_listed};
use super::chain::{Chain, Looked, Pill, Shot};
use super::record::check_alone;
use super::scale::Scale;
use super::{Outcome, WrongUse, batch, expect, in_words, table};
use crate::catalog::Catalog;
use crate::hazard::{Effect, Reason, Verdict};
use crate::identify::{self, Advice, Channel, Identification, Remark, TypedFinding, TypedImprint};
use crate::station::Station;
use crate::vision::Flaw;

/// Find and identify every pill in photographs
#[derive(clap::Args)]
pub struct Args {
    /// One JSON object a line, in the order given (schema: assets/schema/identify.schema.json)
    #[arg(long)]
    json: bool,
    /// The two photographs show the two sides of one pill, each of it alone
    #[arg(long)]
    sides: bool,
    /// Do not read imprints: fast, and much less certain
    #[arg(long)]
    picture_only: bool,
    /// What is written on the pill, as a person reads it: "TEVA 5728"
    #[arg(long, value_name = "TEXT", value_parser = typed)]
    imprint: Option<TypedImprint>,
    #[command(flatten)]
    label: expect::Label,
    #[command(flatten)]
    scale: Scale,
    #[arg(required = true, value_name = "PHOTO")]
    photos: Vec<PathBuf>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    if args.sides && args.photos.len() != 2 {
        return Err(
            WrongUse("--sides needs exactly two photographs, one of each side".to_owned()).into(),
        );
    }
    let (identifier, catalog) = (station.identifier()?, station.catalog());
    let chain = Chain {
        identifier: &identifier,
        read_imprint: !args.picture_only,
        typed: args.imprint.as_ref(),
    };
    let listed = args.label.products(station)?;
    if chain.read_imprint && !chain.identifier.has_imprint_reader() {
        eprintln!(
            "takeback: no imprint reader is installed, the picture alone decides; restore the models directory"
        );
    }
    let context = Context {
        identifier: chain.identifier,
        catalog: &catalog,
        listed: listed.as_deref(),
    };
    let tray = args.scale.tray(station)?;
    let shots: Vec<Shot> = args
        .photos
        .iter()
        .map(|path| Shot {
            path: path.clone(),
            tray: tray.clone(),
        })
        .collect();
    let show = |shots: &[Shot], looked: anyhow::Result<Looked>| {
        let place = looked.as_ref().map_or(0, |looked| looked.place);
        let mut names = shots.iter().map(|shot| shot.path.to_string_lossy());
        let name = names.nth(place).unwrap_or_default();
        let failed = looked.is_err();
        let text = match looked {
            Ok(looked) if args.json => {
                let mut after = names.zip(looked.shown.iter().skip(place + 1));
                let other = after.find(|(_, shown)| shown.left_out.is_none());
                let other = other.as_ref().map(|(name, _)| &**name);
                line(&Answer::of(&name, other, &looked, &context))?
            }
            Ok(looked) => readable(&name, shots, &looked, &context)?,
            Err(error) if args.json => line(&Failure {
                photo: &name,
                error: in_words(&error),
            })?,
            Err(error) => {
                // The reader of the table sees where it is missing; others read standard error.
                eprintln!("takeback: {}", in_words(&error));
                String::new()
            }
        };
        anyhow::Ok((text, failed))
    };
    if args.sides {
        let looked = chain.sides(&shots).and_then(|looked| {
            check_alone(&shots, &looked.shown)?;
            Ok(looked)
        });
        let is_wrong_use = looked.as_ref().is_err_and(anyhow::Error::is::<WrongUse>);
        let (text, failed) = show(&shots, looked)?;
        out.write_all(text.as_bytes())?;
        return Ok(if is_wrong_use {
            Outcome::WrongUse
        } else {
            outcome(failed)
        });
    }
    let progress = progress(args.photos.len());
    let mut any_failed = false;
    batch::in_order(
        &shots,
        |shot| show(std::slice::from_ref(shot), chain.photograph(shot)),
        |shown| {
            let (text, failed) = shown?;
            any_failed |= failed;
            progress.inc(1);
            progress.suspend(|| out.write_all(text.as_bytes()))?;
            Ok(())
        },
    )?;
    progress.finish_and_clear();
    Ok(outcome(any_failed))
}

fn outcome(failed: bool) -> Outcome {
    if failed {
        Outcome::SomeFailed
    } else {
        Outcome::Fine
    }
}

/// Shows itself on standard error, only where that is a terminal and there is something to wait for.
pub fn progress(photos: usize) -> ProgressBar {
    if photos < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(photos as u64);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} photographs, {per_sec}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn line(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let mut text = serde_json::to_string(value)?;
    text.push('\n');
    Ok(text)
}

fn readable(
    name: &str,
    shots: &[Shot],
    looked: &Looked,
    context: &Context,
) -> anyhow::Result<String> {
    let mut text = Vec::new();
    let count = looked.pills.len();
    writeln!(
        text,
        "{name}: {count} {}, {:.0} ms",
        if count == 1 { "pill" } else { "pills" },
        looked.ms.total
    )?;
    for (shot, shown) in shots.iter().zip(&looked.shown) {
        if let (Some(why), true) = (shown.left_out, shots.len() > 1) {
            writeln!(text, "  {}: {}", shot.path.display(), why.words())?;
        }
    }
    if !looked.flaws.is_empty() {
        writeln!(text, "  {}", flaws(&looked.flaws))?;
    }
    for (number, pill) in looked.pills.iter().enumerate() {
        describe(&mut text, number + 1, pill, context)?;
    }
    Ok(String::from_utf8(text)?)
}

fn describe(
    out: &mut impl Write,
    number: usize,
    pill: &Pill,
    context: &Context,
) -> anyhow::Result<()> {
    let Pill {
        view,
        identification: found,
        ..
    } = pill;
    let colors: Vec<_> = view.colors.iter().map(|color| color.name).collect();
    let read = if found.imprint_read.is_empty() {
        String::new()
    } else {
        format!(", reads \"{}\"", found.imprint_read.join(" "))
    };
    let state = match found.outcome {
        identify::Outcome::Identified => "",
        identify::Outcome::Unidentified => "UNIDENTIFIED: treat as hazardous; ",
    };
    let length = view
        .size_mm
        .map(|[long, _]| format!(", {long:.1} mm"))
        .unwrap_or_default();
    let touching = if view.touching {
        ", touches another"
    } else {
        ""
    };
    writeln!(
        out,
        "\n  pill {number}: {state}{} {}{length}{touching}{read}",
        colors.join("/"),
        view.shape.name.unwrap_or("shape unknown")
    )?;
    if let Some(typed) = &found.typed {
        writeln!(
            out,
            "  \"{}\" was typed: {}",
            typed.text,
            typed_words(typed.finding)
        )?;
    }
    if let Some(expected) = context.compare(pill) {
        expect::describe(out, &expected, found.asks_other_side(), context.catalog)?;
    }
    candidates(out, found, context.catalog)?;
    let verdict = match found.hazard.verdict {
        Verdict::Hazardous => "handle as HAZARDOUS",
        Verdict::NoListingFound => "no hazard listing found for these candidates",
        Verdict::Unknown => "hazard unknown: treat as hazardous",
    };
    let reasons: Vec<_> = found
        .hazard
        .reasons
        .iter()
        .filter(|reason| reason.effect != Effect::Excluded)
        .map(reason_words)
        .collect();
    let share = found.hazard.probability * 100.0;
    let reasons = reasons.join("; ");
    writeln!(out, "  {verdict} (probability {share:.0} %) {reasons}")?;
    if let Some(schedule) = &found.schedule {
        writeln!(
            out,
            "  possibly controlled: {} ({}, DEA {})",
            schedule.class, schedule.substance, schedule.dea_code
        )?;
        if !schedule.note.is_empty() {
            writeln!(out, "    {}", schedule.note)?;
        }
    }
    if !found.flaws.is_empty() {
        writeln!(out, "  {}", flaws(&found.flaws))?;
    }
    if let Some(advice) = found.advice {
        writeln!(out, "  {}", words(advice))?;
    }
    Ok(())
}

/// `RCRA-D D010? vitamins`, or in words that nothing is known.
fn reason_words(reason: &Reason) -> String {
    if reason.system.is_empty() {
        return reason.condition.clone();
    }
    let code = reason.effect.marked(&reason.code);
    format!("{} {code} {}", reason.system, reason.ingredient)
}

/// The candidates as a table, and what speaks for and against the first.
fn candidates(
    out: &mut impl Write,
    found: &Identification,
    catalog: &Catalog,
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for candidate in &found.candidates {
        let mut alike = products(candidate, catalog);
        let Some(first) = alike.next() else { continue };
        let more = match alike.count() {
            0 => String::new(),
            more => format!(" (and {more} that look alike)"),
        };
        rows.push([
            format!("  {}", candidate.rank),
            format!("{:.0} %", candidate.confidence * 100.0),
            first.id.ndc11.to_string(),
            first.imprint_words(),
            first.labeler.clone(),
            format!("{}{more}", first.name),
        ]);
    }
    table::write(
        out,
        ["  #", "confidence", "NDC", "imprint", "labeler", "product"],
        &rows,
    )?;
    if let Some(first) = found
        .candidates
        .first()
        .filter(|first| !first.remarks.is_empty())
    {
        let said: Vec<String> = first.remarks.iter().map(remark).collect();
        writeln!(out, "  on 1: {}", said.join("; "))?;
    }
    Ok(())
}

/// `imprint agrees (TEVA 5728)`, or `color differs (seen PINK, listed WHITE)`.
fn remark(remark: &Remark) -> String {
    let channel = match remark.channel {
        Channel::Picture => "picture",
        Channel::Imprint => "imprint",
        Channel::Color => "color",
        Channel::Shape => "shape",
        Channel::Typed => "what was typed",
        Channel::Size => "length in mm",
    };
    let (verdict, details) = if remark.favors {
        ("agrees", remark.seen.join(" "))
    } else {
        ("differs", seen_and_listed(remark).join(", "))
    };
    if details.is_empty() {
        format!("{channel} {verdict}")
    } else {
        format!("{channel} {verdict} ({details})")
    }
}

/// Parses what is written on a pill.
pub fn typed(text: &str) -> Result<TypedImprint, String> {
    TypedImprint::new(text).ok_or_else(|| "an imprint has at least one letter or digit".to_owned())
}

fn typed_words(finding: TypedFinding) -> &'static str {
    match finding {
        TypedFinding::Agrees => "the photograph agrees",
        TypedFinding::Contradicts => {
            "the photograph CONTRADICTS it; read the pill again, or take another photograph"
        }
        TypedFinding::NoReference => {
            "there is no reference photograph of such a pill to compare with"
        }
        TypedFinding::NotListed => "no listed imprint resembles it; read the pill again",
    }
}

/// `Take a better picture: blurred, glare.`
fn flaws(flaws: &[Flaw]) -> String {
    let codes: Vec<&str> = flaws.iter().map(|flaw| flaw.code()).collect();
    format!("Take a better picture: {}.", codes.join(", "))
}

fn words(advice: Advice) -> &'static str {
    match advice {
        Advice::OtherSideBlank => {
            "This side is blank: photograph the other one too and give both with --sides."
        }
        Advice::OtherSideShared => {
            "Many pills carry what is on this side: photograph the other one too and give both with --sides."
        }
        Advice::OtherSideUnsure => {
            "One side does not settle it: photograph the other one too and give both with --sides."
        }
        Advice::LookItUp => {
            "The photograph does not settle it: search with `takeback lookup`, or record it as unidentified."
        }
        Advice::SidesDiffer => {
            "The photographs do not look like two sides of one pill: photograph one pill from both sides."
        }
    }
}
