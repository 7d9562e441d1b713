//! Names that nothing announces: by what is in them, or by the registration behind them.

use super::place::is_city;
use super::run::{Style, read, style_of};
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::entry;
use crate::text::{
    is_capitalised, is_upper,
    words::{Span, word_at},
};

/// A name without a cue, from a known first name on.
pub fn from_first_name(text: &[u8], first: Span) -> Option<Finding> {
    let name = read(text, first).filter(|name| name.words > 1 && name.style != Style::Lower)?;
    if is_city(text, name.end) {
        return None;
    }
    let confidence =
        Confidence::of(45).and_if(name.known_last, 45).and_if(name.style == Style::Capitalised, 15);
    Some(Finding::new(first.start, name.end, Category::Name, Rule::NameLexicon, confidence))
}

/// A name from a known surname on, whose first name is none that is known: the word before it has to begin with a
/// capital too.
pub fn from_surname(text: &[u8], surname: Span, floor: usize) -> Option<Finding> {
    let before = text[floor..surname.start].strip_suffix(b" ")?;
    let length =
        before.iter().rev().take(20).take_while(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80).count();
    let first = Span { start: floor + before.len() - length, end: floor + before.len() };
    let unknown = length > 2
        && entry(text, first).is_none()
        && style_of(&text[first.start..first.end]) == Style::Capitalised;
    let name = read(text, first).filter(|_| unknown)?;
    let fits = name.end >= surname.end && name.known_last && !is_city(text, name.end);
    let confidence = Confidence::of(45).and(15);
    fits.then(|| Finding::new(first.start, name.end, Category::Name, Rule::NameLexicon, confidence))
}

/// `PACHECO, Lúcia Helena`: a surname in capitals, then given names.
pub fn surname_first(text: &[u8], surname: Span) -> Option<Finding> {
    let bytes = &text[surname.start..surname.end];
    let given = word_at(text, surname.end + 2)?;
    let fits = bytes.len() > 2
        && is_upper(bytes)
        && text[surname.end..].starts_with(b", ")
        && !is_upper(&text[given.start..given.end])
        && is_capitalised(&text[given.start..given.end])
        && entry(text, given).is_first_name();
    let name = read(text, given).filter(|_| fits)?;
    Some(Finding::new(surname.start, name.end, Category::Name, Rule::NameLexicon, Confidence::of(75)))
}

/// The name on the line that ends before a professional registration, or on the line before it.
pub fn before_registration(text: &[u8], registration: usize) -> Option<Finding> {
    const REACH: usize = 120;
    let floor = registration.saturating_sub(REACH);
    let mut line_end = registration;
    for _ in 0..2 {
        let line_start =
            text[floor..line_end].iter().rposition(|byte| *byte == b'\n').map_or(floor, |at| floor + at + 1);
        let first = (line_start..line_end).find(|&at| is_capitalised(&text[at..line_end]))?;
        let behind_letter = first > 0 && (text[first - 1].is_ascii_alphanumeric() || text[first - 1] >= 0x80);
        let word = word_at(text, first).filter(|_| !behind_letter);
        if let Some(name) = word.and_then(|word| read(text, word)).filter(|name| name.words > 1)
            && text
                .get(name.end..line_end)
                .is_some_and(|gap| gap.iter().all(|byte| b" ,-(|.\r\n".contains(byte)))
        {
            let confidence = Confidence::of(50).and_if(name.known_first, 45).and_if(name.known_last, 40);
            return Some(Finding::new(first, name.end, Category::Name, Rule::NameRegistration, confidence));
        }
        line_end = line_start.checked_sub(1).filter(|end| *end > floor)?;
    }
    None
}
