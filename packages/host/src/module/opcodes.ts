/** What follows an opcode (https://webassembly.github.io/spec/core/binary/instructions.html). */
export const Immediate = {
  unknown: 0,
  none: 1,
  u32: 2,
  twoU32: 3,
  memoryArgument: 4,
  s32: 5,
  s64: 6,
  /** A block type. */
  block: 7,
  labels: 8,
  selectTypes: 9,
  /** A block type and a list of catch clauses. */
  tryTable: 10,
  heapType: 11,
  /** Flags, a label and two heap types. */
  castBranch: 12,
  oneByte: 13,
  fourBytes: 14,
  eightBytes: 15,
  sixteenBytes: 16,
  memoryArgumentAndLane: 17,
  /** The rest of an opcode of several bytes. */
  opcode: 18,
  // From here on: indices of what the host adds to when it rewrites a module.
  functionIndex: 19,
  globalIndex: 20,
  typeIndex: 21,
  /** The index of a type, then another number. */
  typeIndexAndU32: 22,
  twoTypeIndices: 23,
} as const;

/** What the presence of an instruction says about a module: bits above the immediate's kind. */
export const Fact = {
  memoryGrows: 0x100,
  mutatesTables: 0x200,
  dropsSegments: 0x400,
  atomics: 0x800,
  bulkMemory: 0x1000,
  exceptions: 0x2000,
  gc: 0x4000,
  simd: 0x8000,
  relaxedSimd: 0x10000,
  tailCalls: 0x20000,
  signExtension: 0x40000,
  saturatingConversions: 0x80000,
  referenceTypes: 0x100000,
  typedReferences: 0x200000,
  multiMemory: 0x400000,
  extendedConstants: 0x800000,
  /** Works on a range of any length, or asks for a memory's size: `supervise.ts` puts functions in their place. */
  supervised: 0x1000000,
} as const;

const IMMEDIATE_MASK = 0xff;

/** First opcode, last opcode, immediate, facts. */
type OpcodeRange = readonly [first: number, last: number, immediate: keyof typeof Immediate, facts?: number];

/** Opcode → the kind of its immediate in the low 8 bits ({@link Immediate}), facts above ({@link Fact}). */
export type OpcodeTable = Uint32Array;

export const OPCODES: OpcodeTable = opcodeTable(0xff, [
  [0x00, 0x01, "none"], // unreachable, nop
  [0x02, 0x04, "block"], // block, loop, if
  [0x05, 0x05, "none"], // else
  [0x06, 0x06, "block", Fact.exceptions], // try (legacy)
  [0x07, 0x09, "u32", Fact.exceptions], // catch (legacy), throw, rethrow (legacy)
  [0x0a, 0x0a, "none", Fact.exceptions], // throw_ref
  [0x0b, 0x0b, "none"], // end
  [0x0c, 0x0d, "u32"], // br, br_if
  [0x0e, 0x0e, "labels"], // br_table
  [0x0f, 0x0f, "none"], // return
  [0x10, 0x10, "functionIndex"], // call
  [0x11, 0x11, "typeIndexAndU32"], // call_indirect
  [0x12, 0x12, "functionIndex", Fact.tailCalls], // return_call
  [0x13, 0x13, "typeIndexAndU32", Fact.tailCalls], // return_call_indirect
  [0x14, 0x14, "typeIndex", Fact.typedReferences], // call_ref
  [0x15, 0x15, "typeIndex", Fact.tailCalls | Fact.typedReferences], // return_call_ref
  [0x18, 0x18, "u32", Fact.exceptions], // delegate (legacy)
  [0x19, 0x19, "none", Fact.exceptions], // catch_all (legacy)
  [0x1a, 0x1b, "none"], // drop, select
  [0x1c, 0x1c, "selectTypes", Fact.referenceTypes], // select with types
  [0x1f, 0x1f, "tryTable", Fact.exceptions],
  [0x20, 0x22, "u32"], // local.get … local.tee
  [0x23, 0x24, "globalIndex"], // global.get, global.set
  [0x25, 0x25, "u32", Fact.referenceTypes], // table.get
  [0x26, 0x26, "u32", Fact.referenceTypes | Fact.mutatesTables], // table.set
  [0x28, 0x3e, "memoryArgument"], // loads and stores
  [0x3f, 0x3f, "u32", Fact.supervised], // memory.size
  [0x40, 0x40, "u32", Fact.memoryGrows | Fact.supervised], // memory.grow
  [0x41, 0x41, "s32"],
  [0x42, 0x42, "s64"],
  [0x43, 0x43, "fourBytes"], // f32.const
  [0x44, 0x44, "eightBytes"], // f64.const
  [0x45, 0xbf, "none"], // comparisons, arithmetic, conversions
  [0xc0, 0xc4, "none", Fact.signExtension],
  [0xd0, 0xd0, "heapType", Fact.referenceTypes], // ref.null
  [0xd1, 0xd1, "none", Fact.referenceTypes], // ref.is_null
  [0xd2, 0xd2, "functionIndex", Fact.referenceTypes], // ref.func
  [0xd3, 0xd3, "none", Fact.gc], // ref.eq
  [0xd4, 0xd4, "none", Fact.typedReferences], // ref.as_non_null
  [0xd5, 0xd6, "u32", Fact.typedReferences], // br_on_null, br_on_non_null
  [0xfb, 0xfe, "opcode"],
]);

const GC_OPCODES = opcodeTable(0x1e, [
  [0x00, 0x01, "typeIndex", Fact.gc], // struct.new, struct.new_default
  [0x02, 0x05, "typeIndexAndU32", Fact.gc], // struct.get … struct.set
  [0x06, 0x07, "typeIndex", Fact.gc], // array.new, array.new_default
  [0x08, 0x0a, "typeIndexAndU32", Fact.gc], // array.new_fixed, array.new_data, array.new_elem
  [0x0b, 0x0e, "typeIndex", Fact.gc], // array.get … array.set
  [0x0f, 0x0f, "none", Fact.gc], // array.len
  [0x10, 0x10, "typeIndex", Fact.gc], // array.fill
  [0x11, 0x11, "twoTypeIndices", Fact.gc], // array.copy
  [0x12, 0x13, "typeIndexAndU32", Fact.gc], // array.init_data, array.init_elem
  [0x14, 0x17, "heapType", Fact.gc], // ref.test, ref.cast
  [0x18, 0x19, "castBranch", Fact.gc], // br_on_cast, br_on_cast_fail
  [0x1a, 0x1e, "none", Fact.gc], // any.convert_extern … i31.get_u
]);

const NUMERIC_AND_BULK_OPCODES = opcodeTable(0x11, [
  [0x00, 0x07, "none", Fact.saturatingConversions],
  [0x08, 0x08, "twoU32", Fact.bulkMemory | Fact.supervised], // memory.init
  [0x09, 0x09, "u32", Fact.bulkMemory | Fact.dropsSegments], // data.drop
  [0x0a, 0x0a, "twoU32", Fact.bulkMemory | Fact.supervised], // memory.copy
  [0x0b, 0x0b, "u32", Fact.bulkMemory | Fact.supervised], // memory.fill
  [0x0c, 0x0c, "twoU32", Fact.bulkMemory | Fact.mutatesTables | Fact.supervised], // table.init
  [0x0d, 0x0d, "u32", Fact.bulkMemory | Fact.dropsSegments], // elem.drop
  [0x0e, 0x0e, "twoU32", Fact.bulkMemory | Fact.mutatesTables | Fact.supervised], // table.copy
  [0x0f, 0x0f, "u32", Fact.referenceTypes | Fact.mutatesTables | Fact.supervised], // table.grow
  [0x10, 0x10, "u32", Fact.referenceTypes], // table.size
  [0x11, 0x11, "u32", Fact.referenceTypes | Fact.mutatesTables | Fact.supervised], // table.fill
]);

const SIMD_OPCODES = opcodeTable(0x113, [
  [0x00, 0x0b, "memoryArgument", Fact.simd], // loads and v128.store
  [0x0c, 0x0d, "sixteenBytes", Fact.simd], // v128.const, i8x16.shuffle
  [0x0e, 0x14, "none", Fact.simd], // i8x16.swizzle, splats
  [0x15, 0x22, "oneByte", Fact.simd], // lanes: extract, replace
  [0x23, 0x53, "none", Fact.simd], // comparisons, bitwise operations
  [0x54, 0x5b, "memoryArgumentAndLane", Fact.simd], // loads and stores of a lane
  [0x5c, 0x5d, "memoryArgument", Fact.simd], // v128.load32_zero, v128.load64_zero
  [0x5e, 0x99, "none", Fact.simd], // arithmetic, with the gaps the spec leaves
  [0x9b, 0xa1, "none", Fact.simd],
  [0xa3, 0xa4, "none", Fact.simd],
  [0xa7, 0xae, "none", Fact.simd],
  [0xb1, 0xb1, "none", Fact.simd],
  [0xb5, 0xba, "none", Fact.simd],
  [0xbc, 0xc1, "none", Fact.simd],
  [0xc3, 0xc4, "none", Fact.simd],
  [0xc7, 0xce, "none", Fact.simd],
  [0xd1, 0xd1, "none", Fact.simd],
  [0xd5, 0xe1, "none", Fact.simd],
  [0xe3, 0xed, "none", Fact.simd],
  [0xef, 0xff, "none", Fact.simd],
  [0x100, 0x113, "none", Fact.simd | Fact.relaxedSimd],
]);

const ATOMIC_OPCODES = opcodeTable(0x4e, [
  [0x00, 0x02, "memoryArgument", Fact.atomics], // notify, wait
  [0x03, 0x03, "oneByte", Fact.atomics], // atomic.fence
  [0x10, 0x4e, "memoryArgument", Fact.atomics], // loads, stores, read-modify-writes
]);

/** The tables of opcodes that start with the bytes 0xfb to 0xfe, in that order. */
export const PREFIXED_OPCODES: readonly OpcodeTable[] = [
  GC_OPCODES,
  NUMERIC_AND_BULK_OPCODES,
  SIMD_OPCODES,
  ATOMIC_OPCODES,
];

export const FIRST_PREFIX = 0xfb;
export const END = 0x0b;

export function immediateOf(entry: number): number {
  return entry & IMMEDIATE_MASK;
}

/** Opcodes outside every range stay `Immediate.unknown`. */
function opcodeTable(last: number, ranges: readonly OpcodeRange[]): OpcodeTable {
  const table = new Uint32Array(last + 1);
  for (const [from, to, immediate, facts = 0] of ranges)
    table.fill(Immediate[immediate] | facts, from, to + 1);
  return table;
}
