//! The order of members, codings and identifiers.

use crate::name::Name;
use crate::value::{List, Node, Value};

/// Puts members in the order of their names; those of one name stay in theirs.
#[inline]
pub fn members(members: &mut List) {
    sort(members, &|member, other| member.name < other.name);
}

/// Sorts a member `coding` or `identifier`; of equal codings the first stays. Others stay as they are.
#[inline]
pub fn codes(values: &mut List, name: Name) {
    let code = match name.text {
        "coding" => Name::new("code"),
        "identifier" => Name::new("value"),
        _ => return,
    };
    sort(values, &|value, other| {
        key(&value.value, code) < key(&other.value, code)
    });
    if name.text == "coding" {
        let mut place = values;
        while let Some(coding) = place {
            while let Some(later) = &mut coding.next
                && is_same(&coding.value, &later.value)
            {
                coding.next = later.next.take();
            }
            place = &mut coding.next;
        }
    }
}

fn is_same(coding: &Value, other: &Value) -> bool {
    let (system, code) = key(coding, Name::new("code"));
    !system.is_empty() && !code.is_empty() && (system, code) == key(other, Name::new("code"))
}

fn key<'a>(value: &Value<'a>, code: Name) -> (&'a str, &'a str) {
    let text = |name| value.text(name).unwrap_or_default();
    (text(Name::new("system")), text(code))
}

/// Merges the runs that are in order already, of which most lists have few. Stable.
fn sort(list: &mut List, is_before: &impl Fn(&Node, &Node) -> bool) {
    let rest = &mut list.take();
    let mut sorted = run(rest, is_before);
    let mut level = 0;
    while rest.is_some() {
        sorted = merged(sorted, runs(rest, level, is_before), is_before);
        level += 1;
    }
    *list = sorted;
}

/// Takes the next 2^`level` runs of a list as one.
fn runs<'a>(
    list: &mut List<'a>,
    level: u32,
    is_before: &impl Fn(&Node, &Node) -> bool,
) -> List<'a> {
    if level == 0 {
        return run(list, is_before);
    }
    let first = runs(list, level - 1, is_before);
    if list.is_none() {
        return first;
    }
    merged(first, runs(list, level - 1, is_before), is_before)
}

/// Takes what is in order from the start of a list.
fn run<'a>(list: &mut List<'a>, is_before: &impl Fn(&Node, &Node) -> bool) -> List<'a> {
    let mut run = list.take();
    let mut end = run.as_mut()?;
    while let Some(next) = end.next.take() {
        if is_before(next, end) {
            *list = Some(next);
            break;
        }
        end = end.next.insert(next);
    }
    run
}

fn merged<'a>(
    mut first: List<'a>,
    mut second: List<'a>,
    is_before: &impl Fn(&Node, &Node) -> bool,
) -> List<'a> {
    let mut merged = None;
    let mut place = &mut merged;
    loop {
        let Some(one) = first else {
            *place = second;
            break;
        };
        let Some(other) = second else {
            *place = Some(one);
            break;
        };
        let node = if is_before(other, one) {
            second = other.next.take();
            first = Some(one);
            other
        } else {
            first = one.next.take();
            second = Some(other);
            one
        };
        place = &mut place.insert(node).next;
    }
    merged
}
