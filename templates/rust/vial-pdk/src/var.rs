//! Variables: values that the host keeps for this plugin. How long is the host's choice: on Vial from
//! call to call for a plugin that is loaded with shared state, else until the end of the call.

use crate::host::{Block, block, import};

/// The value of the variable, or `None` when it is not set.
///
/// A host gives no sign that tells an empty value from none, so that both are `None`.
#[must_use]
pub fn get(name: &str) -> Option<Vec<u8>> {
    block::find(import::var_get(Block::new(name.as_bytes()).give()))
}

/// Sets the variable. An empty value removes it. The call fails when the host grants no room for it.
pub fn set(name: &str, value: impl AsRef<[u8]>) {
    let value = Block::new(value.as_ref());
    import::var_set(Block::new(name.as_bytes()).give(), value.give());
}

/// Removes the variable, which need not be set.
pub fn remove(name: &str) {
    import::var_set(Block::new(name.as_bytes()).give(), 0);
}
