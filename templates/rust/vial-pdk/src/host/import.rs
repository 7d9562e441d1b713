//! The functions of every Extism host: <https://extism.org/docs/concepts/runtime-apis>.
//! Offsets and handles are of the host's memory, not of the plugin's.

#[link(wasm_import_module = "extism:host/env")]
unsafe extern "C" {
    pub safe fn alloc(length: u64) -> u64;
    pub safe fn free(handle: u64);
    pub safe fn length(handle: u64) -> u64;
    pub safe fn load_u8(offset: u64) -> u32;
    pub safe fn load_u64(offset: u64) -> u64;
    pub safe fn store_u8(offset: u64, value: u32);
    pub safe fn store_u64(offset: u64, value: u64);
    pub safe fn input_length() -> u64;
    pub safe fn input_load_u8(index: u64) -> u32;
    pub safe fn input_load_u64(index: u64) -> u64;
    pub safe fn output_set(offset: u64, length: u64);
    pub safe fn error_set(handle: u64);
    pub safe fn config_get(key: u64) -> u64;
    pub safe fn var_get(name: u64) -> u64;
    pub safe fn var_set(name: u64, value: u64);
    pub safe fn get_log_level() -> i32;
    pub safe fn log_trace(message: u64);
    pub safe fn log_debug(message: u64);
    pub safe fn log_info(message: u64);
    pub safe fn log_warn(message: u64);
    pub safe fn log_error(message: u64);
    pub safe fn http_request(request: u64, body: u64) -> u64;
    pub safe fn http_status_code() -> i32;
    pub safe fn http_headers() -> u64;
}

#[link(wasm_import_module = "extism:host/user")]
unsafe extern "C" {
    pub safe fn http_batch(requests: u64) -> u64;
}
