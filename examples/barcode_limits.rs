//! How small, how blurred and how far turned each kind of barcode may be and is still read: Markdown
//! rows for `docs/camera.md`.
//!
//! `cargo run --release --example barcode_limits`

#![allow(
    clippy::unwrap_used,
    reason = "the symbols are made by the tests' own printer"
)]

#[allow(
    dead_code,
    reason = "the tests take more prints and grounds than this does"
)]
#[path = "../tests/support/symbols.rs"]
mod symbols;

use rayon::prelude::*;
use symbols::{Ground, Print, Shot, Symbol, photograph};
use takeback::barcode::read;

/// Tries by which each limit is judged, each turned by another degree, on another ground.
const TRIES: u32 = 3;
/// An item number with expiry, lot and serial, as the packages of US drugs carry it.
const ELEMENTS: &str = "01003009372480641727123110AB12\u{1d}21S0042";
const ITEM: &str = "0100300937248064";

/// What is made worse step by step.
type Worse = (Vec<f64>, fn(&mut Shot, f64));

fn main() {
    println!(
        "| kind | least pixels a module | most blur at 3 pixels a module, pixels | most turn, degrees |"
    );
    println!("| --- | --- | --- | --- |");
    let kinds = [
        ("UPC-A", Print::UpcA, "300937248064"),
        ("Code 128, 7 letters", Print::Code128, "CRL1007"),
        ("GS1-128, item number", Print::Gs1Code128, ITEM),
        (
            "Data Matrix, 13 letters",
            Print::DataMatrix,
            "MBP-2026-0451",
        ),
        (
            "GS1 Data Matrix, item, expiry, lot, serial",
            Print::Gs1DataMatrix,
            ELEMENTS,
        ),
        ("QR code, 6 letters", Print::Qr, "BOX-17"),
    ];
    for (name, print, text) in kinds {
        let symbol = Symbol::new(print, text);
        let steps = |from: f64, to: f64, by: f64| -> Vec<f64> {
            let count = ((to - from) / by).abs().round() as u32;
            (0..=count)
                .map(|step| {
                    ((from + (to - from) * f64::from(step) / f64::from(count)) * 10.0).round()
                        / 10.0
                })
                .collect()
        };
        let worse: [Worse; 3] = [
            (steps(4.0, 0.8, 0.2), |shot, value| shot.module_px = value),
            (steps(0.4, 3.2, 0.2), |shot, value| {
                shot.blur_px = value as f32;
            }),
            (steps(0.0, 44.0, 4.0), |shot, value| shot.degrees += value),
        ];
        let limits = worse.map(|(values, set)| {
            let last = values
                .iter()
                .take_while(|value| is_read(&symbol, text, **value, set))
                .last();
            last.map_or_else(|| "none".to_owned(), ToString::to_string)
        });
        println!("| {name} | {} |", limits.join(" | "));
    }
}

fn is_read(symbol: &Symbol, text: &str, value: f64, set: fn(&mut Shot, f64)) -> bool {
    (0..TRIES).into_par_iter().all(|turn| {
        let mut shot = Shot {
            degrees: f64::from(turn) - 1.0,
            ground: if turn == 0 {
                Ground::Wood
            } else {
                Ground::Grey
            },
            ..Shot::default()
        };
        set(&mut shot, value);
        let found = read(&photograph(symbol, &shot));
        found.iter().any(|barcode| barcode.text.ends_with(text))
    })
}
