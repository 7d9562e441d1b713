//! References by full URL.

use crate::name::Name;
use crate::value::{Value, nodes};
use bumpalo::{Bump, collections::String};
use std::collections::HashMap;

/// What each entry's full URL stands for: `resourceType/id`.
pub struct FullUrls<'a>(HashMap<&'a str, &'a str>);

impl<'a> FullUrls<'a> {
    pub fn of(bundle: &Value<'a>, arena: &'a Bump) -> Self {
        let mut urls = HashMap::new();
        if let Some(Value::Array(entries)) = bundle.member(Name::new("entry")) {
            for entry in nodes(entries).map(|node| &node.value) {
                let url = entry
                    .text(Name::new("fullUrl"))
                    .filter(|url| !url.is_empty());
                if let (Some(url), Some(reference)) = (url, reference(entry, arena)) {
                    urls.entry(url).or_insert(reference);
                }
            }
        }
        Self(urls)
    }

    pub fn get(&self, url: &str) -> Option<&'a str> {
        self.0.get(url).copied()
    }
}

fn reference<'a>(entry: &Value<'a>, arena: &'a Bump) -> Option<&'a str> {
    let resource = entry.member(Name::new("resource"))?;
    let kind = resource.text(Name::new("resourceType"))?;
    let id = resource.text(Name::new("id"))?;
    if kind.is_empty() || id.is_empty() {
        return None;
    }
    let mut reference = String::with_capacity_in(kind.len() + 1 + id.len(), arena);
    reference.push_str(kind);
    reference.push('/');
    reference.push_str(id);
    Some(reference.into_bump_str())
}
