import type { ByteReader } from "./byte-reader.ts";
import { skipConstantExpression } from "./instructions.ts";
import type { ModuleDraft } from "./module-draft.ts";
import { readReferenceType } from "./value-types.ts";

/** Bits of the number before an element segment. */
const ElementFlag = {
  notActive: 0x01,
  /** Active: a table index follows. Otherwise: declarative. */
  indexOrDeclarative: 0x02,
  expressions: 0x04,
} as const;

/** The numbers before a data segment. */
const DataMode = { active: 0, passive: 1, activeInMemory: 2 } as const;

/** Reads the element section (https://webassembly.github.io/spec/core/binary/modules.html#element-section). */
export function readElementSection(reader: ByteReader, draft: ModuleDraft): void {
  let [active, passive, declarative] = [0, 0, 0];
  for (let entry = reader.count("element segments"); entry > 0; entry -= 1) {
    const start = reader.offset;
    const flags = reader.u32();
    if (flags > 7) throw reader.error(`unknown element segment ${flags}`, start, "unsupported");
    const option = (flags & ElementFlag.indexOrDeclarative) !== 0;
    if ((flags & ElementFlag.notActive) === 0) {
      active += 1;
      if (option) reader.u32();
      skipConstantExpression(reader);
    } else if (option) declarative += 1;
    else passive += 1;
    skipElements(reader, flags);
  }
  draft.elementSegments = { active, passive, declarative };
}

export function readDataCountSection(reader: ByteReader, draft: ModuleDraft): void {
  draft.dataCount = reader.u32();
}

/** Reads the data section (https://webassembly.github.io/spec/core/binary/modules.html#data-section). */
export function readDataSection(reader: ByteReader, draft: ModuleDraft): void {
  let [active, passive] = [0, 0];
  for (let entry = reader.count("data segments"); entry > 0; entry -= 1) {
    const start = reader.offset;
    const mode = reader.u32();
    if (mode > DataMode.activeInMemory)
      throw reader.error(`unknown data segment ${mode}`, start, "unsupported");
    if (mode === DataMode.activeInMemory) reader.u32();
    if (mode === DataMode.passive) passive += 1;
    else {
      active += 1;
      skipConstantExpression(reader);
    }
    reader.skip(reader.u32());
  }
  draft.dataSegments = { active, passive };
}

/** Only the shortest forms, active on table 0, leave out what the elements are. */
function skipElements(reader: ByteReader, flags: number): void {
  const expressions = (flags & ElementFlag.expressions) !== 0;
  if ((flags & (ElementFlag.notActive | ElementFlag.indexOrDeclarative)) !== 0) {
    if (expressions) readReferenceType(reader);
    else if (reader.byte() !== 0)
      throw reader.error("unknown element kind", reader.offset - 1, "unsupported");
  }
  for (let element = reader.count("elements"); element > 0; element -= 1) {
    if (expressions) skipConstantExpression(reader);
    else reader.reference("function");
  }
}
