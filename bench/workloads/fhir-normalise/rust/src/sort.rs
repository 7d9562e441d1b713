//! The order of members, codings and identifiers.

use crate::value::{Member, Value, dedup, retain};
use std::cmp::Ordering;
use std::mem::swap;

/// Sorts members, without those whose names are no elements'. Of members of one name the last one stays.
#[inline(never)]
pub fn members<'m, 'a>(members: &'m mut [Member<'a>]) -> &'m mut [Member<'a>] {
    let elements = retain(members, |member| is_element_name(member.name));
    elements.sort_by(|a, b| compare(a.name, b.name));
    dedup(elements, |later, earlier| {
        let is_same = later.name == earlier.name;
        if is_same {
            swap(later, earlier);
        }
        is_same
    })
}

/// The first bytes mostly decide, without a call.
fn compare(a: &str, b: &str) -> Ordering {
    let first = a.as_bytes().first().cmp(&b.as_bytes().first());
    first.then_with(|| a.cmp(b))
}

fn is_element_name(name: &str) -> bool {
    let name = name.strip_prefix('_').unwrap_or(name).as_bytes();
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(u8::is_ascii_alphanumeric)
}

/// Sorts a member `coding` or `identifier`; of equal codings the first stays. Others stay as they are.
#[inline(never)]
pub fn codes<'m, 'a>(values: &'m mut [Value<'a>], name: &str) -> &'m mut [Value<'a>] {
    let code = match name {
        "coding" => "code",
        "identifier" => "value",
        _ => return values,
    };
    values.sort_by(|a, b| key(a, code).cmp(&key(b, code)));
    if name != "coding" {
        return values;
    }
    dedup(values, |later, earlier| {
        let (system, text) = key(later, code);
        !system.is_empty() && !text.is_empty() && (system, text) == key(earlier, code)
    })
}

fn key<'a>(value: &Value<'a>, code: &str) -> (&'a str, &'a str) {
    let text = |name| value.text(name).unwrap_or_default();
    (text("system"), text(code))
}
