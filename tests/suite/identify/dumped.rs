//! The evidence as it is written down for the fitting: what `training/evidence.py` takes each column for.

use std::fs;

use takeback::catalog::AppearanceId;
use takeback::identify::{Identifier, Truth};
use takeback::vision::{MeasuredColor, PillView, ShapeEstimate};

use super::fake::{evidence, identifier, pill, reader};
use super::length::measured;

/// The names of the columns in the order in which they are read.
fn columns() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/training/evidence.py");
    let reads = fs::read_to_string(path).unwrap();
    let names = |list: &str| {
        let (_, after) = reads.split_once(&format!("\n{list} = (")).unwrap();
        let (names, _) = after.split_once(')').unwrap();
        let names = names.split('"').skip(1).step_by(2);
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let hazards = vec!["hazards".to_owned()];
    [names("CHANNELS"), names("SPEAKING_AGAINST"), hazards].concat()
}

/// What is written down of a pill, a row for each of the four appearances.
fn rows(identifier: &Identifier, pills: &[PillView]) -> Vec<Vec<f32>> {
    let truth = Truth {
        photo: "a.jpg",
        kind: "",
        appearance: AppearanceId(0),
    };
    let mut file: Vec<u8> = Vec::new();
    let hazardous = identifier.facts().hazardous();
    let evidence = evidence(identifier, pills);
    evidence.dump(&truth, hazardous, &mut file).unwrap();
    let line = 1 + file.iter().position(|byte| *byte == b'\n').unwrap();
    let said: serde_json::Value = serde_json::from_slice(&file[..line]).unwrap();
    assert_eq!(said["appearances"], 4);
    let (values, rest) = file[line..].as_chunks::<4>();
    let values: Vec<f32> = values.iter().copied().map(f32::from_le_bytes).collect();
    let columns = columns().len();
    assert_eq!((values.len(), rest.len()), (4 * columns, 0));
    values.chunks(columns).map(<[f32]>::to_vec).collect()
}

/// The names of the columns in which two pills differ.
fn differ(one: &[Vec<f32>], other: &[Vec<f32>]) -> Vec<String> {
    let differs = |column: usize| {
        let mut rows = one.iter().zip(other);
        rows.any(|(one, other)| (one[column] - other[column]).abs() > 1e-6)
    };
    let columns = columns().into_iter().enumerate();
    let differing = columns.filter(|(column, _)| differs(*column));
    differing.map(|(_, name)| name).collect()
}

#[test]
fn each_column_is_what_the_fitting_takes_it_for() {
    let identifier = identifier(None);
    let shaped = |pill: PillView| PillView {
        shape: ShapeEstimate {
            name: None,
            log_likelihoods: vec![("ROUND", 2.0), ("OVAL", -6.0)],
        },
        ..pill
    };
    let colored = PillView {
        colors: vec![MeasuredColor {
            name: "BLUE",
            lab: [60.0, -8.0, -32.0],
            share: 1.0,
        }],
        ..pill(0, 12)
    };
    let plain = rows(&identifier, &[pill(0, 12)]);
    for (other, column) in [
        (pill(4, 12), "picture"),
        (colored, "color"),
        (shaped(pill(0, 12)), "shape"),
        (measured(0, 12, 9.0), "size"),
    ] {
        assert_eq!(differ(&plain, &rows(&identifier, &[other])), [column]);
    }
    let sides = [pill(0, 12), pill(1, 12)];
    let both = rows(&identifier, &sides);
    assert_eq!(differ(&plain, &both), ["picture", "odd_picture"]);
    let both_shaped = rows(&identifier, &sides.map(shaped));
    assert_eq!(differ(&both, &both_shaped), ["shape", "odd_side"]);
    let hazards: Vec<bool> = plain.iter().map(|row| row[row.len() - 1] > 0.5).collect();
    assert_eq!(hazards, identifier.facts().hazardous().values());
}

#[test]
fn what_the_imprint_says_and_what_it_leaves_unexplained_are_two_columns() {
    let plain = rows(&identifier(None), &[pill(0, 12)]);
    let read = rows(&identifier(Some(reader("QX7JWK"))), &[pill(0, 12)]);
    assert_eq!(differ(&plain, &read), ["imprint", "unexplained"]);
    let columns = columns();
    let place = |name: &str| columns.iter().position(|column| column == name).unwrap();
    // Levothyroxine does not bear it.
    assert!(read[2][place("imprint")] < 7.0);
    assert!(read[2][place("unexplained")] > 7.0);
}
