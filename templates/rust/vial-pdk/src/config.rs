//! What the host configures this plugin with: texts by key.

use crate::host::{Block, block, import};

/// The value of `key`, or `None` when the host has none for it or one that is not UTF-8.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    let handle = import::config_get(Block::new(key.as_bytes()).give());
    String::from_utf8(block::find(handle)?).ok()
}
