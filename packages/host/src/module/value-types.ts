import type { ByteReader } from "./byte-reader.ts";
import { Fact } from "./opcodes.ts";

/** A reference type in the text format's words: `funcref`, `(ref extern)`, `(ref null 3)`. */
export type ReferenceType = `${string}ref` | `(ref ${string})`;

/** A value type in the text format's words. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128" | ReferenceType;

const NON_NULLABLE = 0x64;
const NULLABLE = 0x63;
/** A block type's "no result", a byte that stands for a negative integer where a type's index may stand as well. */
export const NO_RESULT = 0x40;

const NUMBER_TYPES: Readonly<Record<number, ValueType>> = {
  0x7f: "i32",
  0x7e: "i64",
  0x7d: "f32",
  0x7c: "f64",
  0x7b: "v128",
};

/** The bytes for f64 to i32: integers and floats. */
export const FIRST_NUMBER_TYPE = 0x7c;
export const LAST_NUMBER_TYPE = 0x7f;

const FUNC = 0x70;
const EXTERN = 0x6f;
const EXN = 0x69;
const NO_EXN = 0x74;

/** Built-in heap types by their byte: [name, shorthand for the nullable reference to it]. */
const HEAP_TYPES: Readonly<Record<number, readonly [string, ReferenceType]>> = {
  0x74: ["noexn", "nullexnref"],
  0x73: ["nofunc", "nullfuncref"],
  0x72: ["noextern", "nullexternref"],
  0x71: ["none", "nullref"],
  0x70: ["func", "funcref"],
  0x6f: ["extern", "externref"],
  0x6e: ["any", "anyref"],
  0x6d: ["eq", "eqref"],
  0x6c: ["i31", "i31ref"],
  0x6b: ["struct", "structref"],
  0x6a: ["array", "arrayref"],
  0x69: ["exn", "exnref"],
};

/** Reads a value type (https://webassembly.github.io/spec/core/binary/types.html#value-types). */
export function readValueType(reader: ByteReader): ValueType {
  const number = NUMBER_TYPES[reader.bytes[reader.offset] ?? 0];
  if (number === undefined) {
    reader.facts |= Fact.referenceTypes;
    return readReferenceType(reader);
  }
  if (number === "v128") reader.facts |= Fact.simd;
  reader.byte();
  return number;
}

/** Reads a reference type (https://webassembly.github.io/spec/core/binary/types.html#reference-types). */
export function readReferenceType(reader: ByteReader): ReferenceType {
  const start = reader.offset;
  const code = reader.byte();
  if (code === NULLABLE || code === NON_NULLABLE) {
    const heapType = readHeapType(reader);
    reader.facts |= Fact.typedReferences;
    const [name, shorthand] = typeof heapType === "number" ? [`${heapType}`] : heapType;
    if (code === NON_NULLABLE) return `(ref ${name})`;
    return shorthand ?? `(ref null ${name})`;
  }
  const heapType = HEAP_TYPES[code];
  if (heapType === undefined) throw reader.error(`unknown value type ${hex(code)}`, start, "unsupported");
  reader.facts |= factOf(code);
  return heapType[1];
}

/** Reads a heap type: the index of a defined type, or a built-in's names. */
export function readHeapType(reader: ByteReader): number | readonly [string, ReferenceType] {
  const start = reader.offset;
  const index = reader.s33();
  if (index >= 0) {
    reader.facts |= Fact.typedReferences;
    reader.refer("type", index);
    return index;
  }
  const heapType = HEAP_TYPES[index + 0x80];
  if (heapType === undefined) throw reader.error(`unknown heap type ${index}`, start, "unsupported");
  reader.facts |= factOf(index + 0x80);
  return heapType;
}

/** What a built-in heap type says of a module: `func` and `extern` are all that plain reference types have. */
function factOf(code: number): number {
  if (code === FUNC || code === EXTERN) return 0;
  return code === EXN || code === NO_EXN ? Fact.exceptions : Fact.gc;
}

/** Skips a block type: nothing, a value type or the index of a function type. */
export function skipBlockType(reader: ByteReader): void {
  const start = reader.offset;
  const index = reader.s33();
  if (index >= 0) reader.refer("type", index);
  if (index >= 0 || index === NO_RESULT - 0x80) return;
  reader.offset = start;
  readValueType(reader);
}

/** Skips the storage type of a struct's field or an array's element, with its mutability. */
export function skipFieldType(reader: ByteReader): void {
  const packed = reader.bytes[reader.offset];
  if (packed === 0x78 || packed === 0x77) reader.byte();
  else readValueType(reader);
  readMutability(reader);
}

export function readMutability(reader: ByteReader): boolean {
  const flag = reader.byte();
  if (flag > 1) throw reader.error(`mutability ${hex(flag)}`, reader.offset - 1);
  return flag === 1;
}

export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}
