use crate::finding::is_word;

/// Whether there is an area of these two digits.
fn is_area(tens: u8, units: u8) -> bool {
    // The units that areas have, by their tens, a bit for each.
    const UNITS: [u16; 10] = [
        0,
        0b11_1111_1110,
        0b01_1001_0110,
        0b01_1011_1110,
        0b11_1111_1110,
        0b00_0011_1010,
        0b11_1111_1110,
        0b10_1011_1010,
        0b11_1111_1110,
        0b11_1111_1110,
    ];
    tens < 10 && units < 10 && UNITS[usize::from(tens)] >> units & 1 == 1
}

/// Whether these digits are a subscriber's number.
pub fn is_subscriber(digits: &[u8]) -> bool {
    matches!((digits.len(), digits[0]), (9, 9) | (8, 2..=5))
}

/// Whether these digits are an area code and a subscriber's number.
pub fn is_telephone(digits: &[u8]) -> bool {
    is_area(digits[0], digits[1]) && is_subscriber(&digits[2..])
}

fn is_area_code(tens: u8, units: u8) -> bool {
    is_area(tens.wrapping_sub(b'0'), units.wrapping_sub(b'0'))
}

/// How much is left of the text without what introduces a subscriber's number at its end. The introduction reaches no
/// further back than `done`.
pub fn without_introduction(text: &[u8], done: usize) -> usize {
    let before = &text[done..];
    let unspaced = before.strip_suffix(b" ");
    let rest = if let [rest @ .., b'(', tens, units, b')'] = unspaced.unwrap_or(before)
        && is_area_code(*tens, *units)
    {
        rest
    } else if let Some([rest @ .., tens, units]) = unspaced
        && is_area_code(*tens, *units)
        && !text[..done + rest.len()].last().is_some_and(|&byte| is_word(byte))
    {
        rest
    } else {
        return text.len();
    };
    let rest = rest.strip_suffix(b"+55 ").or_else(|| rest.strip_suffix(b"+55")).unwrap_or(rest);
    done + rest.len()
}
