use crate::finding::{Finding, Kind, is_word};
use crate::{check_digits, date, phone};

const SHORTEST: usize = 3;
const LONGEST: usize = 18;

fn is_digit_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_digit)
}

fn is_separator_at(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'.' | b'-' | b'/'))
}

/// Where the number that begins at `at` ends.
pub fn end(text: &[u8], mut at: usize) -> usize {
    while is_digit_at(text, at) || (is_separator_at(text, at) && is_digit_at(text, at + 1)) {
        at += 1;
    }
    at
}

fn ends_free(text: &[u8], end: usize) -> bool {
    text.get(end).is_none_or(|&byte| !is_word(byte) && byte != b'@')
}

/// What the number is, when it stands free. What introduces it reaches no further back than `done`.
pub fn find(text: &[u8], start: usize, end: usize, done: usize) -> Option<Finding> {
    let length = end - start;
    let starts_free = start == 0 || !is_word(text[start - 1]);
    if !(SHORTEST..=LONGEST).contains(&length) || !starts_free || !ends_free(text, end) {
        return None;
    }
    let mut shape = [b'9'; LONGEST];
    let mut digits = [0; LONGEST];
    let mut count = 0;
    for (place, &byte) in shape.iter_mut().zip(&text[start..end]) {
        if byte.is_ascii_digit() {
            digits[count] = byte - b'0';
            count += 1;
        } else {
            *place = byte;
        }
    }
    let digits = &digits[..count];
    let found = |kind| Some(Finding { start, end, kind });
    match &shape[..length] {
        b"999.999.999-99" | b"99999999999" if check_digits::is_cpf(digits) => found(Kind::Cpf),
        b"99.999.999/9999-99" | b"99999999999999" if check_digits::is_cnpj(digits) => found(Kind::Cnpj),
        b"999999999999999" if check_digits::is_cns(digits) => found(Kind::Cns),
        b"999" => grouped_cns(text, start, end),
        b"99/99/9999" | b"99-99-9999" | b"99.99.9999"
            if date::is_day(&digits[4..], &digits[2..4], &digits[..2]) =>
        {
            found(Kind::Date)
        }
        b"9999-99-99" if date::is_day(&digits[..4], &digits[4..6], &digits[6..]) => found(Kind::Date),
        b"99999-999" | b"99.999-999" => found(Kind::Cep),
        b"99999999999" | b"9999999999" if phone::is_telephone(digits) => found(Kind::Phone),
        b"9999999999999" | b"999999999999" => {
            let is_international = text[done..start].ends_with(b"+") && digits.starts_with(&[5, 5]);
            (is_international && phone::is_telephone(&digits[2..])).then_some(Finding {
                start: start - 1,
                end,
                kind: Kind::Phone,
            })
        }
        b"99999-9999" | b"9999-9999" if phone::is_subscriber(digits) => {
            let start = phone::without_introduction(&text[..start], done);
            Some(Finding { start, end, kind: Kind::Phone })
        }
        _ => None,
    }
}

/// Three digits and, behind them, three times a space and four more.
fn grouped_cns(text: &[u8], start: usize, first_end: usize) -> Option<Finding> {
    const GROUPS: &[u8; 15] = b" 9999 9999 9999";
    let end = first_end + GROUPS.len();
    let groups = text.get(first_end..end)?;
    let fits =
        |(&byte, &shape): (&u8, &u8)| if shape == b'9' { byte.is_ascii_digit() } else { byte == shape };
    let goes_on = !ends_free(text, end) || (is_separator_at(text, end) && is_digit_at(text, end + 1));
    if goes_on || !groups.iter().zip(GROUPS).all(fits) {
        return None;
    }
    let mut digits = [0; 15];
    let all = text[start..end].iter().filter(|byte| byte.is_ascii_digit());
    for (digit, byte) in digits.iter_mut().zip(all) {
        *digit = byte - b'0';
    }
    check_digits::is_cns(&digits).then_some(Finding { start, end, kind: Kind::Cns })
}
