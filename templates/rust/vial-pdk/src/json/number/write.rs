use super::{is_safe, short, whole};
use crate::json::Error;

/// What integers of at most eight digits are below.
const SHORT: u32 = 100_000_000;

/// Writes a number as ECMAScript's `Number::toString` does:
/// <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>.
#[inline]
pub fn write(output: &mut Vec<u8>, value: f64) -> Result<(), Error> {
    let magnitude = value.abs();
    let Some((whole, millionths)) = split(magnitude) else {
        return write_long(output, value);
    };
    if value < 0.0 {
        output.push(b'-');
    }
    short::write(output, whole);
    if millionths > 0 {
        short::write_decimals(output, millionths * 100);
    }
    Ok(())
}

/// The whole part and the millionths of a number that has no more digits, as most measured values. It has at most 14; binary64 tells
/// all of those apart, so that there are no shorter ones for the same value.
#[inline]
#[expect(clippy::float_cmp)]
fn split(magnitude: f64) -> Option<(u32, u32)> {
    // The last bit of a number of this size is 1, so an addition rounds to an integer, which the bits below are then. WebAssembly's
    // conversions from floating-point numbers are several instructions each.
    const INTEGERS: f64 = 4_503_599_627_370_496.0;
    let rounded = magnitude * 1e6 + INTEGERS;
    if magnitude >= f64::from(SHORT) || (rounded - INTEGERS) / 1e6 != magnitude {
        return None;
    }
    let count = rounded.to_bits() - INTEGERS.to_bits();
    let whole = count / 1_000_000;
    Some((whole as u32, (count - whole * 1_000_000) as u32))
}

#[cold]
#[inline(never)]
fn write_long(output: &mut Vec<u8>, value: f64) -> Result<(), Error> {
    if !value.is_finite() {
        return Err(Error::expected("a finite number"));
    }
    if let Some(integer) = whole(value) {
        write_integer(output, integer);
    } else {
        output.extend_from_slice(ryu_js::Buffer::new().format_finite(value).as_bytes());
    }
    Ok(())
}

/// Writes an integer. An error for one that binary64 may not hold.
pub fn write_safe_integer(output: &mut Vec<u8>, value: Option<i64>) -> Result<(), Error> {
    let value = value.filter(|value| is_safe(*value));
    write_integer(output, value.ok_or_else(|| Error::expected("an integer"))?);
    Ok(())
}

/// Writes a safe integer, which has at most sixteen digits.
fn write_integer(output: &mut Vec<u8>, value: i64) {
    if value < 0 {
        output.push(b'-');
    }
    let magnitude = value.unsigned_abs();
    let (high, low) = (magnitude / u64::from(SHORT), magnitude % u64::from(SHORT));
    if high == 0 {
        short::write(output, low as u32);
    } else {
        short::write(output, high as u32);
        short::write_padded(output, low as u32);
    }
}
