import { blocks, env, wat } from "./wat.ts";

/** Answers with its input, in the kernel lane. */
export const kernelEcho = wat(`(module
  ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set")}
  (memory (export "memory") 1)
  ${blocks}
  (func (export "process") (result i32)
    (call $output_set (call $input_block) (call $input_length))
    (i32.const 0)))`);

/** Answers with its input, in the direct lane. */
export const directEcho = wat(`(module
  (memory (export "memory") 1)
  (global $length (mut i32) (i32.const 0))
  (func (export "vial_input") (param $n i32) (result i32) (local $missing i32)
    (global.set $length (local.get $n))
    (local.set $missing (i32.sub
      (i32.add (i32.const 2) (i32.shr_u (local.get $n) (i32.const 16))) (memory.size)))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (if (i32.lt_s (memory.grow (local.get $missing)) (i32.const 0)) (then (return (i32.const 0))))))
    (i32.const 1024))
  (func (export "vial_output") (result i64)
    (i64.or (i64.shl (i64.const 1024) (i64.const 32)) (i64.extend_i32_u (global.get $length))))
  (func (export "process") (result i32) (i32.const 0)))`);
