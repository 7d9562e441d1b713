//! The workload and, in `plugin`, its export.

mod plugin;

/// The bytes of the input, last to first.
#[must_use]
pub fn run(input: &[u8]) -> Vec<u8> {
    input.iter().rev().copied().collect()
}
