//! Names of places, which are nobody's.

use super::run::{MAX_WORDS, joined_word};
use crate::lexicon::{Role, entry};
use crate::text::{is_capitalised, words::Span};

/// Behind the proper name that follows the word of a place, `Hospital Santa Clara`, `São José dos Campos`.
pub fn skip_place(text: &[u8], place: Span) -> usize {
    let label = text.get(place.end) == Some(&b':');
    let mut end = place.end + usize::from(label);
    for _ in 0..MAX_WORDS {
        let Some(word) = joined_word(text, end) else { break };
        let found = entry(text, word);
        let bytes = &text[word.start..word.end];
        let linked = found.get_role() == Role::Particle;
        let named = is_capitalised(bytes)
            && matches!(
                found.get_role(),
                Role::None | Role::Place | Role::Title | Role::Religion | Role::Colour | Role::Street
            );
        if !linked && !named {
            break;
        }
        end = word.end + usize::from(text.get(word.end) == Some(&b'.') && bytes.len() <= 3);
    }
    end
}

/// `Francisco Morato/SP` and `Francisco Morato - SP` are cities.
pub fn is_city(text: &[u8], end: usize) -> bool {
    let rest = &text[end..];
    let state = rest.strip_prefix(b"/").or_else(|| rest.strip_prefix(b" - "));
    match state {
        Some([a, b, rest @ ..]) => {
            a.is_ascii_uppercase()
                && b.is_ascii_uppercase()
                && !rest.first().is_some_and(u8::is_ascii_alphanumeric)
        }
        _ => false,
    }
}
