import type { ByteReader } from "./byte-reader.ts";
import { END, Fact, FIRST_PREFIX, Immediate, immediateOf, OPCODES, PREFIXED_OPCODES } from "./opcodes.ts";
import { hex, readHeapType, readValueType, skipBlockType } from "./value-types.ts";

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

/**
 * Walks the instructions from the reader's position to its end.
 *
 * @param counts raised to what is found
 * @param sites gets the offsets of the instructions that are {@link Fact}`.supervised`
 * @returns the {@link Fact} bits of all of them
 */
export function readInstructions(reader: ByteReader, counts: BodyCounts, sites: number[] = []): number {
  const { bytes, end } = reader;
  let facts = 0;
  let depth = 0;
  let last = reader.offset;
  for (let offset = last; offset < end; offset = reader.offset) {
    last = offset;
    const opcode = bytes[offset]!;
    const entry = OPCODES[opcode]!;
    const immediate = immediateOf(entry);
    const length = shortLength(reader, offset, immediate);
    const found = length > 0 ? entry : readInstruction(reader);
    facts |= found;
    if ((found & Fact.supervised) !== 0) sites.push(offset);
    reader.offset += length;
    if (opcode === END || opcode === DELEGATE) depth -= 1;
    else if (immediate === Immediate.block || immediate === Immediate.tryTable) {
      depth += 1;
      if (depth > counts.nesting) counts.nesting = depth;
    } else if (opcode === BR_TABLE) counts.labels += reader.offset - offset;
  }
  if (bytes[last] !== END || last === end) throw reader.error("does not finish with `end`", last);
  return facts;
}

/**
 * The length of an instruction without an immediate, or with a common one of a byte or two, whose reference it notes; 0 for
 * others. Nearly all instructions are that short, and passing over them here makes the walk markedly faster.
 */
function shortLength(reader: ByteReader, offset: number, immediate: number): number {
  if (immediate === Immediate.none) return 1;
  const { bytes, end, references } = reader;
  if (offset + 2 >= end) return 0;
  const next = bytes[offset + 1]!;
  if (immediate === Immediate.memoryArgument)
    return next < HAS_MEMORY_INDEX && bytes[offset + 2]! < 0x80 ? 3 : 0;
  if (next >= 0x80) return 0;
  switch (immediate) {
    case Immediate.functionIndex:
      if (next > references.function) references.function = next;
      return 2;
    case Immediate.globalIndex:
      if (next > references.global) references.global = next;
      return 2;
    case Immediate.u32:
    case Immediate.s32:
      return 2;
    default:
      return 0;
  }
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
