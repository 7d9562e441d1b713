use crate::{Error, Json, json};
use serde::Serialize;
use std::fmt::Display;

/// What an exported function can return. A `Result` is one of the other kinds or why there is none.
pub trait Output {
    /// The output's bytes.
    ///
    /// # Errors
    /// When it has none, such as JSON with a number that is NaN. The call then fails with this error.
    fn into_bytes(self) -> Result<Vec<u8>, Error>;
}

impl<O: Output, E: Display> Output for Result<O, E> {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        self.map_err(|error| Error::new(error.to_string()))?
            .into_bytes()
    }
}

impl Output for () {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(Vec::new())
    }
}

impl Output for Vec<u8> {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(self)
    }
}

impl Output for &[u8] {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(self.to_vec())
    }
}

impl Output for String {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(self.into_bytes())
    }
}

impl Output for &str {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(self.as_bytes().to_vec())
    }
}

impl<T: Serialize> Output for Json<T> {
    fn into_bytes(self) -> Result<Vec<u8>, Error> {
        Ok(json::to_vec(&self.0)?)
    }
}
