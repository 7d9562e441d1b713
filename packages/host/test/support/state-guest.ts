import { blocks, env, wat } from "./wat.ts";

/** What a guest looks at, and what it then changes so that a later call on the same state would see it. */
export interface StateTheme {
  /** An i32 expression: the guest's one byte of output. */
  readonly observe: string;
  readonly change: string;
  readonly fields?: string;
}

export const lanes = ["kernel lane", "direct lane"] as const;

/** Its `process` answers with the observation and then makes the change; `trap` makes the change and traps. */
export function stateGuest(
  lane: (typeof lanes)[number],
  { observe, change, fields = "" }: StateTheme,
): Uint8Array {
  const output =
    lane === "kernel lane"
      ? "(call $output_set (call $block (i32.const 2048) (i32.const 1)) (i64.const 1))"
      : "";
  const directLane = `
    (func (export "vial_input") (param i32) (result i32) (i32.const 4096))
    (func (export "vial_output") (result i64) (i64.const ${(2048n << 32n) | 1n}))`;
  return wat(`(module
    ${env("alloc", "load_u8", "store_u8", "input_length", "input_load_u8", "output_set", "var_get", "var_set")}
    (memory (export "memory") 1)
    ${blocks}
    ${fields}
    ${lane === "direct lane" ? directLane : ""}
    (func $change ${change})
    (func (export "process") (result i32)
      (i32.store8 (i32.const 2048) ${observe})
      (call $change)
      ${output}
      (i32.const 0))
    (func (export "trap") (result i32) (call $change) unreachable)
    (func (export "fail") (result i32) (call $change) (i32.const 1)))`);
}
