//! Numbers with check digits: CPF, CNPJ, CNS.

use super::{
    digits::{Digits, stands_alone},
    phones,
};
use crate::check_digits::{is_cnpj, is_cns, is_cpf};
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;

/// One kind of number.
struct Kind {
    category: Category,
    cue: Role,
    length: usize,
    is_right: fn(&[u8]) -> bool,
    /// Groups in which it is written, the official ones first.
    forms: &'static [&'static [usize]],
    /// What right check digits say. A random number has them once in 22 (CNS) or 100.
    checked: u8,
}

const KINDS: [Kind; 3] = [
    Kind {
        category: Category::Cns,
        cue: Role::CnsCue,
        length: 15,
        is_right: is_cns,
        forms: &[&[3, 4, 4, 4], &[15]],
        checked: 70,
    },
    Kind {
        category: Category::Cnpj,
        cue: Role::CnpjCue,
        length: 14,
        is_right: is_cnpj,
        forms: &[&[2, 3, 3, 4, 2], &[14], &[8, 4, 2], &[12, 2]],
        checked: 80,
    },
    Kind {
        category: Category::Cpf,
        cue: Role::CpfCue,
        length: 11,
        is_right: is_cpf,
        forms: &[&[3, 3, 3, 2], &[11], &[9, 2], &[3, 3, 5]],
        checked: 80,
    },
];

/// What the official grouping, what the announcement adds.
const GROUPED: u8 = 60;
const ANNOUNCED: u8 = 80;
/// What is left when something else is announced, and when an announced number's check digits are wrong.
const OTHERWISE_ANNOUNCED: u8 = 40;
const WRONG: u8 = 45;

/// A CPF, CNPJ or CNS among the first of these digits.
pub fn find(text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
    KINDS.iter().find_map(|kind| kind.find(text, digits, announced))
}

impl Kind {
    fn find(&self, text: &[u8], digits: &Digits, announced: Role) -> Option<Finding> {
        let count = digits.groups_of(self.length)?;
        let form = self.forms.iter().position(|form| form.len() == count && digits.begins(form));
        let is_announced = announced == self.cue;
        let (start, end) = (digits.groups()[0].start, digits.groups()[count - 1].end);
        // Other groups than the usual ones come from character recognition: only where one is announced.
        if (form.is_none() && !is_announced) || !stands_alone(text, start, end) {
            return None;
        }
        let characters = digits.first(count);
        let is_right = (self.is_right)(characters);
        if !is_right && (!is_announced || characters.iter().all(|digit| *digit == characters[0])) {
            return None;
        }
        let grouped = form == Some(0);
        // Eleven digits are short enough to be another number that is announced, unless they are grouped as a CPF.
        let plausible = match announced {
            Role::PhoneCue => phones::find(text, digits, announced).is_some(),
            _ => matches!(announced, Role::RgCue | Role::PlanCue | Role::RecordCue),
        };
        let other = plausible && self.length == 11 && !grouped;
        let confidence = Confidence::of(if is_right { self.checked } else { 0 })
            .and_if(grouped, GROUPED)
            .and_if(is_announced, ANNOUNCED)
            .weakened_if(!is_right, WRONG)
            .weakened_if(other || announced.is_other(), OTHERWISE_ANNOUNCED);
        let rule = if is_right { Rule::CheckDigits } else { Rule::IdentifierCue };
        Some(Finding::new(start, end, self.category, rule, confidence))
    }
}

/// A CNPJ with letters in it that begins at `start`, plain or as `12.ABC.345/01DE-35`.
pub fn alphanumeric_cnpj(text: &[u8], start: usize, announced: Role) -> Option<Finding> {
    let (characters, length) = plain_cnpj(text, start).or_else(|| grouped_cnpj(text, start))?;
    let has_letter = characters.iter().any(u8::is_ascii_uppercase);
    if !has_letter || !is_cnpj(&characters) || !stands_alone(text, start, start + length) {
        return None;
    }
    let confidence =
        Confidence::of(80).and_if(length == 18, GROUPED).and_if(announced == Role::CnpjCue, ANNOUNCED);
    Some(Finding::new(start, start + length, Category::Cnpj, Rule::CheckDigits, confidence))
}

fn plain_cnpj(text: &[u8], start: usize) -> Option<([u8; 14], usize)> {
    let characters = text[start..].first_chunk::<14>()?;
    characters.iter().all(u8::is_ascii_alphanumeric).then_some((*characters, 14))
}

fn grouped_cnpj(text: &[u8], start: usize) -> Option<([u8; 14], usize)> {
    let form = text[start..].first_chunk::<18>()?;
    if [form[2], form[6], form[10], form[15]] != *b"../-" {
        return None;
    }
    let mut characters = [0; 14];
    let kept = form.iter().enumerate().filter(|(at, _)| ![2, 6, 10, 15].contains(at));
    for (character, (_, from)) in characters.iter_mut().zip(kept) {
        *character = *from;
    }
    characters.iter().all(u8::is_ascii_alphanumeric).then_some((characters, 18))
}
