import { addReferences, ByteReader, type References } from "./byte-reader.ts";
import { readInstructions, type BodyCounts } from "./instructions.ts";
import { ModuleFormatError } from "./module-format-error.ts";
import type { ModuleShape } from "./module-shape.ts";
import { Fact } from "./opcodes.ts";
import { SectionId, sectionReader } from "./sections.ts";
import { readValueType, type ValueType } from "./value-types.ts";

/**
 * What an instance of a module can change while it runs, and the features it is built with.
 *
 * The contents of memories and the values of mutable globals can always change. Copying those back restores an
 * instance, as long as none of `mutatesTables`, `dropsSegments`, `usesGc`, `usesSharedMemory` and
 * `hasUnreadableGlobals` is true, no memory did grow, and nothing mutable is imported.
 */
export interface StateAnalysis {
  /** Has `memory.grow`: a memory may be larger after a call. */
  readonly memoryGrows: boolean;
  /** Writes to a table, or a table is imported or exported, so that others may write to it. */
  readonly mutatesTables: boolean;
  /** Has `data.drop` or `elem.drop`: a segment may be gone after a call. */
  readonly dropsSegments: boolean;
  /** Has a mutable global of a type that JavaScript cannot read: `v128` or an exception reference. */
  readonly hasUnreadableGlobals: boolean;
  readonly usesAtomics: boolean;
  readonly usesBulkMemory: boolean;
  readonly usesExceptions: boolean;
  /** Has struct or array types, whose objects have state of their own, or instructions of the GC extension. */
  readonly usesGc: boolean;
  readonly usesMemory64: boolean;
  readonly usesMultiMemory: boolean;
  readonly usesRelaxedSimd: boolean;
  readonly usesSharedMemory: boolean;
  readonly usesSimd: boolean;
  readonly usesTailCalls: boolean;
  /** Bits of `Fact`, of declarations and code together. */
  readonly facts: number;
  readonly code: CodeCounts;
  /** Where in the binary the instructions are that `superviseModule` replaces, in ascending order. */
  readonly sites: readonly number[];
}

/** How large a module's functions are: what compiling them takes grows with it. */
export interface CodeCounts extends Readonly<BodyCounts> {
  /** Bytes of the largest function body. */
  readonly largestBody: number;
  /** Locals of the function that has most, and of all functions. */
  readonly mostLocals: number;
  readonly locals: number;
}

const UNREADABLE_TYPES: ReadonlySet<ValueType> = new Set([
  "v128",
  "exnref",
  "nullexnref",
  "(ref exn)",
  "(ref noexn)",
]);

/**
 * Walks every function body and reports what the instructions can do, reachable or not.
 *
 * @param bytes the binary that `shape` was read from
 * @throws ModuleFormatError for an unknown instruction, a malformed one, or one that refers to what is not there
 */
export function analyseState(bytes: Uint8Array, shape: ModuleShape): StateAnalysis {
  const { facts, sites, references, ...code } = readCode(bytes, shape);
  checkReferences(references, shape, bytes.length);
  const has = (fact: number): boolean => (facts & fact) !== 0;
  return {
    memoryGrows: has(Fact.memoryGrows),
    mutatesTables: has(Fact.mutatesTables) || sharesTables(shape),
    dropsSegments: has(Fact.dropsSegments),
    hasUnreadableGlobals: shape.globals.some(({ mutable, type }) => mutable && UNREADABLE_TYPES.has(type)),
    usesAtomics: has(Fact.atomics),
    usesBulkMemory: has(Fact.bulkMemory),
    usesExceptions: has(Fact.exceptions) || shape.tags.length > 0,
    usesGc: has(Fact.gc) || shape.types.some(({ kind }) => kind !== "function"),
    usesMemory64: [...shape.memories, ...shape.tables].some(({ address }) => address === "i64"),
    usesMultiMemory: shape.memories.length > 1,
    usesRelaxedSimd: has(Fact.relaxedSimd),
    usesSharedMemory: shape.memories.some(({ shared }) => shared),
    usesSimd: has(Fact.simd),
    usesTailCalls: has(Fact.tailCalls),
    facts,
    code,
    sites,
  };
}

function sharesTables(shape: ModuleShape): boolean {
  return shape.tables.some(({ imported }) => imported) || shape.exports.some(({ kind }) => kind === "table");
}

/** Walks the code section (https://webassembly.github.io/spec/core/binary/modules.html#code-section). */
function readCode(
  bytes: Uint8Array,
  shape: ModuleShape,
): CodeCounts & Pick<StateAnalysis, "facts" | "sites"> & Pick<ModuleShape, "references"> {
  const references = { ...shape.references };
  const sites: number[] = [];
  const counts = { largestBody: 0, mostLocals: 0, locals: 0, nesting: 0, labels: 0 };
  const section = shape.sections.find(({ id }) => id === SectionId.code);
  let { facts } = shape;
  if (section === undefined) return { facts, sites, references, ...counts };
  const reader = sectionReader(bytes, section);
  for (let body = reader.count("function bodies"); body > 0; body -= 1) {
    const size = reader.u32();
    const start = reader.offset;
    reader.skip(size);
    const bodyReader = new ByteReader(bytes, "a function body", start, reader.offset);
    const locals = countLocals(bodyReader);
    counts.largestBody = Math.max(counts.largestBody, size);
    counts.mostLocals = Math.max(counts.mostLocals, locals);
    counts.locals += locals;
    facts |= readInstructions(bodyReader, counts, sites) | bodyReader.facts;
    addReferences(references, bodyReader.references);
  }
  reader.expectEnd();
  return { facts, sites, references, ...counts };
}

/** The compiler cannot see this: to it, what the host adds is there. */
function checkReferences(
  references: Readonly<References>,
  { functions, globals, types }: ModuleShape,
  end: number,
): void {
  const counts = {
    function: functions.imported + functions.defined,
    global: globals.length,
    type: types.length,
  };
  for (const kind of ["function", "global", "type"] as const) {
    if (references[kind] < counts[kind]) continue;
    throw new ModuleFormatError("malformed", `${kind} ${references[kind]} does not exist`, end);
  }
}

function countLocals(reader: ByteReader): number {
  let locals = 0;
  for (let group = reader.count("groups of locals"); group > 0; group -= 1) {
    locals += reader.u32();
    readValueType(reader);
  }
  return locals;
}
