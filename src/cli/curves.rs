//! What other thresholds would have done: precision against coverage, and the hazard verdict.

use std::io::{self, Write};

use serde::Serialize;

use super::score::{Case, Rate};

/// Confidences from which the first candidate might be called identified, where nothing speaks against it.
const NAMED_FROM: [f32; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/// Probabilities from which a pill might be called hazardous.
const HAZARDOUS_FROM: [f32; 9] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

/// A wrong name may cost so many times what a pill does that is not named, and a hazardous pill that is
/// missed so many times what one costs that is called hazardous for nothing.
const DEARER: [f32; 2] = [10.0, 50.0];

/// Both curves over one set of questions, at fixed thresholds; none of them is a proposal.
#[derive(Serialize)]
pub struct Curves {
    pub naming: Vec<Naming>,
    /// Share of hazardous pills among the questions. Precision of the verdict depends on it.
    pub hazard_prevalence: Option<Rate>,
    pub hazard: Vec<HazardPoint>,
}

/// Were the first candidate named from this confidence on, where nothing speaks against it.
#[derive(Serialize)]
pub struct Naming {
    pub from: f32,
    pub coverage: Option<Rate>,
    pub precision: Option<Rate>,
    /// A pill, in pills that are not named; where a wrong name costs 10 and 50 of them.
    pub cost: [Option<f32>; 2],
}

/// Were a pill called hazardous from this probability on.
#[derive(Serialize)]
pub struct HazardPoint {
    pub from: f32,
    pub sensitivity: Option<Rate>,
    pub specificity: Option<Rate>,
    /// A pill, in pills that are called hazardous for nothing; where a missed one costs 10 and 50 of them.
    pub cost: [Option<f32>; 2],
}

impl Curves {
    pub fn of(cases: &[Case]) -> Self {
        let any = |_: &Case| true;
        let naming = NAMED_FROM.map(|from| Naming {
            from,
            coverage: Rate::count(cases, any, |case| case.standing >= from),
            precision: Rate::count(
                cases,
                |case| case.standing >= from,
                |case| case.look_alike_rank == Some(0),
            ),
            cost: costs(
                cases,
                |case| case.standing >= from && case.look_alike_rank != Some(0),
                |case| case.standing < from,
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
            cost: costs(
                cases,
                |case| case.hazardous && case.hazard_probability < from,
                |case| !case.hazardous && case.hazard_probability >= from,
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
        let [ten, fifty] = DEARER;
        let costs = |costs: &[Option<f32>; 2]| {
            let cost =
                |cost: &Option<f32>| cost.map_or_else(String::new, |cost| format!("{cost:.2}"));
            let [ten, fifty] = costs.each_ref().map(cost);
            format!("{ten:<9} {fifty}")
        };
        writeln!(
            out,
            "named from   coverage          precision         cost a pill, if a wrong name costs\n\
             {:49}{ten:<9} {fifty} pills not named",
            ""
        )?;
        for point in &self.naming {
            let (coverage, precision) = (cell(&point.coverage), cell(&point.precision));
            let cost = costs(&point.cost);
            writeln!(
                out,
                "  {:<10} {coverage:<17} {precision:<17} {cost}",
                point.from
            )?;
        }
        let prevalence = cell(&self.hazard_prevalence);
        writeln!(
            out,
            "\nhazardous from   sensitivity     specificity     cost a pill, if a missed one costs\n\
             {:49}{ten:<9} {fifty} false alarms    (prevalence {prevalence})",
            ""
        )?;
        for point in &self.hazard {
            let (sensitivity, specificity) = (cell(&point.sensitivity), cell(&point.specificity));
            let cost = costs(&point.cost);
            writeln!(
                out,
                "  {:<14} {sensitivity:<15} {specificity:<15} {cost}",
                point.from
            )?;
        }
        writeln!(out)
    }
}

/// What a question costs on average, where a `dear` answer costs as many `cheap` ones as [`DEARER`] says.
fn costs(
    cases: &[Case],
    dear: impl Fn(&Case) -> bool,
    cheap: impl Fn(&Case) -> bool,
) -> [Option<f32>; 2] {
    let count =
        |wanted: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| wanted(case)).count() as f32;
    let (dear, cheap) = (count(&dear), count(&cheap));
    DEARER.map(|times| (!cases.is_empty()).then(|| (times * dear + cheap) / cases.len() as f32))
}
