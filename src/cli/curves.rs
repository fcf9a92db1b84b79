//! What other thresholds would have done: precision against coverage, and the hazard verdict.

use std::io::{self, Write};

use serde::Serialize;

use super::score::{Case, Rate};

/// Confidences from which the first candidate might be called identified.
const NAMED_FROM: [f32; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/// Probabilities from which a pill might be called hazardous.
const HAZARDOUS_FROM: [f32; 9] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

/// Both curves over one set of questions, at fixed thresholds; none of them is a proposal.
#[derive(Serialize)]
pub struct Curves {
    pub naming: Vec<Naming>,
    /// Share of hazardous pills among the questions. Precision of the verdict depends on it.
    pub hazard_prevalence: Option<Rate>,
    pub hazard: Vec<HazardPoint>,
}

/// Were the first candidate named from this confidence on.
#[derive(Serialize)]
pub struct Naming {
    pub from: f32,
    pub coverage: Option<Rate>,
    pub precision: Option<Rate>,
}

/// Were a pill called hazardous from this probability on.
#[derive(Serialize)]
pub struct HazardPoint {
    pub from: f32,
    pub sensitivity: Option<Rate>,
    pub specificity: Option<Rate>,
}

impl Curves {
    pub fn of(cases: &[Case]) -> Self {
        let any = |_: &Case| true;
        let naming = NAMED_FROM.map(|from| Naming {
            from,
            coverage: Rate::count(cases, any, |case| case.confidence >= from),
            precision: Rate::count(
                cases,
                |case| case.confidence >= from,
                |case| case.look_alike_rank == Some(0),
            ),
        });
        let hazard = HAZARDOUS_FROM.map(|from| HazardPoint {
            from,
            sensitivity: Rate::count(
                cases,
                |case| case.hazardous,
                |case| case.hazard_probability >= from,
            ),
            specificity: Rate::count(
                cases,
                |case| !case.hazardous,
                |case| case.hazard_probability < from,
            ),
        });
        Self {
            naming: naming.into(),
            hazard_prevalence: Rate::count(cases, any, |case| case.hazardous),
            hazard: hazard.into(),
        }
    }

    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let cell = |rate: &Option<Rate>| {
            rate.map_or_else(
                || "none to count".to_owned(),
                |rate| {
                    format!(
                        "{:.3} {:>9}",
                        rate.value,
                        format!("{}/{}", rate.hits, rate.of)
                    )
                },
            )
        };
        writeln!(out, "named from   coverage          precision")?;
        for point in &self.naming {
            let (coverage, precision) = (cell(&point.coverage), cell(&point.precision));
            writeln!(out, "  {:<10} {coverage:<17} {precision}", point.from)?;
        }
        let prevalence = cell(&self.hazard_prevalence);
        writeln!(
            out,
            "\nhazardous from   sensitivity     specificity    (prevalence {prevalence})"
        )?;
        for point in &self.hazard {
            let (sensitivity, specificity) = (cell(&point.sensitivity), cell(&point.specificity));
            writeln!(out, "  {:<14} {sensitivity:<15} {specificity}", point.from)?;
        }
        writeln!(out)
    }
}
