import type { ByteReader } from "./byte-reader.ts";
import { readGlobalType, readMemoryType, readTableType } from "./entity-types.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { mostDeclared } from "./most-declared.ts";
import { readTagType, signatureAt } from "./type-section.ts";
import { hex } from "./value-types.ts";

/** The bytes that say what is imported or exported. */
export const EXTERNAL_KINDS = ["function", "table", "memory", "global", "tag"] as const;

/** Reads the import section (https://webassembly.github.io/spec/core/binary/modules.html#import-section). */
export function readImportSection(reader: ByteReader, draft: ModuleDraft): void {
  for (let entry = reader.count("imports", mostDeclared.imports); entry > 0; entry -= 1)
    readImport(reader, draft);
}

export function readExternalKind(reader: ByteReader): (typeof EXTERNAL_KINDS)[number] {
  const code = reader.byte();
  const kind = EXTERNAL_KINDS[code];
  if (kind === undefined) throw reader.error(`unknown kind ${hex(code)}`, reader.offset - 1, "unsupported");
  return kind;
}

function readImport(reader: ByteReader, draft: ModuleDraft): void {
  const module = reader.name();
  const name = reader.name();
  const kind = readExternalKind(reader);
  switch (kind) {
    case "function": {
      const signature = signatureAt(draft.types, reader.u32(), reader);
      draft.importedFunctions.push(signature);
      draft.imports.push({ module, name, kind, signature });
      return;
    }
    case "table": {
      const type = readTableType(reader, true);
      draft.tables.push(type);
      draft.imports.push({ module, name, kind, type });
      return;
    }
    case "memory": {
      const type = readMemoryType(reader, true);
      draft.memories.push(type);
      draft.imports.push({ module, name, kind, type });
      return;
    }
    case "global": {
      const type = readGlobalType(reader, true);
      draft.globals.push(type);
      draft.imports.push({ module, name, kind, type });
      return;
    }
    case "tag": {
      const signature = readTagType(reader, draft.types);
      draft.tags.push(signature);
      draft.imports.push({ module, name, kind, signature });
    }
  }
}
