import { bulk, code, constant, op, range, type HelperFunction } from "./helper-functions.ts";

const [to, value, length, filled] = [0, 1, 2, 3];

/** Up to so many bytes are filled by stores. */
const shortBytes = 128;

/** Up to so many by the instruction itself: a loop of these is soon told to stop, wherever V8 puts the function's code. */
const plainBytes = 4096;

// Opcodes (https://webassembly.github.io/spec/core/appendix/index-instructions.html), each with an alignment of one byte.
const v128 = 0x7b;
const splat = [0xfd, 0x0f];
const vectors = { bytes: 16, store: (offset: number) => [0xfd, 0x0b, 0, offset] };
const words = { bytes: 8, store: (offset: number) => [0xfd, 0x5b, 0, offset, 0] };
const halves = { bytes: 4, store: (offset: number) => [0xfd, 0x5a, 0, offset, 0] };
const single = { bytes: 1, store: (offset: number) => [0xfd, 0x58, 0, offset, 0] };

type Unit = typeof vectors;

/**
 * `memory.fill` of a module whose memory cannot have all 65,536 pages, so that an address near 2³² traps. V8 leaves the compiled
 * code for every `memory.fill`; compilers make them of a few dozen bytes, too, for the variables that a function starts with. What
 * traps half-way is never seen: nothing of the plugin runs after a trap.
 *
 * @param callLong calls what fills the rest
 */
export function shortFill(callLong: Uint8Array): HelperFunction {
  return {
    parameters: range,
    results: [],
    body: () =>
      code(
        [1, v128],
        [
          // A length of 0 is not short: its address is checked as well.
          [op.get, length, ...constant(1), op.i32Sub, ...constant(shortBytes), op.i32LtU],
          [op.if, op.noResult],
          [op.get, value, ...splat, op.set, filled],
          atLeast(65, fromBothEnds(vectors, 4)),
          atLeast(33, fromBothEnds(vectors, 2)),
          atLeast(16, fromBothEnds(vectors, 1)),
          atLeast(8, fromBothEnds(words, 1)),
          atLeast(4, fromBothEnds(halves, 1)),
          [
            ...fromBothEnds(single, 1),
            ...address(op.get, to, op.get, length, ...constant(1), op.i32ShrU, op.i32Add),
          ],
          [...single.store(0), op.return, op.end],
          [op.get, length, ...constant(plainBytes), op.i32GtU, op.if, op.noResult],
          [op.get, to, op.get, value, op.get, length, ...callLong, op.return, op.end],
          [op.get, to, op.get, value, op.get, length, op.bulk, bulk.memoryFill, 0],
        ],
      ),
  };
}

/** Fills and returns if the length is no less. */
function atLeast(bytes: number, fill: readonly number[]): number[] {
  const condition = [op.get, length, ...constant(bytes), op.i32GeU];
  return [...condition, op.if, op.noResult, ...fill, op.return, op.end];
}

/** So many units from the start on, and as many before the end; they may overlap. */
function fromBothEnds({ bytes, store }: Unit, count: number): number[] {
  const end = [op.get, to, op.get, length, op.i32Add, ...constant(count * bytes), op.i32Sub];
  return [[op.get, to], end].flatMap((start) =>
    Array.from({ length: count }, (_, unit) => [...address(...start), ...store(unit * bytes)]).flat(),
  );
}

/** An address, and what is stored there. */
function address(...instructions: readonly number[]): number[] {
  return [...instructions, op.get, filled];
}
