use super::{scan::Scanner, skip};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Compares texts by their UTF-16 code units, the order of members in RFC 8785.
#[inline]
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    left.bytes().map(rank).cmp(right.bytes().map(rank))
}

/// UTF-8's bytes are in the order of code points. In UTF-16, U+E000 to U+FFFF (first bytes EE and EF)
/// come after the code points that take two units (first bytes F0 to F4).
const fn rank(byte: u8) -> u8 {
    if matches!(byte, 0xee | 0xef) {
        byte + 0x10
    } else {
        byte
    }
}

/// Whether a member's name is behind another, both as they are written. Not known, hence false, where an escape sequence
/// decides.
pub(super) fn is_ascending(last: &[u8], name: &[u8]) -> bool {
    for (&left, &right) in last.iter().zip(name) {
        if left == b'\\' || right == b'\\' {
            return false;
        }
        if left != right {
            return rank(left) < rank(right);
        }
    }
    last.len() < name.len()
}

/// A name, ordered as a member's.
struct Name<'a>(Cow<'a, str>);

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Name<'_> {}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Puts the members of the object that ends the output in order; of several of a name the last one stays.
#[cold]
pub(super) fn sort(output: &mut Vec<u8>, start: usize) {
    if let Some(sorted) = sorted(&output[start..]) {
        output.truncate(start);
        output.extend_from_slice(&sorted);
    }
}

/// The same object with its members in order; `None` when it is not one.
fn sorted(object: &[u8]) -> Option<Vec<u8>> {
    let mut scanner = Scanner::new(std::str::from_utf8(object).ok()?);
    scanner.enter().ok()?;
    let mut members = BTreeMap::new();
    while scanner.advance(b'}', members.is_empty()).ok()? {
        let start = scanner.position();
        let key = scanner.key().ok()?;
        skip::value(&mut scanner).ok()?;
        members.insert(Name(key), scanner.since(start, 0));
    }
    let mut sorted = Vec::with_capacity(object.len());
    for member in members.values() {
        sorted.push(if sorted.is_empty() { b'{' } else { b',' });
        sorted.extend_from_slice(member.as_bytes());
    }
    sorted.push(b'}');
    Some(sorted)
}
