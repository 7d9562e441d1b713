//! Identifiers in clinical text replaced by their kinds, by the specification in `../README.md`.

mod check_digits;
mod date;
mod email;
mod finding;
mod number;
mod phone;
mod plugin;

use vial_pdk::scan::ByteSet;

const CANDIDATES: ByteSet = ByteSet::new(b"0123456789@");

/// The text without its identifiers.
#[must_use]
pub fn run(text: &[u8]) -> Vec<u8> {
    // A replacement is at most one byte longer than what it replaces, the shortest address of six.
    let mut redacted = Vec::with_capacity(text.len() + text.len() / 6);
    let mut done = 0;
    let mut candidates = CANDIDATES.positions(text);
    while let Some(at) = candidates.next() {
        let (end, finding) = if text[at] == b'@' {
            (at + 1, email::find(text, at, done))
        } else {
            let end = number::end(text, at);
            (end, number::find(text, at, end, done))
        };
        if let Some(finding) = finding {
            redacted.extend_from_slice(&text[done..finding.start]);
            redacted.extend_from_slice(finding.kind.replacement());
            done = finding.end;
        }
        candidates.skip_to(end.max(done));
    }
    redacted.extend_from_slice(&text[done..]);
    redacted
}
