//! The order of members, codings and identifiers.

use crate::value::{List, Node, Value};
use std::cmp::Ordering;

/// Sorts members, without those whose names are no elements'. Of members of one name the last one stays. `sorted`: room for them.
#[inline(never)]
pub fn members<'a>(members: &mut List<'a>, sorted: &mut Vec<&'a mut Node<'a>>) {
    unlink(members, sorted, |member| is_element_name(member.name));
    sorted.sort_by(|a, b| compare(a.name, b.name));
    while let Some(member) = sorted.pop() {
        if members
            .as_ref()
            .is_none_or(|later| later.name != member.name)
        {
            member.next = members.take();
            *members = Some(member);
        }
    }
}

/// Moves the nodes of a list that are to stay.
fn unlink<'a>(
    list: &mut List<'a>,
    nodes: &mut Vec<&'a mut Node<'a>>,
    stays: impl Fn(&Node) -> bool,
) {
    let mut next = list.take();
    while let Some(node) = next {
        next = node.next.take();
        if stays(node) {
            nodes.push(node);
        }
    }
}

/// The first bytes mostly decide, without a call.
fn compare(a: &str, b: &str) -> Ordering {
    let first = a.as_bytes().first().cmp(&b.as_bytes().first());
    first.then_with(|| a.cmp(b))
}

fn is_element_name(name: &str) -> bool {
    let name = name.strip_prefix('_').unwrap_or(name).as_bytes();
    name.first().is_some_and(u8::is_ascii_alphabetic) && is_alphanumeric(name)
}

/// Whether all of the bytes are letters and digits: of four or more, several at once, the last ones maybe twice.
fn is_alphanumeric(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<8>() {
        let (words, _) = bytes.as_chunks::<8>();
        are_alphanumeric(last) && words.iter().all(are_alphanumeric)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        are_alphanumeric(first) && are_alphanumeric(last)
    } else {
        bytes.iter().all(u8::is_ascii_alphanumeric)
    }
}

/// No branch for each byte, so that it becomes vectors.
fn are_alphanumeric<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes
        .iter()
        .fold(true, |all, byte| all & byte.is_ascii_alphanumeric())
}

/// Sorts a member `coding` or `identifier`; of equal codings the first stays. Others stay as they are. `sorted`: room for them.
#[inline(never)]
pub fn codes<'a>(values: &mut List<'a>, name: &str, sorted: &mut Vec<&'a mut Node<'a>>) {
    let code = match name {
        "coding" => "code",
        "identifier" => "value",
        _ => return,
    };
    unlink(values, sorted, |_| true);
    sorted.sort_by(|a, b| key(&a.value, code).cmp(&key(&b.value, code)));
    while let Some(node) = sorted.pop() {
        node.next = match values.take() {
            Some(later) if name == "coding" && is_same(&node.value, &later.value) => {
                later.next.take()
            }
            later => later,
        };
        *values = Some(node);
    }
}

fn is_same(coding: &Value, other: &Value) -> bool {
    let (system, code) = key(coding, "code");
    !system.is_empty() && !code.is_empty() && (system, code) == key(other, "code")
}

fn key<'a>(value: &Value<'a>, code: &str) -> (&'a str, &'a str) {
    let text = |name| value.text(name).unwrap_or_default();
    (text("system"), text(code))
}
