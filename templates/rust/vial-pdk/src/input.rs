use crate::{Error, Json, json, utf8};
use serde::Deserialize;

/// What an exported function can take. `'a` is the time that the input is in memory: the call.
pub trait Input<'a>: Sized {
    /// Reads the input from its bytes, which it may take or borrow.
    ///
    /// # Errors
    /// When they are not what the function takes. The call then fails with this error.
    fn read(bytes: &'a mut Vec<u8>) -> Result<Self, Error>;
}

impl Input<'_> for Vec<u8> {
    fn read(bytes: &mut Vec<u8>) -> Result<Self, Error> {
        Ok(std::mem::take(bytes))
    }
}

impl<'a> Input<'a> for &'a [u8] {
    fn read(bytes: &'a mut Vec<u8>) -> Result<Self, Error> {
        Ok(bytes)
    }
}

impl Input<'_> for String {
    fn read(bytes: &mut Vec<u8>) -> Result<Self, Error> {
        Self::from_utf8(std::mem::take(bytes)).map_err(|_| not_utf8())
    }
}

impl<'a> Input<'a> for &'a str {
    fn read(bytes: &'a mut Vec<u8>) -> Result<Self, Error> {
        utf8::text(bytes).ok_or_else(not_utf8)
    }
}

impl<'a, T: Deserialize<'a>> Input<'a> for Json<T> {
    fn read(bytes: &'a mut Vec<u8>) -> Result<Self, Error> {
        Ok(Json(json::from_slice(bytes)?))
    }
}

fn not_utf8() -> Error {
    "input: not UTF-8".into()
}
