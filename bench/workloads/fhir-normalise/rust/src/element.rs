//! Members and arrays. What these functions call is not inlined into them: they call themselves, and the stack is small.

use crate::contact_point;
use crate::quantity;
use crate::reference::FullUrls;
use crate::sort;
use crate::text;
use crate::value::{Member, Value, retain};
use bumpalo::Bump;
use std::mem::take;

/// What a document is normalised with.
pub struct Normaliser<'a> {
    pub arena: &'a Bump,
    pub urls: FullUrls<'a>,
}

impl<'a> Normaliser<'a> {
    /// Brings a member's value, or an element of it, into its normal form. False where that is empty. `indexed`: whether
    /// arrays go by index.
    pub fn normalise(&self, value: &mut Value<'a>, name: &str, indexed: bool) -> bool {
        match value {
            Value::Null => false,
            Value::Bool(_) | Value::Number(_) => true,
            Value::String(text) => {
                *text = text::normalise(text, name, self);
                !text.is_empty()
            }
            Value::Array(values) => {
                *values = self.array(take(values), name, indexed);
                !values.iter().all(|value| matches!(value, Value::Null))
            }
            Value::Object(members) => {
                *members = self.object(take(members));
                !members.is_empty()
            }
        }
    }

    fn array(&self, values: &'a mut [Value<'a>], name: &str, indexed: bool) -> &'a mut [Value<'a>] {
        retain(values, |value| {
            let stays = self.normalise(value, name, indexed);
            if !stays {
                *value = Value::Null;
            }
            stays || indexed
        })
    }

    fn object(&self, members: &'a mut [Member<'a>]) -> &'a mut [Member<'a>] {
        let members = sort::members(members);
        let indexed = members.iter().any(|member| member.name.starts_with('_'));
        let members = retain(members, |Member { name, value }| {
            let stays = self.normalise(value, name, indexed);
            if let Value::Array(values) = value
                && !indexed
            {
                *values = sort::codes(take(values), name);
            }
            stays
        });
        contact_point::normalise(members, self.arena);
        quantity::normalise(members, self.arena)
    }
}
