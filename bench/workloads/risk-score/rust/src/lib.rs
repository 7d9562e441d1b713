//! Scores a batch of patients: the specification is in the workload's README.

mod cohort;
mod messages;
mod model;
mod plugin;

use cohort::{Cohort, NEIGHBOURS};
use messages::{Batch, Score, Scores, Summary};
use model::{risk_of, standardise};
use vial_pdk::json;

const HIGH_RISK: f64 = 0.2;

/// The scores of a batch of patients, or why there are none.
#[must_use]
pub fn run(input: &[u8]) -> Vec<u8> {
    let scores = json::from_slice(input)
        .map_err(|_| "not-a-batch")
        .and_then(score);
    let output = scores.and_then(|scores| json::to_vec(&scores).map_err(|_| "out-of-range"));
    output.unwrap_or_else(|error| format!(r#"{{"error":"{error}"}}"#).into_bytes())
}

fn score(batch: Batch) -> Result<Scores, &'static str> {
    if batch.cohort.len() < NEIGHBOURS {
        return Err("cohort-too-small");
    }
    let cohort = Cohort::new(&batch.cohort).ok_or("out-of-range")?;
    let mut scores = Vec::with_capacity(batch.patients.len());
    let (mut high_risk, mut risks, mut distances) = (0, 0.0, 0.0);
    for patient in batch.patients {
        let z = standardise(&patient.measurements).ok_or("out-of-range")?;
        let risk = risk_of(&patient, &z);
        let comparison = cohort.compare(&z);
        high_risk += i32::from(risk >= HIGH_RISK);
        risks += risk;
        distances += comparison.mean_distance;
        scores.push(Score {
            id: patient.id,
            mean_distance: rounded(comparison.mean_distance),
            nearest_distance: rounded(comparison.nearest_distance),
            neighbour_risk: rounded(comparison.neighbour_risk),
            risk: rounded(risk),
        });
    }
    let patients = i32::try_from(scores.len()).map_err(|_| "out-of-range")?;
    let mean = |sum: f64| match patients {
        0 => 0.0,
        count => rounded(sum / f64::from(count)),
    };
    Ok(Scores {
        summary: Summary {
            high_risk,
            mean_distance: mean(distances),
            mean_risk: mean(risks),
            patients,
        },
        scores,
    })
}

/// Rounds half up to six decimals.
fn rounded(value: f64) -> f64 {
    (value * 1_000_000.0 + 0.5).floor() / 1_000_000.0
}
