import { ByteReader } from "./byte-reader.ts";
import { hex } from "./value-types.ts";

/** Section ids (https://webassembly.github.io/spec/core/binary/modules.html#sections). */
export const SectionId = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** A section's place in the binary, as offsets in bytes. */
export interface Section {
  readonly id: number;
  /** Where its id stands. */
  readonly start: number;
  /** Where its contents begin. */
  readonly contents: number;
  readonly end: number;
}

/** The order in which sections come; custom ones may stand anywhere. */
const ORDER: readonly (keyof typeof SectionId)[] = [
  "type",
  "import",
  "function",
  "table",
  "memory",
  "tag",
  "global",
  "export",
  "start",
  "element",
  "dataCount",
  "code",
  "data",
];

const RANK_BY_ID: ReadonlyMap<number, number> = new Map(ORDER.map((name, rank) => [SectionId[name], rank]));
const NAME_BY_ID: ReadonlyMap<number, string> = new Map(ORDER.map((name) => [SectionId[name], name]));

/** The smallest custom section takes 3 bytes, its entry in our list many times that. */
const MAX_CUSTOM_SECTIONS = 1000;

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const CORE_VERSION = [0x01, 0x00, 0x00, 0x00];
const COMPONENT_LAYER = 0x01;

/**
 * Lists the sections of a core module and checks that each occurs once, in order and within the bytes.
 *
 * @throws ModuleFormatError
 */
export function readSections(bytes: Uint8Array): Section[] {
  const reader = new ByteReader(bytes, "the module");
  readPreamble(reader);
  const sections: Section[] = [];
  let lastRank = -1;
  let customSections = 0;
  while (reader.remaining > 0) {
    const section = readSection(reader);
    if (section.id === SectionId.custom) {
      customSections += 1;
      if (customSections > MAX_CUSTOM_SECTIONS) {
        throw reader.error(`more than ${MAX_CUSTOM_SECTIONS} custom sections`, section.start, "excessive");
      }
    } else {
      const rank = RANK_BY_ID.get(section.id);
      if (rank === undefined)
        throw reader.error(`unknown section ${hex(section.id)}`, section.start, "unsupported");
      if (rank <= lastRank) {
        const problem = rank === lastRank ? "comes twice" : "is out of order";
        throw reader.error(`the ${NAME_BY_ID.get(section.id)} section ${problem}`, section.start);
      }
      lastRank = rank;
    }
    sections.push(section);
  }
  return sections;
}

/** Whether a section stands before any section of the kind `id`; false for custom sections. */
export function comesBefore(section: Section, id: number): boolean {
  return (RANK_BY_ID.get(section.id) ?? Infinity) < (RANK_BY_ID.get(id) ?? Infinity);
}

/** A reader of one section's contents. */
export function sectionReader(bytes: Uint8Array, section: Section): ByteReader {
  const place = `the ${NAME_BY_ID.get(section.id) ?? "custom"} section`;
  return new ByteReader(bytes, place, section.contents, section.end);
}

function readSection(reader: ByteReader): Section {
  const start = reader.offset;
  const id = reader.byte();
  const size = reader.u32();
  const contents = reader.offset;
  reader.skip(size);
  return { id, start, contents, end: reader.offset };
}

function readPreamble(reader: ByteReader): void {
  for (const expected of MAGIC) {
    if (reader.byte() !== expected) throw reader.error("not a WebAssembly binary", 0);
  }
  const version = [reader.byte(), reader.byte(), reader.byte(), reader.byte()];
  if (version.every((byte, index) => byte === CORE_VERSION[index])) return;
  const isComponent = version[2] === COMPONENT_LAYER;
  throw reader.error(isComponent ? "a component, not a core module" : "unknown version", 4, "unsupported");
}

/** What the specification calls a section; `custom` for every custom one. */
export function sectionName({ id }: Section): string {
  return NAME_BY_ID.get(id) ?? "custom";
}
