//! How far a patient is from those whose outcome is known.

use crate::messages::Case;
use crate::model::{FEATURES, standardise};

pub const NEIGHBOURS: usize = 3;

/// The cohort in columns, so that a patient is compared with several of its members at once.
pub struct Cohort {
    columns: [Vec<f64>; FEATURES],
    outcomes: Vec<bool>,
    /// Squared distances to the patient in question.
    squared: Vec<f64>,
}

pub struct Comparison {
    pub mean_distance: f64,
    pub nearest_distance: f64,
    pub neighbour_risk: f64,
}

impl Cohort {
    /// The cohort; `None` when a measurement is out of range.
    pub fn new(cases: &[Case]) -> Option<Self> {
        let mut columns: [Vec<f64>; FEATURES] = Default::default();
        for case in cases {
            for (column, value) in columns.iter_mut().zip(standardise(&case.measurements)?) {
                column.push(value);
            }
        }
        Some(Self {
            columns,
            outcomes: cases.iter().map(|case| case.outcome).collect(),
            squared: vec![0.0; cases.len()],
        })
    }

    /// Compares a patient with the cohort.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a cohort has far fewer than 2^53 members"
    )]
    pub fn compare(&mut self, z: &[f64; FEATURES]) -> Comparison {
        self.squared.fill(0.0);
        for (value, column) in z.iter().zip(&self.columns) {
            for (squared, member) in self.squared.iter_mut().zip(column) {
                let difference = value - member;
                *squared += difference * difference;
            }
        }
        let nearest = self.nearest();
        let affected = nearest
            .iter()
            .filter(|&&member| self.outcomes[member])
            .count();
        Comparison {
            mean_distance: self.sum_of_distances() / self.squared.len() as f64,
            nearest_distance: self.squared[nearest[0]].sqrt(),
            neighbour_risk: affected as f64 / NEIGHBOURS as f64,
        }
    }

    fn sum_of_distances(&self) -> f64 {
        let mut sums = [0.0; 4];
        let (rows, rest) = self.squared.as_chunks::<4>();
        for row in rows {
            for (sum, squared) in sums.iter_mut().zip(row) {
                *sum += squared.sqrt();
            }
        }
        for (sum, squared) in sums.iter_mut().zip(rest) {
            *sum += squared.sqrt();
        }
        (sums[0] + sums[1]) + (sums[2] + sums[3])
    }

    /// The places of the least squared distances, of equal ones the earlier first.
    fn nearest(&self) -> [usize; NEIGHBOURS] {
        let mut places = [0; NEIGHBOURS];
        let mut least = [f64::INFINITY; NEIGHBOURS];
        for (place, &squared) in self.squared.iter().enumerate() {
            if squared >= least[NEIGHBOURS - 1] {
                continue;
            }
            let mut rank = NEIGHBOURS - 1;
            while rank > 0 && squared < least[rank - 1] {
                least[rank] = least[rank - 1];
                places[rank] = places[rank - 1];
                rank -= 1;
            }
            least[rank] = squared;
            places[rank] = place;
        }
        places
    }
}
