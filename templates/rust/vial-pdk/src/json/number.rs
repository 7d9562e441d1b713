use super::{Error, scan::Scanner, text};

/// The largest integer that binary64 tells from its neighbours, as every JSON implementation does.
pub(super) const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// A number as JSON writes it.
pub(super) struct Literal<'de> {
    /// The JSON text from the number on.
    rest: &'de str,
    length: usize,
    is_negative: bool,
    /// All digits as one integer, when that is exact.
    digits: Option<i64>,
    /// How many of them are decimals.
    decimals: usize,
}

/// So many digits are an integer that binary64 holds exactly, and so is the power of ten that they are divided by.
const EXACT_DIGITS: usize = 15;
const POWERS_OF_TEN: [f64; EXACT_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Reads a number's grammar: <https://www.rfc-editor.org/rfc/rfc8259#section-6>.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
pub(super) fn read<'de>(scanner: &mut Scanner<'de>) -> Result<Literal<'de>, Error> {
    let rest = scanner.rest();
    let bytes = rest.as_bytes();
    let is_negative = bytes.first() == Some(&b'-');
    let start = usize::from(is_negative);
    let (mut end, mut value) = match bytes.get(start) {
        Some(b'0') => (start + 1, 0),
        _ => digits(bytes, start, 0)?,
    };
    let mut count = end - start;
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') {
        let point = end;
        (end, value) = digits(bytes, point + 1, value)?;
        decimals = end - point - 1;
        count += decimals;
    }
    let mut is_exact = count <= EXACT_DIGITS;
    if let Some(b'e' | b'E') = bytes.get(end) {
        let is_signed = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
        (end, _) = digits(bytes, end + 1 + usize::from(is_signed), 0)?;
        is_exact = false;
    }
    scanner.skip(end);
    Ok(Literal {
        rest,
        length: end,
        is_negative,
        digits: is_exact.then_some(value),
        decimals,
    })
}

/// Reads digits and appends them to `value`, which may overflow. Returns where they end, and the value.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
fn digits(bytes: &[u8], start: usize, mut value: i64) -> Result<(usize, i64), Error> {
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(digit.into());
        end += 1;
    }
    if end == start {
        return Err(expected());
    }
    Ok((end, value))
}

fn expected() -> Error {
    Error::expected("a number")
}

impl Literal<'_> {
    fn text(&self) -> &str {
        self.rest.get(..self.length).unwrap_or_default()
    }

    /// The binary64 value nearest to it. An error past the largest one.
    #[inline]
    #[expect(clippy::cast_precision_loss)]
    pub fn to_f64(&self) -> Result<f64, Error> {
        let Some(digits) = self.digits else {
            return self.parse();
        };
        // One division of two exact numbers is rounded correctly.
        let value = digits as f64 / POWERS_OF_TEN[self.decimals];
        Ok(if self.is_negative { -value } else { value })
    }

    #[inline(never)]
    fn parse(&self) -> Result<f64, Error> {
        let value: f64 = self.text().parse().map_err(|_| expected())?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Error::expected("a number within binary64"))
        }
    }

    /// Its value when that is an integer that binary64 holds exactly. `1.0` and `1e0` are 1.
    pub fn to_integer(&self) -> Option<i64> {
        match self.text().parse() {
            Ok(integer) => is_safe(integer).then_some(integer),
            Err(_) => whole(self.to_f64().ok()?),
        }
    }
}

fn is_safe(integer: i64) -> bool {
    integer.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs()
}

#[expect(clippy::cast_precision_loss, clippy::float_cmp)]
fn whole(value: f64) -> Option<i64> {
    let integer = value as i64;
    (integer as f64 == value && is_safe(integer)).then_some(integer)
}

/// Writes a number as ECMAScript's `Number::toString` does:
/// <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>.
pub(super) fn write(output: &mut Vec<u8>, value: f64) -> Result<(), Error> {
    if !value.is_finite() {
        return Err(Error::expected("a finite number"));
    }
    if let Some(integer) = whole(value) {
        write_integer(output, integer);
    } else if let Some(millionths) = millionths(value.abs()) {
        write_millionths(output, millionths, value < 0.0);
    } else {
        output.extend_from_slice(ryu_js::Buffer::new().format_finite(value).as_bytes());
    }
    Ok(())
}

/// How many millionths a number is, which most measured values are a small number of. Such a number has
/// at most 15 digits; binary64 tells all of those apart, so that there are no shorter ones for the same value.
#[expect(clippy::cast_precision_loss, clippy::float_cmp)]
fn millionths(magnitude: f64) -> Option<i64> {
    if !(1e-6..1e9).contains(&magnitude) {
        return None;
    }
    let count = (magnitude * 1e6 + 0.5) as i64;
    (count as f64 / 1e6 == magnitude).then_some(count)
}

fn write_millionths(output: &mut Vec<u8>, count: i64, is_negative: bool) {
    const DECIMALS: usize = 6;
    if is_negative {
        output.push(b'-');
    }
    write_integer(output, count / 1_000_000);
    let mut rest = (count % 1_000_000) as u32;
    let mut decimals = [b'0'; DECIMALS];
    for digit in decimals.iter_mut().rev() {
        *digit += (rest % 10) as u8;
        rest /= 10;
    }
    let length = decimals
        .iter()
        .rposition(|&digit| digit != b'0')
        .map_or(0, |last| last + 1);
    output.push(b'.');
    text::append(output, &decimals[..length]);
}

/// Writes an integer. An error for one that binary64 may not hold.
pub(super) fn write_safe_integer(output: &mut Vec<u8>, value: Option<i64>) -> Result<(), Error> {
    let value = value.filter(|value| is_safe(*value));
    write_integer(output, value.ok_or_else(|| Error::expected("an integer"))?);
    Ok(())
}

fn write_integer(output: &mut Vec<u8>, value: i64) {
    const DIGITS: usize = 20;
    let mut digits = [0; DIGITS];
    let mut start = DIGITS;
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        output.push(b'-');
    }
    text::append(output, &digits[start..]);
}
