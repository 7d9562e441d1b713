//! Numbers, read and written.

mod plain;
mod read;
mod short;
mod write;

pub(super) use read::{read, skip};
pub(super) use write::{write, write_safe_integer};

/// The largest integer that binary64 tells from its neighbours, as every JSON implementation does.
pub(super) const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

fn is_safe(integer: i64) -> bool {
    integer.unsigned_abs() <= MAX_SAFE_INTEGER.unsigned_abs()
}

/// The integer that a value is, when binary64 tells that one from its neighbours.
#[expect(clippy::cast_precision_loss, clippy::float_cmp)]
pub(super) fn whole(value: f64) -> Option<i64> {
    let integer = value as i64;
    (integer as f64 == value && is_safe(integer)).then_some(integer)
}
