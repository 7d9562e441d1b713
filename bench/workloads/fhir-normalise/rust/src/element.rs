//! Members and arrays. What these functions call is not inlined into them: they call themselves, and the stack is small.

use crate::contact_point;
use crate::quantity;
use crate::reference::FullUrls;
use crate::sort;
use crate::text;
use crate::value::{List, Node, Value, nodes, retain};
use bumpalo::Bump;

/// What a document is normalised with.
pub struct Normaliser<'a> {
    pub arena: &'a Bump,
    pub urls: FullUrls<'a>,
    /// What is being sorted.
    pub sorted: Vec<&'a mut Node<'a>>,
}

impl<'a> Normaliser<'a> {
    /// Brings a member's value, or an element of it, into its normal form. False where that is empty. `indexed`: whether
    /// arrays go by index.
    pub fn normalise(&mut self, value: &mut Value<'a>, name: &str, indexed: bool) -> bool {
        match value {
            Value::Null => false,
            Value::Bool(_) | Value::Number(_) => true,
            Value::String(text) => {
                *text = text::normalise(text, name, self);
                !text.is_empty()
            }
            Value::Array(values) => {
                self.array(values, name, indexed);
                !nodes(values).all(|node| matches!(node.value, Value::Null))
            }
            Value::Object(members) => {
                self.object(members);
                members.is_some()
            }
        }
    }

    fn array(&mut self, values: &mut List<'a>, name: &str, indexed: bool) {
        retain(values, |Node { value, .. }| {
            let stays = self.normalise(value, name, indexed);
            if !stays {
                *value = Value::Null;
            }
            stays || indexed
        });
    }

    fn object(&mut self, members: &mut List<'a>) {
        sort::members(members, &mut self.sorted);
        let indexed = nodes(members).any(|member| member.name.starts_with('_'));
        retain(members, |Node { name, value, .. }| {
            let stays = self.normalise(value, name, indexed);
            if let Value::Array(values) = value
                && !indexed
            {
                sort::codes(values, name, &mut self.sorted);
            }
            stays
        });
        contact_point::normalise(members, self.arena);
        quantity::normalise(members, self.arena);
    }
}
