//! How far a patient is from those whose outcome is known.

use crate::messages::Case;
use crate::model::{FEATURES, standardise};

pub const NEIGHBOURS: usize = 3;
/// How many members of the cohort a patient is compared with at once.
const LANES: usize = 4;

/// Some members' measurements, in columns.
type Block = [[f64; LANES]; FEATURES];

/// The cohort in blocks, so that what is computed of a block's distances stays in registers.
pub struct Cohort {
    /// Behind the last member there are places that are infinitely far away.
    blocks: Vec<Block>,
    outcomes: Vec<bool>,
}

pub struct Comparison {
    pub mean_distance: f64,
    pub nearest_distance: f64,
    pub neighbour_risk: f64,
}

impl Cohort {
    /// The cohort; `None` when a measurement is out of range.
    pub fn new(cases: &[Case]) -> Option<Self> {
        let mut blocks = vec![[[f64::INFINITY; LANES]; FEATURES]; cases.len().div_ceil(LANES)];
        for (block, cases) in blocks.iter_mut().zip(cases.chunks(LANES)) {
            for (lane, case) in cases.iter().enumerate() {
                for (column, value) in block.iter_mut().zip(standardise(&case.measurements)?) {
                    column[lane] = value;
                }
            }
        }
        let outcomes = cases.iter().map(|case| case.outcome).collect();
        Some(Self { blocks, outcomes })
    }

    /// Compares a patient with the cohort.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a cohort has far fewer than 2^53 members"
    )]
    pub fn compare(&self, z: &[f64; FEATURES]) -> Comparison {
        let members = self.outcomes.len();
        let (whole, partial) = self.blocks.split_at(members / LANES);
        let mut nearest = Nearest::default();
        let mut sums = [0.0; LANES];
        for (index, block) in whole.iter().enumerate() {
            let squared = squared_distances(block, z);
            for (sum, squared) in sums.iter_mut().zip(squared) {
                *sum += squared.sqrt();
            }
            nearest.look_at(index * LANES, &squared);
        }
        for block in partial {
            let squared = squared_distances(block, z);
            for (sum, squared) in sums.iter_mut().zip(&squared[..members % LANES]) {
                *sum += squared.sqrt();
            }
            nearest.look_at(whole.len() * LANES, &squared);
        }
        let sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        let affected = nearest
            .places
            .iter()
            .filter(|&&member| self.outcomes[member])
            .count();
        Comparison {
            mean_distance: sum / members as f64,
            nearest_distance: nearest.squared[0].sqrt(),
            neighbour_risk: affected as f64 / NEIGHBOURS as f64,
        }
    }
}

fn squared_distances(block: &Block, z: &[f64; FEATURES]) -> [f64; LANES] {
    let mut squared = [0.0; LANES];
    for (value, column) in z.iter().zip(block) {
        for (squared, member) in squared.iter_mut().zip(column) {
            let difference = value - member;
            *squared += difference * difference;
        }
    }
    squared
}

/// The members at the least squared distances, of equal ones the earlier first.
struct Nearest {
    places: [usize; NEIGHBOURS],
    squared: [f64; NEIGHBOURS],
}

impl Default for Nearest {
    fn default() -> Self {
        Self {
            places: [0; NEIGHBOURS],
            squared: [f64::INFINITY; NEIGHBOURS],
        }
    }
}

impl Nearest {
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "a branch for each keeps the comparisons from being made at once"
    )]
    fn look_at(&mut self, first: usize, squared: &[f64; LANES]) {
        let furthest = self.squared[NEIGHBOURS - 1];
        // Few are near.
        if !squared
            .iter()
            .fold(false, |any, &squared| any | (squared < furthest))
        {
            return;
        }
        for (lane, &squared) in squared.iter().enumerate() {
            self.insert(first + lane, squared);
        }
    }

    fn insert(&mut self, place: usize, squared: f64) {
        let rank = self
            .squared
            .iter()
            .take_while(|&&nearer| nearer <= squared)
            .count();
        if rank < NEIGHBOURS {
            self.squared[rank..].rotate_right(1);
            self.squared[rank] = squared;
            self.places[rank..].rotate_right(1);
            self.places[rank] = place;
        }
    }
}
