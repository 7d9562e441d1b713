//! Stands in for the host in a program for another target, such as a plugin's unit tests: blocks of
//! memory, and a host that configures nothing, keeps variables and listens to no log.

use std::cell::RefCell;
use std::collections::BTreeMap;

#[derive(Default)]
struct Host {
    blocks: BTreeMap<u64, Vec<u8>>,
    variables: BTreeMap<Vec<u8>, Vec<u8>>,
    next: u64,
}

thread_local! {
    static HOST: RefCell<Host> = RefCell::default();
}

/// Blocks lie this far apart, so that an offset tells which block it is in.
const SPACING: u64 = 1 << 32;

fn with<T>(action: impl FnOnce(&mut Host) -> T) -> T {
    HOST.with_borrow_mut(action)
}

impl Host {
    fn store(&mut self, bytes: Vec<u8>) -> u64 {
        self.next += SPACING;
        self.blocks.insert(self.next, bytes);
        self.next
    }

    fn take(&mut self, handle: u64) -> Vec<u8> {
        self.blocks.remove(&handle).unwrap_or_default()
    }

    fn bytes(&mut self, offset: u64, length: usize) -> &mut [u8] {
        let at = (offset % SPACING) as usize;
        let block = self.blocks.get_mut(&(offset - offset % SPACING));
        &mut block.expect("an offset in a block")[at..at + length]
    }
}

pub fn alloc(length: u64) -> u64 {
    if length == 0 {
        return 0;
    }
    with(|host| host.store(vec![0; length as usize]))
}

pub fn free(handle: u64) {
    with(|host| host.take(handle));
}

pub fn length(handle: u64) -> u64 {
    with(|host| host.blocks.get(&handle).map_or(0, Vec::len) as u64)
}

pub fn load_u8(offset: u64) -> u32 {
    with(|host| u32::from(host.bytes(offset, 1)[0]))
}

pub fn load_u64(offset: u64) -> u64 {
    with(|host| u64::from_le_bytes(host.bytes(offset, 8).try_into().expect("8 bytes")))
}

pub fn store_u8(offset: u64, value: u32) {
    with(|host| host.bytes(offset, 1)[0] = value as u8);
}

pub fn store_u64(offset: u64, value: u64) {
    with(|host| host.bytes(offset, 8).copy_from_slice(&value.to_le_bytes()));
}

pub fn input_length() -> u64 {
    0
}

pub fn input_load_u8(_index: u64) -> u32 {
    0
}

pub fn input_load_u64(_index: u64) -> u64 {
    0
}

pub fn output_set(_offset: u64, _length: u64) {}

pub fn error_set(_handle: u64) {}

pub fn config_get(key: u64) -> u64 {
    free(key);
    0
}

pub fn var_get(name: u64) -> u64 {
    with(|host| {
        let name = host.take(name);
        let value = host.variables.get(&name).cloned();
        value.map_or(0, |value| host.store(value))
    })
}

pub fn var_set(name: u64, value: u64) {
    with(|host| {
        let name = host.take(name);
        if value == 0 {
            host.variables.remove(&name);
        } else {
            let value = host.take(value);
            host.variables.insert(name, value);
        }
    });
}

pub fn get_log_level() -> i32 {
    i32::MAX
}

pub fn log_trace(message: u64) {
    free(message);
}

pub use log_trace as log_debug;
pub use log_trace as log_info;
pub use log_trace as log_warn;
pub use log_trace as log_error;

pub fn http_request(_request: u64, _body: u64) -> u64 {
    unimplemented!("HTTP: there is no host")
}

pub fn http_status_code() -> i32 {
    0
}

pub fn http_headers() -> u64 {
    0
}

pub fn http_batch(_requests: u64) -> u64 {
    unimplemented!("HTTP: there is no host")
}
