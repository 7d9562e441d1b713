//! E-mail addresses: RFC 5321's dot-string, and a domain with at least two labels.

use crate::finding::{Category, Confidence, Finding, Rule};

/// RFC 5321, section 4.5.3.1.
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

/// The address around the `@` at `at`, no earlier than `floor`.
pub fn find(text: &[u8], at: usize, floor: usize) -> Option<Finding> {
    let local = text[floor.max(at.saturating_sub(LOCAL_MAX))..at].iter().rev();
    let mut start = at - local.take_while(|byte| is_local(**byte)).count();
    while start < at && text[start] == b'.' {
        start += 1;
    }
    let domain = text[at + 1..].iter().take(DOMAIN_MAX).take_while(|byte| is_domain(**byte)).count();
    let end = at + 1 + domain_length(&text[at + 1..at + 1 + domain])?;
    let fits = start < at && text[at - 1] != b'.';
    fits.then(|| Finding::new(start, end, Category::Email, Rule::EmailAddress, Confidence::of(97)))
}

/// How much of it is a domain: up to the last label that can be a top-level one. What comes behind is the text's.
fn domain_length(domain: &[u8]) -> Option<usize> {
    let mut length = 0;
    let mut end = None;
    for (index, label) in domain.split(|byte| *byte == b'.').enumerate() {
        if label.is_empty() || label.starts_with(b"-") {
            break;
        }
        length += label.len() + usize::from(index > 0);
        let top = label.len() >= 2 && label.iter().all(u8::is_ascii_alphabetic);
        end = if index > 0 && top { Some(length) } else { end };
    }
    end
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'+-/=?_{}~".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}
