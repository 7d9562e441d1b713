//! What words mean.

mod cues;
mod entry;
mod names;
mod sensitive;
mod table;

use crate::text::{
    fold::{Key, join, key},
    is_upper,
    words::{Span, Words, is_word_lead, word_at},
};
pub use entry::{Entry, Role};
use std::borrow::Cow;

const GROUPS: &[&[table::Group]] =
    &[cues::CUES, cues::PEOPLE, names::NAMES, sensitive::HEALTH, sensitive::OTHERS];

#[allow(long_running_const_eval)]
const SIZE: usize = table::size(GROUPS);

#[allow(long_running_const_eval)]
static TABLE: table::Table<SIZE> = table::Table::build(GROUPS);

/// The longest phrase of the lexicon that begins with a word.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// What the phrase means.
    pub entry: Entry,
    /// Behind its last word.
    pub end: usize,
}

/// Whether the lexicon does not know a word, by itself or as the beginning of a phrase. Does not notice all of those.
#[inline]
pub fn is_unknown(text: &[u8], word: Span) -> bool {
    !TABLE.may_have(key(text, word.start, word.end))
}

/// What the lexicon knows of a single word.
pub fn entry(text: &[u8], word: Span) -> Entry {
    checked(TABLE.get(key(text, word.start, word.end)), text, word.start, word.end)
}

/// What the lexicon knows of a word and those behind it.
pub fn longest(text: &[u8], word: Span) -> Match {
    let phrase = key(text, word.start, word.end);
    let first = TABLE.get(phrase);
    let single = Match { entry: checked(first, text, word.start, word.end), end: word.end };
    if first.begins_phrase() { extended(text, word.start, phrase, single) } else { single }
}

fn extended(text: &[u8], start: usize, mut phrase: Key, single: Match) -> Match {
    let mut best = single;
    let mut end = single.end;
    while let Some(next) = next_word(text, end) {
        phrase = join(phrase, key(text, next.start, next.end));
        let found = TABLE.get(phrase);
        if found.get_role() != Role::None {
            let entry = checked(found, text, start, next.end);
            best = if entry.is_none() { best } else { Match { entry, end: next.end } };
        }
        if !found.begins_phrase() {
            break;
        }
        end = next.end;
    }
    best
}

/// Nothing when the words would have to be in capitals and are not.
fn checked(entry: Entry, text: &[u8], start: usize, end: usize) -> Entry {
    if entry.needs_capitals() && !is_upper(&text[start..end]) { entry.without_role() } else { entry }
}

/// The next word, when at most a few spaces and a hyphen, slash, full stop or underscore come before it.
pub fn next_word(text: &[u8], end: usize) -> Option<Span> {
    let gap = text[end..].iter().take(4).take_while(|byte| b" \t\r\n-/._()".contains(byte)).count();
    let start = end + gap;
    (gap > 0 && text.get(start).is_some_and(|&byte| is_word_lead(byte)))
        .then(|| word_at(text, start))
        .flatten()
}

/// What the name of a JSON member announces: the last phrase of `dataNascimento`, `num_cpf` or `Nome da mãe` that
/// announces something.
pub fn role_of_name(name: &str) -> Role {
    let spaced = with_spaces(name);
    let text = spaced.as_bytes();
    let mut words = Words::new(text);
    let mut role = Role::None;
    let mut from = 0;
    while let Some(word) = words.next(from) {
        let found = longest(text, word);
        from = found.end;
        let next = found.entry.get_role();
        role = if matches!(next, Role::None | Role::Particle) { role } else { next };
    }
    role
}

/// `dataNascimento` as `data Nascimento`. Most names are one word.
fn with_spaces(name: &str) -> Cow<'_, str> {
    let begins_word = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    let bytes = name.as_bytes();
    if !bytes.contains(&b'_') && !bytes.windows(2).any(begins_word) {
        return Cow::Borrowed(name);
    }
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut after_lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && after_lower {
            spaced.push(' ');
        }
        after_lower = character.is_ascii_lowercase();
        spaced.push(if character == '_' { ' ' } else { character });
    }
    Cow::Owned(spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts() {
        fn of(text: &str) -> (Role, &str) {
            let found =
                longest(text.as_bytes(), Span { start: 0, end: text.find(' ').unwrap_or(text.len()) });
            (found.entry.get_role(), &text[..found.end])
        }
        assert_eq!(of("Data de Nascimento: 1"), (Role::BirthCue, "Data de Nascimento"));
        assert_eq!(of("DATA da coleta"), (Role::Stop, "DATA"));
        assert_eq!(of("cartão nacional\nde saúde"), (Role::CnsCue, "cartão nacional\nde saúde"));
        assert_eq!(of("cartão nacional de"), (Role::PlanCue, "cartão"));
    }

    #[test]
    fn abbreviations_are_in_capitals() {
        assert_eq!(longest(b"HAS", Span { start: 0, end: 3 }).entry.get_role(), Role::Health);
        assert_eq!(longest(b"has", Span { start: 0, end: 3 }).entry.get_role(), Role::None);
    }

    #[test]
    fn names_of_members() {
        for (name, role) in [
            ("dataNascimento", Role::BirthCue),
            ("dt_nasc", Role::BirthCue),
            ("num_cpf", Role::CpfCue),
            ("nomeMae", Role::PersonCue),
            ("cidade", Role::Place),
            ("valor_total", Role::OtherCue),
            ("x", Role::None),
        ] {
            assert_eq!(role_of_name(name), role, "{name}");
        }
    }
}
