import { blocks, env, wat } from "../support/wat.ts";

/**
 * Keeps its input wherever a plugin can keep bytes: memory, a variable, an error text, blocks that nobody frees. `dump`
 * answers with all that the next call can reach: its whole memory, the exchange memory, and the variable. `trap` and
 * `fail` end badly.
 */
const functions = `
  (func $keep (local $i i32) (local $n i32) (local $h i64)
    (local.set $n (i32.wrap_i64 (call $input_length)))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
      (i32.store8 (i32.add (i32.const 40000) (local.get $i)) (call $input_load_u8 (i64.extend_i32_u (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (local.set $h (call $block (i32.const 1024) (i32.const 4)))
    (call $var_set (local.get $h) (call $input_block))
    (drop (call $input_block))
    (call $error_set (call $input_block))
    (call $error_set (i64.const 0)))
  (func (export "process") (result i32)
    (call $keep)
    (call $output_set (call $input_block) (call $input_length))
    (i32.const 0))
  (func (export "loop") (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "trap") (result i32) (call $keep) unreachable)
  (func (export "fail") (result i32) (call $keep) (call $error_set (call $input_block)) (i32.const 1))
  (func (export "dump") (result i32) (local $h i64) (local $i i64) (local $var i64) (local $n i64) (local $m i64)
    (local.set $var (call $var_get (call $block (i32.const 1024) (i32.const 4))))
    ;; The exchange memory first: the answer itself lies in it.
    (local.set $n (i64.const 65536))
    (block $end (loop $next
      (br_if $end (i64.ge_u (local.get $i) (local.get $n)))
      (i64.store (i32.wrap_i64 (i64.add (i64.const 131072) (local.get $i))) (call $load_u64 (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 8)))
      (br $next)))
    (local.set $m (i64.const 196608))
    (local.set $h (call $block (i32.const 0) (i32.const 196608)))
    (call $output_set (local.get $h) (local.get $m))
    (i32.const 0))`;

/** A plugin of these functions. */
export const keeper = wat(`(module
  ${env("alloc", "load_u64", "store_u8", "input_length", "input_load_u8", "output_set", "error_set", "var_set", "var_get")}
  (memory (export "memory") 3)
  (data (i32.const 1024) "kept")
  ${blocks} ${functions})`);

/** The same with an export that sends its own memory as the body of the request that its input is. */
export const sender = wat(`(module
  ${env("alloc", "load_u64", "store_u8", "input_length", "input_load_u8", "output_set", "error_set", "var_set", "var_get", "http_request")}
  (memory (export "memory") 3)
  (data (i32.const 1024) "kept")
  ${blocks} ${functions}
  (func (export "send") (result i32)
    (drop (call $http_request (call $input_block) (call $block (i32.const 0) (i32.const 196608))))
    (i32.const 0)))`);

/** The ways a text may be written down. */
export function spellings(mark: string): Buffer[] {
  const utf8 = Buffer.from(mark);
  return [
    utf8,
    Buffer.from(mark, "utf16le"),
    Buffer.from(mark, "utf16le").swap16(),
    // Base64 depends on where the text begins: its inner part is the same for one of three places.
    ...[0, 1, 2].map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString("base64");
      return Buffer.from(encoded.slice(4, -4));
    }),
  ];
}

export function holds(bytes: Uint8Array, marks: readonly Buffer[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return marks.some((mark) => buffer.includes(mark));
}
