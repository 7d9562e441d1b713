//! JSON of any form, as a tree. It lies in an arena, where nothing is allocated or freed by itself, and borrows the
//! document's text. Lists are linked, so that each value is written once, to where it stays.

use crate::name::Name;
use bumpalo::Bump;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::iter::successors;

pub enum Value<'a> {
    Null,
    Bool(bool),
    Number(f64),
    String(&'a str),
    Array(List<'a>),
    Object(List<'a>),
}

/// What an array or an object has, from the first on.
pub type List<'a> = Option<&'a mut Node<'a>>;

/// A member; an array's element, which has no name.
pub struct Node<'a> {
    pub name: Name<'a>,
    pub value: Value<'a>,
    pub next: List<'a>,
}

impl<'a> Value<'a> {
    /// An object's member, of several of that name the last one.
    pub fn member(&self, name: Name) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => member(members, name),
            _ => None,
        }
    }

    /// The same where it is a string.
    pub fn text(&self, name: Name) -> Option<&'a str> {
        match self.member(name) {
            Some(Self::String(text)) => Some(text),
            _ => None,
        }
    }
}

pub fn nodes<'l, 'a>(list: &'l List<'a>) -> impl Iterator<Item = &'l Node<'a>> {
    successors(list.as_deref(), |node| node.next.as_deref())
}

/// The member of a name, of several the last one.
pub fn member<'l, 'a>(members: &'l List<'a>, name: Name) -> Option<&'l Value<'a>> {
    let found = nodes(members).filter(|member| member.name == name).last();
    found.map(|member| &member.value)
}

/// Sets a member of an object whose members are in order, which they stay.
pub fn set<'a>(members: &mut List<'a>, name: Name<'a>, value: Value<'a>, arena: &'a Bump) {
    let mut place = members;
    while place.as_ref().is_some_and(|member| member.name < name)
        && let Some(member) = place
    {
        place = &mut member.next;
    }
    match place {
        Some(member) if member.name == name => member.value = value,
        _ => {
            let next = place.take();
            *place = Some(arena.alloc(Node { name, value, next }));
        }
    }
}

/// Drops what is not to stay.
pub fn retain<'a>(list: &mut List<'a>, mut stays: impl FnMut(&mut Node<'a>) -> bool) {
    let mut place = list;
    while let Some(node) = place.take() {
        if stays(node) {
            place = &mut place.insert(node).next;
        } else {
            *place = node.next.take();
        }
    }
}

/// Reads a value into an arena.
#[derive(Clone, Copy)]
pub struct Reader<'a>(pub &'a Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Reader<'a> {
    type Value = Value<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        let mut value = Value::Null;
        let place = Place {
            value: &mut value,
            arena: self.0,
        };
        place.deserialize(deserializer)?;
        Ok(value)
    }
}

/// Where a value is read to.
struct Place<'p, 'a> {
    value: &'p mut Value<'a>,
    arena: &'a Bump,
}

impl<'de: 'a, 'a> DeserializeSeed<'de> for Place<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Place<'_, 'a> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        *self.value = Value::Null;
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        *self.value = Value::Bool(value);
        Ok(())
    }

    #[allow(clippy::cast_precision_loss, reason = "it comes from a double")]
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        *self.value = Value::Number(value as f64);
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        *self.value = Value::Number(value);
        Ok(())
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<(), E> {
        *self.value = Value::String(text);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        *self.value = Value::String(self.arena.alloc_str(text));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let (arena, name) = (self.arena, Name::default());
        let mut values = None;
        let mut place = &mut values;
        while let Some(next) = elements.next_element_seed(End { place, name, arena })? {
            place = next;
        }
        *self.value = Value::Array(values);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let arena = self.arena;
        let mut members = None;
        let mut place = &mut members;
        while let Some(name) = entries.next_key_seed(NameReader(arena))? {
            place = entries.next_value_seed(End { place, name, arena })?;
        }
        *self.value = Value::Object(members);
        Ok(())
    }
}

/// Where a list ends so far. Appends a value and returns where the list ends then.
struct End<'p, 'a> {
    place: &'p mut List<'a>,
    name: Name<'a>,
    arena: &'a Bump,
}

impl<'de: 'a, 'a, 'p> DeserializeSeed<'de> for End<'p, 'a> {
    type Value = &'p mut List<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let node = self.place.insert(self.arena.alloc(Node {
            name: self.name,
            value: Value::Null,
            next: None,
        }));
        let value = Place {
            value: &mut node.value,
            arena: self.arena,
        };
        value.deserialize(deserializer)?;
        Ok(&mut node.next)
    }
}

/// Reads a member's name.
struct NameReader<'a>(&'a Bump);

impl<'de: 'a, 'a> DeserializeSeed<'de> for NameReader<'a> {
    type Value = Name<'a>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'a>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for NameReader<'a> {
    type Value = Name<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Name<'a>, E> {
        Ok(Name::new(name))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Name<'a>, E> {
        Ok(Name::new(self.0.alloc_str(name)))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(values) => serializer.collect_seq(nodes(values).map(|node| &node.value)),
            Self::Object(members) => serializer
                .collect_map(nodes(members).map(|member| (member.name.text, &member.value))),
        }
    }
}
