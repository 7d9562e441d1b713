//! Strings, by the name of the member that holds them.

use crate::date_time;
use crate::reference::FullUrls;
use crate::value::Text;
use std::borrow::Cow;

const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

pub fn normalise<'a>(text: Text<'a>, name: &str, urls: &FullUrls<'a>) -> Text<'a> {
    if matches!(name, "div" | "data") {
        return text;
    }
    let text = trim(text);
    match name {
        "city" | "display" | "district" | "family" | "given" | "line" | "prefix" | "suffix"
        | "text" => collapse(text),
        "system" => code_system(&text).map_or(text, Cow::Borrowed),
        "reference" => match urls.get(&text) {
            Some(reference) => Cow::Owned(reference.to_owned()),
            None => text,
        },
        "gender" => gender(&text),
        _ if is_date_name(name) => date_time::normalise(text),
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

fn trim(text: Text<'_>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(WHITE_SPACE)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(WHITE_SPACE).to_owned()),
    }
}

/// Makes one space of each run of white space.
fn collapse(text: Text<'_>) -> Text<'_> {
    let bytes = text.as_bytes();
    let is_plain = !bytes.windows(2).any(|pair| pair == b"  ")
        && !bytes
            .iter()
            .any(|byte| matches!(byte, b'\t' | b'\n' | b'\r'));
    if is_plain {
        return text;
    }
    let words = text.split(WHITE_SPACE).filter(|word| !word.is_empty());
    let mut collapsed = String::with_capacity(text.len());
    for word in words {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

fn gender(text: &str) -> Text<'static> {
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "m" => "male".into(),
        "f" => "female".into(),
        "o" => "other".into(),
        "u" => "unknown".into(),
        _ => lower.into(),
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
