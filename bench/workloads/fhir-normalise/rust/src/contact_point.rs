//! Telephone numbers and e-mail addresses.

use crate::value::{Text, Value};

/// Writes the value of a `ContactPoint` in one form.
pub fn normalise(members: &mut [(Text, Value)]) {
    let Some(place) = find(members, "value") else {
        return;
    };
    let system = find(members, "system").map(|system| &members[system].1);
    let (Some(Value::String(system)), Value::String(value)) = (system, &members[place].1) else {
        return;
    };
    let normalised = match system.as_ref() {
        "email" => value.to_ascii_lowercase(),
        "phone" | "fax" | "sms" => match phone(value) {
            Some(number) => number,
            None => return,
        },
        _ => return,
    };
    members[place].1 = Value::String(normalised.into());
}

/// The place of a member, which are in order.
pub fn find(members: &[(Text, Value)], name: &str) -> Option<usize> {
    members.iter().position(|(key, _)| key == name)
}

fn phone(text: &str) -> Option<String> {
    let rest = text.strip_prefix('+');
    let written = rest.unwrap_or(text);
    let separators = [' ', '(', ')', '-', '.'];
    if !written
        .chars()
        .all(|each| each.is_ascii_digit() || separators.contains(&each))
    {
        return None;
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    Some(match digits.strip_prefix("00") {
        _ if rest.is_some() => format!("+{digits}"),
        Some(international) => format!("+{international}"),
        None if matches!(digits.len(), 10 | 11) => format!("+55{digits}"),
        None => digits,
    })
}
