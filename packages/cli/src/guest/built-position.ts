import { ByteCursor } from "./dwarf/byte-cursor.ts";

/** A module's bytes, and where the contents of its code section begin in them. */
export interface CodeImage {
  readonly bytes: Uint8Array;
  readonly start: number;
}

const miscellaneous = 0xfc;
/** Of the bulk instructions, those with one index behind them: `memory.fill`, `table.grow`, `table.fill`. */
const withOneIndex: ReadonlySet<number> = new Set([11, 15, 17]);

/**
 * Where an instruction of a loaded module stood when it was built. The host puts calls in the place of some instructions,
 * which are longer or shorter than what they replace.
 *
 * @param offset in the loaded module
 * @param sites the instructions that may have been replaced: their offsets in the module as it was built, in order
 * @returns the offset as it was built; undefined in a function that the host added
 */
export function builtPosition(
  offset: number,
  built: CodeImage,
  loaded: CodeImage,
  sites: readonly number[],
): number | undefined {
  const before = new ByteCursor(built.bytes, built.start);
  const after = new ByteCursor(loaded.bytes, loaded.start);
  const bodies = before.unsigned();
  after.unsigned();
  for (let body = 0; body < bodies; body++) {
    const size = before.unsigned();
    const end = before.at + size;
    const loadedSize = after.unsigned();
    const loadedEnd = after.at + loadedSize;
    if (offset < loadedEnd) {
      const own = sites.filter((site) => site >= before.at && site < end);
      return withinBody(offset, before, after, own);
    }
    before.at = end;
    after.at = loadedEnd;
  }
  return undefined;
}

/** The cursors stand at the start of the same function. */
function withinBody(offset: number, before: ByteCursor, after: ByteCursor, sites: readonly number[]): number {
  for (const site of sites) {
    const copied = site - before.at;
    if (offset < after.at + copied) break;
    before.at = site;
    after.at += copied;
    const wasKept = before.peek() === after.peek();
    skipInstruction(before);
    if (wasKept) after.at += before.at - site;
    else skipReplacement(after);
    if (offset < after.at) return site;
  }
  return before.at + (offset - after.at);
}

function skipInstruction(cursor: ByteCursor): void {
  const indices = cursor.u8() === miscellaneous && !withOneIndex.has(cursor.unsigned()) ? 2 : 1;
  for (let left = indices; left > 0; left--) cursor.unsigned();
}

/** A call of a function, or the value of a global. */
function skipReplacement(cursor: ByteCursor): void {
  cursor.u8();
  cursor.unsigned();
}
