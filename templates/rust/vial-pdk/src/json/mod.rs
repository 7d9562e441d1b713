//! JSON in and out: reads [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), writes the canonical
//! form of [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785), through [serde](https://serde.rs).
//!
//! What it reads it reads strictly, since it comes from outside:
//! numbers are rounded correctly to binary64, of members of the same name the last one counts, values
//! nest at most [`MAX_DEPTH`] levels, lone surrogates and ill-formed UTF-8 are errors. An error says
//! where as a JSON pointer and what was expected there, never what was found.

mod de;
mod error;
mod number;
mod order;
mod scan;
mod ser;
mod skip;
mod text;

pub use error::Error;

use crate::utf8;
use serde::de::DeserializeSeed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// How deep arrays and objects may nest in what is read.
pub const MAX_DEPTH: usize = 512;

/// Reads a value from JSON, which it may borrow strings from.
///
/// # Errors
/// When it is not JSON, or not of the type's shape.
pub fn from_slice<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, Error> {
    from_slice_with(PhantomData, json)
}

/// The same by a seed, which has what the value is made with, such as an arena. It may be used twice.
///
/// # Errors
/// When it is not JSON, or not of the shape that the seed reads.
pub fn from_slice_with<'de, S>(seed: S, json: &'de [u8]) -> Result<S::Value, Error>
where
    S: DeserializeSeed<'de> + Clone,
{
    match utf8::text(json) {
        Some(text) => read_last(seed, text),
        None => Err(Error::expected("UTF-8")),
    }
}

/// The same from a text.
///
/// # Errors
/// When it is not JSON, or not of the type's shape.
pub fn from_str<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, Error> {
    read_last(PhantomData, json)
}

/// Reads a value, of members of the same name the last one.
fn read_last<'de, S>(seed: S, json: &'de str) -> Result<S::Value, Error>
where
    S: DeserializeSeed<'de> + Clone,
{
    read(seed.clone(), json, &BTreeSet::new()).or_else(|error| {
        // Derived types refuse a member that comes twice. So that documents without such members
        // bear no cost, the others are read a second time.
        let overridden = skip::overridden(json);
        if overridden.is_empty() {
            Err(error)
        } else {
            read(seed, json, &overridden)
        }
    })
}

fn read<'de, S: DeserializeSeed<'de>>(
    seed: S,
    json: &'de str,
    overridden: &BTreeSet<usize>,
) -> Result<S::Value, Error> {
    let mut deserializer = de::Deserializer::new(json, overridden);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Writes a value as canonical JSON. Types whose fields are declared in the order of their names, by
/// UTF-16 code units, are written fastest; any others are put in order afterwards.
///
/// # Errors
/// When it holds what JSON has no form for: NaN, an infinity, an integer past 2^53 - 1, a map whose
/// keys are not strings.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut output = Vec::new();
    value.serialize(ser::Serializer(&mut output))?;
    Ok(output)
}
