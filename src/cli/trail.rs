//! `takeback trail`: every record that names a liner, a package, a box or a seal.

use std::io::Write;

use serde_json::{Value, json};

use super::Outcome;
use crate::custody::{Numbers, Trace};
use crate::ledger::custody::UniqueId;
use crate::station::{NO_CONTENTS, Station};

/// List every record that names a liner, a package, a box or a seal, in order, with who signed
#[derive(clap::Args)]
pub struct Args {
    /// One number, or all from a first to a last: `CRL1007`, "CRL1007 - CRL1027", CRL1007..1027
    #[arg(value_name = "NUMBERS")]
    numbers: Numbers,
    /// One JSON object a record, the whole record in it
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let trail = station.trail(&args.numbers)?;
    if trail.records.is_empty() {
        eprintln!("takeback: no record names that; check the number");
        return Ok(Outcome::SomeFailed);
    }
    if args.json {
        for trace in &trail.records {
            writeln!(out, "{}", as_json(trace))?;
        }
        return Ok(Outcome::Fine);
    }
    for trace in &trail.records {
        write_readable(trace, out)?;
    }
    for window in &trail.windows {
        let until = window
            .to
            .map_or_else(|| "now".to_owned(), |to| to.to_string());
        writeln!(
            out,
            "by what was entered, {} stood open from {} to {until}. That is a time and no list: which items went into it is not recorded.",
            window.id, window.from,
        )?;
    }
    writeln!(out, "{} ({})", NO_CONTENTS.text, NO_CONTENTS.citation)?;
    Ok(Outcome::Fine)
}

fn as_json(trace: &Trace) -> Value {
    json!({
        "record": trace.content.seq,
        "numbers": trace.numbers,
        "missing": trace.missing,
        "acted_on": trace.acted_on,
        "what": trace.what(),
        "signed": trace.content.event.signatures(),
        "content": trace.content,
    })
}

/// A few lines: which record, what was done to which numbers, what was stated, who signed.
fn write_readable(trace: &Trace, out: &mut impl Write) -> anyhow::Result<()> {
    let content = &trace.content;
    let numbers = |ids: &[UniqueId]| {
        let ids: Vec<_> = ids.iter().map(UniqueId::as_str).collect();
        ids.join(", ")
    };
    let (seq, day, what) = (content.seq, trace.acted_on, trace.what());
    writeln!(
        out,
        "record {seq}  {day}  {what}: {}",
        numbers(&trace.numbers)
    )?;
    if !trace.missing.is_empty() {
        writeln!(out, "  not found: {}", numbers(&trace.missing))?;
    }
    let body = serde_json::to_value(&content.event)?;
    let mut facts = Vec::new();
    spell(
        "",
        body.pointer("/body/act").unwrap_or(&Value::Null),
        &mut facts,
    );
    let sizes = trace.liners_that_came();
    let sizes: Vec<_> = sizes
        .map(|mark| format!("{} {}", mark.id, mark.gallons))
        .collect();
    if !sizes.is_empty() {
        facts.push(format!("size: {}", sizes.join(", ")));
    }
    if !facts.is_empty() {
        writeln!(out, "  {}", facts.join("; "))?;
    }
    for signature in content.event.signatures() {
        let when = signature.signed.to_the_second();
        writeln!(out, "  signed: {signature}, {when}")?;
    }
    let (by, when) = (&content.by, content.entered.to_the_second());
    writeln!(out, "  entered by {by}, {when}")?;
    Ok(())
}

/// Names and values at every depth, but what the other lines say.
fn spell(name: &str, value: &Value, facts: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Object(map) => {
            let said = [
                "step",
                "witnesses",
                "sealed_by",
                "handed_by",
                "signed",
                "outcome",
            ];
            for (key, inner) in map.iter().filter(|(key, _)| !said.contains(&key.as_str())) {
                let key = key.replace('_', " ");
                let name = [name, key.as_str()].join(" ");
                spell(name.trim(), inner, facts);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| spell(name, item, facts)),
        Value::String(words) => facts.push(format!("{name}: {words}")),
        // The record keeps weights in tenths of a pound.
        Value::Number(tenths) if name.contains("weight") => {
            let tenths = tenths.as_u64().unwrap_or_default();
            let name = name.replace(" tenth lb", "");
            facts.push(format!("{name}: {}.{} lb", tenths / 10, tenths % 10));
        }
        other => facts.push(format!("{name}: {other}")),
    }
}
