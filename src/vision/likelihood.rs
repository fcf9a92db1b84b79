//! Class likelihoods with long tails, read from the small tables that `training/fit_color.py` and
//! `training/fit_shape.py` write.
//!
//! Each class is a multivariate Student t with [`TAIL`] degrees of freedom: measurements under bad
//! light must lower a score, never exclude a pill.

/// Degrees of freedom: the smaller, the less a far-off measurement says.
const TAIL: f64 = 4.0;
/// No single measurement may say more than this, in nats.
const MOST_AGAINST: f64 = -6.0;
const MOST_FOR: f64 = 4.0;

struct Class<const D: usize> {
    name: &'static str,
    /// How common the class is among the reference products; sums to 1.
    prior: f64,
    mean: [f64; D],
    /// Rows of the matrix that turns a deviation from the mean into unit variance.
    whiten: [[f64; D]; D],
}

/// The classes of one table.
pub struct Classes<const D: usize>(Vec<Class<D>>);

impl<const D: usize> Classes<D> {
    /// From CSV with a header: name, prior, D means, D x D whitening rows. A line that is not of
    /// this form is left out; the tests of the tables see to it that there is none.
    pub fn parse(table: &'static str) -> Self {
        Self(table.lines().skip(1).filter_map(parse_class).collect())
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// For each class how much more likely the measurement is under it than among all pills: a log
    /// ratio, 0 where it says nothing, always finite.
    pub fn log_ratios(&self, measured: &[f64; D]) -> Vec<(&'static str, f32)> {
        let densities: Vec<f64> = self
            .0
            .iter()
            .map(|class| class.log_density(measured))
            .collect();
        let top = densities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = self
            .0
            .iter()
            .zip(&densities)
            .map(|(class, d)| class.prior * (d - top).exp())
            .sum();
        let all = top + total.max(f64::MIN_POSITIVE).ln();
        self.0
            .iter()
            .zip(densities)
            .map(|(class, density)| {
                let ratio = density - all;
                let bounded = if ratio.is_finite() {
                    ratio.clamp(MOST_AGAINST, MOST_FOR)
                } else {
                    0.0
                };
                (class.name, bounded as f32)
            })
            .collect()
    }

    /// The class with the greatest posterior probability.
    pub fn likeliest(&self, measured: &[f64; D]) -> Option<&'static str> {
        let posterior = |class: &Class<D>| class.prior.ln() + class.log_density(measured);
        self.0
            .iter()
            .max_by(|a, b| posterior(a).total_cmp(&posterior(b)))
            .map(|class| class.name)
    }
}

impl<const D: usize> Class<D> {
    /// Up to a constant that all classes share.
    fn log_density(&self, measured: &[f64; D]) -> f64 {
        let (mut distance, mut log_det) = (0.0, 0.0);
        for (axis, row) in self.whiten.iter().enumerate() {
            let along: f64 = row
                .iter()
                .zip(measured.iter().zip(&self.mean))
                .map(|(w, (x, m))| w * (x - m))
                .sum();
            distance += along * along;
            log_det += row.get(axis).copied().unwrap_or(1.0).ln();
        }
        log_det - 0.5 * (TAIL + D as f64) * (1.0 + distance / TAIL).ln()
    }
}

fn parse_class<const D: usize>(line: &'static str) -> Option<Class<D>> {
    let mut cells = line.split(',');
    let name = cells.next()?;
    let mut numbers = cells.map(|cell| cell.parse::<f64>().ok());
    let prior = numbers.next()??;
    let mut take_row = || -> Option<[f64; D]> {
        let mut row = [0.0; D];
        for slot in &mut row {
            *slot = numbers.next()??;
        }
        Some(row)
    };
    let mean = take_row()?;
    let mut whiten = [[0.0; D]; D];
    for row in &mut whiten {
        *row = take_row()?;
    }
    numbers.next().is_none().then_some(Class {
        name,
        prior,
        mean,
        whiten,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "name,prior,m0,w00\nLOW,0.5,0,1\nHIGH,0.5,10,1\nbroken,0.5,1\n";

    #[test]
    fn evidence_is_signed_bounded_and_finite() {
        let classes = Classes::<1>::parse(TABLE);
        assert_eq!(classes.len(), 2);
        let at = |x: f64| classes.log_ratios(&[x]);
        assert!(at(0.0)[0].1 > 0.5 && at(0.0)[1].1 < -2.0);
        assert!(at(5.0).iter().all(|(_, ratio)| ratio.abs() < 1e-6));
        for x in [-1e300, 1e300, f64::NAN, f64::INFINITY] {
            assert!(
                at(x).iter().all(|(_, ratio)| (-6.0..=4.0).contains(ratio)),
                "{x}"
            );
        }
        assert_eq!(classes.likeliest(&[8.0]), Some("HIGH"));
    }
}
