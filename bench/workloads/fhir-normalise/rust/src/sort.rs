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

/// Whether all of the bytes are letters and digits: of four or more, eight at once, some of them maybe twice.
fn is_alphanumeric(bytes: &[u8]) -> bool {
    let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
    if let Some(last) = bytes.last_chunk() {
        let (words, _) = bytes.as_chunks();
        let mut words = words.iter().chain([last]);
        words.all(|word| is_alphanumeric_word(u64::from_le_bytes(*word)))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        is_alphanumeric_word(half(first) | half(last) << 32)
    } else {
        bytes.iter().all(u8::is_ascii_alphanumeric)
    }
}

/// The same for the bytes of a word.
fn is_alphanumeric_word(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES * 0x80;
    // The highest bit of each byte from `least` on. What is added to one of ASCII does not carry into the next.
    let from = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
    let ascii = word & !HIGH;
    let lower = ascii | (ONES * 0x20);
    let letters = from(lower, b'a') & !from(lower, b'z' + 1);
    let digits = from(ascii, b'0') & !from(ascii, b'9' + 1);
    (letters | digits) & !word & HIGH == HIGH
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
