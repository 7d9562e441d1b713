//! References by full URL.

use crate::value::{Value, nodes};
use bumpalo::{Bump, format};
use std::collections::HashMap;

/// What each entry's full URL stands for: `resourceType/id`.
pub struct FullUrls<'a>(HashMap<&'a str, &'a str>);

impl<'a> FullUrls<'a> {
    pub fn of(bundle: &Value<'a>, arena: &'a Bump) -> Self {
        let mut urls = HashMap::new();
        if let Some(Value::Array(entries)) = bundle.member("entry") {
            for entry in nodes(entries).map(|node| &node.value) {
                let url = entry.text("fullUrl").filter(|url| !url.is_empty());
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
    let resource = entry.member("resource")?;
    let kind = resource.text("resourceType")?;
    let id = resource.text("id")?;
    (!kind.is_empty() && !id.is_empty())
        .then(|| format!(in arena, "{}/{}", kind, id).into_bump_str())
}
