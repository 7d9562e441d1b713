use super::{Error, Serializer};
use crate::json::{self, order};
use serde::{Serialize, ser};
use std::ops::Range;

/// The elements of an array.
pub(crate) struct Elements<'a> {
    output: &'a mut Vec<u8>,
    count: usize,
    end: &'static str,
}

impl<'a> Elements<'a> {
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "what it returns then stays in registers"
    )]
    pub fn new(output: &'a mut Vec<u8>, end: &'static str) -> Self {
        output.push(b'[');
        Self {
            output,
            count: 0,
            end,
        }
    }

    fn write<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.count > 0 {
            self.output.push(b',');
        }
        value
            .serialize(Serializer(self.output))
            .map_err(|error| error.within(self.count))?;
        self.count += 1;
        Ok(())
    }

    fn finish(self) {
        self.output.extend_from_slice(self.end.as_bytes());
    }
}

/// The members of an object whose names are known only when it is written.
pub(crate) struct Members<'a> {
    output: &'a mut Vec<u8>,
    start: usize,
    /// The last member's name in the output, without quotation marks. At 0 before the first.
    key: Range<usize>,
    is_sorted: bool,
}

impl<'a> Members<'a> {
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "what it returns then stays in registers"
    )]
    pub fn new(output: &'a mut Vec<u8>) -> Self {
        let start = output.len();
        output.push(b'{');
        Self {
            output,
            start,
            key: 0..0,
            is_sorted: true,
        }
    }

    fn write_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        if self.key.start > 0 {
            self.output.push(b',');
        }
        let start = self.output.len();
        key.serialize(Serializer(self.output))?;
        if self.output.get(start) != Some(&b'"') {
            return Err(Error::expected("a string as a member's name"));
        }
        let key = start + 1..self.output.len() - 1;
        self.is_sorted &=
            order::is_ascending(&self.output[self.key.clone()], &self.output[key.clone()]);
        self.key = key;
        self.output.push(b':');
        Ok(())
    }

    fn write_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value
            .serialize(Serializer(self.output))
            .map_err(|error| self.locate(error))
    }

    #[cold]
    fn locate(&self, error: Error) -> Error {
        let quoted = &self.output[self.key.start - 1..=self.key.end];
        error.within(json::from_slice::<String>(quoted).unwrap_or_default())
    }
}

/// Ends the object that begins at `start`, and what `end` names around it.
pub(super) fn end_object(output: &mut Vec<u8>, start: usize, is_sorted: bool, end: &str) {
    output.push(b'}');
    if !is_sorted {
        order::sort(output, start);
    }
    output.extend_from_slice(&end.as_bytes()[1..]);
}

macro_rules! elements {
    ($($compound:ident $method:ident,)+) => {$(
        impl ser::$compound for Elements<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.write(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )+};
}

elements! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.write_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.write_value(value)
    }

    fn end(self) -> Result<(), Error> {
        end_object(self.output, self.start, self.is_sorted, "}");
        Ok(())
    }
}
