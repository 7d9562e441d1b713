//! Addresses: the kind of street, its name, the number, and what is behind the number.

use crate::finding::{Category, Confidence, Finding, Rule};
use crate::lexicon::{Role, entry};
use crate::text::{
    is_capitalised,
    words::{Span, word_at},
};

/// No street's name has more words.
const MAX_WORDS: usize = 7;

/// The address whose kind of street (`Rua`, `Av`) is this word.
pub fn find(text: &[u8], kind: Span, announced: Role) -> Option<Finding> {
    let is_announced = announced == Role::AddressCue;
    let dot = text.get(kind.end) == Some(&b'.');
    if kind.end - kind.start == 1 && !dot {
        return None;
    }
    let lower = !is_capitalised(&text[kind.start..kind.end]);
    let mut at = kind.end + usize::from(dot);
    let mut name_end = kind.end;
    let mut words = 0;
    while let Some(word) = word_after_space(text, at).filter(|_| words < MAX_WORDS) {
        if !belongs(text, word, lower) {
            break;
        }
        words += 1;
        name_end = word.end;
        // Titles are abbreviated: Rua Dr. Arnaldo, Av. Cel. Quirino.
        let dot = text.get(word.end) == Some(&b'.') && word.end - word.start <= 5;
        at = word.end + usize::from(dot);
    }
    let number = house_number(text, name_end);
    let confidence =
        Confidence::of(35).and_if(number.is_some(), 65).and_if(is_announced, 50).weakened_if(lower, 90);
    let end = number.map_or(name_end, |end| complements(text, end));
    (words > 0).then(|| Finding::new(kind.start, end, Category::Address, Rule::AddressStreet, confidence))
}

fn word_after_space(text: &[u8], at: usize) -> Option<Span> {
    let gap = text[at..].iter().take(3).take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r')).count();
    if gap > 0 { word_at(text, at + gap) } else { None }
}

fn belongs(text: &[u8], word: Span, lower: bool) -> bool {
    let bytes = &text[word.start..word.end];
    let role = entry(text, word).get_role();
    let starts_with_digit = bytes[0].is_ascii_digit();
    // `Rua 7 de Setembro` has a number within its name, `Rua Augusta 1200` behind it.
    if starts_with_digit {
        return bytes.len() <= 2
            && text[word.end..].first_chunk::<4>().is_some_and(|next| next.eq_ignore_ascii_case(b" de "));
    }
    match role {
        Role::Particle => true,
        Role::CepCue
        | Role::PhoneCue
        | Role::CpfCue
        | Role::OtherCue
        | Role::CouncilCue
        | Role::PersonCue => false,
        Role::Stop => bytes.len() > 2 && is_capitalised(bytes) && !lower && !is_number_word(bytes),
        _ => (lower || is_capitalised(bytes)) && !is_number_word(bytes),
    }
}

fn is_number_word(word: &[u8]) -> bool {
    [b"n".as_slice(), b"no", b"num", b"numero", b"s", b"km"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Skips one of these beginnings, in any case.
fn skip<'n>(text: &[u8], at: usize, choices: impl IntoIterator<Item = &'n str>) -> Option<usize> {
    choices.into_iter().find_map(|choice| {
        let found = text.get(at..at + choice.len())?;
        found.eq_ignore_ascii_case(choice.as_bytes()).then_some(at + choice.len())
    })
}

fn digits_end(text: &[u8], at: usize, most: usize) -> Option<usize> {
    let count = text.get(at..)?.iter().take(most + 1).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=most).contains(&count).then_some(at + count)
}

/// `, 123`, ` nº 123`, `, 1.234`, `, s/n`: where the house number ends.
fn house_number(text: &[u8], at: usize) -> Option<usize> {
    let mut at = skip(text, at, [",\r\n", ",\n", ", ", ",", " - ", " ", "\n"])?;
    if let Some(end) = skip(text, at, ["s/nº", "s/n", "s/ nº", "s/no"]) {
        return Some(end);
    }
    at = skip(text, at, ["número", "numero", "n.º", "nº", "n°", "n.", "no.", "km"]).unwrap_or(at);
    at = skip(text, at, [" "]).unwrap_or(at);
    let end = digits_end(text, at, 5)?;
    let letter = text.get(end).is_some_and(u8::is_ascii_alphabetic);
    let end = end + usize::from(letter);
    // Not part of a date, a telephone number or a word.
    let joined = text.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/');
    (!joined).then_some(end)
}

/// `, apto 45`, ` - bloco 2 ap 31`, `, fundos`, as many as there are.
fn complements(text: &[u8], mut end: usize) -> usize {
    for _ in 0..4 {
        let Some(at) = skip(text, end, [", ", ",\n", " - ", " – ", " ", "\n", ","]) else { break };
        if let Some(after) = skip(text, at, ["fundos", "frente", "térreo", "sobrado"]) {
            end = after;
            continue;
        }
        let kinds = [
            "apartamento",
            "apto.",
            "apto",
            "apt.",
            "apt",
            "ap.",
            "ap",
            "bloco",
            "bl.",
            "bl",
            "casa",
            "sala",
            "conj.",
        ];
        let more = ["conjunto", "cj.", "cj", "lote", "quadra", "qd", "lt", "torre", "andar", "loja"];
        let Some(after) = skip(text, at, kinds.into_iter().chain(more)) else { break };
        let Some(after) = skip(text, after, [" nº ", " n. ", " ", "\n"]) else { break };
        let Some(last) = digits_end(text, after, 5).or_else(|| single_letter(text, after)) else { break };
        end = last + usize::from(text.get(last).is_some_and(u8::is_ascii_uppercase));
    }
    end
}

fn single_letter(text: &[u8], at: usize) -> Option<usize> {
    let letter = text.get(at)?.is_ascii_uppercase();
    (letter && !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)).then_some(at + 1)
}
