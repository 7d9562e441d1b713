//! HL7 v2 messages (ER7) to JSON, by the specification in `../README.md`.

mod encoding;
mod field;
mod message;
mod plugin;
mod text;

use std::borrow::Cow;

/// The messages as JSON, or the first error in them.
#[must_use]
pub fn run(input: &[u8]) -> Vec<u8> {
    let text = match std::str::from_utf8(input) {
        Ok(_) => Cow::Borrowed(input),
        Err(_) => Cow::Owned(input.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes()),
    };
    let mut json = Vec::with_capacity(2 * text.len());
    match message::write_all(&text, &mut json) {
        Ok(()) => json,
        Err(error) => format!(r#"{{"error":"{}","segment":{}}}"#, error.code, error.segment).into_bytes(),
    }
}
