//! The log as CSV: RFC 4180, UTF-8, one row a disposal (or a record, in the raw view).

use std::{borrow::Cow, io::Write};

use csv::{Terminator, WriterBuilder};
use jiff::civil::Date;

use super::{ReportError, neutralize};
use crate::ledger::{
    AccountId, CorrectionNote, Drug, HazardReason, How, Identity, Ledger, LogFilter, LogRow,
    Outcome, SuggestedCandidate, Suggestion,
};

/// How many of the model's candidates have columns.
const CANDIDATES: usize = 5;

/// The header, in order. Columns are only ever added at the end.
pub const COLUMNS: [&str; 62] = [
    "notice",
    "site_mode",
    "disposal",
    "record",
    "id",
    "status",
    "entered_at",
    "entered_by",
    "acted_on",
    "outcome",
    "ndc11",
    "part",
    "rxcui",
    "name",
    "strength",
    "form",
    "labeler",
    "imprint",
    "schedule",
    "dea_code",
    "hazard",
    "hazard_reasons",
    "quantity",
    "reference",
    "decided_how",
    "decided_rank",
    "model_outcome",
    "candidate_1",
    "candidate_1_confidence",
    "candidate_2",
    "candidate_2_confidence",
    "candidate_3",
    "candidate_3_confidence",
    "candidate_4",
    "candidate_4_confidence",
    "candidate_5",
    "candidate_5_confidence",
    "model_hazard",
    "model_hazard_probability",
    "model_hazard_reasons",
    "model_schedule",
    "imprint_read",
    "model_version",
    "model_rules_version",
    "model_catalog_version",
    "runtime_version",
    "rules_version",
    "catalog_source",
    "program_version",
    "photo_sha256",
    "corrected_at",
    "corrected_by",
    "correction_reason",
    "record_hash",
    "entered_account",
    "corrected_account",
    "imprint_typed",
    "discontinued_on",
    "package_ndc11",
    "lot",
    "expires_on",
    "serial",
];

/// Writes the header and every row that `filter` lets through to `out`, oldest first.
///
/// Rows are written as they are read, so memory does not grow with the ledger. Returns the number
/// of rows.
pub fn write_csv(ledger: &Ledger, filter: &LogFilter, out: impl Write) -> Result<u64, ReportError> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    let rows = ledger.for_each(filter, |row| {
        let cells = cells(&row);
        writer
            .write_record(cells.iter().map(|cell| neutralize(cell).into_owned()))
            .map_err(ReportError::from)
    })?;
    writer.flush().map_err(csv::Error::from)?;
    Ok(rows)
}

/// What every row says about itself. Research data must not pass for a record of the law.
fn notice(row: &LogRow) -> &'static str {
    if row.is_research() {
        "RESEARCH/DEMO - identification by image is an aid, not a laboratory result. This is not a DEA form."
    } else {
        "Identification by image is an aid, not a laboratory result. This is not a DEA form."
    }
}

/// The cells of `row`, in the order of [`COLUMNS`].
fn cells(row: &LogRow) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::with_capacity(COLUMNS.len());
    cells.extend([
        notice(row).into(),
        row.site_mode.as_str().into(),
        row.seq.to_string().into(),
        row.correction
            .as_ref()
            .map_or(row.seq, |note| note.seq)
            .to_string()
            .into(),
        row.id.to_string().into(),
        status(row).into(),
        row.entered.to_string().into(),
        row.by.as_str().into(),
        row.decided.acted_on.to_string().into(),
    ]);
    identity(&row.decided.identity, &mut cells);
    cells.extend([
        row.decided.hazard.verdict.as_str().into(),
        joined(&row.decided.hazard.reasons, reason),
        row.decided.quantity.to_string().into(),
        optional(row.decided.reference.as_deref()),
    ]);
    cells.extend(how(&row.decided.identity));
    suggestion(row.disposal.suggestion.as_ref(), &mut cells);
    let source = match &row.decided.identity {
        Identity::Identified { drug, .. } => format!("{} {}", drug.source, drug.as_of).into(),
        Identity::Unidentified => "".into(),
    };
    cells.extend([
        row.decided.hazard.rules.as_str().into(),
        source,
        row.program.as_str().into(),
        joined(&row.disposal.photos, Clone::clone),
    ]);
    match &row.correction {
        Some(CorrectionNote {
            entered,
            by,
            reason,
            ..
        }) => {
            cells.extend([
                entered.to_string().into(),
                by.as_str().into(),
                reason.as_str().into(),
            ]);
        }
        None => cells.extend(["".into(), "".into(), "".into()]),
    }
    let account = |account: Option<AccountId>| {
        account.map_or(Cow::Borrowed(""), |account| account.to_string().into())
    };
    let corrected = row.correction.as_ref().and_then(|note| note.account);
    let said = row.disposal.suggestion.as_ref();
    let typed = said.and_then(|said| said.imprint_typed.as_deref());
    let package = row.disposal.package.as_ref();
    let day = |day: Option<Date>| day.map_or(Cow::Borrowed(""), |day| day.to_string().into());
    cells.extend([
        row.hash.as_str().into(),
        account(row.account),
        account(corrected),
        optional(typed),
        day(row.decided.discontinued),
        optional(package.map(|package| package.ndc11.as_str())),
        optional(package.and_then(|package| package.lot.as_deref())),
        day(package.and_then(|package| package.expires)),
        optional(package.and_then(|package| package.serial.as_deref())),
    ]);
    cells
}

pub(super) fn status(row: &LogRow) -> &'static str {
    match (row.outcome(), &row.correction) {
        (Outcome::Withdrawn, _) => "withdrawn",
        (_, Some(_)) => "corrected",
        (_, None) => "recorded",
    }
}

fn identity<'a>(identity: &'a Identity, cells: &mut Vec<Cow<'a, str>>) {
    let Identity::Identified { drug, .. } = identity else {
        cells.push("unidentified".into());
        cells.extend(std::iter::repeat_n(Cow::Borrowed(""), 10));
        return;
    };
    let Drug {
        ndc11,
        part,
        rxcui,
        name,
        strength,
        form,
        labeler,
        imprint,
        schedule,
        ..
    } = drug;
    cells.extend([
        "identified".into(),
        ndc11.as_str().into(),
        part.to_string().into(),
        rxcui
            .map(|number| number.to_string())
            .unwrap_or_default()
            .into(),
        name.as_str().into(),
        strength.as_str().into(),
        optional(form.as_deref()),
        labeler.as_str().into(),
        imprint.join(" ").into(),
        optional(schedule.as_ref().map(|schedule| schedule.class.as_str())),
        optional(schedule.as_ref().map(|schedule| schedule.dea_code.as_str())),
    ]);
}

/// `decided_how` and `decided_rank`.
fn how(identity: &Identity) -> [Cow<'static, str>; 2] {
    match identity {
        Identity::Identified {
            how: How::Picked { rank },
            ..
        } => ["picked".into(), rank.to_string().into()],
        Identity::Identified {
            how: How::Searched, ..
        } => ["searched".into(), "".into()],
        Identity::Unidentified => ["unidentified".into(), "".into()],
    }
}

/// From `model_outcome` to `runtime_version`; empty where no model was asked.
fn suggestion<'a>(suggestion: Option<&'a Suggestion>, cells: &mut Vec<Cow<'a, str>>) {
    let Some(said) = suggestion else {
        cells.extend(std::iter::repeat_n(
            Cow::Borrowed(""),
            1 + 2 * CANDIDATES + 9,
        ));
        return;
    };
    cells.push(
        if said.identified {
            "identified"
        } else {
            "unidentified"
        }
        .into(),
    );
    for position in 0..CANDIDATES {
        let candidate = said.candidates.get(position);
        cells.push(candidate.map(look_alikes).unwrap_or_default().into());
        cells.push(
            candidate
                .map(|candidate| share(candidate.confidence_ppm))
                .unwrap_or_default()
                .into(),
        );
    }
    cells.extend([
        said.hazard.as_str().into(),
        share(said.hazard_ppm).into(),
        said.hazard_reasons.join("; ").into(),
        optional(said.schedule.as_deref()),
        said.imprint_read.join(" ").into(),
        said.versions.model.as_str().into(),
        said.versions.rules.as_str().into(),
        said.versions.catalog.as_str().into(),
        said.versions.runtime.as_str().into(),
    ]);
}

fn look_alikes(candidate: &SuggestedCandidate) -> String {
    let products = candidate
        .products
        .iter()
        .map(|p| format!("{} [{} part {}]", p.name, p.ndc11, p.part));
    products.collect::<Vec<_>>().join(" | ")
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

/// `RCRA-P P001`: system and code of each reason that applies or may apply.
pub(super) fn waste_codes(reasons: &[HazardReason]) -> Vec<String> {
    let applying = reasons.iter().filter(|reason| reason.effect.applies());
    applying
        .filter(|reason| !reason.system.is_empty())
        .map(|reason| format!("{} {}", reason.system, reason.code))
        .collect()
}

/// Parts per million as a decimal fraction.
fn share(ppm: u32) -> String {
    format!("{}.{:06}", ppm / 1_000_000, ppm % 1_000_000)
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

fn joined<T>(items: &[T], text: impl Fn(&T) -> String) -> Cow<'static, str> {
    items.iter().map(text).collect::<Vec<_>>().join("; ").into()
}
