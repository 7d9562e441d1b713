//! Numbers of few digits without sign and exponent, which most are. They are read from as many bytes as the longest of them has: no byte is
//! looked for behind the text's end, and each has its place in the code.

/// How many bytes are looked at, all of which are there.
pub const WINDOW: usize = 16;
/// Up to so many digits there may be on a side of the point, one less than is looked at.
const SIDE: usize = 8;
/// For decimals of one side.
const POWERS_OF_TEN: [f64; SIDE] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

/// A number as it was read. No field has a variant, and neither has what it is returned in: only then is none of it put into memory.
pub struct Plain {
    /// In bytes; 0 when it is no such number.
    pub length: usize,
    pub value: f64,
}

const NONE: Plain = Plain {
    length: 0,
    value: 0.0,
};

/// Reads the number at the start of a text.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
#[expect(clippy::cast_precision_loss, reason = "14 digits are exact")]
pub fn read(text: &[u8; WINDOW]) -> Plain {
    let (point, whole) = digits(text, 0, 0);
    if point == 0 || point == SIDE || text[0] == b'0' && point > 1 {
        return NONE;
    }
    if text[point] != b'.' {
        return ended(text[point], point, whole as f64);
    }
    let (decimals, value) = digits(text, point + 1, whole);
    if decimals == 0 || decimals == SIDE {
        return NONE;
    }
    let end = point + 1 + decimals;
    // One division of two exact numbers is rounded correctly.
    ended(text[end], end, value as f64 / POWERS_OF_TEN[decimals])
}

/// The number, unless what is behind it makes it another one.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
fn ended(next: u8, length: usize, value: f64) -> Plain {
    if next | 0x20 == b'e' {
        return NONE;
    }
    Plain { length, value }
}

/// Reads at most a side's digits and appends them to `value`. Returns how many, and the value.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "what it returns then stays in registers"
)]
fn digits(text: &[u8; WINDOW], start: usize, mut value: i64) -> (usize, i64) {
    for count in 0..SIDE {
        let digit = text[start + count].wrapping_sub(b'0');
        if digit > 9 {
            return (count, value);
        }
        value = value * 10 + i64::from(digit);
    }
    (SIDE, value)
}

#[cfg(test)]
mod tests {
    use super::{SIDE, WINDOW, read};

    fn read_at_start(text: &str) -> (usize, f64) {
        let mut window = [b','; WINDOW];
        let length = text.len().min(WINDOW);
        window[..length].copy_from_slice(&text.as_bytes()[..length]);
        let number = read(&window);
        (number.length, number.value)
    }

    #[test]
    fn has_the_nearest_value() {
        for digits in ["123456789", "987654321", "900000001", "300000000"] {
            for whole in 1..SIDE {
                let integer = &digits[..whole];
                assert_eq!(
                    read_at_start(integer),
                    (whole, integer.parse().unwrap()),
                    "{integer}"
                );
                for decimals in 1..SIDE {
                    for integer in [integer, "0"] {
                        let number = format!("{integer}.{}", &digits[..decimals]);
                        let value = number.parse().unwrap();
                        assert_eq!(read_at_start(&number), (number.len(), value), "{number}");
                    }
                }
            }
        }
    }

    #[test]
    fn leaves_all_else_to_others() {
        let others = [
            "",
            "-1",
            ".5",
            "1.",
            "1.x",
            "00",
            "01",
            "01.5",
            "1e3",
            "1E3",
            "1.5e3",
            "1.5E-3",
            "+1",
            "x",
            " 1",
            "\"1\"",
            "12345678",
            "1.12345678",
            "1234567.12345678",
        ];
        for text in others {
            assert_eq!(read_at_start(text).0, 0, "{text}");
        }
    }
}
