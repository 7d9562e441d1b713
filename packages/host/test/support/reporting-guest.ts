import { blocks, env, environment, wat } from "./wat.ts";

/** Puts constants into a guest's memory. */
export interface Constants {
  /** The address and length of these bytes, as two `i32.const`. */
  text(value: string | Uint8Array): string;
  /** A call that copies these bytes into a new block and gives its handle. */
  block(value: string | Uint8Array): string;
}

/** An address that no block has, in any engine. */
export const noBlock = "(i64.const 0x10000000000000)";

const constantsStart = 1024;
const reportStart = 32_768;

/**
 * Assembles a module from functions in WebAssembly text. Functions of `extism:host/env` are imported by being named
 * (`$alloc`), and these are there besides:
 *
 * - `$say_i64`, `$say_i32`, `$say (address, length)`, `$say_block (handle)` add a value to the report, as text;
 * - `$answer -> i32` makes the report the output and returns 0.
 *
 * `imports` are other import lines.
 */
export function guest(functions: string | ((constants: Constants) => string), imports = ""): Uint8Array {
  const data: string[] = [];
  let end = constantsStart;
  const text = (value: string | Uint8Array): string => {
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
    const hex = Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
    data.push(`(data (i32.const ${end}) "${hex}")`);
    const located = `(i32.const ${end}) (i32.const ${bytes.length})`;
    end += bytes.length;
    return located;
  };
  const block = (value: string | Uint8Array): string => `(call $block ${text(value)})`;

  const body = typeof functions === "string" ? functions : functions({ text, block });
  const code = `${blocks}\n${report}\n${body}`;
  const used = environment.filter((name) => new RegExp(`call \\$${name}\\b`).test(code));
  return wat(`(module
    ${env(...used)}
    ${imports}
    (memory (export "memory") 1)
    ${data.join("\n")}
    ${code})`);
}

type Instructions = string | ((constants: Constants) => string);

/** A guest whose export `process` runs these instructions; they leave the return code. `$h` and `$k` are i64 locals. */
export function processing(instructions: Instructions, imports = ""): Uint8Array {
  return guest((constants) => {
    const body = typeof instructions === "string" ? instructions : instructions(constants);
    return `(func (export "process") (result i32) (local $h i64) (local $k i64) ${body})`;
  }, imports);
}

/** The same with a report for an answer: the instructions say things and leave nothing. */
export function reporting(instructions: Instructions, imports = ""): Uint8Array {
  const write = typeof instructions === "string" ? (): string => instructions : instructions;
  return processing((constants) => `${write(constants)} (call $answer)`, imports);
}

const report = `
  (global $report_end (mut i32) (i32.const ${reportStart}))
  (func $put (param $byte i32)
    (i32.store8 (global.get $report_end) (local.get $byte))
    (global.set $report_end (i32.add (global.get $report_end) (i32.const 1))))
  (func $separate
    (if (i32.ne (global.get $report_end) (i32.const ${reportStart})) (then (call $put (i32.const 0x20)))))
  (func $digits (param $n i64)
    (if (i64.ge_u (local.get $n) (i64.const 10)) (then (call $digits (i64.div_u (local.get $n) (i64.const 10)))))
    (call $put (i32.add (i32.const 0x30) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10))))))
  (func $say_i64 (param $n i64)
    (call $separate)
    (if (i64.lt_s (local.get $n) (i64.const 0))
      (then (call $put (i32.const 0x2d)) (local.set $n (i64.sub (i64.const 0) (local.get $n)))))
    (call $digits (local.get $n)))
  (func $say_i32 (param $n i32) (call $say_i64 (i64.extend_i32_s (local.get $n))))
  (func $say (param $at i32) (param $n i32)
    (call $separate)
    (memory.copy (global.get $report_end) (local.get $at) (local.get $n))
    (global.set $report_end (i32.add (global.get $report_end) (local.get $n))))
  (func $say_block (param $h i64) (local $i i64) (local $n i64)
    (call $separate)
    (if (i64.eqz (local.get $h)) (then (return)))
    (local.set $n (call $length (local.get $h)))
    (block $end (loop $next
      (br_if $end (i64.ge_u (local.get $i) (local.get $n)))
      (call $put (call $load_u8 (i64.add (local.get $h) (local.get $i))))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next))))
  (func $answer (result i32) (local $n i32)
    (local.set $n (i32.sub (global.get $report_end) (i32.const ${reportStart})))
    (global.set $report_end (i32.const ${reportStart}))
    (call $output_set (call $block (i32.const ${reportStart}) (local.get $n)) (i64.extend_i32_u (local.get $n)))
    (i32.const 0))`;
