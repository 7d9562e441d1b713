//! Quantities in UCUM.

use crate::contact_point::find;
use crate::value::{Text, Value};
use std::borrow::Cow;

const SYSTEM: &str = "http://unitsofmeasure.org";

#[derive(Clone, Copy)]
struct Conversion {
    offset: f64,
    factor: f64,
}

/// Brings a Quantity into UCUM. Members are in order and stay so.
pub fn normalise<'a>(members: &mut Vec<(Text<'a>, Value<'a>)>) {
    let Some(place) = find(members, "value") else {
        return;
    };
    let unit = find(members, "unit").map(|unit| &members[unit].1);
    let (Value::Number(value), Some(Value::String(unit))) = (&members[place].1, unit) else {
        return;
    };
    let Some((code, conversion)) = ucum(unit) else {
        return;
    };
    let converted = conversion.map_or(*value, |conversion| convert(*value, conversion));
    if !converted.is_finite() {
        return;
    }
    members[place].1 = Value::Number(converted);
    for (name, text) in [("code", code), ("system", SYSTEM), ("unit", code)] {
        let value = Value::String(Cow::Borrowed(text));
        match members.binary_search_by(|(key, _)| key.as_ref().cmp(name)) {
            Ok(place) => members[place].1 = value,
            Err(place) => members.insert(place, (Cow::Borrowed(name), value)),
        }
    }
}

fn convert(value: f64, Conversion { offset, factor }: Conversion) -> f64 {
    ((value + offset) * factor * 10_000.0 + 0.5).floor() / 10_000.0
}

fn ucum(unit: &str) -> Option<(&'static str, Option<Conversion>)> {
    let times = |factor| {
        Some(Conversion {
            offset: 0.0,
            factor,
        })
    };
    let from_fahrenheit = Some(Conversion {
        offset: -32.0,
        factor: 0.555_555_555_555_555_6,
    });
    Some(match unit {
        "lb" | "lbs" | "[lb_av]" => ("kg", times(0.453_592_37)),
        "oz" => ("g", times(28.349_523_125)),
        "in" | "[in_i]" => ("cm", times(2.54)),
        "ft" => ("cm", times(30.48)),
        "°F" | "degF" | "[degF]" => ("Cel", from_fahrenheit),
        "°C" | "degC" => ("Cel", None),
        "mmHg" | "mm Hg" => ("mm[Hg]", None),
        "bpm" | "beats/min" | "breaths/min" => ("/min", None),
        "mg/dl" | "mg/dL" => ("mg/dL", None),
        "g/dl" | "g/dL" => ("g/dL", None),
        "mmol/l" | "mmol/L" => ("mmol/L", None),
        _ => return None,
    })
}
