mod access;

use super::{Error, number, scan::Scanner, skip, text};
use access::{Elements, Members, Variant};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Error as _, IntoDeserializer, Visitor};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Reads one JSON text.
pub(super) struct Deserializer<'de, 'o> {
    scanner: Scanner<'de>,
    /// Where members begin that a later one of the same name overrides.
    overridden: &'o BTreeSet<usize>,
}

impl<'de, 'o> Deserializer<'de, 'o> {
    pub fn new(json: &'de str, overridden: &'o BTreeSet<usize>) -> Self {
        Self {
            scanner: Scanner::new(json),
            overridden,
        }
    }

    /// Checks that nothing follows the value.
    pub fn end(&mut self) -> Result<(), Error> {
        match self.scanner.peek_token() {
            None => Ok(()),
            Some(_) => Err(Error::expected("one value")),
        }
    }

    fn string(&mut self) -> Result<Cow<'de, str>, Error> {
        if self.scanner.take_token(b'"') {
            text::read(&mut self.scanner)
        } else {
            Err(Error::expected("a string"))
        }
    }

    #[inline]
    fn number(&mut self) -> Result<f64, Error> {
        number::read(&mut self.scanner)
    }

    fn integer(&mut self, minimum: i64, maximum: i64) -> Result<i64, Error> {
        let value = number::whole(self.number()?);
        let value = value.filter(|value| (minimum..=maximum).contains(value));
        value.ok_or_else(|| Error::expected("an integer"))
    }

    fn boolean(&mut self) -> Result<bool, Error> {
        self.scanner.peek_token();
        if self.scanner.take_word("true") {
            Ok(true)
        } else if self.scanner.take_word("false") {
            Ok(false)
        } else {
            Err(Error::expected("true or false"))
        }
    }

    fn null(&mut self) -> bool {
        self.scanner.peek_token();
        self.scanner.take_word("null")
    }

    /// Reads any value. Most strings are read before this is called.
    #[inline(never)]
    fn any<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        match self.scanner.peek_token() {
            Some(b'"') => visit_text(self.string()?, visitor),
            Some(b'[') => self.array(visitor),
            Some(b'{') => self.object(visitor),
            Some(b't' | b'f') => visitor.visit_bool(self.boolean()?),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                match number::whole(number) {
                    Some(integer) => visitor.visit_i64(integer),
                    None => visitor.visit_f64(number),
                }
            }
            _ if self.null() => visitor.visit_unit(),
            _ => Err(Error::expected("a value")),
        }
    }

    fn array<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if self.scanner.peek_token() != Some(b'[') {
            return Err(Error::expected("an array"));
        }
        self.scanner.enter()?;
        let mut elements = Elements::new(self);
        let value = visitor.visit_seq(&mut elements)?;
        elements.end()?;
        Ok(value)
    }

    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Error> {
        if self.scanner.peek_token() != Some(b'{') {
            return Err(Error::expected("an object"));
        }
        self.scanner.enter()?;
        let mut members = Members::new(self);
        let value = visitor.visit_map(&mut members)?;
        members.end()?;
        Ok(value)
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value, Error> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn visit_key<'de, K: DeserializeSeed<'de>>(
    key: &Cow<'de, str>,
    seed: K,
) -> Result<K::Value, Error> {
    match key {
        Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
        Cow::Owned(key) => seed.deserialize(key.as_str().into_deserializer()),
    }
}

/// Methods that read what another one reads.
macro_rules! like {
    ($like:ident: $($method:ident($($ignored:ty),*))+) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $ignored,)* visitor: V) -> Result<V::Value, Error> {
            self.$like(visitor)
        }
    )+};
}

macro_rules! integers {
    ($($method:ident from $minimum:expr, to $maximum:expr;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_i64(self.integer($minimum.into(), $maximum.into())?)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for &mut Deserializer<'de, '_> {
    type Error = Error;

    integers! {
        deserialize_i8 from i8::MIN, to i8::MAX;
        deserialize_i16 from i16::MIN, to i16::MAX;
        deserialize_i32 from i32::MIN, to i32::MAX;
        deserialize_i64 from -number::MAX_SAFE_INTEGER, to number::MAX_SAFE_INTEGER;
        deserialize_u8 from 0, to u8::MAX;
        deserialize_u16 from 0, to u16::MAX;
        deserialize_u32 from 0, to u32::MAX;
        deserialize_u64 from 0, to number::MAX_SAFE_INTEGER;
    }

    like! { deserialize_f64: deserialize_f32() }
    like! { deserialize_string: deserialize_str() deserialize_char() deserialize_identifier() }
    like! { deserialize_any: deserialize_bytes() deserialize_byte_buf() }
    like! { deserialize_unit: deserialize_unit_struct(&'static str) }
    like! { deserialize_map: deserialize_struct(&'static str, &'static [&'static str]) }
    like! { deserialize_seq: deserialize_tuple(usize) deserialize_tuple_struct(&'static str, usize) }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every value")]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scanner.plain_string() {
            Some(text) => visitor.visit_borrowed_str(text),
            None => self.any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.boolean()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visit_text(self.string()?, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.null() {
            visitor.visit_unit()
        } else {
            Err(Error::expected("null"))
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.array(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.object(visitor)
    }

    /// A variant is its name, or an object with its name and what it holds.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.scanner.peek_token() {
            Some(b'"') => visitor.visit_enum(self.string()?.into_deserializer()),
            Some(b'{') => {
                self.scanner.enter()?;
                visitor.visit_enum(Variant(Members::new(self)))
            }
            _ => Err(Error::unknown_variant("", variants)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        skip::value(&mut self.scanner)?;
        visitor.visit_unit()
    }
}
