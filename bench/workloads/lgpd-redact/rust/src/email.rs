use crate::finding::{Finding, Kind};

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// The address around the `@` that reaches no further back than `done`.
pub fn find(text: &[u8], at: usize, done: usize) -> Option<Finding> {
    let local = text[done..at].iter().rev().take_while(|&&byte| is_local(byte)).count();
    let start = at - local;
    let start = start + text[start..at].iter().position(u8::is_ascii_alphanumeric)?;
    let behind = &text[at + 1..];
    let mut domain = &behind[..behind.iter().take_while(|&&byte| is_domain(byte)).count()];
    while let [rest @ .., b'.' | b'-'] = domain {
        domain = rest;
    }
    let last = domain.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_address =
        last >= 2 && domain[..domain.len() - last].ends_with(b".") && domain[0].is_ascii_alphanumeric();
    is_address.then_some(Finding { start, end: at + 1 + domain.len(), kind: Kind::Email })
}
