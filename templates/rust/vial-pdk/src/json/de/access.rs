use super::{Deserializer, Error, skip, visit_key};
use serde::de::{
    DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::borrow::Cow;

/// The elements of an array.
pub(super) struct Elements<'a, 'de, 'o> {
    deserializer: &'a mut Deserializer<'de, 'o>,
    count: usize,
    is_over: bool,
}

impl<'a, 'de, 'o> Elements<'a, 'de, 'o> {
    pub fn new(deserializer: &'a mut Deserializer<'de, 'o>) -> Self {
        Self {
            deserializer,
            count: 0,
            is_over: false,
        }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every element")]
    fn advance(&mut self) -> Result<bool, Error> {
        self.is_over = !self.deserializer.scanner.advance(b']', self.count == 0)?;
        Ok(!self.is_over)
    }

    #[inline]
    pub fn end(&mut self) -> Result<(), Error> {
        if self.is_over {
            return Ok(());
        }
        self.end_unread()
    }

    #[inline(never)]
    fn end_unread(&mut self) -> Result<(), Error> {
        if self.advance()? {
            return Err(Error::expected("no such element").within(self.count));
        }
        Ok(())
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'_, 'de, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if !self.advance()? {
            return Ok(None);
        }
        let value = seed.deserialize(&mut *self.deserializer);
        let value = value.map_err(|error| error.within(self.count))?;
        self.count += 1;
        Ok(Some(value))
    }
}

/// The members of an object, without those that a later one overrides.
pub(super) struct Members<'a, 'de, 'o> {
    deserializer: &'a mut Deserializer<'de, 'o>,
    /// Where the last member that was read begins: its name is read again when an error has to say it.
    start: usize,
    is_first: bool,
    is_over: bool,
}

impl<'a, 'de, 'o> Members<'a, 'de, 'o> {
    pub fn new(deserializer: &'a mut Deserializer<'de, 'o>) -> Self {
        Self {
            deserializer,
            start: 0,
            is_first: true,
            is_over: false,
        }
    }

    /// Reads the next member's name; `None` behind the object.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for every member")]
    fn next_name(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        if self.deserializer.overridden.is_empty()
            && let Some((start, name)) = self.deserializer.scanner.plain_key(self.is_first)
        {
            self.start = start;
            self.is_first = false;
            return Ok(Some(Cow::Borrowed(name)));
        }
        if self.deserializer.scanner.plain_end(b'}') {
            self.is_over = true;
            return Ok(None);
        }
        self.next_written_otherwise()
    }

    #[inline(never)]
    fn next_written_otherwise(&mut self) -> Result<Option<Cow<'de, str>>, Error> {
        let Deserializer {
            scanner,
            overridden,
        } = &mut *self.deserializer;
        while scanner.advance(b'}', self.is_first)? {
            self.is_first = false;
            self.start = scanner.position();
            let name = scanner.key()?;
            if !overridden.contains(&self.start) {
                return Ok(Some(name));
            }
            skip::value(scanner).map_err(|error| error.within(name))?;
        }
        self.is_over = true;
        Ok(None)
    }

    /// An error as seen from the object, when it is in the member that was read last.
    #[cold]
    #[inline(never)]
    fn locate(&self, error: Error) -> Error {
        match self.deserializer.scanner.key_at(self.start) {
            Ok(name) => error.within(name),
            Err(unreadable) => unreadable,
        }
    }

    #[inline]
    pub fn end(&mut self) -> Result<(), Error> {
        if self.is_over {
            return Ok(());
        }
        self.end_unread()
    }

    #[inline(never)]
    fn end_unread(&mut self) -> Result<(), Error> {
        match self.next_written_otherwise()? {
            None => Ok(()),
            Some(name) => Err(Error::unknown_field(&name, &[])),
        }
    }
}

impl<'de> MapAccess<'de> for &mut Members<'_, 'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        match self.next_name()? {
            Some(name) => visit_key(&name, seed).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let value = seed.deserialize(&mut *self.deserializer);
        value.map_err(|error| self.locate(error))
    }
}

/// An enumeration's variant that holds something: the one member of an object.
pub(super) struct Variant<'a, 'de, 'o>(pub Members<'a, 'de, 'o>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Error> {
        match self.0.next_name()? {
            Some(name) => Ok((visit_key(&name, seed)?, self)),
            None => Err(Error::expected("one member")),
        }
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.newtype_variant_seed(std::marker::PhantomData)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<T::Value, Error> {
        let value = (&mut self.0).next_value_seed(seed)?;
        self.0.end()?;
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, _: usize, visitor: V) -> Result<V::Value, Error> {
        let value = self.0.deserializer.array(visitor);
        let value = value.map_err(|error| self.0.locate(error))?;
        self.0.end()?;
        Ok(value)
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let value = self.0.deserializer.object(visitor);
        let value = value.map_err(|error| self.0.locate(error))?;
        self.0.end()?;
        Ok(value)
    }
}
