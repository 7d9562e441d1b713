import { concatenate, section as encodeSection, signedLeb128, unsignedLeb128 } from "./binary-writer.ts";
import type { ByteReader } from "./byte-reader.ts";
import {
  bulk,
  memoryCopy,
  memoryFill,
  memoryGrow,
  wrapped,
  type HelperFunction,
} from "./helper-functions.ts";
import { EXTERNAL_KINDS } from "./import-section.ts";
import type { ModuleShape } from "./module-shape.ts";
import { RESERVED_EXPORT_PREFIX } from "./rewrite.ts";
import { shortCopy } from "./short-copy.ts";
import { shortFill } from "./short-fill.ts";
import { comesBefore, readSections, type Section, SectionId, sectionReader } from "./sections.ts";

/** The name of the global that holds the size, in pages, that the plugin knows its memory to have. */
export const PAGES_EXPORT: string = `${RESERVED_EXPORT_PREFIX}pages`;

export interface SupervisionOptions {
  /** As for `rewriteModule`. */
  readonly maxMemoryPages: number;
  /**
   * Whether the size of the memory is kept in a global, so that a memory that grew can be given to the next call as if it
   * had not. Only for a module whose memory no other module can grow.
   */
  readonly ownPages: boolean;
}

const MEMORY_SIZE = 0x3f;
const MEMORY_GROW = 0x40;
const CALL = 0x10;
const GLOBAL_GET = 0x23;
const I32 = 0x7f;
const MUTABLE = 1;
const addressablePages = 65_536;
const REFERENCE_TYPES: Readonly<Record<string, number>> = { funcref: 0x70, externref: 0x6f };

/**
 * Puts functions in the place of the instructions that work on ranges of memory or tables, at `sites`. V8 looks for a
 * request to stop when a function is entered, and in loops only once so many bytes of code were run: without this, a loop
 * of large `memory.fill`s goes on for many seconds after its thread was told to end.
 *
 * Where `ownPages` holds, the plugin's own size of its memory becomes the global {@link PAGES_EXPORT}.
 *
 * Instructions on 64-bit memories, on memories that are not there and on tables of other than plain references stay as they are.
 *
 * @param binary what `rewriteModule` made of the module that `shape` and `sites` were read from, with its state exported
 * @param sites offsets in the original
 */
export function superviseModule(
  original: Uint8Array,
  binary: Uint8Array<ArrayBuffer>,
  shape: ModuleShape,
  sites: readonly number[],
  { maxMemoryPages, ownPages }: SupervisionOptions,
): Uint8Array<ArrayBuffer> {
  if (sites.length === 0) return binary;
  const helpers = new Helpers(shape);
  const [memory] = shape.memories;
  const isPlain = memory !== undefined && memory.address === "i32" && !memory.shared;
  const pages = ownPages && isPlain && !memory.imported ? shape.globals.length : undefined;
  const maxPages = Math.min(memory?.maximum ?? maxMemoryPages, maxMemoryPages);
  const code = shape.sections.find(({ id }) => id === SectionId.code)!;

  const replaced = replaceSites(original, code, sites, (reader) => {
    const opcode = reader.byte();
    if (opcode === MEMORY_SIZE || opcode === MEMORY_GROW) {
      const index = reader.u32();
      if (index !== 0 || pages === undefined) return undefined;
      if (opcode === MEMORY_SIZE) return Uint8Array.from([GLOBAL_GET, ...unsignedLeb128(pages)]);
      return helpers.call("memory.grow", () => memoryGrow(pages, maxPages));
    }
    return replaceBulk(reader, shape, helpers, isPlain ? maxPages : undefined);
  });

  const sections = new Map<number, readonly Uint8Array[]>([
    [SectionId.type, helpers.types],
    [SectionId.function, helpers.functions],
    [SectionId.global, pages === undefined ? [] : [pagesGlobal(memory!.minimum)]],
    [SectionId.export, pages === undefined ? [] : [pagesExport(pages)]],
  ]);
  return assemble(
    binary,
    sections,
    encodeSection(SectionId.code, [
      unsignedLeb128(shape.functions.defined + helpers.bodies.length),
      ...replaced,
      ...helpers.bodies,
    ]),
  );
}

/** The helper functions a module needs, each once. */
class Helpers {
  readonly types: Uint8Array[] = [];
  readonly functions: Uint8Array[] = [];
  readonly bodies: Uint8Array[] = [];
  readonly #shape: ModuleShape;
  readonly #calls = new Map<string, Uint8Array>();

  constructor(shape: ModuleShape) {
    this.#shape = shape;
  }

  /** The instruction that calls the helper of this name, which is made when it is not there yet. */
  call(name: string, make: () => HelperFunction): Uint8Array {
    let call = this.#calls.get(name);
    if (call === undefined) {
      const { imported, defined } = this.#shape.functions;
      const index = imported + defined + this.functions.length;
      const { parameters, results, body } = make();
      this.functions.push(unsignedLeb128(this.#shape.types.length + this.types.length));
      this.types.push(Uint8Array.from([0x60, parameters.length, ...parameters, results.length, ...results]));
      const instructions = body(index);
      this.bodies.push(concatenate([unsignedLeb128(instructions.length), instructions]));
      call = Uint8Array.from([CALL, ...unsignedLeb128(index)]);
      this.#calls.set(name, call);
    }
    return call;
  }
}

/**
 * The call that takes the place of a bulk instruction, or `undefined` when it has to stay.
 *
 * @param maxPages of the memory, if it is plain
 */
function replaceBulk(
  reader: ByteReader,
  { tables }: ModuleShape,
  helpers: Helpers,
  maxPages: number | undefined,
): Uint8Array | undefined {
  const isPlain = maxPages !== undefined;
  const opcode = reader.u32();
  const first = reader.u32();
  const hasTwo = opcode !== bulk.memoryFill && opcode !== bulk.tableGrow && opcode !== bulk.tableFill;
  const second = hasTwo ? reader.u32() : 0;
  const tableOf = (index: number): number | undefined => {
    const table = tables[index];
    return table?.address === "i32" ? REFERENCE_TYPES[table.element] : undefined;
  };
  const plain = [I32, I32, I32];
  switch (opcode) {
    case bulk.memoryFill:
      return isPlain && first === 0 ? rangeCall(helpers, "memory.fill", maxPages) : undefined;
    case bulk.memoryCopy:
      if (!isPlain || first !== 0 || second !== 0) return undefined;
      return rangeCall(helpers, "memory.copy", maxPages);
    case bulk.memoryInit:
      if (!isPlain) return undefined;
      return helpers.call(`memory.init ${first}`, () => wrapped(opcode, [first, second]));
    case bulk.tableInit:
      if (tableOf(second) === undefined) return undefined;
      return helpers.call(`table.init ${first} ${second}`, () => wrapped(opcode, [first, second]));
    case bulk.tableCopy:
      if (tableOf(first) === undefined || tableOf(second) === undefined) return undefined;
      return helpers.call(`table.copy ${first} ${second}`, () => wrapped(opcode, [first, second], plain));
    case bulk.tableGrow: {
      const element = tableOf(first);
      if (element === undefined) return undefined;
      return helpers.call(`table.grow ${first}`, () => wrapped(opcode, [first], [element, I32], [I32]));
    }
    case bulk.tableFill: {
      const element = tableOf(first);
      if (element === undefined) return undefined;
      return helpers.call(`table.fill ${first}`, () => wrapped(opcode, [first], [I32, element, I32]));
    }
    default:
      throw reader.error("an instruction without a helper");
  }
}

/** Those that are often short: the helper for any length, and the one for short lengths that calls it. */
const rangeHelpers = {
  "memory.copy": { long: memoryCopy, short: shortCopy },
  "memory.fill": { long: memoryFill, short: shortFill },
};

function rangeCall(helpers: Helpers, name: keyof typeof rangeHelpers, maxPages: number): Uint8Array {
  const { long, short } = rangeHelpers[name];
  const callLong = helpers.call(name, () => long);
  return maxPages < addressablePages ? helpers.call(`${name} short`, () => short(callLong)) : callLong;
}

/** The function bodies, with their sizes, and with other instructions at the sites. */
function replaceSites(
  bytes: Uint8Array,
  section: Section,
  sites: readonly number[],
  replace: (reader: ByteReader) => Uint8Array | undefined,
): Uint8Array[] {
  const reader = sectionReader(bytes, section);
  const at = sectionReader(bytes, section);
  const bodies = reader.count("function bodies");
  const parts: Uint8Array[] = [];
  let copied = reader.offset;
  let site = 0;
  for (let body = 0; body < bodies && site < sites.length; body++) {
    const before = reader.offset;
    const size = reader.u32();
    const start = reader.offset;
    reader.skip(size);
    if (sites[site]! >= reader.offset) continue;
    const changed: Uint8Array[] = [];
    let from = start;
    for (; site < sites.length && sites[site]! < reader.offset; site++) {
      at.offset = sites[site]!;
      const instead = replace(at);
      if (instead === undefined) continue;
      changed.push(bytes.subarray(from, sites[site]!), instead);
      from = at.offset;
    }
    changed.push(bytes.subarray(from, reader.offset));
    const length = changed.reduce((sum, part) => sum + part.length, 0);
    parts.push(bytes.subarray(copied, before), unsignedLeb128(length), ...changed);
    copied = reader.offset;
  }
  return [...parts, bytes.subarray(copied, section.end)];
}

/** The module with more entries in these sections, and with this code section. */
function assemble(
  binary: Uint8Array,
  added: ReadonlyMap<number, readonly Uint8Array[]>,
  code: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const sections = readSections(binary);
  const parts: { readonly id: number; readonly bytes: readonly Uint8Array[] }[] = sections.map((section) => {
    const { id } = section;
    if (id === SectionId.code) return { id, bytes: code };
    const more = added.get(id) ?? [];
    if (more.length === 0) return { id, bytes: [binary.subarray(section.start, section.end)] };
    const reader = sectionReader(binary, section);
    const count = unsignedLeb128(reader.count("entries") + more.length);
    return { id, bytes: encodeSection(id, [count, binary.subarray(reader.offset, section.end), ...more]) };
  });
  // A module may have no global of its own; all the other sections are there.
  const globals = added.get(SectionId.global) ?? [];
  if (globals.length > 0 && !sections.some(({ id }) => id === SectionId.global)) {
    const previous = sections.findLastIndex((section) => comesBefore(section, SectionId.global));
    const bytes = encodeSection(SectionId.global, [unsignedLeb128(globals.length), ...globals]);
    parts.splice(previous + 1, 0, { id: SectionId.global, bytes });
  }
  return concatenate([binary.subarray(0, 8), ...parts.flatMap(({ bytes }) => bytes)]);
}

function pagesGlobal(initial: number): Uint8Array {
  return Uint8Array.from([I32, MUTABLE, 0x41, ...signedLeb128(initial | 0), 0x0b]);
}

function pagesExport(index: number): Uint8Array {
  const name = new TextEncoder().encode(PAGES_EXPORT);
  const kind = EXTERNAL_KINDS.indexOf("global");
  return Uint8Array.from([...unsignedLeb128(name.length), ...name, kind, ...unsignedLeb128(index)]);
}
