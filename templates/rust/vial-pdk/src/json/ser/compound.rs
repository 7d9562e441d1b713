use super::{Error, Serializer, key, text};
use crate::json::order;
use serde::{Serialize, ser};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The elements of an array.
pub(crate) struct Elements<'a> {
    output: &'a mut Vec<u8>,
    count: usize,
    end: &'static str,
}

impl<'a> Elements<'a> {
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

/// The members of an object.
pub(crate) struct Members<'a> {
    output: &'a mut Vec<u8>,
    start: usize,
    /// The last member's name.
    key: Option<Cow<'static, str>>,
    is_sorted: bool,
    end: &'static str,
}

impl<'a> Members<'a> {
    pub fn new(output: &'a mut Vec<u8>, end: &'static str) -> Self {
        let start = output.len();
        output.push(b'{');
        Self {
            output,
            start,
            key: None,
            is_sorted: true,
            end,
        }
    }

    fn write_key(&mut self, key: Cow<'static, str>) {
        if let Some(last) = &self.key {
            self.output.push(b',');
            self.is_sorted &= order::compare(last, &key) == Ordering::Less;
        }
        text::write(self.output, &key);
        self.output.push(b':');
        self.key = Some(key);
    }

    fn write_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.as_deref().unwrap_or_default();
        value
            .serialize(Serializer(self.output))
            .map_err(|error| error.within(key))
    }

    fn finish(self) {
        self.output.push(b'}');
        if !self.is_sorted {
            order::sort(self.output, self.start);
        }
        self.output.extend_from_slice(&self.end.as_bytes()[1..]);
    }
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

macro_rules! members {
    ($($compound:ident,)+) => {$(
        impl ser::$compound for Members<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.write_key(Cow::Borrowed(key));
                self.write_value(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )+};
}

members! { SerializeStruct, SerializeStructVariant, }

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.write_key(Cow::Owned(key::to_string(key)?));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.write_value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}
