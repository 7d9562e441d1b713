//! Dates and instants.

use bumpalo::{Bump, collections::String};

const SECONDS_OF_DAY: i32 = 86_400;

/// A date without hyphens with them, an instant in UTC; any other text as it is.
pub fn normalise<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
    let bytes = text.as_bytes();
    let normalised = match bytes.try_into() {
        Ok(digits) => date(digits, arena),
        Err(_) => instant(bytes, arena),
    };
    normalised.unwrap_or(text)
}

fn date(digits: [u8; 8], arena: &Bump) -> Option<&str> {
    let (year, month, day) = (
        number(&digits[..4])?,
        number(&digits[4..6])?,
        number(&digits[6..])?,
    );
    let [y0, y1, y2, y3, m0, m1, d0, d1] = digits;
    let date = [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1];
    let date = std::str::from_utf8(&date).ok()?;
    is_date(year, month, day).then(|| &*arena.alloc_str(date))
}

fn instant<'a>(text: &[u8], arena: &'a Bump) -> Option<&'a str> {
    let (fixed, rest) = text.split_at_checked(19)?;
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, byte)| fixed[at] != byte) {
        return None;
    }
    let part = |from: usize, to: usize| number(&fixed[from..to]);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    if !is_date(year, month, day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (fraction, zone) = fraction(rest)?;
    let time = hour * 3600 + minute * 60 + second - offset(zone)?;
    let days = days(year, month, day) + time.div_euclid(SECONDS_OF_DAY);
    let (year, month, day) = civil(days);
    if !(1..=9999).contains(&year) {
        return None;
    }
    let time = time.rem_euclid(SECONDS_OF_DAY);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let mut digits = *b"YYYY-MM-DDThh:mm:ss";
    for (at, number) in [
        (0, year / 100),
        (2, year % 100),
        (5, month),
        (8, day),
        (11, hour),
        (14, minute),
        (17, second),
    ] {
        digits[at..at + 2].copy_from_slice(&two_digits(number));
    }
    let digits = std::str::from_utf8(&digits).ok()?;
    let mut instant = String::with_capacity_in("YYYY-MM-DDThh:mm:ss.123456789Z".len(), arena);
    instant.push_str(digits);
    if !fraction.is_empty() {
        instant.push('.');
        instant.push_str(fraction);
    }
    instant.push('Z');
    Some(instant.into_bump_str())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is below 100"
)]
fn two_digits(number: i32) -> [u8; 2] {
    let number = number as u8;
    [b'0' + number / 10, b'0' + number % 10]
}

/// The digits of a fraction without zeros at their end, and what follows.
fn fraction(text: &[u8]) -> Option<(&str, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else {
        return Some(("", text));
    };
    let length = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, zone) = digits.split_at(length);
    if !(1..=9).contains(&length) {
        return None;
    }
    let digits = std::str::from_utf8(digits).ok()?;
    Some((digits.trim_end_matches('0'), zone))
}

/// Seconds that the zone is ahead of UTC.
fn offset(zone: &[u8]) -> Option<i32> {
    match *zone {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), ref hour @ .., b':', _, _] if hour.len() == 2 => {
            let (hour, minute) = (number(hour)?, number(&zone[4..])?);
            let seconds = hour * 3600 + minute * 60;
            let is_offset = hour <= 14 && minute <= 59;
            is_offset.then_some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i32::from(digit - b'0'))
    })
}

fn is_date(year: i32, month: i32, day: i32) -> bool {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1 && (1..=last).contains(&day)
}

/// Days since 1970-01-01. Years begin in March here, so that a leap day is the last one.
fn days(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (month * 153 + 2) / 5
        + day
        - 1
        - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (year * 365 + year / 4 - year / 100);
    let month = (day_of_year * 5 + 2) / 153;
    let day = day_of_year - (month * 153 + 2) / 5 + 1;
    let year = year + era * 400;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}
