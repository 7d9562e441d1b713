//! Brings a Bundle of FHIR R4 resources into one form: the specification is in the workload's README.

mod contact_point;
mod date_time;
mod element;
mod plugin;
mod quantity;
mod reference;
mod sort;
mod text;
mod value;

use reference::FullUrls;
use value::Value;
use vial_pdk::json;

const OUTCOME: &[u8] =
    br#"{"issue":[{"code":"structure","severity":"fatal"}],"resourceType":"OperationOutcome"}"#;

/// A Bundle's normal form; an `OperationOutcome` for what is no Bundle.
#[must_use]
pub fn run(input: &[u8]) -> Vec<u8> {
    json::from_slice(input)
        .ok()
        .and_then(normalise)
        .unwrap_or_else(|| OUTCOME.to_vec())
}

fn normalise(document: Value) -> Option<Vec<u8>> {
    if document.text("resourceType") != Some("Bundle") {
        return None;
    }
    let urls = FullUrls::of(&document);
    json::to_vec(&element::normalise(document, "", false, &urls)?).ok()
}
