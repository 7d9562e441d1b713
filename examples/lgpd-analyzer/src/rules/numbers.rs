//! Everything that begins with a digit.

use super::digits::{Digits, separator_at, stands_alone};
use super::{dates, identifiers, phones};
use crate::check_digits::is_sao_paulo_rg;
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;
use crate::text::words::Span;

/// What a number is, and how far it reaches.
pub struct Number {
    /// The surest reading, if any.
    pub finding: Option<Finding>,
    /// Where to go on.
    pub end: usize,
}

/// What nothing announces has at least as many digits if it is anything: most numbers are laboratory values.
const SHORTEST: usize = 6;

/// Whether a number has so few digits, and no more behind it, that it is nothing unless something announces it.
pub fn is_short(text: &[u8], word: Span) -> bool {
    // 12.ABC.345/01DE-35 is a CNPJ.
    let may_have_letters = word.end - word.start == 2 && text.get(word.end) == Some(&b'.');
    word.end - word.start < SHORTEST && !may_have_letters && separator_at(text, word.end).is_none()
}

/// Reads the number that begins at `start`.
pub fn read(text: &[u8], start: usize, announced: Role) -> Number {
    let digits = Digits::read(text, start);
    if digits.groups().is_empty() {
        // Longer than any number that is of interest.
        return Number { finding: None, end: start };
    }
    let shown = digits.groups()[digits.unspaced() - 1].end;
    if announced == Role::None && digits.total() < SHORTEST {
        return Number { finding: None, end: shown };
    }
    let date = dates::find(text, &digits, announced);
    if date.is_none()
        && let Some(end) = dates::numeric(text, &digits)
        && announced != Role::RecordCue
    {
        // A date that nobody announced as one of birth is nothing else either; 12-10-85 can be a record's number.
        return Number { finding: None, end };
    }
    let candidates = [
        date,
        identifiers::find(text, &digits, announced),
        phones::find(text, &digits, announced),
        postal_code(text, &digits, announced),
        identity(text, &digits, announced),
        announced_number(text, &digits, announced),
    ];
    let surest = candidates
        .into_iter()
        .flatten()
        .reduce(|best, next| if next.confidence > best.confidence { next } else { best });
    let end = surest.map_or(shown, |finding| finding.range().end);
    Number { finding: surest, end }
}

/// A CEP: `01310-100`, `01.310-100`, and plain where it is announced.
fn postal_code(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    let count = digits.groups_of(8)?;
    let is_announced = announced == Role::CepCue;
    let form = match count {
        1 if is_announced => 40,
        2 if digits.begins(&[5, 3]) && digits.separated_by(b"-") => 70,
        2 if digits.begins(&[5, 3]) && is_announced => 40,
        3 if digits.begins(&[2, 3, 3]) && digits.separated_by(b".-") => 70,
        _ => return None,
    };
    let (start, end) = (digits.groups()[0].start, digits.groups()[count - 1].end);
    let confidence = Confidence::of(form)
        .and_if(is_announced, 80)
        .weakened_if(!is_announced && announced.announces_number(), 50);
    let rule = if is_announced { Rule::CepCue } else { Rule::CepForm };
    stands_alone(text, start, end).then(|| Finding::new(start, end, Category::Cep, rule, confidence))
}

/// An identity card's number. Each state has its own form, so it has to be announced, by a cue or the issuer's name;
/// São Paulo's has a check digit.
fn identity(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    let groups = digits.groups();
    let count = digits.unspaced().min(4);
    let number = digits.first(count);
    let end = groups[count - 1].end;
    let (number, check, end) = match with_letter_x(text, end) {
        Some(end) => (number, b'X', end),
        None => (&number[..number.len() - 1], number[number.len() - 1], end),
    };
    let issued = text[end..].iter().take(12).position(u8::is_ascii_alphabetic);
    let by_police = issued.is_some_and(|at| text[end + at..].starts_with(b"SSP"));
    let is_announced = announced == Role::RgCue;
    let official = digits.begins(&[2, 3, 3]) && digits.separated_by(b"..-");
    let checked = is_sao_paulo_rg(number, check);
    let start = state_prefix(text, groups[0].start);
    let fits = (5..=10).contains(&(number.len() + 1)) && (is_announced || by_police || (official && checked));
    let confidence = Confidence::of(0)
        .and_if(is_announced, 75)
        .and_if(by_police, 60)
        .and_if(official, 40)
        .and_if(checked, 40)
        .weakened_if(!is_announced && announced.announces_number(), 50);
    (fits && stands_alone(text, start, end))
        .then(|| Finding::new(start, end, Category::Rg, Rule::IdentifierCue, confidence))
}

/// The check character X behind a number.
fn with_letter_x(text: &[u8], end: usize) -> Option<usize> {
    let at = end + usize::from(text.get(end) == Some(&b'-'));
    let ends = !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    (matches!(text.get(at), Some(b'X' | b'x')) && ends).then_some(at + 1)
}

/// `MG-10.234.567` begins with the letters.
fn state_prefix(text: &[u8], start: usize) -> usize {
    match text[..start] {
        [.., a, b, b'-'] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => start - 3,
        _ => start,
    }
}

/// Numbers that have no form of their own: those of health plans and medical records.
fn announced_number(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    let (category, lengths) = match announced {
        Role::PlanCue => (Category::HealthPlan, 5..=20),
        Role::RecordCue => (Category::MedicalRecord, 4..=12),
        _ => return None,
    };
    // Cards of one large group of plans have spaces; those of banks are no plan's.
    let spaced = announced == Role::PlanCue && digits.begins(&[1, 3, 12, 1]);
    let count = if spaced { 4 } else { digits.unspaced() };
    let start = digits.groups()[0].start;
    let end = digits.groups()[count - 1].end;
    let fits = lengths.contains(&digits.first(count).len()) && !digits.begins(&[4, 4, 4, 4]);
    (fits && stands_alone(text, start, end)).then(|| {
        Finding::new(start, end, category, Rule::IdentifierCue, Confidence::of(75).and_if(spaced, 60))
    })
}
