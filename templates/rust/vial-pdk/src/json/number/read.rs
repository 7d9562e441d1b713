use super::plain;
use crate::json::{Error, scan::Scanner};

/// So many digits are an integer that binary64 holds exactly, and so is the power of ten that they are divided by.
const EXACT_DIGITS: usize = 15;
const POWERS_OF_TEN: [f64; EXACT_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// A number as JSON writes it. No field has a variant, and neither has what it is returned in: only then is none of it put into memory.
struct Literal {
    /// In bytes; 0 when it is no number.
    length: usize,
    is_negative: bool,
    /// All digits as one integer, when that is exact.
    digits: i64,
    /// How many of them are decimals.
    decimals: usize,
    is_exact: bool,
}

impl Literal {
    const NONE: Self = Self {
        length: 0,
        is_negative: false,
        digits: 0,
        decimals: 0,
        is_exact: false,
    };
}

/// Reads a number as the binary64 value nearest to it. An error past the largest one.
#[inline]
pub fn read(scanner: &mut Scanner<'_>) -> Result<f64, Error> {
    if let Some(text) = scanner.window() {
        let number = plain::read(text);
        if number.length > 0 {
            scanner.skip(number.length);
            return Ok(number.value);
        }
    }
    read_any(scanner)
}

/// Reads a number with a sign, of more digits, behind white space or near the text's end.
#[inline(never)]
#[expect(clippy::cast_precision_loss)]
fn read_any(scanner: &mut Scanner<'_>) -> Result<f64, Error> {
    scanner.peek_token();
    let literal = literal(scanner.rest());
    if !literal.is_exact {
        return read_long(scanner, literal.length);
    }
    scanner.skip(literal.length);
    // One division of two exact numbers is rounded correctly.
    let value = literal.digits as f64 / POWERS_OF_TEN[literal.decimals];
    Ok(if literal.is_negative { -value } else { value })
}

/// Reads what is no number, or one of too many digits or with an exponent.
#[cold]
#[inline(never)]
fn read_long(scanner: &mut Scanner<'_>, length: usize) -> Result<f64, Error> {
    let start = scanner.position();
    scanner.skip(length);
    let value: f64 = scanner.since(start, 0).parse().map_err(|_| expected())?;
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::expected("a number within binary64"))
    }
}

/// Reads a number that nobody asked for.
pub fn skip(scanner: &mut Scanner<'_>) -> Result<(), Error> {
    let literal = literal(scanner.rest());
    if literal.length == 0 {
        return Err(expected());
    }
    scanner.skip(literal.length);
    Ok(())
}

/// Reads the number at the start of a text: <https://www.rfc-editor.org/rfc/rfc8259#section-6>.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
fn literal(text: &[u8]) -> Literal {
    let is_negative = text.first() == Some(&b'-');
    let start = usize::from(is_negative);
    let (mut end, mut value) = match text.get(start) {
        Some(b'0') => (start + 1, 0),
        _ => digits(text, start, 0),
    };
    if end == start {
        return Literal::NONE;
    }
    let mut count = end - start;
    let mut decimals = 0;
    if text.get(end) == Some(&b'.') {
        let point = end;
        (end, value) = digits(text, point + 1, value);
        decimals = end - point - 1;
        if decimals == 0 {
            return Literal::NONE;
        }
        count += decimals;
    }
    let mut is_exact = count <= EXACT_DIGITS;
    if let Some(b'e' | b'E') = text.get(end) {
        let is_signed = matches!(text.get(end + 1), Some(b'+' | b'-'));
        let exponent = end + 1 + usize::from(is_signed);
        (end, _) = digits(text, exponent, 0);
        if end == exponent {
            return Literal::NONE;
        }
        is_exact = false;
    }
    Literal {
        length: end,
        is_negative,
        digits: value,
        decimals,
        is_exact,
    }
}

/// Reads digits and appends them to `value`, which may overflow. Returns where they end, and the value.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
fn digits(text: &[u8], start: usize, mut value: i64) -> (usize, i64) {
    let mut end = start;
    while let Some(byte) = text.get(end) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(digit.into());
        end += 1;
    }
    (end, value)
}

fn expected() -> Error {
    Error::expected("a number")
}
