import createWabt from "wabt";

const wabt = await createWabt();

const features = {
  bulk_memory: true,
  multi_value: true,
  mutable_globals: true,
  reference_types: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  tail_call: true,
  threads: true,
} as const;

/** Assembles a module from WebAssembly text. */
export function wat(text: string): Uint8Array {
  const parsed = wabt.parseWat("guest.wat", text, features);
  try {
    return new Uint8Array(parsed.toBinary({ write_debug_names: false }).buffer);
  } finally {
    parsed.destroy();
  }
}

/** `(import …)` lines for functions of `extism:host/env`, with the types Extism gives them. */
export function env(...names: readonly (keyof typeof types)[]): string {
  return names
    .map((name) => `(import "extism:host/env" "${name}" (func $${name} ${types[name]}))`)
    .join("\n");
}

const types = {
  alloc: "(param i64) (result i64)",
  free: "(param i64)",
  length: "(param i64) (result i64)",
  length_unsafe: "(param i64) (result i64)",
  load_u8: "(param i64) (result i32)",
  load_u64: "(param i64) (result i64)",
  store_u8: "(param i64 i32)",
  store_u64: "(param i64 i64)",
  input_offset: "(result i64)",
  input_length: "(result i64)",
  input_load_u8: "(param i64) (result i32)",
  input_load_u64: "(param i64) (result i64)",
  output_set: "(param i64 i64)",
  error_set: "(param i64)",
  error_get: "(result i64)",
  config_get: "(param i64) (result i64)",
  var_get: "(param i64) (result i64)",
  var_set: "(param i64 i64)",
  http_request: "(param i64 i64) (result i64)",
  http_status_code: "(result i32)",
  http_headers: "(result i64)",
  log_trace: "(param i64)",
  log_debug: "(param i64)",
  log_info: "(param i64)",
  log_warn: "(param i64)",
  log_error: "(param i64)",
  get_log_level: "(result i32)",
} as const;

/** The names of these functions. */
export const environment = Object.keys(types) as (keyof typeof types)[];

/**
 * Guest functions most test plugins need, for use with `env("alloc", "store_u8", "input_length", "input_load_u8")`:
 * `$block (address, length) -> handle` copies own memory into a new block; `$input_block -> handle` the whole input.
 */
export const blocks = `
  (func $block (param $at i32) (param $n i32) (result i64) (local $h i64) (local $i i32)
    (local.set $h (call $alloc (i64.extend_i32_u (local.get $n))))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
      (call $store_u8 (i64.add (local.get $h) (i64.extend_i32_u (local.get $i)))
        (i32.load8_u (i32.add (local.get $at) (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (local.get $h))
  (func $input_block (result i64) (local $h i64) (local $i i64) (local $n i64)
    (local.set $n (call $input_length))
    (local.set $h (call $alloc (local.get $n)))
    (block $end (loop $next
      (br_if $end (i64.ge_u (local.get $i) (local.get $n)))
      (call $store_u8 (i64.add (local.get $h) (local.get $i)) (call $input_load_u8 (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $h))`;
