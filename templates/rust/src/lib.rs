//! Body mass index with the WHO's classes for adults.

mod messages;

use messages::{Assessment, Class, Measurement};
use vial_pdk::{Error, Json};

fn process(Json(measurement): Json<Measurement>) -> Result<Json<Assessment>, Error> {
    let Measurement {
        height_cm,
        patient,
        weight_kg,
    } = measurement;
    if !(1.0..=650.0).contains(&weight_kg) {
        return Err("weightKg: out of range (1 to 650)".into());
    }
    if !(40.0..=280.0).contains(&height_cm) {
        return Err("heightCm: out of range (40 to 280)".into());
    }
    let body_mass_index = to_one_decimal(weight_kg * 10_000.0 / (height_cm * height_cm));
    Ok(Json(Assessment {
        body_mass_index,
        class: class_of(body_mass_index),
        patient,
    }))
}

/// Rounds half up.
fn to_one_decimal(value: f64) -> f64 {
    (value * 10.0 + 0.5).floor() / 10.0
}

/// Table 2.1 of WHO Technical Report Series 894 (2000).
fn class_of(body_mass_index: f64) -> Class {
    match body_mass_index {
        ..18.5 => Class::Underweight,
        ..25.0 => Class::Normal,
        ..30.0 => Class::Overweight,
        _ => Class::Obese,
    }
}

vial_pdk::exports!(process);

#[cfg(test)]
mod tests {
    use super::*;

    fn assess(weight_kg: f64, height_cm: f64) -> Result<Assessment, String> {
        let measurement = Measurement {
            height_cm,
            patient: "p-1".into(),
            weight_kg,
        };
        process(Json(measurement))
            .map(|Json(assessment)| assessment)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn computes_the_index_and_its_class() {
        let expected = Assessment {
            body_mass_index: 23.4,
            class: Class::Normal,
            patient: "p-1".into(),
        };
        assert_eq!(assess(71.6, 175.0), Ok(expected));
    }

    #[test]
    fn classifies_the_rounded_index() {
        for (weight_kg, class) in [
            (73.7, Class::Underweight),
            (73.8, Class::Normal),
            (99.7, Class::Normal),
            (99.8, Class::Overweight),
            (119.7, Class::Overweight),
            (119.8, Class::Obese),
        ] {
            assert_eq!(
                assess(weight_kg, 200.0).map(|assessment| assessment.class),
                Ok(class),
                "{weight_kg} kg"
            );
        }
    }

    #[test]
    fn refuses_what_no_adult_measures() {
        let weight = Err("weightKg: out of range (1 to 650)".to_owned());
        assert_eq!(assess(0.99, 175.0), weight);
        assert_eq!(assess(650.1, 175.0), weight);
        assert_eq!(assess(f64::NAN, 175.0), weight);
        let height = Err("heightCm: out of range (40 to 280)".to_owned());
        assert_eq!(assess(70.0, 39.9), height);
        assert_eq!(assess(70.0, 280.1), height);
        assert!(assess(1.0, 40.0).is_ok());
        assert!(assess(650.0, 280.0).is_ok());
    }
}
