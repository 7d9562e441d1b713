import { concatenate, section as encodeSection, unsignedLeb128 } from "../../src/module/binary-writer.ts";
import { readSections, SectionId, sectionReader } from "../../src/module/sections.ts";

const additions = 80;
/** `memory.fill` of nothing, a sum that is dropped, and 0 as the answer. */
const filling = [0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0, 0x41, 0];
const adding = Array.from({ length: additions }, () => [0x41, 1, 0x6a]).flat();
const answering = [0x1a, 0x41, 0, 0x0b];
const body = [...filling, ...adding, ...answering];

/**
 * A module with so many more functions that nobody calls, of 250 bytes each. They are read, rewritten and compiled as all others
 * are. Its last function has to be of the type `() -> i32`, as are they.
 */
export function enlarged(module: Uint8Array, functions: number): Uint8Array {
  const entry = new Map<number, Uint8Array>([
    [SectionId.function, Uint8Array.of(lastType(module))],
    [SectionId.code, concatenate([unsignedLeb128(body.length), Uint8Array.from(body)])],
  ]);
  const sections = readSections(module).flatMap((section) => {
    const added = entry.get(section.id);
    if (added === undefined) return [module.subarray(section.start, section.end)];
    const reader = sectionReader(module, section);
    const count = unsignedLeb128(reader.count("entries") + functions);
    const rest = module.subarray(reader.offset, section.end);
    return encodeSection(section.id, [count, rest, ...Array.from({ length: functions }, () => added)]);
  });
  return concatenate([module.subarray(0, 8), ...sections]);
}

function lastType(module: Uint8Array): number {
  const { end } = readSections(module).find(({ id }) => id === SectionId.function)!;
  return module[end - 1]!;
}
