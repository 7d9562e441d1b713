//! JSON of any form, as a tree. It lies in an arena, where nothing is allocated or freed by itself, and borrows the
//! document's text.

use bumpalo::Bump;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::RefCell;
use std::fmt;

#[derive(Default)]
pub enum Value<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    String(&'a str),
    Array(&'a mut [Value<'a>]),
    Object(&'a mut [Member<'a>]),
}

#[derive(Default)]
pub struct Member<'a> {
    pub name: &'a str,
    pub value: Value<'a>,
}

impl<'a> Value<'a> {
    /// An object's member, of several of that name the last one.
    pub fn member(&self, name: &str) -> Option<&Value<'a>> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().rev().find(|member| member.name == name);
        found.map(|member| &member.value)
    }

    /// The same where it is a string.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.member(name) {
            Some(Self::String(text)) => Some(text),
            _ => None,
        }
    }
}

/// The items that are to stay, in their order.
pub fn retain<T>(items: &mut [T], mut stays: impl FnMut(&mut T) -> bool) -> &mut [T] {
    let mut count = 0;
    for index in 0..items.len() {
        if stays(&mut items[index]) {
            if index != count {
                items.swap(index, count);
            }
            count += 1;
        }
    }
    &mut items[..count]
}

/// Drops each item that is the same as the one before.
pub fn dedup<T>(items: &mut [T], mut is_same: impl FnMut(&mut T, &mut T) -> bool) -> &mut [T] {
    let mut count = items.len().min(1);
    for index in 1..items.len() {
        let (before, rest) = items.split_at_mut(index);
        if !is_same(&mut rest[0], &mut before[count - 1]) {
            if index != count {
                items.swap(index, count);
            }
            count += 1;
        }
    }
    &mut items[..count]
}

/// Reads values into an arena.
#[derive(Clone, Copy)]
pub struct Reader<'a, 'r> {
    arena: &'a Bump,
    unfinished: &'r Unfinished<'a>,
}

/// The items of all lists whose end has not been read: only there their number is known.
#[derive(Default)]
pub struct Unfinished<'a> {
    values: RefCell<Vec<Value<'a>>>,
    members: RefCell<Vec<Member<'a>>>,
}

impl<'a, 'r> Reader<'a, 'r> {
    pub fn new(arena: &'a Bump, unfinished: &'r Unfinished<'a>) -> Self {
        Self { arena, unfinished }
    }

    /// Moves the items from `start` on into the arena.
    fn finish<T>(self, items: &RefCell<Vec<T>>, start: usize) -> &'a mut [T] {
        self.arena
            .alloc_slice_fill_iter(items.borrow_mut().drain(start..))
    }
}

impl<'de: 'a, 'a> DeserializeSeed<'de> for Reader<'a, '_> {
    type Value = Value<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Reader<'a, '_> {
    type Value = Value<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value<'a>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value<'a>, E> {
        Ok(Value::Bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "it comes from a double")]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value<'a>, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value<'a>, E> {
        Ok(Value::Number(value))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Value<'a>, E> {
        Ok(Value::String(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value<'a>, E> {
        Ok(Value::String(self.arena.alloc_str(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value<'a>, A::Error> {
        let values = &self.unfinished.values;
        let start = values.borrow().len();
        while let Some(value) = elements.next_element_seed(self)? {
            values.borrow_mut().push(value);
        }
        Ok(Value::Array(self.finish(values, start)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'a>, A::Error> {
        let members = &self.unfinished.members;
        let start = members.borrow().len();
        while let Some((Value::String(name), value)) = entries.next_entry_seed(self, self)? {
            members.borrow_mut().push(Member { name, value });
        }
        Ok(Value::Object(self.finish(members, start)))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(values) => serializer.collect_seq(values.iter()),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for Member { name, value } in members.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
