//! Quantities in UCUM.

use crate::name::Name;
use crate::value::{List, Value, member, set};
use bumpalo::Bump;

const SYSTEM: &str = "http://unitsofmeasure.org";

#[derive(Clone, Copy)]
struct Conversion {
    offset: f64,
    factor: f64,
}

/// Brings a Quantity into UCUM. Members are in order and stay so.
#[inline]
pub fn normalise<'a>(members: &mut List<'a>, arena: &'a Bump) {
    let Some((value, code)) = in_ucum(members) else {
        return;
    };
    set(members, Name::new("code"), Value::String(code), arena);
    set(members, Name::new("system"), Value::String(SYSTEM), arena);
    set(members, Name::new("unit"), Value::String(code), arena);
    set(members, Name::new("value"), Value::Number(value), arena);
}

/// A Quantity's value and unit, where the table has that.
fn in_ucum(members: &List) -> Option<(f64, &'static str)> {
    let (Value::Number(value), Value::String(unit)) = (
        member(members, Name::new("value"))?,
        member(members, Name::new("unit"))?,
    ) else {
        return None;
    };
    let (code, conversion) = ucum(unit)?;
    let converted = conversion.map_or(*value, |conversion| convert(*value, conversion));
    converted.is_finite().then_some((converted, code))
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
