//! Strings, by the name of the member that holds them.

use crate::date_time;
use crate::element::Normaliser;
use bumpalo::{Bump, collections::String};

const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

#[inline(never)]
pub fn normalise<'a>(text: &'a str, name: &str, with: &Normaliser<'a>) -> &'a str {
    if matches!(name, "div" | "data") {
        return text;
    }
    let text = trim(text);
    match name {
        "city" | "display" | "district" | "family" | "given" | "line" | "prefix" | "suffix"
        | "text" => collapse(text, with.arena),
        "system" => code_system(text).unwrap_or(text),
        "reference" => with.urls.get(text).unwrap_or(text),
        "gender" => gender(text, with.arena),
        _ if is_date_name(name) => date_time::normalise(text, with.arena),
        _ => text,
    }
}

fn is_date_name(name: &str) -> bool {
    matches!(
        name,
        "authoredOn" | "created" | "date" | "end" | "issued" | "lastUpdated" | "start"
    ) || ["Date", "DateTime", "Instant"]
        .iter()
        .any(|ending| name.ends_with(ending))
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
    let mut last = b'.';
    let is_plain = text.bytes().all(|byte| {
        let is_double = byte == b' ' && last == b' ';
        last = byte;
        !is_double && !matches!(byte, b'\t' | b'\n' | b'\r')
    });
    if is_plain {
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
    Some(match text {
        "urn:oid:2.16.840.1.113883.6.1" | "https://loinc.org" => "http://loinc.org",
        "urn:oid:2.16.840.1.113883.6.96" | "https://snomed.info/sct" => "http://snomed.info/sct",
        "urn:oid:2.16.840.1.113883.6.8" | "https://unitsofmeasure.org" => {
            "http://unitsofmeasure.org"
        }
        "urn:oid:2.16.840.1.113883.6.3" => "http://hl7.org/fhir/sid/icd-10",
        "urn:oid:2.16.840.1.113883.6.88" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "urn:oid:2.16.840.1.113883.12.292" => "http://hl7.org/fhir/sid/cvx",
        "urn:oid:2.16.840.1.113883.13.236" => "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cns",
        "urn:oid:2.16.840.1.113883.13.237" => "http://rnds.saude.gov.br/fhir/r4/NamingSystem/cpf",
        _ => return None,
    })
}
