import type { ByteReader } from "./byte-reader.ts";
import { END, Fact, FIRST_PREFIX, Immediate, immediateOf, OPCODES, PREFIXED_OPCODES } from "./opcodes.ts";
import {
  FIRST_NUMBER_TYPE,
  hex,
  LAST_NUMBER_TYPE,
  NO_RESULT,
  readHeapType,
  readValueType,
  skipBlockType,
} from "./value-types.ts";

/** The bit of a memory argument's alignment that says a memory index follows. */
const HAS_MEMORY_INDEX = 0x40;

/** Closes a `try` as `end` does. */
const DELEGATE = 0x18;
const BR_TABLE = 0x0e;

/** What makes a function costly to compile, besides its length. */
export interface BodyCounts {
  /** Blocks within blocks. */
  nesting: number;
  /** Labels of all `br_table`s. */
  labels: number;
}

/** Where a walk through a function's body is. */
interface Walk {
  /** Blocks that are open. */
  depth: number;
  /** The most there were. */
  nesting: number;
}

/**
 * Walks the instructions from the reader's position to its end.
 *
 * @param counts raised to what is found
 * @param sites gets the offsets of the instructions that are {@link Fact}`.supervised`
 * @returns the {@link Fact} bits of all of them
 */
export function readInstructions(reader: ByteReader, counts: BodyCounts, sites: number[] = []): number {
  const { bytes, end } = reader;
  const walk: Walk = { depth: 0, nesting: counts.nesting };
  let facts = 0;
  let last = reader.offset;
  for (passPlainOnes(reader, walk); reader.offset < end; passPlainOnes(reader, walk)) {
    last = reader.offset;
    const opcode = bytes[last]!;
    const entry = readInstruction(reader);
    const immediate = immediateOf(entry);
    facts |= entry;
    if ((entry & Fact.supervised) !== 0) sites.push(last);
    if (opcode === END || opcode === DELEGATE) walk.depth -= 1;
    else if (immediate === Immediate.block || immediate === Immediate.tryTable) {
      walk.depth += 1;
      if (walk.depth > walk.nesting) walk.nesting = walk.depth;
    } else if (opcode === BR_TABLE) counts.labels += reader.offset - last;
  }
  if (bytes[last] !== END || last === end) throw reader.error("does not finish with `end`", last);
  counts.nesting = walk.nesting;
  return facts;
}

const { none, u32, s32, s64, memoryArgument, block, functionIndex, globalIndex } = Immediate;

/** As many bytes as a plain instruction has. */
const mostPlainBytes = 5;

/**
 * Passes over the instructions that nearly all code is made of: short, and with nothing to note. It calls nothing, as a module
 * is mostly read before this is compiled, and stops before the last instruction.
 */
function passPlainOnes(reader: ByteReader, walk: Walk): void {
  const { bytes, references } = reader;
  const end = reader.end - mostPlainBytes;
  let { offset } = reader;
  let { depth, nesting } = walk;
  while (offset < end) {
    const opcode = bytes[offset]!;
    // Without a fact an entry is its immediate alone.
    const entry = OPCODES[opcode]!;
    const next = bytes[offset + 1]!;
    if (entry === u32) {
      if (next >= 0x80) break;
      offset += 2;
    } else if (entry === none) {
      if (opcode === END) depth -= 1;
      offset += 1;
    } else if (entry === s32 || entry === s64) {
      if (next < 0x80) offset += 2;
      else if (bytes[offset + 2]! < 0x80) offset += 3;
      else if (bytes[offset + 3]! < 0x80) offset += 4;
      else if (bytes[offset + 4]! < 0x80) offset += 5;
      else break;
    } else if (entry === memoryArgument) {
      if (next >= HAS_MEMORY_INDEX) break;
      if (bytes[offset + 2]! < 0x80) offset += 3;
      else if (bytes[offset + 3]! < 0x80) offset += 4;
      else break;
    } else if (entry === block) {
      if (next !== NO_RESULT && (next < FIRST_NUMBER_TYPE || next > LAST_NUMBER_TYPE)) break;
      depth += 1;
      if (depth > nesting) nesting = depth;
      offset += 2;
    } else if (entry === functionIndex) {
      let index = next;
      if (next >= 0x80) {
        const high = bytes[offset + 2]!;
        if (high >= 0x80) break;
        index = (next & 0x7f) | (high << 7);
        offset += 1;
      }
      if (index > references.function) references.function = index;
      offset += 2;
    } else if (entry === globalIndex) {
      if (next >= 0x80) break;
      if (next > references.global) references.global = next;
      offset += 2;
    } else break;
  }
  reader.offset = offset;
  walk.depth = depth;
  walk.nesting = nesting;
}

/**
 * Skips the expression that initialises a global, a table or a segment. It has no nested blocks, so its first
 * `end` is its last. Whether its instructions are constant is left to the compiler.
 */
export function skipConstantExpression(reader: ByteReader): void {
  for (;;) {
    const start = reader.offset;
    const opcode = reader.bytes[start];
    const immediate = immediateOf(readInstruction(reader));
    if (opcode === END) return;
    if (opcode !== undefined && isArithmetic(opcode)) reader.facts |= Fact.extendedConstants;
    if (immediate === Immediate.block || immediate === Immediate.tryTable) {
      throw reader.error("a block in a constant expression", start);
    }
  }
}

/** Additions, subtractions and multiplications of integers: what extended constant expressions add. */
function isArithmetic(opcode: number): boolean {
  return (opcode >= 0x6a && opcode <= 0x6c) || (opcode >= 0x7c && opcode <= 0x7e);
}

/** Reads one instruction, wherever it may stand, and returns its entry in the opcode tables. */
export function readInstruction(reader: ByteReader): number {
  const start = reader.offset;
  const opcode = reader.byte();
  let entry = OPCODES[opcode] ?? Immediate.unknown;
  if (immediateOf(entry) === Immediate.opcode) {
    const suffix = reader.u32();
    entry = PREFIXED_OPCODES[opcode - FIRST_PREFIX]?.[suffix] ?? Immediate.unknown;
    if (entry === Immediate.unknown) throw unknownOpcode(reader, start, `${hex(opcode)} ${hex(suffix)}`);
  }
  if (entry === Immediate.unknown) throw unknownOpcode(reader, start, hex(opcode));
  skipImmediate(reader, immediateOf(entry));
  return entry;
}

function skipImmediate(reader: ByteReader, kind: number): void {
  switch (kind) {
    case Immediate.none:
      return;
    case Immediate.u32:
      reader.u32();
      return;
    case Immediate.functionIndex:
      reader.reference("function");
      return;
    case Immediate.globalIndex:
      reader.reference("global");
      return;
    case Immediate.typeIndex:
      reader.reference("type");
      return;
    case Immediate.typeIndexAndU32:
      reader.reference("type");
      reader.u32();
      return;
    case Immediate.twoTypeIndices:
      reader.reference("type");
      reader.reference("type");
      return;
    case Immediate.twoU32:
      reader.u32();
      reader.u32();
      return;
    case Immediate.memoryArgument:
      skipMemoryArgument(reader);
      return;
    case Immediate.s32:
      reader.skipS32();
      return;
    case Immediate.s64:
      reader.skipS64();
      return;
    case Immediate.block:
      skipBlockType(reader);
      return;
    case Immediate.labels:
      for (let label = reader.count("labels"); label >= 0; label -= 1) reader.u32();
      return;
    case Immediate.selectTypes:
      skipSelectTypes(reader);
      return;
    case Immediate.tryTable:
      skipBlockType(reader);
      for (let clause = reader.count("catch clauses"); clause > 0; clause -= 1) skipCatchClause(reader);
      return;
    case Immediate.heapType:
      readHeapType(reader);
      return;
    case Immediate.castBranch:
      reader.skip(1);
      reader.u32();
      readHeapType(reader);
      readHeapType(reader);
      return;
    case Immediate.oneByte:
      reader.skip(1);
      return;
    case Immediate.fourBytes:
      reader.skip(4);
      return;
    case Immediate.eightBytes:
      reader.skip(8);
      return;
    case Immediate.sixteenBytes:
      reader.skip(16);
      return;
    case Immediate.memoryArgumentAndLane:
      skipMemoryArgument(reader);
      reader.skip(1);
      return;
    default:
      throw reader.error("an immediate without a reader");
  }
}

function skipMemoryArgument(reader: ByteReader): void {
  const alignment = reader.u32();
  if (alignment >= 2 * HAS_MEMORY_INDEX) throw reader.error("a memory argument has unknown flags");
  if (alignment >= HAS_MEMORY_INDEX) {
    reader.facts |= Fact.multiMemory;
    reader.u32();
  }
  reader.skipU64();
}

/**
 * The type of a `select`: a list for which validation allows one entry only. It has to be refused here, not left to
 * the compiler: V8 looks at the low byte of the count alone, so it would take part of a longer list for instructions.
 */
function skipSelectTypes(reader: ByteReader): void {
  const start = reader.offset;
  if (reader.u32() !== 1) throw reader.error("a `select` of more or less than one type", start);
  readValueType(reader);
}

/** `catch` and `catch_ref` name a tag and a label, `catch_all` and `catch_all_ref` a label. */
function skipCatchClause(reader: ByteReader): void {
  const kind = reader.byte();
  if (kind > 3) throw reader.error(`unknown catch clause ${hex(kind)}`, reader.offset - 1, "unsupported");
  if (kind < 2) reader.u32();
  reader.u32();
}

function unknownOpcode(reader: ByteReader, offset: number, opcode: string): Error {
  return reader.error(`unknown opcode ${opcode}`, offset, "unsupported");
}
