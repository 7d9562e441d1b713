//! Strings, by the name of the member that holds them.

use crate::date_time;
use crate::element::Normaliser;
use crate::name::Name;
use crate::rule::{self, Rule};
use bumpalo::{Bump, collections::String};

const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

#[inline]
pub fn normalise<'a>(text: &'a str, name: Name, with: &Normaliser<'a>) -> &'a str {
    let trimmed = trim(text);
    match rule::of(name) {
        Rule::AsItIs => text,
        Rule::Trim => trimmed,
        Rule::Collapse => collapse(trimmed, with.arena),
        Rule::CodeSystem => code_system(trimmed).unwrap_or(trimmed),
        Rule::Reference => with.urls.get(trimmed).unwrap_or(trimmed),
        Rule::Gender => gender(trimmed, with.arena),
        Rule::DateTime => date_time::normalise(trimmed, with.arena),
    }
}

fn trim(text: &str) -> &str {
    // Most texts have no white space at their ends, which a look at two bytes tells.
    match text.as_bytes() {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => text.trim_matches(WHITE_SPACE),
    }
}

/// Makes one space of each run of white space.
fn collapse<'a>(text: &'a str, arena: &'a Bump) -> &'a str {
    if is_collapsed(text.as_bytes()) {
        return text;
    }
    let words = text.split(WHITE_SPACE).filter(|word| !word.is_empty());
    let mut collapsed = String::with_capacity_in(text.len(), arena);
    for word in words {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed.into_bump_str()
}

/// Whether no white space comes but single spaces, in words that have one byte in common; maybe false where that is so.
fn is_collapsed(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk() {
        let words = bytes.windows(8).step_by(7).filter_map(<[u8]>::first_chunk);
        let mut words = words.chain([last]);
        words.all(|word| is_collapsed_word(u64::from_le_bytes(*word)))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
        is_collapsed_word(half(first) | half(last) << 32)
    } else {
        bytes.iter().all(|byte| *byte > b' ')
    }
}

fn is_collapsed_word(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    // The highest bit of each byte that is one, and maybe of some above.
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    let others = word ^ (ONES * u64::from(b' '));
    let spaces = others.wrapping_sub(ONES) & !others;
    (controls | spaces & spaces << 8) & (ONES * 0x80) == 0
}

fn gender<'a>(text: &str, arena: &'a Bump) -> &'a str {
    let lower = arena.alloc_str(text);
    lower.make_ascii_lowercase();
    match &*lower {
        "m" => "male",
        "f" => "female",
        "o" => "other",
        "u" => "unknown",
        _ => lower,
    }
}

fn code_system(text: &str) -> Option<&'static str> {
    if let Some(identifier) = text.strip_prefix("urn:oid:2.16.840.1.113883.") {
        return by_identifier(identifier);
    }
    Some(match text.strip_prefix("https://")? {
        "loinc.org" => "http://loinc.org",
        "snomed.info/sct" => "http://snomed.info/sct",
        "unitsofmeasure.org" => "http://unitsofmeasure.org",
        _ => return None,
    })
}

/// A code system by its identifier among those that HL7 registers.
fn by_identifier(identifier: &str) -> Option<&'static str> {
    Some(match identifier {
        "6.1" => "http://loinc.org",
        "6.96" => "http://snomed.info/sct",
        "6.8" => "http://unitsofmeasure.org",
        "6.3" => "http://hl7.org/fhir/sid/icd-10",
        "6.88" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "12.292" => "http://hl7.org/fhir/sid/cvx",
        "13.236" => "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns",
        "13.237" => "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf",
        _ => return None,
    })
}
