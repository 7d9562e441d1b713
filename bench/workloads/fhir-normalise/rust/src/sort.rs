//! The order of codings and identifiers.

use crate::value::Value;

/// Sorts a member `coding` or `identifier`; of equal codings the first stays. Others stay as they are.
pub fn codes(values: &mut Vec<Value>, name: &str) {
    let code = match name {
        "coding" => "code",
        "identifier" => "value",
        _ => return,
    };
    values.sort_by(|a, b| key(a, code).cmp(&key(b, code)));
    if name == "coding" {
        values.dedup_by(|later, earlier| {
            let (system, text) = key(later, code);
            !system.is_empty() && !text.is_empty() && (system, text) == key(earlier, code)
        });
    }
}

fn key<'v>(value: &'v Value, code: &str) -> (&'v str, &'v str) {
    let text = |name| value.text(name).unwrap_or_default();
    (text("system"), text(code))
}
