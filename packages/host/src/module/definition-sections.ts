import type { ByteReader } from "./byte-reader.ts";
import { readGlobalType, readMemoryType, readTableType } from "./entity-types.ts";
import { readExternalKind } from "./import-section.ts";
import { skipConstantExpression } from "./instructions.ts";
import { functionSignature, type ModuleDraft } from "./module-draft.ts";
import { mostDeclared } from "./most-declared.ts";
import { readTagType, signatureAt } from "./type-section.ts";

/** Far more than any compiler emits. */
const MAX_FUNCTIONS = 100_000;

/** Before a table's type: it has an initialiser after it. */
const TABLE_WITH_INITIALISER = 0x40;

export function readFunctionSection(reader: ByteReader, draft: ModuleDraft): void {
  const count = reader.count("functions", MAX_FUNCTIONS);
  draft.functionTypes = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const type = reader.u32();
    signatureAt(draft.types, type, reader);
    draft.functionTypes[index] = type;
  }
}

export function readTableSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let entry = reader.count("tables", mostDeclared.tables); entry > 0; entry -= 1) {
    const initialised = reader.bytes[reader.offset] === TABLE_WITH_INITIALISER;
    if (initialised) {
      reader.byte();
      if (reader.byte() !== 0) throw reader.error("unknown table encoding", reader.offset - 1, "unsupported");
    }
    draft.tables.push(readTableType(reader, false));
    if (initialised) skipConstantExpression(reader);
  }
}

export function readMemorySection(reader: ByteReader, draft: ModuleDraft): void {
  for (let entry = reader.count("memories", mostDeclared.memories); entry > 0; entry -= 1) {
    draft.memories.push(readMemoryType(reader, false));
  }
}

export function readTagSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let entry = reader.count("tags", mostDeclared.tags); entry > 0; entry -= 1)
    draft.tags.push(readTagType(reader, draft.types));
}

export function readGlobalSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let entry = reader.count("globals", mostDeclared.globals); entry > 0; entry -= 1) {
    draft.globals.push(readGlobalType(reader, false));
    skipConstantExpression(reader);
  }
}

/** Reads the export section (https://webassembly.github.io/spec/core/binary/modules.html#export-section). */
export function readExportSection(reader: ByteReader, draft: ModuleDraft): void {
  const names = new Set<string>();
  for (let entry = reader.count("exports", mostDeclared.exports); entry > 0; entry -= 1) {
    const start = reader.offset;
    const name = reader.name();
    if (names.has(name)) throw reader.error("two exports have the same name", start);
    names.add(name);
    const kind = readExternalKind(reader);
    const index = reader.u32();
    if (kind === "function") {
      draft.exports.push({ name, kind, index, signature: functionSignature(draft, index, reader) });
      continue;
    }
    const space = { table: draft.tables, memory: draft.memories, global: draft.globals, tag: draft.tags }[
      kind
    ];
    if (index >= space.length) throw reader.error(`${kind} ${index} does not exist`);
    draft.exports.push({ name, kind, index });
  }
}

export function readStartSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.start = reader.u32();
  functionSignature(draft, draft.start, reader);
}
