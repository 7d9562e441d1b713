//! Quantities in UCUM.

use crate::contact_point::find;
use crate::value::{Member, Value};
use bumpalo::{Bump, collections::Vec};
use std::mem::take;

const SYSTEM: &str = "http://unitsofmeasure.org";

#[derive(Clone, Copy)]
struct Conversion {
    offset: f64,
    factor: f64,
}

/// Brings a Quantity into UCUM. Members are in order and stay so.
#[inline(never)]
pub fn normalise<'a>(members: &'a mut [Member<'a>], arena: &'a Bump) -> &'a mut [Member<'a>] {
    let Some((value, code)) = in_ucum(members) else {
        return members;
    };
    let mut normalised = Vec::with_capacity_in(members.len() + 2, arena);
    normalised.extend(members.iter_mut().map(take));
    for (name, value) in [
        ("code", Value::String(code)),
        ("system", Value::String(SYSTEM)),
        ("unit", Value::String(code)),
        ("value", Value::Number(value)),
    ] {
        match normalised.binary_search_by_key(&name, |member| member.name) {
            Ok(place) => normalised[place].value = value,
            Err(place) => normalised.insert(place, Member { name, value }),
        }
    }
    normalised.into_bump_slice_mut()
}

/// A Quantity's value and unit, where the table has that.
fn in_ucum(members: &[Member]) -> Option<(f64, &'static str)> {
    let member = |name| find(members, name).map(|place| &members[place].value);
    let (Value::Number(value), Value::String(unit)) = (member("value")?, member("unit")?) else {
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
