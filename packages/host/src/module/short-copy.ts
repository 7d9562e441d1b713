import { bulk, code, constant, op, range, type HelperFunction } from "./helper-functions.ts";

const [to, from, length] = [0, 1, 2];

/** Up to so many bytes are copied by loads and stores. */
const shortBytes = 64;

/** Up to so many by the instruction itself: a loop of these is soon told to stop, wherever V8 puts the function's code. */
const plainBytes = 4096;

// Opcodes (https://webassembly.github.io/spec/core/appendix/index-instructions.html), each with an alignment of one byte.
const vectors = { bytes: 16, load: [0xfd, 0x00, 0], store: [0xfd, 0x0b, 0] };
const words = { bytes: 8, load: [0x29, 0], store: [0x37, 0] };
const halves = { bytes: 4, load: [0x28, 0], store: [0x36, 0] };
const single = { bytes: 1, load: [0x2d, 0], store: [0x3a, 0] };

type Unit = typeof vectors;

/** Where a unit lies: so many bytes behind the start, so many before the end, or in the middle. */
type Place = { readonly start: number } | { readonly end: number } | "middle";

/**
 * `memory.copy` of a module whose memory cannot have all 65,536 pages, so that an address near 2³² traps. V8 leaves the compiled
 * code for every `memory.copy`, which for a few bytes takes several times as long as the copy: short ones are done by loads and
 * stores, all loads first as the ranges may overlap. What traps half-way is never seen: nothing of the plugin runs after a trap.
 *
 * @param callLong calls what copies the rest
 */
export function shortCopy(callLong: Uint8Array): HelperFunction {
  return {
    parameters: range,
    results: [],
    body: () =>
      code(
        [],
        [
          // A length of 0 is not short: its addresses are checked as well.
          [op.get, length, ...constant(1), op.i32Sub, ...constant(shortBytes), op.i32LtU],
          [op.if, op.noResult],
          atLeast(33, copyUnits(vectors, { end: 16 }, { end: 32 }, { start: 16 }, { start: 0 })),
          atLeast(16, both(vectors)),
          atLeast(8, both(words)),
          atLeast(4, both(halves)),
          copyUnits(single, { end: 1 }, "middle", { start: 0 }),
          [op.return, op.end],
          [op.get, length, ...constant(plainBytes), op.i32GtU, op.if, op.noResult],
          [op.get, to, op.get, from, op.get, length, ...callLong, op.return, op.end],
          [op.get, to, op.get, from, op.get, length, op.bulk, bulk.memoryCopy, 0, 0],
        ],
      ),
  };
}

/** Copies and returns if the length is no less. */
function atLeast(bytes: number, copy: readonly number[]): number[] {
  const condition = [op.get, length, ...constant(bytes), op.i32GeU];
  return [...condition, op.if, op.noResult, ...copy, op.return, op.end];
}

/** Copies the first unit of the range and the last. */
function both(unit: Unit): number[] {
  return copyUnits(unit, { end: unit.bytes }, { start: 0 });
}

/** Copies units, which together are the whole range; where they overlap, bytes are copied twice. */
function copyUnits({ load, store }: Unit, ...places: readonly Place[]): number[] {
  const loads = places.flatMap((place) => [
    ...address(to, place),
    ...address(from, place),
    ...load,
    offsetOf(place),
  ]);
  // The last loaded is the first stored.
  const stores = places.toReversed().flatMap((place) => [...store, offsetOf(place)]);
  return [...loads, ...stores];
}

/** What the instruction itself adds to an address. */
function offsetOf(place: Place): number {
  return place !== "middle" && "start" in place ? place.start : 0;
}

/** A place's address without that. */
function address(base: number, place: Place): number[] {
  if (place === "middle") return [op.get, base, op.get, length, ...constant(1), op.i32ShrU, op.i32Add];
  if ("start" in place) return [op.get, base];
  return [op.get, base, op.get, length, op.i32Add, ...constant(place.end), op.i32Sub];
}
