//! Brings a Bundle of FHIR R4 resources into one form: the specification is in the workload's README.

mod contact_point;
mod date_time;
mod element;
mod name;
mod plugin;
mod quantity;
mod reference;
mod rule;
mod sort;
mod text;
mod value;

use bumpalo::Bump;
use element::Normaliser;
use name::Name;
use reference::FullUrls;
use value::Reader;
use vial_pdk::json;

const OUTCOME: &[u8] =
    br#"{"issue":[{"code":"structure","severity":"fatal"}],"resourceType":"OperationOutcome"}"#;

/// A Bundle's normal form; an `OperationOutcome` for what is no Bundle.
#[must_use]
pub fn run(input: &[u8]) -> Vec<u8> {
    normalise(input).unwrap_or_else(|| OUTCOME.to_vec())
}

fn normalise(input: &[u8]) -> Option<Vec<u8>> {
    let arena = Bump::new();
    let mut document = json::from_slice_with(Reader(&arena), input).ok()?;
    if document.text(Name::new("resourceType")) != Some("Bundle") {
        return None;
    }
    let urls = FullUrls::of(&document, &arena);
    let normaliser = Normaliser {
        arena: &arena,
        urls,
    };
    if !normaliser.normalise(&mut document, Name::default(), false) {
        return None;
    }
    json::to_vec(&document).ok()
}
