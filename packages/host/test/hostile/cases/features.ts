import { code, moduleOf, name, section, unsigned } from "../../module/binary.ts";
import { watWithExceptions } from "../../support/exceptions.ts";
import { moduleImporting } from "../../support/module-bytes.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

const process = [section(7, 1, ...name("process"), 0, 0), code([0x41, 0])];
const types = [section(1, 1, 0x60, 0, 1, 0x7f), section(3, 1, 0)];

function memories(...declared: readonly number[][]): Uint8Array {
  return moduleOf(...types, section(5, declared.length, ...declared.flat()), ...process);
}

/** Features of WebAssembly beyond what the four toolchains emit. */
export const cases: readonly HostileCase[] = [
  {
    name: "two memories",
    source: memories([0, 1], [0, 1]),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "a hundred memories",
    source: memories(...Array.from({ length: 100 }, () => [0, 1])),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "a memory with 64-bit addresses",
    source: memories([4, ...unsigned(2 ** 40)]),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "a shared memory",
    source: memories([3, 1, 1]),
    refused: ["load INVALID_MODULE", "load FEATURE_DENIED"],
  },
  {
    name: "a memory with pages of one byte",
    source: memories([8, ...unsigned(65_536), 0]),
    refused: ["load FEATURE_DENIED", "load INVALID_MODULE"],
  },
  {
    name: "a hundred tables",
    source: wat(`(module (memory 1) ${"(table 10000 funcref)".repeat(100)} (func (export "process")))`),
    refused: ["answer loaded", "load MEMORY_LIMIT", "load FEATURE_DENIED"],
  },
  {
    name: "an exception that nobody catches",
    source: watWithExceptions(`(module (tag $e (param i32)) (memory 1)
      (func (export "process") (result i32) (throw $e (i32.const 7))))`),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "an imported tag",
    source: moduleOf(
      section(1, 1, 0x60, 0, 0),
      section(2, 1, ...name("extism:host/env"), ...name("tag"), 4, 0, 0),
    ),
    refused: ["load IMPORT_UNRESOLVED", "load FEATURE_DENIED"],
  },
  {
    name: "a wait on a shared memory",
    source: wat(`(module (memory 1 1 shared)
      (func (export "process") (result i32)
        (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) (i32.const 0)))`),
    refused: ["load INVALID_MODULE", "load FEATURE_DENIED"],
  },
  {
    name: "a wait on a memory that is not shared",
    source: wat(`(module (memory 1)
      (func (export "process") (result i32)
        (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) (i32.const 0)))`),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "atomic operations",
    source: wat(`(module (memory 1)
      (func (export "process") (result i32)
        (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))) (i32.const 0)))`),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "endless tail calls",
    source: wat(`(module (memory 1)
      (func $ping (result i32) (return_call $pong))
      (func $pong (result i32) (return_call $ping))
      (func (export "process") (result i32) (call $ping)))`),
    refused: ["load FEATURE_DENIED"],
  },
  {
    name: "strings of JavaScript as an import",
    source: moduleImporting("wasm:js-string", "length"),
    refused: ["load FEATURE_DENIED"],
  },
];
