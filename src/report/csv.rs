//! The log as CSV: RFC 4180, UTF-8, one row a disposal (or a record, in the raw view).

use std::{borrow::Cow, io::Write};

use csv::{Terminator, WriterBuilder};

use super::{ReportError, neutralize, stock_transfers};
use crate::ledger::{
    Drug, DrugSchedule, HazardReason, How, Identity, Ledger, LogFilter, LogRow, Outcome,
    ScannedPackage, Suggestion, Versions,
};

/// A column of the log: its name, and what a row has in it.
type Column = (&'static str, fn(&LogRow) -> Cow<'_, str>);

/// In order. Columns are only ever added at the end.
const TABLE: [Column; 62] = [
    ("notice", |row| notice(row).into()),
    ("site_mode", |row| row.site_mode.as_str().into()),
    ("disposal", |row| row.seq.to_string().into()),
    ("record", |row| {
        let note = row.correction.as_ref();
        note.map_or(row.seq, |note| note.seq).to_string().into()
    }),
    ("id", |row| row.id.to_string().into()),
    ("status", |row| status(row).into()),
    ("entered_at", |row| row.entered.to_string().into()),
    ("entered_by", |row| row.by.as_str().into()),
    ("acted_on", |row| row.decided.acted_on.to_string().into()),
    ("outcome", |row| identified(drug(row).is_some())),
    ("ndc11", |row| {
        optional(drug(row).map(|drug| drug.ndc11.as_str()))
    }),
    ("part", |row| spelled(drug(row).map(|drug| drug.part))),
    ("rxcui", |row| {
        spelled(drug(row).and_then(|drug| drug.rxcui))
    }),
    ("name", |row| {
        optional(drug(row).map(|drug| drug.name.as_str()))
    }),
    ("strength", |row| {
        optional(drug(row).map(|drug| drug.strength.as_str()))
    }),
    ("form", |row| {
        optional(drug(row).and_then(|drug| drug.form.as_deref()))
    }),
    ("labeler", |row| {
        optional(drug(row).map(|drug| drug.labeler.as_str()))
    }),
    ("imprint", |row| {
        spelled(drug(row).map(|drug| drug.imprint.join(" ")))
    }),
    ("schedule", |row| {
        optional(schedule(row).map(|schedule| schedule.class.as_str()))
    }),
    ("dea_code", |row| {
        optional(schedule(row).map(|schedule| schedule.dea_code.as_str()))
    }),
    ("hazard", |row| row.decided.hazard.verdict.as_str().into()),
    ("hazard_reasons", |row| {
        joined(&row.decided.hazard.reasons, reason)
    }),
    ("quantity", |row| row.decided.quantity.to_string().into()),
    ("reference", |row| {
        optional(row.decided.reference.as_deref())
    }),
    ("decided_how", |row| match how(row) {
        Some(How::Picked { .. }) => "picked".into(),
        Some(How::Searched) => "searched".into(),
        None => "unidentified".into(),
    }),
    ("decided_rank", |row| match how(row) {
        Some(How::Picked { rank }) => rank.to_string().into(),
        Some(How::Searched) | None => "".into(),
    }),
    ("model_outcome", |row| {
        said(row).map_or("".into(), |said| identified(said.identified))
    }),
    ("candidate_1", look_alikes::<0>),
    ("candidate_1_confidence", confidence::<0>),
    ("candidate_2", look_alikes::<1>),
    ("candidate_2_confidence", confidence::<1>),
    ("candidate_3", look_alikes::<2>),
    ("candidate_3_confidence", confidence::<2>),
    ("candidate_4", look_alikes::<3>),
    ("candidate_4_confidence", confidence::<3>),
    ("candidate_5", look_alikes::<4>),
    ("candidate_5_confidence", confidence::<4>),
    ("model_hazard", |row| {
        optional(said(row).map(|said| said.hazard.as_str()))
    }),
    ("model_hazard_probability", |row| {
        spelled(said(row).map(|said| share(said.hazard_ppm)))
    }),
    ("model_hazard_reasons", |row| {
        spelled(said(row).map(|said| said.hazard_reasons.join("; ")))
    }),
    ("model_schedule", |row| {
        optional(said(row).and_then(|said| said.schedule.as_deref()))
    }),
    ("imprint_read", |row| {
        spelled(said(row).map(|said| said.imprint_read.join(" ")))
    }),
    ("model_version", |row| {
        optional(versions(row).map(|versions| versions.model.as_str()))
    }),
    ("model_rules_version", |row| {
        optional(versions(row).map(|versions| versions.rules.as_str()))
    }),
    ("model_catalog_version", |row| {
        optional(versions(row).map(|versions| versions.catalog.as_str()))
    }),
    ("runtime_version", |row| {
        optional(versions(row).map(|versions| versions.runtime.as_str()))
    }),
    ("rules_version", |row| {
        row.decided.hazard.rules.as_str().into()
    }),
    ("catalog_source", |row| {
        spelled(drug(row).map(|drug| format!("{} {}", drug.source, drug.as_of)))
    }),
    ("program_version", |row| row.program.as_str().into()),
    ("photo_sha256", |row| {
        joined(&row.disposal.photos, Clone::clone)
    }),
    ("corrected_at", |row| {
        spelled(row.correction.as_ref().map(|note| note.entered))
    }),
    ("corrected_by", |row| {
        optional(row.correction.as_ref().map(|note| note.by.as_str()))
    }),
    ("correction_reason", |row| {
        optional(row.correction.as_ref().map(|note| note.reason.as_str()))
    }),
    ("record_hash", |row| row.hash.as_str().into()),
    ("entered_account", |row| spelled(row.account)),
    ("corrected_account", |row| {
        spelled(row.correction.as_ref().and_then(|note| note.account))
    }),
    ("imprint_typed", |row| {
        optional(said(row).and_then(|said| said.imprint_typed.as_deref()))
    }),
    ("discontinued_on", |row| spelled(row.decided.discontinued)),
    ("package_ndc11", |row| {
        optional(package(row).map(|package| package.ndc11.as_str()))
    }),
    ("lot", |row| {
        optional(package(row).and_then(|package| package.lot.as_deref()))
    }),
    ("expires_on", |row| {
        spelled(package(row).and_then(|package| package.expires))
    }),
    ("serial", |row| {
        optional(package(row).and_then(|package| package.serial.as_deref()))
    }),
];

/// Behind those of the table: what no record of the item itself says.
const TRANSFERRED: &str = "transferred";

/// The header, in order.
pub fn columns() -> Vec<&'static str> {
    let named = TABLE.iter().map(|(name, _)| *name);
    named.chain([TRANSFERRED]).collect()
}

/// Writes the header and every row that `filter` lets through to `out`, oldest first.
///
/// Rows are written as they are read, so memory does not grow with the ledger. Returns the number
/// of rows.
pub fn write_csv(ledger: &Ledger, filter: &LogFilter, out: impl Write) -> Result<u64, ReportError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(columns())?;
    let recorded = stock_transfers::recorded(ledger, filter.through)?;
    let transferred = stock_transfers::in_words(&recorded);
    let rows = ledger.for_each(filter, |row| {
        let to = transferred.get(&row.seq).map_or("", String::as_str);
        let cells = TABLE.iter().map(|(_, cell)| cell(&row));
        let cells = cells.chain([to.into()]);
        let cells = cells.map(|cell| neutralize(&cell).into_owned());
        writer.write_record(cells).map_err(ReportError::from)
    })?;
    writer.flush().map_err(csv::Error::from)?;
    Ok(rows)
}

/// What every row says about itself. Research data must not pass for a record of the law.
fn notice(row: &LogRow) -> &'static str {
    row.purpose().pick([
        "Identification by image is an aid, not a laboratory result. This is not a DEA form.",
        "RESEARCH/DEMO - identification by image is an aid, not a laboratory result. This is not a DEA form.",
    ])
}

pub(super) fn status(row: &LogRow) -> &'static str {
    match (row.outcome(), &row.correction) {
        (Outcome::Withdrawn, _) => "withdrawn",
        (_, Some(_)) => "corrected",
        (_, None) => "recorded",
    }
}

pub(super) fn drug(row: &LogRow) -> Option<&Drug> {
    match &row.decided.identity {
        Identity::Identified { drug, .. } => Some(drug),
        Identity::Unidentified => None,
    }
}

pub(super) fn schedule(row: &LogRow) -> Option<&DrugSchedule> {
    drug(row)?.schedule.as_ref()
}

fn how(row: &LogRow) -> Option<How> {
    match row.decided.identity {
        Identity::Identified { how, .. } => Some(how),
        Identity::Unidentified => None,
    }
}

/// None where no model was asked.
fn said(row: &LogRow) -> Option<&Suggestion> {
    row.disposal.suggestion.as_ref()
}

fn versions(row: &LogRow) -> Option<&Versions> {
    Some(&said(row)?.versions)
}

pub(super) fn package(row: &LogRow) -> Option<&ScannedPackage> {
    row.disposal.package.as_ref()
}

/// The products of the candidate at `PLACE`, from 0.
fn look_alikes<const PLACE: usize>(row: &LogRow) -> Cow<'_, str> {
    let candidate = said(row).and_then(|said| said.candidates.get(PLACE));
    let products = candidate.iter().flat_map(|candidate| &candidate.products);
    let words = products.map(|p| format!("{} [{} part {}]", p.name, p.ndc11, p.part));
    words.collect::<Vec<_>>().join(" | ").into()
}

fn confidence<const PLACE: usize>(row: &LogRow) -> Cow<'_, str> {
    let candidate = said(row).and_then(|said| said.candidates.get(PLACE));
    spelled(candidate.map(|candidate| share(candidate.confidence_ppm)))
}

/// One reason in words, with the source of the rule.
fn reason(reason: &HazardReason) -> String {
    in_words(reason, &format!(" ({})", reason.source))
}

/// One reason in words, for paper: the version of the rules, which is stated there, names the source.
pub(super) fn why(reason: &HazardReason) -> String {
    in_words(reason, "")
}

fn in_words(reason: &HazardReason, source: &str) -> String {
    let HazardReason {
        system,
        code,
        ingredient,
        condition,
        remark,
        ..
    } = reason;
    if system.is_empty() {
        return condition.clone();
    }
    let stated = format!("{system} {code} {ingredient}: {condition}{source}");
    if remark.is_empty() {
        stated
    } else {
        format!("{stated} {remark}")
    }
}

/// `RCRA-P P001`, `RCRA-D D010?`: system and code of each reason that applies or may apply.
pub(super) fn waste_codes(reasons: &[HazardReason]) -> Vec<String> {
    let applying = reasons.iter().filter(|reason| reason.effect.applies());
    applying
        .filter(|reason| !reason.system.is_empty())
        .map(|reason| format!("{} {}", reason.system, reason.effect.marked(&reason.code)))
        .collect()
}

/// Parts per million as a decimal fraction.
fn share(ppm: u32) -> String {
    format!("{}.{:06}", ppm / 1_000_000, ppm % 1_000_000)
}

pub(super) fn identified(is: bool) -> Cow<'static, str> {
    let word = if is { "identified" } else { "unidentified" };
    word.into()
}

fn spelled(value: Option<impl ToString>) -> Cow<'static, str> {
    value
        .map(|value| value.to_string())
        .unwrap_or_default()
        .into()
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

fn joined<T>(items: &[T], text: impl Fn(&T) -> String) -> Cow<'static, str> {
    items.iter().map(text).collect::<Vec<_>>().join("; ").into()
}
