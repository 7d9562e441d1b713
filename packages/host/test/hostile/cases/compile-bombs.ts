import { moduleOf, name, section, unsigned } from "../../module/binary.ts";
import type { HostileCase, Outcome } from "../hostile-case.ts";

/** Whether such a module is compiled in time is for the machine to say; the host must not stand still meanwhile. */
const either: readonly Outcome[] = [
  "answer loaded",
  "load COMPILE_TIMEOUT",
  "load MODULE_TOO_LARGE",
  "load MEMORY_LIMIT",
];
/** Found by reading, unless the machine is too slow to have read it in time. */
const refusedAtSight: readonly Outcome[] = ["load MODULE_TOO_LARGE", "load COMPILE_TIMEOUT"];
/** Found by its count, whatever comes after it. */
const refusedByCount: readonly Outcome[] = ["load MODULE_TOO_LARGE"];

/** A section whose contents are too long for an array of numbers. */
function long(id: number, ...contents: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const body = Buffer.concat(contents.map((part) => Uint8Array.from(part)));
  return Buffer.concat([Uint8Array.from([id, ...unsigned(body.length)]), body]);
}

function moduleFrom(...sections: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Buffer.concat([moduleOf(), ...sections.map((part) => Uint8Array.from(part))]);
}

/** The same bytes over and over. */
function repeated(count: number, ...bytes: readonly number[]): Uint8Array {
  return Buffer.alloc(count * bytes.length, Uint8Array.from(bytes));
}

const types = section(1, 1, 0x60, 0, 0);
const oneFunction = section(3, 1, 0);
const exported = section(7, 1, ...name("process"), 0, 0);

/** One function of this body, after its count of locals. */
function oneBody(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const instructions = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  return moduleFrom(
    types,
    oneFunction,
    exported,
    long(10, [1, ...unsigned(instructions.length + 1)], instructions, [0x0b]),
  );
}

function functions(count: number, each: readonly number[]): Uint8Array {
  return moduleFrom(
    types,
    long(3, unsigned(count), repeated(count, 0)),
    exported,
    long(10, unsigned(count), repeated(count, each.length, ...each)),
  );
}

const end = 0x0b;

export const cases: readonly HostileCase[] = [
  { name: "200,000 functions", source: () => functions(200_000, [0, end]), refused: refusedByCount },
  {
    name: "100,000 blocks within each other",
    source: () => oneBody([0], repeated(100_000, 0x02, 0x40), repeated(100_000, end)),
    refused: refusedAtSight,
  },
  {
    name: "50,000 locals in each of 300 functions",
    source: () => functions(300, [1, ...unsigned(50_000), 0x7e, end]),
    refused: refusedAtSight,
  },
  {
    name: "four billion locals",
    source: () => oneBody([1, ...unsigned(2 ** 32 - 1), 0x7f]),
    refused: refusedAtSight,
  },
  {
    name: "500,000 types",
    source: () => moduleFrom(long(1, unsigned(500_000), repeated(500_000, 0x60, 0, 0))),
    refused: refusedByCount,
  },
  {
    name: "100,000 data segments",
    source: () =>
      moduleFrom(section(5, 1, 0, 1), long(11, unsigned(100_000), repeated(100_000, 0, 0x41, 0, end, 1, 0))),
    refused: either,
  },
  {
    name: "an announcement of four billion functions",
    source: () =>
      moduleFrom(types, section(3, ...unsigned(2 ** 32 - 1)), section(10, ...unsigned(2 ** 32 - 1))),
    refused: ["load INVALID_MODULE"],
  },
  {
    name: "2,000 custom sections",
    source: () => moduleFrom(...Array.from({ length: 2_000 }, () => section(0, ...name("x")))),
    refused: refusedByCount,
  },
  {
    name: "a custom section of 15 MB",
    source: () =>
      moduleFrom(
        types,
        oneFunction,
        exported,
        section(10, 1, 2, 0, end),
        long(0, name("padding"), Buffer.alloc(15_000_000)),
      ),
    refused: ["answer loaded"],
  },
  {
    name: "a million functions and one",
    source: () => functions(1_000_001, [0, end]),
    refused: refusedByCount,
  },
  {
    name: "one body of 7 MB",
    source: () => oneBody([0], repeated(2_333_333, 0x41, 1, 0x1a)),
    refused: either,
  },
  {
    name: "one body of 7 MB that only does nothing",
    source: () => oneBody([0], repeated(7_000_000, 0x01)),
    refused: either,
  },
  {
    name: "a body larger than any compiler takes",
    source: () => oneBody([0], repeated(8_000_000, 0x01)),
    refused: refusedAtSight,
  },
  {
    name: "a million loops within each other",
    source: () => oneBody([0], repeated(1_000_000, 0x03, 0x40), repeated(1_000_000, end)),
    refused: either,
  },
  {
    name: "a branch table with 65,000 targets, a hundred times",
    source: () =>
      oneBody(
        [0],
        ...Array.from({ length: 100 }, () => [0x41, 0, 0x0e, ...unsigned(65_000)]).flatMap((head) => [
          [0x02, 0x40],
          head,
          repeated(65_001, 0),
          [end],
        ]),
      ),
    refused: either,
  },
  {
    name: "100,000 globals",
    source: () => moduleFrom(long(6, unsigned(100_000), repeated(100_000, 0x7f, 1, 0x41, 0, end))),
    refused: refusedByCount,
  },
  {
    name: "100,000 imports",
    source: () =>
      moduleFrom(
        types,
        long(
          2,
          unsigned(100_000),
          ...Array.from({ length: 100_000 }, (_, index) => [...name("m"), ...name(index.toString(36)), 0, 0]),
        ),
      ),
    refused: refusedByCount,
  },
  {
    name: "100,000 exports",
    source: () =>
      moduleFrom(
        types,
        oneFunction,
        long(
          7,
          unsigned(100_000),
          ...Array.from({ length: 100_000 }, (_, index) => [...name(index.toString(36)), 0, 0]),
        ),
        long(10, [1, 2, 0, end]),
      ),
    refused: refusedByCount,
  },
  {
    name: "200,000 functions that do a little each",
    source: () => functions(200_000, [0, ...Array.from({ length: 6 }, () => [0x41, 1, 0x1a]).flat(), end]),
    refused: refusedByCount,
  },
];
