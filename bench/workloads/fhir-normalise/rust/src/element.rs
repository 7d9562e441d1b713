//! Members and arrays.

use crate::contact_point;
use crate::name::Name;
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
}

impl<'a> Normaliser<'a> {
    /// Brings a member's value, or an element of it, into its normal form. False where that is empty. `indexed`: whether
    /// arrays go by index.
    pub fn normalise(&self, value: &mut Value<'a>, name: Name, indexed: bool) -> bool {
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

    fn array(&self, values: &mut List<'a>, name: Name, indexed: bool) {
        retain(values, |Node { value, .. }| {
            let stays = self.normalise(value, name, indexed);
            if !stays {
                *value = Value::Null;
            }
            stays || indexed
        });
    }

    fn object(&self, members: &mut List<'a>) {
        const VALUE: Name = Name::new("value");
        sort::members(members);
        let indexed = is_indexed(members);
        let mut has_value = false;
        retain(members, |Node { name, value, next }| {
            // Of members of one name the last one stays.
            let is_overridden = next.as_ref().is_some_and(|next| next.name == *name);
            if is_overridden || !name.is_element() {
                return false;
            }
            has_value |= *name == VALUE;
            let stays = self.normalise(value, *name, indexed);
            if let Value::Array(values) = value
                && !indexed
            {
                sort::codes(values, *name);
            }
            stays
        });
        if has_value {
            contact_point::normalise(members, self.arena);
            quantity::normalise(members, self.arena);
        }
    }
}

/// Whether there is a name that starts with `_`. Members are in order.
fn is_indexed(members: &List) -> bool {
    nodes(members)
        .map(|member| &member.name)
        .take_while(|name| name.first_byte() <= b'_')
        .any(|name| name.first_byte() == b'_' && name.is_element())
}
