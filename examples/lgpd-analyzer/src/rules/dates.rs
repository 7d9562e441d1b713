//! Dates of birth: dates that are announced as such. Other dates are no finding.

use super::digits::{Digits, stands_alone};
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;
use crate::text::{
    fold::{Key, folded_key, key},
    words::{Span, word_at},
};

/// Names of months and the usual short forms, with their numbers.
const MONTHS: [(Key, usize); 24] = {
    let names: [&[u8]; 24] = [
        b"janeiro",
        b"fevereiro",
        b"marco",
        b"abril",
        b"maio",
        b"junho",
        b"julho",
        b"agosto",
        b"setembro",
        b"outubro",
        b"novembro",
        b"dezembro",
        b"jan",
        b"fev",
        b"mar",
        b"abr",
        b"mai",
        b"jun",
        b"jul",
        b"ago",
        b"set",
        b"out",
        b"nov",
        b"dez",
    ];
    let mut months = [(0, 0); 24];
    let mut at = 0;
    while at < names.len() {
        months[at] = (folded_key(names[at]), at % 12 + 1);
        at += 1;
    }
    months
};

/// A date of birth, where one is announced.
pub fn find(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    if announced != Role::BirthCue {
        return None;
    }
    let start = digits.groups()[0].start;
    let end = numeric(text, digits).or_else(|| worded(text, digits)).or_else(|| compact(text, digits))?;
    Some(Finding::new(start, end, Category::BirthDate, Rule::BirthDateCue, Confidence::of(90)))
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

fn is_date(year: &[u8], month: &[u8], day: &[u8]) -> bool {
    let year_fits = year.len() == 2 || (1880..=2100).contains(&number(year));
    year_fits && (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
}

/// The date in digits that begins with these: `12/03/1954`, `1/3/54`, `1954-03-12`. Its end.
pub fn numeric(text: &[u8], digits: &Digits) -> Option<usize> {
    let [a, b, c, ..] = digits.groups() else { return None };
    if a.separator != 0 || b.separator != c.separator || !matches!(b.separator, b'/' | b'-' | b'.') {
        return None;
    }
    let part = |group: &super::digits::Group| &text[group.start..group.end];
    let (first, second, third) = (part(a), part(b), part(c));
    let fits = match (first.len(), second.len(), third.len()) {
        (1..=2, 1..=2, 2 | 4) => is_date(third, second, first),
        (4, 2, 2) => is_date(first, second, third),
        _ => false,
    };
    // In 1954-03-12T04:17 a letter follows.
    let ends = stands_alone(text, a.start, c.end) || text.get(c.end) == Some(&b'T');
    (fits && ends).then_some(c.end)
}

/// `19540312` and `12031954`.
fn compact(text: &[u8], digits: &Digits) -> Option<usize> {
    let group = digits.groups()[0];
    let all = &text[group.start..group.end];
    let fits = all.len() == 8
        && (is_date(&all[..4], &all[4..6], &all[6..]) || is_date(&all[4..], &all[2..4], &all[..2]));
    (fits && stands_alone(text, group.start, group.end)).then_some(group.end)
}

/// `3 de maio de 2015`, `1º de maio de 2015`.
fn worded(text: &[u8], digits: &Digits) -> Option<usize> {
    worded_parts(text, digits).map(|(_, year)| year.end)
}

/// The month, 1 to 12, and the year.
fn worded_parts(text: &[u8], digits: &Digits) -> Option<(usize, Span)> {
    let day = digits.groups()[0];
    let at = day.end + if text[day.end..].starts_with("º".as_bytes()) { 2 } else { 0 };
    let word = word_at(text, after_de(text, at)?)?;
    let name = key(text, word.start, word.end);
    let month = MONTHS.iter().find(|(month, _)| *month == name)?.1;
    let year = word_at(text, after_de(text, word.end)?)?;
    let digits = &text[year.start..year.end];
    let is_year = digits.len() == 4 && digits.iter().all(u8::is_ascii_digit);
    (day.end - day.start <= 2 && is_year).then_some((month, year))
}

/// Behind a space or the like, and a `de` where there is one.
fn after_de(text: &[u8], at: usize) -> Option<usize> {
    let gap = text[at..].iter().take(2).take_while(|byte| b" \n/-".contains(byte)).count();
    let de = text.get(at + gap..at + gap + 3)?;
    let is_de = de[..2].eq_ignore_ascii_case(b"de") && matches!(de[2], b' ' | b'\n');
    Some(if is_de { at + gap + 3 } else { at + gap })
}

/// A date as year, month and day, however it is written. Two digits of a year stay two.
pub fn normalised(date: &[u8]) -> Option<Vec<u8>> {
    let digits = Digits::read(date, 0);
    let part = |group: &super::digits::Group| &date[group.start..group.end];
    let two = |part: &[u8]| [if part.len() < 2 { b'0' } else { part[0] }, part[part.len() - 1]];
    match digits.groups() {
        [all] if all.end - all.start == 8 && is_date(&date[..4], &date[4..6], &date[6..8]) => {
            Some(date[..8].to_vec())
        }
        [all] if all.end - all.start == 8 => Some([&date[4..8], &date[2..4], &date[..2]].concat()),
        [year, month, day] if year.end == 4 => {
            Some([part(year), &two(part(month)), &two(part(day))].concat())
        }
        [day, month, year] => Some([part(year), &two(part(month)), &two(part(day))].concat()),
        [day] => worded_parts(date, &digits).map(|(month, year)| {
            [&date[year.start..year.end], &two(month.to_string().as_bytes()), &two(part(day))].concat()
        }),
        _ => None,
    }
}
