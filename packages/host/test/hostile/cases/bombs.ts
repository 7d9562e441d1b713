import { code, moduleOf, section, unsigned } from "../../module/binary.ts";
import { linked } from "../../differential/linked-guests.ts";
import { processing } from "../../support/reporting-guest.ts";
import { env, wat } from "../../support/wat.ts";
import type { HostileCase } from "../hostile-case.ts";

function running(body: string, fields = "(memory 1)"): Uint8Array {
  return wat(
    `(module ${fields} (func (export "process") (result i32) (local $i i32) (local $h i64) ${body} (i32.const 0)))`,
  );
}

/** Runs `step`, an i32, until it is not true. */
const whilst = (step: string): string => `(loop $again (br_if $again ${step}))`;

const process = [section(7, 1, 7, ...new TextEncoder().encode("process"), 0, 0), code([0x41, 0])];
const types = [section(1, 1, 0x60, 0, 1, 0x7f), section(3, 1, 0)];

/** A plugin of 32 modules, the most there may be, each with all of `fields`, and the main one imports the others. */
function modules(fields: string): ReturnType<typeof linked> {
  const names = Array.from({ length: 31 }, (_, index) => `module${index}`);
  const imports = names.map((name) => `(import "${name}" "nothing" (func))`);
  const main = wat(`(module ${imports.join("")} ${fields} (func (export "process")))`);
  // No two are alike: each is read and compiled.
  const others = names.map((name, index) => [
    name,
    wat(`(module ${fields} (func (export "nothing")) (global i32 (i32.const ${index})))`),
  ]);
  return linked({ ...Object.fromEntries(others), main });
}

/** The most that one module may export, but for one. */
const exports = `(func $each) ${Array.from({ length: 9_999 }, (_, index) => `(export "each${index}" (func $each))`).join("")}`;

/** A plugin of 32 modules, the most there may be: all others import ten thousand functions from the first. */
function importers(): ReturnType<typeof linked> {
  const all = Array.from({ length: 9_999 }, (_, index) => `(import "exporter" "each${index}" (func))`).join(
    "",
  );
  const names = Array.from({ length: 30 }, (_, index) => `importer${index}`);
  const importer = wat(`(module ${all} (func (export "nothing")))`);
  const imports = names.map((name) => `(import "${name}" "nothing" (func))`).join("");
  return linked({
    exporter: wat(`(module ${exports})`),
    ...Object.fromEntries(names.map((name) => [name, importer])),
    main: wat(`(module ${imports} (func (export "process")))`),
  });
}

/** A plugin of 32 modules, the most there may be, each with a memory of `pages`: its main module asks all to grow and adds up their sizes. */
function memories(pages: number): ReturnType<typeof linked> {
  const grow = `(memory ${pages})
    (func $grow (export "grow") (result i32)
      ${whilst("(i32.ge_s (memory.grow (i32.const 1)) (i32.const 0))")}
      (memory.size))`;
  const names = Array.from({ length: 31 }, (_, index) => `memory${index}`);
  const imports = names.map((name) => `(import "${name}" "grow" (func $${name} (result i32)))`);
  const sum = names.reduce((rest, name) => `(i32.add ${rest} (call $${name}))`, "(call $grow)");
  const main = wat(`(module ${imports.join("")} ${grow}
    (func (export "process") (result i32) (if (i32.gt_u ${sum} (i32.const 1024)) (then unreachable)) (i32.const 0)))`);
  const module = wat(`(module ${grow})`);
  return linked({ ...Object.fromEntries(names.map((name) => [name, module])), main });
}

export const cases: readonly HostileCase[] = [
  {
    name: "memory that grows a page at a time, to its limit",
    source: running(whilst("(i32.ge_s (memory.grow (i32.const 1)) (i32.const 0))")),
    calls: [{ expected: ["answer "], times: 3, deadline: 10_000 }],
  },
  {
    name: "memory that grows to its limit, every byte of it written",
    source: running(`(drop (memory.grow (i32.const 1023)))
      (memory.fill (i32.const 0) (i32.const 1) (i32.mul (memory.size) (i32.const 65536)))`),
    calls: [{ expected: ["answer "], times: 3, deadline: 5_000 }],
  },
  {
    name: "memory that asks to grow by 4 GiB",
    source: running("(if (i32.ne (memory.grow (i32.const 65535)) (i32.const -1)) (then unreachable))"),
  },
  {
    name: "memory of 4 GiB from the start",
    source: running("", "(memory 65536)"),
    refused: ["load MEMORY_LIMIT"],
  },
  {
    name: "memory over the host's limit from the start",
    source: running("", "(memory 100)"),
    options: { limits: { memoryBytes: 64 * 65_536 } },
    refused: ["load MEMORY_LIMIT"],
  },
  {
    name: "32 memories that grow to their limits: together no more than one may",
    source: memories(1),
    calls: [{ expected: ["answer "], times: 2, deadline: 10_000 }],
  },
  {
    name: "32 memories that are over the limit together from the start",
    source: memories(33),
    refused: ["load MEMORY_LIMIT"],
  },
  {
    name: "a table of ten million elements from the start",
    source: running("", "(memory 1) (table 10000000 funcref)"),
    refused: ["load MEMORY_LIMIT"],
  },
  {
    name: "32,000 tables",
    source: () => modules("(table 0 funcref)".repeat(1000)),
    refused: ["load MODULE_TOO_LARGE"],
  },
  {
    name: "320,000 exports",
    source: () => modules(exports),
    refused: ["load MODULE_TOO_LARGE"],
  },
  {
    name: "300,000 imports",
    source: importers,
    refused: ["load MODULE_TOO_LARGE"],
  },
  {
    name: "a thousand tables that grow to their limits: together no more than one may",
    source: running(
      Array.from(
        { length: 1000 },
        (_, table) =>
          `${whilst(`(i32.ge_s (table.grow ${table} (ref.null func) (i32.const 1)) (i32.const 0))`)}
          (local.set $i (i32.add (local.get $i) (table.size ${table})))`,
      ).join("") + "(if (i32.gt_u (local.get $i) (i32.const 10000)) (then unreachable))",
      `(memory 1) ${"(table 1 funcref)".repeat(1000)}`,
    ),
    calls: [{ expected: ["answer "], times: 2, deadline: 10_000 }],
  },
  {
    name: "a table that grows to its limit",
    source: running(
      whilst("(i32.ge_s (table.grow (ref.null func) (i32.const 100)) (i32.const 0))"),
      "(memory 1) (table 1 funcref)",
    ),
    calls: [{ expected: ["answer "], times: 3, deadline: 10_000 }],
  },
  {
    name: "blocks of one byte, to the limit",
    source: processing(
      "(loop $again (br_if $again (i64.ne (call $alloc (i64.const 1)) (i64.const 0)))) (i32.const 0)",
    ),
    options: { limits: { memoryBytes: 4 * 2 ** 20 } },
    calls: [{ expected: ["answer "], times: 3, deadline: 5_000 }],
  },
  {
    name: "blocks of 1 MiB, to the limit",
    source: processing(
      "(loop $again (br_if $again (i64.ne (call $alloc (i64.const 1000000)) (i64.const 0)))) (i32.const 0)",
    ),
    calls: [{ expected: ["answer "], times: 3 }],
  },
  {
    name: "blocks of 1 MiB, to the limit, written to, before a host function is called",
    source: processing(
      `(loop $again
        (local.set $h (call $alloc (i64.const 1000000)))
        (local.set $k (i64.add (local.get $h) (i64.const 1000000)))
        (if (i64.ne (local.get $h) (i64.const 0)) (then
          (loop $fill
            (local.set $k (i64.sub (local.get $k) (i64.const 4000)))
            (call $store_u8 (local.get $k) (i32.const 1))
            (br_if $fill (i64.gt_u (local.get $k) (local.get $h))))
          (br $again))))
      (drop (call $look (i64.const 1))) (i32.const 0)`,
      `(import "extism:host/user" "look" (func $look (param i64) (result i64)))`,
    ),
    functions: (stage) => ({ "extism:host/user": { look: () => BigInt(++stage.count) } }),
    calls: [{ expected: ["answer "], times: 3 }],
    check: ({ count }) => (count === 3 ? undefined : `the function was called ${count} times`),
  },
  {
    name: "blocks of impossible sizes",
    source:
      processing(`(drop (call $alloc (i64.const -1))) (drop (call $alloc (i64.const 0x8000000000000000)))
      (drop (call $alloc (i64.const 0x7fffffff))) (drop (call $alloc (i64.const 0x1_0000_0001)))
      (if (i64.ne (call $alloc (i64.const 0xffffffff)) (i64.const 0)) (then unreachable)) (i32.const 0)`),
  },
  {
    name: "a variable over its limit",
    source: processing(
      `(call $var_set (call $alloc (i64.const 4)) (call $alloc (i64.const 2000000))) (i32.const 0)`,
    ),
    calls: [{ expected: ["call VARS_FULL"], times: 2, deadline: 2_000 }],
  },
  {
    name: "a million variables without a value",
    source: wat(`(module ${env("alloc", "var_set", "store_u64")} (memory 1)
      (func (export "process") (result i32) (local $i i64) (local $h i64)
        (loop $again
          (local.set $h (call $alloc (i64.const 8)))
          (call $store_u64 (local.get $h) 
            (i64.or (i64.and (local.get $i) (i64.const 0x7f))
              (i64.or (i64.and (i64.shl (local.get $i) (i64.const 1)) (i64.const 0x7f00))
                (i64.and (i64.shl (local.get $i) (i64.const 2)) (i64.const 0x7f0000)))))
          (local.set $i (i64.add (local.get $i) (i64.const 1)))
          (call $var_set (local.get $h) (call $alloc (i64.const 1)))
          (br_if $again (i64.lt_u (local.get $i) (i64.const 1000000))))
        (i32.const 0)))`),
    calls: [
      {
        expected: ["call VARS_FULL", "call MEMORY_LIMIT", "call DEADLINE_EXCEEDED"],
        times: 2,
        deadline: 5_000,
      },
    ],
  },
  {
    name: "a data segment outside the memory",
    source: wat(`(module (memory 1) (data (i32.const 65535) "two") (func (export "process")))`),
    refused: ["load TRAP", "load INVALID_MODULE"],
  },
  {
    name: "a data segment of 12 MB",
    source: () => segmentOf(12_000_000, 200),
    refused: ["answer loaded"],
  },
  {
    name: "a data segment larger than the memory may be",
    source: () => segmentOf(12_000_000, 16),
    options: { limits: { memoryBytes: 16 * 65_536 } },
    refused: ["load TRAP", "load MEMORY_LIMIT", "load INVALID_MODULE"],
  },
  {
    name: "a module over the limit of its size",
    source: () => segmentOf(20_000_000, 400),
    refused: ["load MODULE_TOO_LARGE"],
  },
];

/** A module with an active data segment of so many bytes. */
function segmentOf(bytes: number, pages: number): Uint8Array {
  const segment = [1, 0, 0x41, 0, 0x0b, ...unsigned(bytes)];
  const head = moduleOf(...types, section(5, 1, 0, ...unsigned(pages)), ...process);
  const size = unsigned(segment.length + bytes);
  return Buffer.concat([head, Uint8Array.from([11, ...size, ...segment]), Buffer.alloc(bytes, 1)]);
}
