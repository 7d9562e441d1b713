//! Sensitive data in words.

use crate::cue::Cue;
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::{Match, Role, longest, next_word};
use crate::text::words::Span;

/// A condition from `start`, whose first words end at `end`, with what tells its kind: `aguda`, `de mama`.
pub fn condition(text: &[u8], start: usize, found: Match) -> Option<Finding> {
    let is_head = found.entry.get_role() == Role::HealthHead;
    let named =
        if is_head && ends_with_de(&text[start..found.end]) { next_word(text, found.end) } else { None };
    let mut end = named.filter(|word| is_name(text, *word)).map_or(found.end, |word| word.end);
    while let Some(next) = qualifier(text, end, is_head && end == found.end) {
        end = next;
    }
    let complete = !is_head || end > found.end;
    complete.then(|| Finding::new(start, end, Category::Health, Rule::HealthTerm, Confidence::of(85)))
}

fn ends_with_de(head: &[u8]) -> bool {
    matches!(head, [.., b' ' | b'\n', b'd' | b'D', b'e' | b'o' | b'a' | b'E' | b'O' | b'A'])
}

/// What a disease is named after: no number, no word that has a meaning of its own.
fn is_name(text: &[u8], word: Span) -> bool {
    let role = crate::lexicon::entry(text, word).get_role();
    matches!(role, Role::None | Role::Organ | Role::HealthModifier | Role::Health)
        && text[word.start..word.end].iter().all(|byte| !byte.is_ascii_digit())
        && word.end - word.start >= 4
}

/// The end of one more word about the condition before `end`.
fn qualifier(text: &[u8], end: usize, after_head: bool) -> Option<usize> {
    if !matches!(text.get(end), Some(b' ' | b'\n' | b'\r' | b'-')) {
        return None;
    }
    let next = next_word(text, end)?;
    let found = longest(text, next);
    match found.entry.get_role() {
        Role::HealthModifier => Some(found.end),
        Role::Health if after_head => Some(found.end),
        Role::Particle => {
            let organ = longest(text, next_word(text, found.end)?);
            matches!(organ.entry.get_role(), Role::Organ).then_some(organ.end)
        }
        _ => None,
    }
}

/// The other sensitive categories: words that are telling, and words that are so where they are announced.
pub fn sensitive(text: &[u8], start: usize, found: Match, cue: &Cue) -> Option<Finding> {
    let announced = cue.announced(text, start);
    let (category, weight, cue_role) = match found.entry.get_role() {
        Role::Ethnicity => (Category::Ethnicity, 75, Role::EthnicityCue),
        Role::Colour => (Category::Ethnicity, 25, Role::EthnicityCue),
        Role::Religion => (Category::Religion, 65, Role::ReligionCue),
        Role::Sexual => (Category::SexualLife, 75, Role::SexualCue),
        Role::Union => (Category::Union, 80, Role::None),
        _ => return None,
    };
    let confidence = Confidence::of(weight).and_if(announced == cue_role, 70);
    Some(Finding::new(start, found.end, category, Rule::SensitiveTerm, confidence))
}
