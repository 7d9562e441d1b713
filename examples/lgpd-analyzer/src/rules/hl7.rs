//! Fields of HL7 v2 segments whose meaning the standard fixes (v2.5.1, chapters 3 and 6), with the usual delimiters.

use crate::finding::{Category, Confidence, Finding, Rule};

/// Fields that hold personal data: segment, field, component (0 for all of them), what it is.
const FIELDS: [(&[u8; 3], usize, usize, Category); 24] = [
    (b"PID", 3, 1, Category::MedicalRecord),
    (b"PID", 5, 0, Category::Name),
    (b"PID", 6, 0, Category::Name),
    (b"PID", 7, 1, Category::BirthDate),
    (b"PID", 9, 0, Category::Name),
    (b"PID", 11, 1, Category::Address),
    (b"PID", 11, 5, Category::Cep),
    (b"PID", 13, 1, Category::Phone),
    (b"PID", 14, 1, Category::Phone),
    (b"NK1", 2, 0, Category::Name),
    (b"NK1", 4, 1, Category::Address),
    (b"NK1", 4, 5, Category::Cep),
    (b"NK1", 5, 1, Category::Phone),
    (b"PV1", 7, 2, Category::Name),
    (b"PV1", 8, 2, Category::Name),
    (b"PV1", 9, 2, Category::Name),
    (b"PV1", 17, 2, Category::Name),
    (b"OBR", 16, 2, Category::Name),
    (b"ORC", 12, 2, Category::Name),
    (b"DG1", 3, 1, Category::Health),
    (b"DG1", 3, 2, Category::Health),
    (b"IN1", 16, 0, Category::Name),
    (b"IN1", 18, 1, Category::BirthDate),
    (b"IN1", 36, 1, Category::HealthPlan),
];

/// No field of the table stands further behind.
const LAST_FIELD: usize = 36;

/// Whether a segment with such fields begins at `start`: on a line of its own, bar behind its name.
pub fn is_segment(text: &[u8], start: usize) -> bool {
    let begins_line = start == 0 || matches!(text[start - 1], b'\r' | b'\n' | 0x0b);
    begins_line
        && text.get(start + 3) == Some(&b'|')
        && FIELDS.iter().any(|(segment, ..)| text[start..].starts_with(*segment))
}

/// Adds what the segment at `start` holds. Bounded by the segment's end, which is read once.
pub fn find(text: &[u8], start: usize, findings: &mut Vec<Finding>) {
    let rest = &text[start..];
    let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
    let mut at = start;
    for (index, field) in rest[..length].split(|byte| *byte == b'|').take(LAST_FIELD + 1).enumerate() {
        let known =
            FIELDS.iter().filter(|(segment, number, ..)| rest.starts_with(*segment) && *number == index);
        for (_, _, component, category) in known {
            repetitions(text, at, field.len(), *component, *category, findings);
        }
        at += field.len() + 1;
    }
}

fn repetitions(
    text: &[u8],
    start: usize,
    length: usize,
    component: usize,
    category: Category,
    findings: &mut Vec<Finding>,
) {
    let mut at = start;
    for repetition in text[start..start + length].split(|byte| *byte == b'~') {
        let (first, end) = match component {
            0 => (at, at + person_name(repetition)),
            // From a person's name on (XCN.2), family and given names.
            2 if category == Category::Name => match repetition.iter().position(|byte| *byte == b'^') {
                Some(id) => (at + id + 1, at + id + 1 + person_name(&repetition[id + 1..])),
                None => (at, at),
            },
            number => component_range(repetition, at, number),
        };
        if end > first && text[first..end] != *b"\"\"" && fits(category, &text[first..end], repetition) {
            findings.push(Finding::new(first, end, category, Rule::Hl7Field, Confidence::of(95)));
        }
        at += repetition.len() + 1;
    }
}

/// The length of the family name and given names, what comes first in a name (XPN.1 to 3).
fn person_name(name: &[u8]) -> usize {
    let parts = name.split(|byte| *byte == b'^').take(3);
    let length = parts.map(|part| part.len() + 1).sum::<usize>() - 1;
    let trailing = name[..length].iter().rev().take_while(|byte| **byte == b'^').count();
    length - trailing
}

fn component_range(repetition: &[u8], at: usize, number: usize) -> (usize, usize) {
    let mut start = at;
    for (index, component) in repetition.split(|byte| *byte == b'^').enumerate() {
        if index + 1 == number {
            return (start, start + component.len());
        }
        start += component.len() + 1;
    }
    (at, at)
}

/// PID-3 repeats for every kind of identifier; those of other kinds are found by their check digits.
fn fits(category: Category, value: &[u8], repetition: &[u8]) -> bool {
    let kind = repetition.split(|byte| *byte == b'^').nth(4);
    match category {
        Category::MedicalRecord => matches!(kind, None | Some(b"" | b"MR" | b"PI" | b"PT" | b"AN")),
        Category::BirthDate => value.len() >= 8 && value[..8].iter().all(u8::is_ascii_digit),
        _ => true,
    }
}
