import { addReferences, noReferences, type ByteReader } from "./byte-reader.ts";
import {
  readExportSection,
  readFunctionSection,
  readGlobalSection,
  readMemorySection,
  readStartSection,
  readTableSection,
  readTagSection,
} from "./definition-sections.ts";
import { readImportSection } from "./import-section.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { ModuleFormatError } from "./module-format-error.ts";
import type { ModuleShape } from "./module-shape.ts";
import { readSections, type Section, SectionId, sectionReader } from "./sections.ts";
import { readDataCountSection, readDataSection, readElementSection } from "./segment-sections.ts";
import { readTypeSection } from "./type-section.ts";

/**
 * For sections whose entries become objects in the host's memory, tens of times their size. What makes real modules
 * large is code and data, which are not held.
 */
const MAX_DECLARATIONS_BYTES = 1024 * 1024;

interface SectionReader {
  readonly read: (reader: ByteReader, draft: ModuleDraft) => void;
  readonly maximumBytes: number;
}

const declarations = (read: SectionReader["read"]): SectionReader => ({
  read,
  maximumBytes: MAX_DECLARATIONS_BYTES,
});
const counted = (read: SectionReader["read"]): SectionReader => ({ read, maximumBytes: Infinity });

const SECTION_READERS: ReadonlyMap<number, SectionReader> = new Map([
  [SectionId.custom, counted(readCustomSection)],
  [SectionId.type, declarations((reader, draft) => void (draft.types = readTypeSection(reader)))],
  [SectionId.import, declarations(readImportSection)],
  [SectionId.function, counted(readFunctionSection)],
  [SectionId.table, declarations(readTableSection)],
  [SectionId.memory, declarations(readMemorySection)],
  [SectionId.tag, declarations(readTagSection)],
  [SectionId.global, declarations(readGlobalSection)],
  [SectionId.export, declarations(readExportSection)],
  [SectionId.start, counted(readStartSection)],
  [SectionId.element, counted(readElementSection)],
  [SectionId.dataCount, counted(readDataCountSection)],
  [SectionId.code, counted(readCodeSection)],
  [SectionId.data, counted(readDataSection)],
]);

/**
 * Reads what a WebAssembly binary declares, without compiling it
 * (https://webassembly.github.io/spec/core/binary/modules.html). The time and memory it takes are proportional to
 * the bytes, whatever they announce. Function bodies are left to {@link analyseState}.
 *
 * It checks the format, not the types: a module it accepts may still be refused by the compiler.
 *
 * @param bytes the binary; must not change meanwhile
 * @throws ModuleFormatError
 */
export function readModuleShape(bytes: Uint8Array): ModuleShape {
  const draft = emptyDraft(readSections(bytes));
  for (const section of draft.sections) readSection(bytes, section, draft);
  checkCounts(draft, bytes.length);
  const { importedFunctions, functionTypes, bodies: _, ...shape } = draft;
  return { ...shape, functions: { imported: importedFunctions.length, defined: functionTypes.length } };
}

function readSection(bytes: Uint8Array, section: Section, draft: ModuleDraft): void {
  const reader = sectionReader(bytes, section);
  const { read, maximumBytes } = SECTION_READERS.get(section.id)!;
  if (reader.remaining > maximumBytes) {
    throw reader.error(`larger than ${maximumBytes} bytes`, section.start, "excessive");
  }
  read(reader, draft);
  draft.facts |= reader.facts;
  addReferences(draft.references, reader.references);
  reader.expectEnd();
}

function readCustomSection(reader: ByteReader, draft: ModuleDraft): void {
  const name = reader.name();
  draft.customSections.push({ name, size: reader.remaining });
  reader.skip(reader.remaining);
}

function readCodeSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.codeSize = reader.remaining;
  draft.bodies = reader.count("function bodies");
  reader.skip(reader.remaining);
}

function checkCounts({ functionTypes, bodies, dataSegments, dataCount }: ModuleDraft, end: number): void {
  if (functionTypes.length !== bodies) {
    throw new ModuleFormatError(
      "malformed",
      `${functionTypes.length} functions, ${bodies} function bodies`,
      end,
    );
  }
  const segments = dataSegments.active + dataSegments.passive;
  if (dataCount !== undefined && dataCount !== segments) {
    throw new ModuleFormatError(
      "malformed",
      `${dataCount} data segments announced, ${segments} present`,
      end,
    );
  }
}

function emptyDraft(sections: Section[]): ModuleDraft {
  return {
    sections,
    types: [],
    imports: [],
    exports: [],
    memories: [],
    tables: [],
    globals: [],
    tags: [],
    start: undefined,
    elementSegments: { active: 0, passive: 0, declarative: 0 },
    dataSegments: { active: 0, passive: 0 },
    dataCount: undefined,
    customSections: [],
    codeSize: 0,
    facts: 0,
    references: noReferences(),
    importedFunctions: [],
    functionTypes: new Uint32Array(),
    bodies: 0,
  };
}
