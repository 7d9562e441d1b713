//! ICD-10 codes (CID-10 in Brazil): a letter, two digits, and often a full stop and one or two more.

use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;

/// The code that begins at `start`. Without a full stop it could be a bed or a vertebra and has to be announced.
pub fn find(text: &[u8], start: usize, announced: Role) -> Option<Finding> {
    let [letter, tens, units, rest @ ..] = &text[start..] else { return None };
    let is_code = letter.is_ascii_alphabetic() && tens.is_ascii_digit() && units.is_ascii_digit();
    let details = |digits: &[u8]| digits.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let (end, dotted) = match rest {
        [b'.', rest @ ..] if details(rest) > 0 => (start + 4 + details(rest), true),
        _ => (start + 3 + details(rest), false),
    };
    let length = end - start - usize::from(dotted);
    let ends = !text.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let is_announced = announced == Role::CodeCue;
    let capital = letter.is_ascii_uppercase();
    if !is_code || !ends || !(3..=5).contains(&length) || !(capital || is_announced) {
        return None;
    }
    let confidence = Confidence::of(if dotted { 70 } else { 20 })
        .and_if(is_announced, 80)
        .weakened_if(announced.is_other(), 50);
    Some(Finding::new(start, end, Category::Health, Rule::HealthCode, confidence))
}
