use super::Block;
use crate::{Error, Json, json};
use serde::{Serialize, de::DeserializeOwned};

/// What a host function can be passed.
pub trait Argument {
    /// Puts the value where the host finds it.
    fn into_block(self) -> Block;
}

impl Argument for &[u8] {
    fn into_block(self) -> Block {
        Block::new(self)
    }
}

impl Argument for &str {
    fn into_block(self) -> Block {
        Block::new(self.as_bytes())
    }
}

impl<T: Serialize> Argument for Json<T> {
    /// # Panics
    /// When the value has no JSON form, such as NaN.
    fn into_block(self) -> Block {
        let text = json::to_vec(&self.0);
        Block::new(&text.expect("an argument has a JSON form"))
    }
}

/// What a host function can answer. `Raw` is what WebAssembly returns: a block's handle or nothing.
pub trait HostResult<Raw> {
    /// Takes the answer over from the host.
    fn read(raw: Raw) -> Self;
}

impl HostResult<()> for () {
    fn read((): ()) {}
}

impl HostResult<u64> for Vec<u8> {
    fn read(handle: u64) -> Self {
        Block::from_handle(handle).to_vec()
    }
}

impl HostResult<u64> for Result<String, Error> {
    fn read(handle: u64) -> Self {
        String::from_utf8(HostResult::read(handle))
            .map_err(|_| "the host function's answer: not UTF-8".into())
    }
}

impl<T: DeserializeOwned> HostResult<u64> for Result<Json<T>, Error> {
    fn read(handle: u64) -> Self {
        let text: Vec<u8> = HostResult::read(handle);
        Ok(Json(json::from_slice(&text)?))
    }
}
