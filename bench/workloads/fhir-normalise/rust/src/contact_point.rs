//! Telephone numbers and e-mail addresses.

use crate::name::Name;
use crate::value::{List, Value, member, set};
use bumpalo::{Bump, collections::String};

/// Writes the value of a `ContactPoint` in one form.
#[inline]
pub fn normalise<'a>(members: &mut List<'a>, arena: &'a Bump) {
    let Some(Value::String(value)) = member(members, Name::new("value")) else {
        return;
    };
    let Some(Value::String(system)) = member(members, Name::new("system")) else {
        return;
    };
    let normalised = match *system {
        "email" => {
            let lower = arena.alloc_str(value);
            lower.make_ascii_lowercase();
            &*lower
        }
        "phone" | "fax" | "sms" => match phone(value, arena) {
            Some(number) => number,
            None => return,
        },
        _ => return,
    };
    set(
        members,
        Name::new("value"),
        Value::String(normalised),
        arena,
    );
}

fn phone<'a>(text: &str, arena: &'a Bump) -> Option<&'a str> {
    let rest = text.strip_prefix('+');
    let written = rest.unwrap_or(text);
    let separators = [' ', '(', ')', '-', '.'];
    if !written
        .chars()
        .all(|each| each.is_ascii_digit() || separators.contains(&each))
    {
        return None;
    }
    let digits = written.chars().filter(char::is_ascii_digit);
    let count = digits.clone().count();
    if count == 0 {
        return None;
    }
    let is_international = rest.is_none() && digits.clone().take(2).eq(['0', '0']);
    let (prefix, dropped) = match count {
        _ if is_international => ("+", 2),
        _ if rest.is_some() => ("+", 0),
        10 | 11 => ("+55", 0),
        _ => ("", 0),
    };
    let mut number = String::with_capacity_in(prefix.len() + count, arena);
    number.push_str(prefix);
    number.extend(digits.skip(dropped));
    Some(number.into_bump_str())
}
