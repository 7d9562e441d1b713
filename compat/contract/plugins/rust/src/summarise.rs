#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "an array of a plugin's input has far fewer than 2^31 elements"
)]

use crate::messages::{Flag, Readings, Summary};
use vial_pdk::Json;

pub fn summarise(Json(readings): Json<Readings>) -> Json<Summary> {
    let Readings {
        history,
        note,
        patient,
        source,
        unit,
        values,
        verified,
    } = readings;
    let count = values.len();
    let total = values.iter().fold(0.0, |total, value| total + value);
    let minimum = values.iter().copied().reduce(f64::min);
    let maximum = values.iter().copied().reduce(f64::max);
    let is_wide = maximum
        .zip(minimum)
        .is_some_and(|(maximum, minimum)| maximum - minimum > 100.0);
    let flags = [
        (Flag::Empty, count == 0),
        (Flag::Unverified, !verified),
        (Flag::Wide, is_wide),
    ];
    Json(Summary {
        code_points: patient.chars().count() as i64,
        count: count as i64,
        flags: flags
            .into_iter()
            .filter(|(_, applies)| *applies)
            .map(|(flag, _)| flag)
            .collect(),
        latest: history.and_then(|mut history| history.pop()),
        maximum,
        mean: (count > 0).then(|| total / count as f64),
        minimum,
        note,
        patient,
        source,
        total,
        unit,
        values,
    })
}
