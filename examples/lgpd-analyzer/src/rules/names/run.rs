//! Runs of words that can be a name.

use crate::lexicon::{Role, entry};
use crate::text::{
    is_capitalised, is_upper,
    words::{Span, word_at},
};

/// No name has more words.
pub const MAX_WORDS: usize = 9;

/// How a name is written, by its first word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Capitals,
    Capitalised,
    Lower,
}

/// A run of words that can be a name.
pub struct Name {
    pub end: usize,
    pub words: u8,
    pub known_first: bool,
    pub known_last: bool,
    pub style: Style,
}

pub fn style_of(word: &[u8]) -> Style {
    match (is_capitalised(word), is_upper(word)) {
        (true, true) if word.len() > 2 => Style::Capitals,
        (true, _) => Style::Capitalised,
        _ => Style::Lower,
    }
}

/// Reads a name from its first word on.
pub fn read(text: &[u8], first: Span) -> Option<Name> {
    let bytes = &text[first.start..first.end];
    let found = entry(text, first);
    let style = style_of(bytes);
    let can_begin = found.is_first_name() || found.is_surname() || found.get_role() == Role::None;
    let initial = bytes.len() == 1 && bytes[0].is_ascii_uppercase() && text.get(first.end) == Some(&b'.');
    let is_label = text.get(first.end) == Some(&b':');
    if !(can_begin || initial) || !is_letters(bytes) || is_label || (bytes.len() == 1 && !initial) {
        return None;
    }
    let mut name = Name {
        end: first.end + usize::from(initial),
        words: 1,
        known_first: found.is_first_name(),
        known_last: found.is_surname() && !found.is_first_name(),
        style,
    };
    let mut at = first.end;
    let mut unknown = 0;
    for _ in 0..MAX_WORDS {
        let Some(word) = joined_word(text, at) else { break };
        let found = entry(text, word);
        at = word.end;
        if found.get_role() == Role::Particle && !is_initial(text, word) {
            continue;
        }
        unknown += usize::from(found.is_none());
        if !continues(text, word, &name, unknown) {
            break;
        }
        name.words += 1;
        name.known_last = found.is_surname();
        name.end = word.end + usize::from(is_initial(text, word));
    }
    Some(name)
}

fn is_letters(word: &[u8]) -> bool {
    word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
}

fn is_initial(text: &[u8], word: Span) -> bool {
    word.end - word.start == 1 && text[word.start].is_ascii_uppercase() && text.get(word.end) == Some(&b'.')
}

/// Whether a word belongs to the name that has been read so far.
fn continues(text: &[u8], word: Span, name: &Name, unknown: usize) -> bool {
    let bytes = &text[word.start..word.end];
    let found = entry(text, word);
    let known = found.is_first_name() || found.is_surname();
    if is_initial(text, word) {
        return true;
    }
    // A word before a colon is the next field's label.
    let is_label = text.get(word.end) == Some(&b':') && found.get_role() != Role::None;
    if !is_letters(bytes) || is_label || !(known || found.get_role() == Role::None) || bytes.len() < 2 {
        return false;
    }
    // "Maria e João" are two people, "Souza e Silva" is one.
    let joined_by_e = text[name.end..word.start].iter().any(|byte| matches!(byte, b'e' | b'E'))
        && text[name.end..word.start].iter().filter(|byte| byte.is_ascii_alphabetic()).count() == 1;
    if joined_by_e && found.is_first_name() && name.words > 1 {
        return false;
    }
    // On the next line something else may begin.
    let next_line = text[name.end..word.start].contains(&b'\n');
    if next_line && !(known && found.get_role() == Role::None) {
        return false;
    }
    // "Ana Nascimento 3/5/1980" is the field after the name.
    let gap = text[word.end..].iter().take(4).take_while(|byte| b" -:\n".contains(byte)).count();
    let digit = text.get(word.end + gap).is_some_and(u8::is_ascii_digit);
    if found.get_role() == Role::BirthCue && digit {
        return false;
    }
    match name.style {
        Style::Capitals => is_upper(bytes),
        Style::Capitalised => is_capitalised(bytes),
        Style::Lower => known || (unknown <= 2 && bytes.len() > 2),
    }
}

/// The next word of a name: a space, a line's end, an apostrophe or a hyphen comes before it.
pub fn joined_word(text: &[u8], end: usize) -> Option<Span> {
    let rest = &text[end..];
    let gap = match rest {
        [b'.', b' ', ..] | [b'\r', b'\n', ..] | [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x99, ..] => 3,
        [b' ' | b'\n' | b'\'' | b'-', ..] => 1,
        _ => return None,
    };
    // A full stop is within a name only behind an initial or an abbreviation.
    if rest[0] == b'.'
        && text[..end].iter().rev().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count() > 2
    {
        return None;
    }
    word_at(text, end + gap)
}
