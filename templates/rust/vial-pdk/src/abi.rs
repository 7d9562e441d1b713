//! A call from the plugin's side, in both lanes of Vial's plugin ABI. In the direct lane the host
//! writes the input into the plugin's memory and reads the output there. Any other Extism host never
//! calls `vial_input`; then both go through the host's memory.

use crate::Error;
use crate::host::{Block, block, import};
use std::cell::Cell;

thread_local! {
    /// What the host writes the input into, and the input's length. Set in the direct lane only, by
    /// `vial_input` until the call takes it.
    static RESERVED: Cell<Option<(Vec<u8>, usize)>> = const { Cell::new(None) };
    /// The last call's input when it was read where it lay: room for the next one.
    static INPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    /// The last call's output or error text, which the host reads once the call is over.
    static OUTPUT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Reserves `length` bytes for the input of the next call; returns their address, 0 when they do not
/// fit in memory.
#[must_use]
pub fn vial_input(length: u32) -> *mut u8 {
    let length = length as usize;
    let mut buffer = room(length, [INPUT.take(), OUTPUT.take()]);
    if buffer.try_reserve_exact(length).is_err() {
        return std::ptr::null_mut();
    }
    let address = buffer.as_mut_ptr();
    RESERVED.set(Some((buffer, length)));
    address
}

/// The smallest of last call's buffers that is large enough, empty; the others are freed.
fn room(length: usize, buffers: [Vec<u8>; 2]) -> Vec<u8> {
    let fitting = buffers
        .into_iter()
        .filter(|buffer| buffer.capacity() >= length);
    let mut buffer = fitting.min_by_key(Vec::capacity).unwrap_or_default();
    buffer.clear();
    buffer
}

/// Where the last call's output or error text is: `address << 32 | length`.
#[must_use]
pub fn vial_output() -> u64 {
    let output = OUTPUT.take();
    let place = (output.as_ptr() as u64) << 32 | output.len() as u64;
    OUTPUT.set(output);
    place
}

/// Runs an export: reads its input, hands over its output or error text, returns 0 or 1.
pub fn call(function: impl FnOnce(&mut Vec<u8>) -> Result<Vec<u8>, Error>) -> i32 {
    let (mut input, lane) = begin();
    let result = function(&mut input);
    end(input, lane, result)
}

#[derive(Clone, Copy)]
enum Lane {
    Direct,
    Kernel,
}

#[allow(
    clippy::redundant_closure_for_method_calls,
    clippy::redundant_closure,
    reason = "an imported function is no closure"
)]
fn begin() -> (Vec<u8>, Lane) {
    match RESERVED.take() {
        Some((mut buffer, length)) => {
            // SAFETY: `vial_input` reserved `length` bytes, which the host has written since.
            unsafe { buffer.set_len(length) };
            (buffer, Lane::Direct)
        }
        None => (
            block::load(
                import::input_length(),
                |at| import::input_load_u64(at),
                |at| import::input_load_u8(at),
            ),
            Lane::Kernel,
        ),
    }
}

fn end(input: Vec<u8>, lane: Lane, result: Result<Vec<u8>, Error>) -> i32 {
    let (bytes, status) = match result {
        Ok(output) => (output, 0),
        Err(error) => (error.to_string().into_bytes(), 1),
    };
    match lane {
        Lane::Direct => {
            INPUT.set(input);
            OUTPUT.set(bytes);
            status
        }
        Lane::Kernel => end_in_kernel(&bytes, status),
    }
}

fn end_in_kernel(bytes: &[u8], status: i32) -> i32 {
    let handle = Block::new(bytes).give();
    if status != 0 {
        import::error_set(handle);
    } else if !bytes.is_empty() {
        import::output_set(handle, bytes.len() as u64);
    }
    // No block for bytes that are there: the host's memory is full.
    if handle == 0 && !bytes.is_empty() {
        1
    } else {
        status
    }
}
