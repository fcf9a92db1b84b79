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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Verdict;

    fn case(standing: f32, right: bool, hazardous: bool, hazard_probability: f32) -> Case {
        Case {
            pills: 1,
            look_alike_rank: right.then_some(0),
            drug_rank: None,
            confidence: standing,
            identified: false,
            standing,
            hazardous,
            verdict: Verdict::Unknown,
            hazard_probability,
        }
    }

    fn counted(rate: Option<Rate>) -> (usize, usize) {
        rate.map(|rate| (rate.hits, rate.of)).unwrap()
    }

    #[test]
    fn five_pills_counted_by_hand() {
        let curves = Curves::of(&[
            case(0.95, true, true, 0.8),
            case(0.85, false, true, 0.25),
            case(0.45, true, true, 0.04),
            case(0.35, false, false, 0.15),
            case(0.0, false, false, 0.005),
        ]);
        let named_from = |place: usize| {
            let point = &curves.naming[place];
            (
                point.from,
                counted(point.coverage),
                counted(point.precision),
                point.cost,
            )
        };
        // The second is named wrongly, the last two are not named.
        let from = (0.4, (3, 5), (2, 3), [Some(2.4), Some(10.4)]);
        assert_eq!(named_from(3), from);
        let from = (0.9, (1, 5), (1, 1), [Some(0.8), Some(0.8)]);
        assert_eq!(named_from(8), from);

        assert_eq!(counted(curves.hazard_prevalence), (3, 5));
        let hazardous_from = |place: usize| {
            let point = &curves.hazard[place];
            (
                point.from,
                counted(point.sensitivity),
                counted(point.specificity),
                point.cost,
            )
        };
        // The third is missed, the fourth called hazardous for nothing.
        let from = (0.1, (2, 3), (1, 2), [Some(2.2), Some(10.2)]);
        assert_eq!(hazardous_from(3), from);
        // The second is missed, too.
        let from = (0.5, (1, 3), (2, 2), [Some(4.0), Some(20.0)]);
        assert_eq!(hazardous_from(6), from);
    }
}
