import { blocks, env, wat } from "./wat.ts";

/**
 * Does what the first byte of its input says: `l` loops for ever, `t` traps, `e` reports the input as its error,
 * `w` waits in the host function `wait`, anything else answers with the input.
 */
const commands = `
  (func $obey (param $command i32)
    (if (i32.eq (local.get $command) (i32.const ${code("l")})) (then (loop $again (br $again))))
    (if (i32.eq (local.get $command) (i32.const ${code("t")})) (then unreachable))
    (if (i32.eq (local.get $command) (i32.const ${code("w")})) (then (drop (call $wait (i64.const 0))))))`;

const wait = `(import "extism:host/user" "wait" (func $wait (param i64) (result i64)))`;

export const kernelCommands = wat(`(module
  ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set", "error_set", "log_info")}
  ${wait}
  (memory (export "memory") 1)
  ${blocks}
  ${commands}
  (func (export "process") (result i32) (local $command i32)
    (local.set $command (call $input_load_u8 (i64.const 0)))
    (call $log_info (call $input_block))
    (call $obey (local.get $command))
    (if (i32.eq (local.get $command) (i32.const ${code("e")}))
      (then (call $error_set (call $input_block)) (return (i32.const 1))))
    (call $output_set (call $input_block) (call $input_length))
    (i32.const 0)))`);

export const directCommands = wat(`(module
  ${wait}
  (memory (export "memory") 4)
  (global $length (mut i32) (i32.const 0))
  ${commands}
  (func (export "vial_input") (param $n i32) (result i32) (global.set $length (local.get $n)) (i32.const 1024))
  (func (export "vial_output") (result i64)
    (i64.or (i64.shl (i64.const 1024) (i64.const 32)) (i64.extend_i32_u (global.get $length))))
  (func (export "process") (result i32)
    (call $obey (i32.load8_u (i32.const 1024)))
    (i32.eq (i32.load8_u (i32.const 1024)) (i32.const ${code("e")}))))`);

function code(character: string): number {
  return character.charCodeAt(0);
}
