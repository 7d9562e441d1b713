import { code, moduleOf, name, section } from "../../module/binary.ts";
import { moduleImporting } from "../../support/module-bytes.ts";
import { processing } from "../../support/reporting-guest.ts";
import { wat } from "../../support/wat.ts";
import type { HostileCase, Outcome } from "../hostile-case.ts";

const unresolved: readonly Outcome[] = ["load IMPORT_UNRESOLVED"];

function importing(namespace: string, item: string, type = "(func)"): Uint8Array {
  return wat(`(module (import "${namespace}" "${item}" ${type}) (func (export "process")))`);
}

const refusedFunctions = [
  ["env", "abort"],
  ["extism:host/env", "exec"],
  ["extism:host/env", "__proto__"],
  ["extism:host/user", "toString"],
  ["extism:host/user", "constructor"],
  ["__proto__", "alloc"],
  ["constructor", "prototype"],
  ["node:fs", "readFileSync"],
  ["wasi_snapshot_preview1", "path_open"],
  ["wasi_snapshot_preview1", "sock_accept"],
  ["wasi_snapshot_preview1", "fd_readdir"],
  ["wasi_snapshot_preview1", "proc_raise"],
  ["wasi_unstable", "fd_write"],
  ["wasi:filesystem/types@0.2.0", "[method]descriptor.open-at"],
  ["", ""],
] as const;

/** Modules of the Extism manifest, the main one first. */
function chain(length: number): { name: string; data: Uint8Array }[] {
  return Array.from({ length }, (_, index) => ({
    name: index === 0 ? "main" : `m${index}`,
    data:
      index === length - 1
        ? processing("(i32.const 0)")
        : wat(`(module (import "m${index + 1}" "process" (func (result i32))) (export "process" (func 0)))`),
  }));
}

export const cases: readonly HostileCase[] = [
  ...refusedFunctions.map(([namespace, item]): HostileCase => ({
    name: `an import of ${JSON.stringify(namespace)} ${JSON.stringify(item)}`,
    source: moduleImporting(namespace, item),
    refused: unresolved,
  })),
  {
    name: "an import of the kernel's reset",
    source: importing("extism:host/env", "reset"),
    refused: unresolved,
  },
  {
    name: "an import of a host function with another signature",
    source: importing("extism:host/env", "alloc", "(func (param f64))"),
    refused: unresolved,
  },
  {
    name: "an imported memory",
    source: importing("extism:host/env", "memory", "(memory 1)"),
    refused: unresolved,
  },
  {
    name: "an imported table",
    source: importing("extism:host/env", "table", "(table 1 funcref)"),
    refused: unresolved,
  },
  {
    name: "an imported global",
    source: importing("extism:host/env", "global", "(global (mut i32))"),
    refused: unresolved,
  },
  {
    name: "one import with two types",
    source: wat(`(module
      (import "extism:host/env" "input_length" (func (result i64)))
      (import "extism:host/env" "input_length" (func (result i32)))
      (func (export "process")))`),
    refused: unresolved,
  },
  {
    name: "an import of a type that is not there",
    source: moduleOf(section(1, 1, 0x60, 0, 0), section(2, 1, ...name("a"), ...name("b"), 0, 9), code()),
    refused: ["load INVALID_MODULE"],
  },
  {
    name: "a host function that another tenant has",
    source: importing("extism:host/user", "secret", "(func (param i64) (result i64))"),
    setting: async ({ plugins, isolation }) => {
      const functions = { "extism:host/user": { secret: () => 1n } };
      await plugins.load("owner", {
        source: importing("extism:host/user", "secret", "(func (param i64) (result i64))"),
        functions,
        isolation,
      });
      return { [Symbol.asyncDispose]: () => plugins.unload("owner") };
    },
    refused: unresolved,
  },
  {
    name: "a second module under the name of a host namespace",
    source: {
      wasm: [
        {
          name: "extism:host/env",
          data: wat(`(module (func (export "input_length") (result i64) (i64.const 1)))`),
        },
        { name: "main", data: processing("(drop (call $input_length)) (i32.const 0)") },
      ],
    },
    refused: ["load INVALID_MANIFEST"],
  },
  {
    name: "a second module under the name of WASI",
    source: {
      wasm: [
        { name: "wasi_snapshot_preview1", data: wat(`(module (func (export "proc_exit") (param i32)))`) },
        { name: "main", data: importing("wasi_snapshot_preview1", "proc_exit", "(func (param i32))") },
      ],
    },
    refused: ["load INVALID_MANIFEST"],
  },
  {
    name: "modules that import each other in a circle",
    source: {
      wasm: [
        { name: "side", data: wat(`(module (import "main" "f" (func)) (func (export "g")))`) },
        {
          name: "main",
          data: wat(`(module (import "side" "g" (func)) (func (export "f")) (func (export "process")))`),
        },
      ],
    },
    refused: unresolved,
  },
  {
    name: "as many modules as there may be, each of which imports from the next",
    source: { wasm: chain(32) },
    calls: [{ expected: ["answer "] }],
  },
  {
    name: "ten thousand modules, each of which imports from the next",
    source: { wasm: chain(10_000) },
    refused: ["load INVALID_MANIFEST"],
  },
  {
    name: "a module without anything to call",
    source: wat("(module (memory 1))"),
    calls: [{ expected: ["call EXPORT_MISSING"] }],
  },
  {
    name: "a call of the host's own reserved exports",
    source: wat(`(module (global (mut i32) (i32.const 0)) (memory 1) (func (export "process")))`),
    calls: [
      { export: "vial:memory:0", expected: ["call EXPORT_MISSING"] },
      { export: "vial:global:0", expected: ["call EXPORT_MISSING"] },
      { export: "__proto__", expected: ["call EXPORT_MISSING"] },
      { export: "constructor", expected: ["call EXPORT_MISSING"] },
    ],
  },
  {
    name: "exports under the host's reserved prefix",
    source: wat(`(module (memory (export "vial:memory:0") 1) (func (export "process")))`),
    refused: ["load INVALID_MODULE"],
  },
];
