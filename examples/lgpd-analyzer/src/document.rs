//! JSON documents: strings, numbers and names of members, where names say what the values are.

use crate::analysis::analyze;
use crate::finding::{Finding, Selection};
use crate::lexicon::{Role, role_of_name};
use crate::mask::masked;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fmt::Write};

/// Whether something was found in a value or in the name of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In the name.
    Name,
    /// In the value.
    Value,
}

/// What happens to what is found.
pub trait Visitor {
    /// Takes the findings of one string, number or name, and returns what it becomes if it changes.
    fn visit(&mut self, pointer: &str, part: Part, text: &str, findings: Vec<Finding>) -> Option<String>;
}

/// Analyses a document and changes it in place as the visitor says. A number that changes becomes a string.
pub fn visit_document<V: Visitor>(document: &mut Value, selection: Selection, visitor: &mut V) {
    let mut walk = Walk { pointer: String::new(), selection, visitor };
    walk.value(document, Context { role: Role::None, within_place: false });
}

/// What the names around a value say about it.
#[derive(Clone, Copy)]
struct Context {
    role: Role,
    /// Within the object of a hospital or a medicine, whose name is nobody's.
    within_place: bool,
}

struct Walk<'w, V> {
    pointer: String,
    selection: Selection,
    visitor: &'w mut V,
}

impl<V: Visitor> Walk<'_, V> {
    fn value(&mut self, value: &mut Value, context: Context) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::String(text) => {
                if let Some(changed) = self.text(text, context.role) {
                    *text = changed;
                }
            }
            Value::Number(number) => {
                if let Some(changed) = whole(number).and_then(|digits| self.number(&digits, context.role)) {
                    *value = Value::String(changed);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let length = self.pointer.len();
                    // Writing to a string does not fail.
                    let _ = write!(self.pointer, "/{index}");
                    self.value(item, context);
                    self.pointer.truncate(length);
                }
            }
            Value::Object(members) => self.members(members, context),
        }
    }

    fn members(&mut self, members: &mut Map<String, Value>, context: Context) {
        let mut new_names = Vec::new();
        for (place, (name, value)) in members.iter_mut().enumerate() {
            let length = self.pointer.len();
            let findings =
                if can_identify(name) { analyze(name, Role::None, self.selection) } else { Vec::new() };
            if findings.is_empty() {
                push_name(&mut self.pointer, name);
            } else {
                push_name(&mut self.pointer, &masked(name, &findings));
                let changed = self.visitor.visit(&self.pointer, Part::Name, name, findings);
                new_names.extend(changed.map(|new| (place, new)));
            }
            self.value(value, context.of_member(name));
            self.pointer.truncate(length);
        }
        if !new_names.is_empty() {
            rename(members, new_names);
        }
    }

    fn text(&mut self, text: &str, role: Role) -> Option<String> {
        let findings = analyze(text, role, self.selection);
        if findings.is_empty() {
            None
        } else {
            self.visitor.visit(&self.pointer, Part::Value, text, findings)
        }
    }

    /// Leading zeros, which a number has lost, are put back where a CPF is announced.
    fn number(&mut self, digits: &str, role: Role) -> Option<String> {
        let padded = if role == Role::CpfCue { format!("{digits:0>11}") } else { digits.to_owned() };
        let padding = (padded.len() - digits.len()) as u32;
        let mut findings = analyze(&padded, role, self.selection);
        for finding in &mut findings {
            finding.start = finding.start.saturating_sub(padding);
            finding.end -= padding;
        }
        if findings.is_empty() {
            None
        } else {
            self.visitor.visit(&self.pointer, Part::Value, digits, findings)
        }
    }
}

impl Context {
    fn of_member(self, name: &str) -> Self {
        // Data types have their value below: `"name": [{ "family": … }]`, `"telefone": { "valor": … }`.
        if matches!(name, "text" | "value" | "valor" | "family" | "given" | "line" | "display") {
            return self;
        }
        let role = role_of_name(name);
        let within_place = role == Role::Place || role.is_other();
        match role {
            Role::PersonCue if self.within_place => Self { role: Role::Place, within_place: true },
            _ => Self { role, within_place },
        }
    }
}

/// Most names are words of a schema: only digits, an `@` or a space let them hold someone's data.
fn can_identify(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b' '))
}

fn push_name(pointer: &mut String, name: &str) {
    pointer.push('/');
    if !name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        return pointer.push_str(name);
    }
    for piece in name.split_inclusive(['~', '/']) {
        match piece.as_bytes().last() {
            Some(b'~') => pointer.extend([&piece[..piece.len() - 1], "~0"]),
            Some(b'/') => pointer.extend([&piece[..piece.len() - 1], "~1"]),
            _ => pointer.push_str(piece),
        }
    }
}

/// The digits of a whole number. Those past 2^53 were rounded when the document was read.
#[allow(clippy::cast_sign_loss, clippy::cast_precision_loss, clippy::float_cmp)]
fn whole(number: &serde_json::Number) -> Option<String> {
    /// 2^64.
    const END: f64 = 18_446_744_073_709_551_616.0;
    let value = number.as_f64().filter(|value| *value >= 0.0 && *value < END)?;
    let integer = value as u64;
    (integer as f64 == value).then(|| integer.to_string())
}

/// Gives members at these places new names. Those that would be the same are told apart by a number behind them.
fn rename(members: &mut Map<String, Value>, new_names: Vec<(usize, String)>) {
    // How often each name was given, so that the search for a free one does not start over.
    let mut given = BTreeMap::<String, usize>::new();
    let mut new_names = new_names.into_iter().peekable();
    for (place, (old, value)) in std::mem::take(members).into_iter().enumerate() {
        let name = new_names.next_if(|(renamed, _)| *renamed == place).map_or(old, |(_, new)| new);
        let count = given.entry(name.clone()).or_insert(0);
        *count += 1;
        let mut free = if *count == 1 { name.clone() } else { format!("{name} ({count})") };
        while members.contains_key(&free) {
            *count += 1;
            free = format!("{name} ({count})");
        }
        members.insert(free, value);
    }
}
