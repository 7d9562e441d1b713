// Extism's host functions, as far as the PDK uses them. A module imports those it calls; the direct lane calls none of
// the ones for input and output. Offsets and lengths are in the host's memory.

/** Reserves a block of `length` bytes; 0 when there is no room, or when `length` is. */
@external("extism:host/env", "alloc")
export declare function alloc(length: i64): i64;

/** Gives a block back. */
@external("extism:host/env", "free")
export declare function free(block: i64): void;

/** Length of a block in bytes. */
@external("extism:host/env", "length")
export declare function length(block: i64): i64;

@external("extism:host/env", "load_u8")
export declare function loadU8(offset: i64): i32;

@external("extism:host/env", "load_u64")
export declare function loadU64(offset: i64): i64;

@external("extism:host/env", "store_u8")
export declare function storeU8(offset: i64, value: i32): void;

@external("extism:host/env", "store_u64")
export declare function storeU64(offset: i64, value: i64): void;

@external("extism:host/env", "input_length")
export declare function inputLength(): i64;

@external("extism:host/env", "input_load_u8")
export declare function inputLoadU8(index: i64): i32;

@external("extism:host/env", "input_load_u64")
export declare function inputLoadU64(index: i64): i64;

@external("extism:host/env", "output_set")
export declare function outputSet(offset: i64, length: i64): void;

@external("extism:host/env", "error_set")
export declare function errorSet(block: i64): void;

/** Takes the key over; 0 when there is no such value. */
@external("extism:host/env", "config_get")
export declare function configGet(key: i64): i64;

/** Takes the key over; 0 when there is no such value. */
@external("extism:host/env", "var_get")
export declare function varGet(key: i64): i64;

/** Takes both over. Value 0 removes. */
@external("extism:host/env", "var_set")
export declare function varSet(key: i64, value: i64): void;

/** 0 trace, 1 debug, 2 info, 3 warn, 4 error, 2^31 - 1 nobody listens. */
@external("extism:host/env", "get_log_level")
export declare function logLevel(): i32;

@external("extism:host/env", "log_trace")
export declare function logTrace(message: i64): void;

@external("extism:host/env", "log_debug")
export declare function logDebug(message: i64): void;

@external("extism:host/env", "log_info")
export declare function logInfo(message: i64): void;

@external("extism:host/env", "log_warn")
export declare function logWarn(message: i64): void;

@external("extism:host/env", "log_error")
export declare function logError(message: i64): void;

// asc orders the imports of a module by how often they are used, and then by these names backwards. This one has to come
// before the two that tell of the answer: @extism/extism 2.0.0-rc13 otherwise has them tell of another call's.
/** Takes both over. The block that comes back holds the body. */
@external("extism:host/env", "http_request")
export declare function sendHttpRequest(request: i64, body: i64): i64;

@external("extism:host/env", "http_status_code")
export declare function httpStatusCode(): i32;

@external("extism:host/env", "http_headers")
export declare function httpHeaders(): i64;

/** Takes the requests over. */
@external("extism:host/user", "http_batch")
export declare function httpBatch(requests: i64): i64;
