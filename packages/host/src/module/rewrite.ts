import { concatenate, section as encodeSection, unsignedLeb128 } from "./binary-writer.ts";
import { type Limits, LimitsFlag } from "./entity-types.ts";
import { EXTERNAL_KINDS } from "./import-section.ts";
import { ModuleFormatError } from "./module-format-error.ts";
import type { ModuleShape } from "./module-shape.ts";
import { shareOut } from "./share-out.ts";
import { comesBefore, type Section, SectionId, sectionReader } from "./sections.ts";

/** What all exports that {@link rewriteModule} adds start with. A module of its own accord must not use it. */
export const RESERVED_EXPORT_PREFIX = "vial:";

export interface RewriteOptions {
  /** Upper limit of each memory in 64 KiB pages: 0 to 65,536. */
  readonly maxMemoryPages: number;
  /** Upper limit of all tables together, in elements: 0 to 10,000,000. */
  readonly maxTableElements: number;
  /** Whether the names of functions, and all other custom sections, stay: text of the author's that shows in stacks. */
  readonly keepNames: boolean;
  /** Whether to export each memory as `vial:memory:<index>` and each mutable global as `vial:global:<index>`. */
  readonly exportState: boolean;
}

type DefinableLimits = Limits & { readonly imported: boolean };

const utf8 = new TextEncoder();

const PREAMBLE_BYTES = 8;
const MAX_MEMORY_PAGES = 65_536;
const MAX_TABLE_ELEMENTS = 10_000_000;

/**
 * Writes limits into a module: every memory that it defines gets a maximum no higher than the given one, and its tables
 * get maxima that add up to no more than the given one. With `exportState` it also exports the state it defines. Imports, and every other section, stay as they are, so
 * offsets within the code section (debug information) stay valid; custom sections stay only with `keepNames`.
 *
 * @param bytes the binary that `shape` was read from; it is not changed
 * @returns a new binary
 * @throws ModuleFormatError kind `limit` if a memory starts out larger than its limit, or the tables than theirs, kind
 *   `reserved-name` if an export's name starts with `vial:`
 * @throws RangeError if a limit is not a whole number in its range
 */
export function rewriteModule(
  bytes: Uint8Array,
  shape: ModuleShape,
  options: RewriteOptions,
): Uint8Array<ArrayBuffer> {
  const { maxMemoryPages, maxTableElements, keepNames, exportState } = options;
  checkLimit("maxMemoryPages", maxMemoryPages, MAX_MEMORY_PAGES);
  checkLimit("maxTableElements", maxTableElements, MAX_TABLE_ELEMENTS);
  refuseReservedNames(shape);

  const added = exportState ? stateExports(shape) : [];
  const kept = keepNames ? shape.sections : shape.sections.filter(({ id }) => id !== SectionId.custom);
  const sections = kept.map((section) => {
    switch (section.id) {
      case SectionId.memory:
        return limitSection(bytes, section, shape.memories, memoryMaxima(shape, maxMemoryPages));
      case SectionId.table:
        return limitSection(bytes, section, shape.tables, tableMaxima(shape, maxTableElements));
      case SectionId.export:
        return extendExports(bytes, section, added);
      default:
        return copySection(bytes, section);
    }
  });
  if (added.length > 0 && !shape.sections.some(({ id }) => id === SectionId.export)) {
    const previous = kept.findLastIndex((section) => comesBefore(section, SectionId.export));
    sections.splice(previous + 1, 0, exportSection(0, new Uint8Array(), added));
  }
  return concatenate([bytes.subarray(0, PREAMBLE_BYTES), ...sections.flat()]);
}

function copySection(bytes: Uint8Array, section: Section): Uint8Array[] {
  return [bytes.subarray(section.start, section.end)];
}

/** The maxima of memories, in their index space. */
function memoryMaxima({ memories }: ModuleShape, limit: number): number[] {
  return memories.map(({ imported, minimum, start }, index) => {
    if (imported || minimum <= limit) return limit;
    throw pastLimit(`memory ${index} starts out with ${minimum}`, limit, start);
  });
}

/** The maxima of tables, in their index space. */
function tableMaxima({ tables }: ModuleShape, limit: number): number[] {
  const own = tables.filter(({ imported }) => !imported);
  const maxima = shareOut(own, limit);
  if (maxima !== undefined) return [...tables.filter(({ imported }) => imported).map(() => limit), ...maxima];
  const sum = own.reduce((rest, { minimum }) => rest + minimum, 0);
  throw pastLimit(`tables start out with ${sum} elements`, limit, own[0]!.start);
}

function pastLimit(what: string, limit: number, offset: number): ModuleFormatError {
  return new ModuleFormatError("limit", `${what}, past the limit of ${limit}`, offset);
}

function limitSection(
  bytes: Uint8Array,
  section: Section,
  entities: readonly DefinableLimits[],
  maxima: readonly number[],
): Uint8Array[] {
  const contents: Uint8Array[] = [];
  let copied = section.contents;
  for (const [index, entity] of entities.entries()) {
    if (entity.imported) continue;
    const maximum = maxima[index]!;
    if (entity.maximum !== undefined && entity.maximum <= maximum) continue;
    contents.push(bytes.subarray(copied, entity.start), ...encodeLimits(entity, maximum));
    copied = entity.end;
  }
  if (contents.length === 0) return copySection(bytes, section);
  return encodeSection(section.id, [...contents, bytes.subarray(copied, section.end)]);
}

function encodeLimits({ minimum, shared, address }: Limits, maximum: number): Uint8Array[] {
  const flags =
    LimitsFlag.maximum | (shared ? LimitsFlag.shared : 0) | (address === "i64" ? LimitsFlag.address64 : 0);
  return [Uint8Array.of(flags), unsignedLeb128(minimum), unsignedLeb128(maximum)];
}

function extendExports(bytes: Uint8Array, section: Section, added: readonly Uint8Array[]): Uint8Array[] {
  if (added.length === 0) return copySection(bytes, section);
  const reader = sectionReader(bytes, section);
  const count = reader.count("exports");
  return exportSection(count, bytes.subarray(reader.offset, section.end), added);
}

function exportSection(count: number, present: Uint8Array, added: readonly Uint8Array[]): Uint8Array[] {
  return encodeSection(SectionId.export, [unsignedLeb128(count + added.length), present, ...added]);
}

/** The export entries for all memories and mutable globals that the module defines. */
function stateExports(shape: ModuleShape): Uint8Array[] {
  const memories = shape.memories.map(({ imported }, index) =>
    imported ? [] : exportEntry("memory", index),
  );
  const globals = shape.globals.map(({ imported, mutable }, index) =>
    imported || !mutable ? [] : exportEntry("global", index),
  );
  return [...memories, ...globals].flat();
}

function exportEntry(kind: "memory" | "global", index: number): Uint8Array {
  const name = utf8.encode(`${RESERVED_EXPORT_PREFIX}${kind}:${index}`);
  const code = Uint8Array.of(EXTERNAL_KINDS.indexOf(kind));
  return concatenate([unsignedLeb128(name.length), name, code, unsignedLeb128(index)]);
}

function refuseReservedNames(shape: ModuleShape): void {
  if (!shape.exports.some(({ name }) => name.startsWith(RESERVED_EXPORT_PREFIX))) return;
  const offset = shape.sections.find(({ id }) => id === SectionId.export)?.start ?? 0;
  const problem = `an export's name starts with \`${RESERVED_EXPORT_PREFIX}\`, which is reserved for the host`;
  throw new ModuleFormatError("reserved-name", problem, offset);
}

function checkLimit(name: string, value: number, highest: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= highest) return;
  throw new RangeError(`${name} must be a whole number from 0 to ${highest}`);
}
