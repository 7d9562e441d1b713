//! References by full URL.

use crate::value::{Text, Value};
use std::collections::HashMap;

/// What each entry's full URL stands for: `resourceType/id`.
pub struct FullUrls<'a>(HashMap<Text<'a>, String>);

impl<'a> FullUrls<'a> {
    pub fn of(bundle: &Value<'a>) -> Self {
        let mut urls = HashMap::new();
        if let Some(Value::Array(entries)) = bundle.member("entry") {
            for entry in entries {
                if let (Some(url), Some(reference)) = (full_url(entry), reference(entry)) {
                    urls.entry(url).or_insert(reference);
                }
            }
        }
        Self(urls)
    }

    pub fn get(&self, url: &str) -> Option<&str> {
        self.0.get(url).map(String::as_str)
    }
}

fn full_url<'a>(entry: &Value<'a>) -> Option<Text<'a>> {
    match entry.member("fullUrl")? {
        Value::String(url) if !url.is_empty() => Some(url.clone()),
        _ => None,
    }
}

fn reference(entry: &Value) -> Option<String> {
    let resource = entry.member("resource")?;
    let kind = resource.text("resourceType")?;
    let id = resource.text("id")?;
    (!kind.is_empty() && !id.is_empty()).then(|| [kind, id].join("/"))
}
