use super::{Error, Serializer};
use crate::json::{scan::Scanner, text};
use serde::Serialize;

/// A map's key as text, which it has to be.
pub(super) fn to_string<T: Serialize + ?Sized>(key: &T) -> Result<String, Error> {
    let mut json = Vec::new();
    key.serialize(Serializer(&mut json))?;
    let json = String::from_utf8(json).unwrap_or_default();
    let mut scanner = Scanner::new(&json);
    if !scanner.take(b'"') {
        return Err(Error::expected("a string as a member's name"));
    }
    text::read(&mut scanner).map(std::borrow::Cow::into_owned)
}
