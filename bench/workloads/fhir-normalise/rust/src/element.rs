//! Members and arrays.

use crate::contact_point;
use crate::quantity;
use crate::reference::FullUrls;
use crate::sort;
use crate::text;
use crate::value::{Text, Value};

/// The normal form of a member's value, or of an element of it; `None` where it is empty. `indexed`: whether arrays go by index.
pub fn normalise<'a>(
    value: Value<'a>,
    name: &str,
    indexed: bool,
    urls: &FullUrls<'a>,
) -> Option<Value<'a>> {
    match value {
        Value::Null => None,
        Value::Bool(_) | Value::Number(_) => Some(value),
        Value::String(text) => {
            let text = text::normalise(text, name, urls);
            (!text.is_empty()).then_some(Value::String(text))
        }
        Value::Array(values) => array(values, name, indexed, urls),
        Value::Object(members) => object(members, urls),
    }
}

fn array<'a>(
    values: Vec<Value<'a>>,
    name: &str,
    indexed: bool,
    urls: &FullUrls<'a>,
) -> Option<Value<'a>> {
    let normalised = values
        .into_iter()
        .map(|value| normalise(value, name, indexed, urls));
    let values: Vec<_> = if indexed {
        normalised
            .map(|value| value.unwrap_or(Value::Null))
            .collect()
    } else {
        normalised.flatten().collect()
    };
    if values.iter().all(|value| matches!(value, Value::Null)) {
        return None;
    }
    Some(Value::Array(values))
}

fn object<'a>(mut members: Vec<(Text<'a>, Value<'a>)>, urls: &FullUrls<'a>) -> Option<Value<'a>> {
    members.retain(|(name, _)| is_element_name(name));
    // Of members of one name, which the stable sort leaves in their order, the last one is kept.
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    members.reverse();
    members.dedup_by(|(a, _), (b, _)| a == b);
    members.reverse();
    let indexed = members.iter().any(|(name, _)| name.starts_with('_'));
    let mut members: Vec<_> = members
        .into_iter()
        .filter_map(|(name, value)| {
            let mut value = normalise(value, &name, indexed, urls)?;
            if let Value::Array(values) = &mut value
                && !indexed
            {
                sort::codes(values, &name);
            }
            Some((name, value))
        })
        .collect();
    if members.is_empty() {
        return None;
    }
    contact_point::normalise(&mut members);
    quantity::normalise(&mut members);
    Some(Value::Object(members))
}

fn is_element_name(name: &str) -> bool {
    let name = name.strip_prefix('_').unwrap_or(name).as_bytes();
    name.first().is_some_and(u8::is_ascii_alphabetic) && name.iter().all(u8::is_ascii_alphanumeric)
}
