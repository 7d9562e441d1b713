//! Numbers of few digits, which most are: all digits at once in a word, the first one in its lowest byte. How many there are
//! is no branch, which a processor would foresee wrongly for every other number.

/// How many digits a word holds.
const WORD: u32 = 8;
const BITS: u32 = u8::BITS;
const ZEROS: u64 = u64::from_le_bytes([b'0'; WORD as usize]);

/// Appends an integer of at most eight digits.
#[inline]
pub fn write(output: &mut Vec<u8>, integer: u32) {
    if integer < 10 {
        return output.push(b'0' + integer as u8);
    }
    let digits = digits_of(integer);
    let leading_zeros = digits.trailing_zeros() / BITS;
    append(
        output,
        (digits | ZEROS) >> (leading_zeros * BITS),
        WORD - leading_zeros,
    );
}

/// Appends an integer of at most eight digits with all eight.
pub fn write_padded(output: &mut Vec<u8>, integer: u32) {
    append(output, digits_of(integer) | ZEROS, WORD);
}

/// Appends a point and decimals, without zeros at their end: `hundred_millionths` of 1, more than none and less than all.
pub fn write_decimals(output: &mut Vec<u8>, hundred_millionths: u32) {
    let digits = digits_of(hundred_millionths);
    let trailing_zeros = digits.leading_zeros() / BITS;
    output.push(b'.');
    append(output, digits | ZEROS, WORD - trailing_zeros);
}

/// Always eight bytes, of which `length` stay: a copy of a length that the compiler knows is a store.
fn append(output: &mut Vec<u8>, text: u64, length: u32) {
    let end = output.len() + length as usize;
    output.extend_from_slice(&text.to_le_bytes());
    output.truncate(end);
}

/// The values of an integer's eight digits.
const fn digits_of(integer: u32) -> u64 {
    // The quotients are products with what their divisors' inverses are in binary, exact for so few digits.
    let fours = (integer / 10_000) as u64 | ((integer % 10_000) as u64) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let pairs = hundreds | (fours - hundreds * 100) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (pairs - tens * 10) << 8
}
