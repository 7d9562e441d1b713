//! The measurements as the model has them, and its logistic regression.

use crate::messages::{Measurements, Patient, Sex};

pub const FEATURES: usize = 8;

/// How a measurement is looked at: its range, its mean and the inverse of its spread.
struct Feature {
    low: f64,
    high: f64,
    mean: f64,
    scale: f64,
}

const MODEL: [Feature; FEATURES] = [
    feature(18.0, 120.0, 58.0, 0.07),
    feature(8.0, 100.0, 27.4, 0.19),
    feature(0.5, 30.0, 5.3, 0.85),
    feature(5.0, 2000.0, 84.0, 0.04),
    feature(2.0, 25.0, 6.1, 0.7),
    feature(0.1, 10.0, 1.35, 2.4),
    feature(20.0, 300.0, 74.0, 0.08),
    feature(40.0, 300.0, 134.0, 0.05),
];

const WEIGHTS: [f64; FEATURES] = [0.62, 0.11, 0.24, 0.19, 0.28, -0.27, 0.08, 0.31];

const fn feature(low: f64, high: f64, mean: f64, scale: f64) -> Feature {
    Feature {
        low,
        high,
        mean,
        scale,
    }
}

/// The standardised measurements; `None` when one is out of range.
pub fn standardise(measurements: &Measurements) -> Option<[f64; FEATURES]> {
    let mut values = [
        measurements.age,
        measurements.bmi,
        measurements.cholesterol,
        measurements.creatinine,
        measurements.hba1_c,
        measurements.hdl,
        measurements.heart_rate,
        measurements.systolic,
    ];
    for (value, feature) in values.iter_mut().zip(&MODEL) {
        if !(feature.low..=feature.high).contains(value) {
            return None;
        }
        *value = (*value - feature.mean) * feature.scale;
    }
    Some(values)
}

/// The probability that the logistic regression gives.
pub fn risk_of(patient: &Patient, z: &[f64; FEATURES]) -> f64 {
    let mut bias = -2.1;
    if patient.sex == Sex::Male {
        bias += 0.35;
    }
    if patient.smoker {
        bias += 0.54;
    }
    if patient.diabetic {
        bias += 0.47;
    }
    let term = |j: usize| WEIGHTS[j] * z[j] + WEIGHTS[j + 4] * z[j + 4];
    let t = ((term(0) + term(1)) + (term(2) + term(3))) + bias;
    1.0 / (1.0 + exp(-t))
}

/// fdlibm's `e_exp.c`: the standard library's may differ from platform to platform.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::excessive_precision,
    clippy::many_single_char_names,
    reason = "as in the original"
)]
fn exp(x: f64) -> f64 {
    const P1: f64 = 1.666_666_666_666_660_190_37e-1;
    const P2: f64 = -2.777_777_777_701_559_338_42e-3;
    const P3: f64 = 6.613_756_321_437_934_361_17e-5;
    const P4: f64 = -1.653_390_220_546_525_153_90e-6;
    const P5: f64 = 4.138_136_797_057_238_460_39e-8;
    let k = (x * 1.442_695_040_888_963_387_00 + 0.5).floor();
    let hi = x - k * 6.931_471_803_691_238_164_90e-1;
    let lo = k * 1.908_214_929_270_587_700_02e-10;
    let r = hi - lo;
    let q = r * r;
    let c = r - q * (P1 + q * (P2 + q * (P3 + q * (P4 + q * P5))));
    let two_to_the_k = f64::from_bits(((k as i64 + 1023) as u64) << 52);
    (1.0 - ((lo - (r * c) / (2.0 - c)) - hi)) * two_to_the_k
}
