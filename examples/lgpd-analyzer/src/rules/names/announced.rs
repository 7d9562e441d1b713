//! Names that a cue, a form of address or the field of a form announces.

use super::run::{Style, read};
use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::Role;
use crate::text::{
    is_capitalised,
    words::{Span, word_at},
};

/// The name that a cue announces which ends at `cue_end`.
pub fn after_cue(text: &[u8], cue: Span, role: Role) -> Option<Finding> {
    let gap = gap_after(text, cue.end)?;
    let first = word_at(text, gap.end)?;
    let name = read(text, first)?;
    let capital_title = role == Role::Title && is_capitalised(&text[cue.start..cue.end]);
    let announced = match role {
        Role::PersonCue if gap.labels => 70,
        Role::PersonCue => 40,
        Role::Title if capital_title || gap.labels => 70,
        // "seu Nestor" is a man, "seu CPF" is not.
        Role::Title => 45,
        _ if gap.labels => 50,
        _ => 35,
    };
    // Lower-case words are a name where something says so, and the first of them is one.
    if name.style == Style::Lower && (!name.known_first || role == Role::Relation && name.words < 2) {
        return None;
    }
    let confidence = Confidence::of(announced)
        .and_if(name.known_first, 45)
        .and_if(name.known_last, 40)
        .and_if(name.words > 1 && name.style == Style::Capitalised, 25)
        .and_if(name.words > 1 && name.style == Style::Capitals, 15);
    Some(Finding::new(first.start, name.end, Category::Name, Rule::NameCue, confidence))
}

/// The name with which a text begins that is a name by the field it stands in.
pub fn after_label(text: &[u8], start: usize) -> Option<Finding> {
    let first = word_at(text, start)?;
    let name = read(text, first)?;
    let confidence = Confidence::of(if name.style == Style::Lower { 30 } else { 75 })
        .and_if(name.known_first, 45)
        .and_if(name.known_last, 40);
    Some(Finding::new(first.start, name.end, Category::Name, Rule::NameCue, confidence))
}

/// What is between a cue and what it announces.
struct Gap {
    end: usize,
    /// A colon or the like makes it the label of a field.
    labels: bool,
}

fn gap_after(text: &[u8], cue_end: usize) -> Option<Gap> {
    let mut gap = Gap { end: cue_end, labels: false };
    while gap.end < cue_end + 24 {
        let rest = &text[gap.end..];
        match rest.first()? {
            b' ' | b'\r' | b'\n' | b'.' | b'-' | b',' | b'"' | b'\'' | b'_' | b')' => gap.end += 1,
            b':' | b'|' | b'\t' | b'=' => {
                gap.labels = true;
                gap.end += 1;
            }
            b'(' if rest.len() > 2 && rest[2] == b')' => gap.end += 3,
            b'<' => gap.end += 1 + rest.iter().take(16).position(|byte| *byte == b'>')?,
            // Meu nome é Ana.
            0xc3 if matches!(rest, [_, 0xa9 | 0x89, b' ', ..]) => gap.end += 3,
            0xc2 if rest.get(1) == Some(&0xa0) => gap.end += 2,
            _ => break,
        }
    }
    // Two spaces are a column of a form.
    gap.labels |= text[cue_end..gap.end].windows(2).any(|pair| pair == b"  ");
    Some(gap)
}
