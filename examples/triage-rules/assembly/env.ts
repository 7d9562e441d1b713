// What a plugin may import: Extism's host functions, as far as the PDK uses them. On Vial's direct lane none is called.

/** Length of the input in bytes. */
@external("extism:host/env", "input_length")
export declare function inputLength(): i64;

/** The input's byte at `offset`. */
@external("extism:host/env", "input_load_u8")
export declare function inputLoadU8(offset: i64): i32;

/** The input's eight bytes from `offset` on, little-endian. */
@external("extism:host/env", "input_load_u64")
export declare function inputLoadU64(offset: i64): i64;

/** Reserves `length` bytes in the host's memory and returns their offset there; 0 when it has no room. */
@external("extism:host/env", "alloc")
export declare function alloc(length: i64): i64;

/** Writes a byte into the host's memory. */
@external("extism:host/env", "store_u8")
export declare function storeU8(offset: i64, value: i32): void;

/** Writes eight bytes, little-endian, into the host's memory. */
@external("extism:host/env", "store_u64")
export declare function storeU64(offset: i64, value: i64): void;

/** Makes `length` bytes of the host's memory the output of this call. */
@external("extism:host/env", "output_set")
export declare function outputSet(offset: i64, length: i64): void;

/** Makes a block of the host's memory the error text of this call. */
@external("extism:host/env", "error_set")
export declare function errorSet(offset: i64): void;
