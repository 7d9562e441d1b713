import type { ByteReader } from "./byte-reader.ts";
import {
  hex,
  readMutability,
  readReferenceType,
  readValueType,
  type ReferenceType,
  type ValueType,
} from "./value-types.ts";

/** The size limits of a memory (in 64 KiB pages) or table (in elements). Past 2^53 a number is rounded. */
export interface Limits {
  readonly minimum: number;
  readonly maximum: number | undefined;
  /** Shared between threads. */
  readonly shared: boolean;
  /** The type of its addresses or indices. */
  readonly address: "i32" | "i64";
  /** Where the limits stand in the binary: offsets in bytes. */
  readonly start: number;
  readonly end: number;
}

export interface MemoryShape extends Limits {
  readonly imported: boolean;
}

export interface TableShape extends Limits {
  readonly imported: boolean;
  readonly element: ReferenceType;
}

export interface GlobalShape {
  readonly imported: boolean;
  readonly type: ValueType;
  readonly mutable: boolean;
}

/** Bits of the byte before the limits (https://webassembly.github.io/spec/core/binary/types.html#limits). */
export const LimitsFlag = { maximum: 0x01, shared: 0x02, address64: 0x04 } as const;

const KNOWN_FLAGS = LimitsFlag.maximum | LimitsFlag.shared | LimitsFlag.address64;

/** What 32-bit addresses reach. */
const MAX_PAGES = 65_536;

export function readMemoryType(reader: ByteReader, imported: boolean): MemoryShape {
  const limits = readLimits(reader);
  // The compiler only sees the maximum that the host puts in its place.
  if (limits.address === "i32" && (limits.maximum ?? limits.minimum) > MAX_PAGES)
    throw reader.error(`a memory of more than ${MAX_PAGES} pages`, limits.start);
  return { imported, ...limits };
}

export function readTableType(reader: ByteReader, imported: boolean): TableShape {
  const element = readReferenceType(reader);
  return { imported, element, ...readLimits(reader) };
}

export function readGlobalType(reader: ByteReader, imported: boolean): GlobalShape {
  return { imported, type: readValueType(reader), mutable: readMutability(reader) };
}

function readLimits(reader: ByteReader): Limits {
  const start = reader.offset;
  const flags = reader.byte();
  if ((flags & ~KNOWN_FLAGS) !== 0)
    throw reader.error(`unknown limits flags ${hex(flags)}`, start, "unsupported");
  const wide = (flags & LimitsFlag.address64) !== 0;
  const shared = (flags & LimitsFlag.shared) !== 0;
  const minimum = wide ? reader.u64() : reader.u32();
  const maximum = (flags & LimitsFlag.maximum) === 0 ? undefined : wide ? reader.u64() : reader.u32();
  if (maximum === undefined && shared) throw reader.error("shared, without a maximum", start);
  if (maximum !== undefined && maximum < minimum)
    throw reader.error("the maximum is below the minimum", start);
  return { minimum, maximum, shared, address: wide ? "i64" : "i32", start, end: reader.offset };
}
