import { gzipSync } from "node:zlib";
import { code, functionOf, moduleOf, name, section } from "../../module/binary.ts";
import { forgedIndices, forgedMemories } from "../../module/forged-indices.ts";
import { directEcho } from "../../support/echo.ts";
import type { HostileCase, Outcome } from "../hostile-case.ts";

const invalid: readonly Outcome[] = ["load INVALID_MODULE"];

/** What a changed byte may turn a module into: anything that has a name. */
const anything: readonly Outcome[] = [
  "answer loaded",
  "load INVALID_MODULE",
  "load IMPORT_UNRESOLVED",
  "load MEMORY_LIMIT",
  "load FEATURE_DENIED",
  "load MODULE_TOO_LARGE",
  "load EXPORT_MISSING",
  "load TRAP",
];

const types = section(1, 1, 0x60, 0, 0);
const functions = section(3, 1, 0);
const body = code([]);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function patched(at: number, value: (byte: number) => number): Uint8Array {
  const bytes = directEcho.slice();
  bytes[at] = value(bytes[at]!);
  return bytes;
}

const refusals: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["no byte at all", new Uint8Array(0)],
  ["zeros", new Uint8Array(4096)],
  ["text", text("(module)")],
  ["a script", text("#!/bin/sh\nexit 0\n")],
  ["a compressed module", gzipSync(directEcho)],
  ["another version", Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0)],
  ["a component", Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0)],
  ["an unknown section", moduleOf([0x55, 1, 0])],
  ["a section that ends after the module", moduleOf([1, 100, 0])],
  ["a section of four billion bytes", moduleOf([1, 0xff, 0xff, 0xff, 0xff, 0x0f])],
  ["a length that never ends", moduleOf([1, ...Array.from({ length: 40 }, () => 0x80)])],
  ["a length of more than 32 bits", moduleOf([1, 0xff, 0xff, 0xff, 0xff, 0x7f])],
  ["a section twice", moduleOf(types, types)],
  ["sections out of order", moduleOf(functions, types, body)],
  ["bytes left over in a section", moduleOf(section(1, 1, 0x60, 0, 0, 0))],
  ["functions without bodies", moduleOf(types, functions)],
  ["bodies without functions", moduleOf(types, body)],
  ["a function of an unknown type", moduleOf(types, section(3, 1, 9), body)],
  [
    "an export of an unknown function",
    moduleOf(types, functions, section(7, 1, ...name("process"), 0, 9), body),
  ],
  [
    "an export twice",
    moduleOf(types, functions, section(7, 2, ...name("a"), 0, 0, ...name("a"), 0, 0), body),
  ],
  ["a name that is not UTF-8", moduleOf(types, functions, section(7, 1, 2, 0xc3, 0x28, 0, 0), body)],
  ["a name longer than the section", moduleOf(types, functions, section(7, 1, 0x7f, 0x61, 0, 0), body)],
  [
    "a start function with a parameter",
    moduleOf(section(1, 1, 0x60, 1, 0x7f, 0), functions, section(8, 0), body),
  ],
  ["a start function that is not there", moduleOf(types, functions, section(8, 7), body)],
  ["a body without an end", moduleOf(types, functions, section(10, 1, 2, 0, 0x01))],
  ["an unknown instruction", functionOf(0xff)],
  ["a reserved instruction", functionOf(0x27)],
  ["a pop from an empty stack", functionOf(0x1a)],
  ["a branch out of the function", functionOf(0x0c, 0x20)],
  ["a local that is not there", functionOf(0x20, 0x05, 0x1a)],
  ["a memory that is not there", functionOf(0x41, 0, 0x28, 2, 0, 0x1a)],
  [
    "an alignment of 2^32",
    moduleOf(types, functions, section(5, 1, 0, 1), code([0x41, 0, 0x28, 0x20, 0, 0x1a])),
  ],
  ["a limit whose maximum is below its minimum", moduleOf(section(5, 1, 1, 2, 1))],
  ["a memory larger than its addresses reach", moduleOf(section(5, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f))],
  ["a limit with unknown flags", moduleOf(section(5, 1, 0x70, 1))],
  ["a data count that lies", moduleOf(section(5, 1, 0, 1), section(12, 9), section(11, 0))],
  ...forgedIndices,
  ...forgedMemories,
  ["a global of an unknown type", moduleOf(section(6, 1, 0x30, 0, 0x0b))],
];

export const cases: readonly HostileCase[] = [
  ...refusals.map(([what, source]): HostileCase => ({ name: what, source, refused: invalid })),
  ...[7, 9, 20, 60, directEcho.length - 1].map((length): HostileCase => ({
    name: `a module cut off after ${length} bytes`,
    source: directEcho.slice(0, length),
    refused: invalid,
  })),
  ...[8, 11, 15, 33, 47, 71, 90, 120].map((at): HostileCase => ({
    name: `a module with byte ${at} inverted`,
    source: patched(at, (byte) => byte ^ 0xff),
    refused: anything,
  })),
];
