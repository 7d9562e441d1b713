import { concatenate, signedLeb128, unsignedLeb128 } from "./binary-writer.ts";

/** A larger bulk operation is done in pieces of this size, each of which lasts well under a millisecond. */
const pieceBytes = 1024 * 1024;

// Opcodes (https://webassembly.github.io/spec/core/appendix/index-instructions.html).
export const op = {
  noResult: 0x40,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  get: 0x20,
  set: 0x21,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32LtU: 0x49,
  i32GtU: 0x4b,
  i32LeU: 0x4d,
  i32GeU: 0x4f,
  i64LeU: 0x58,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32ShrU: 0x76,
  i64Add: 0x7c,
  i64Shl: 0x86,
  i64ExtendU: 0xad,
  bulk: 0xfc,
} as const;

const i32 = 0x7f;

/** The opcodes after 0xfc that work on whole ranges. */
export const bulk = {
  memoryInit: 0x08,
  memoryCopy: 0x0a,
  memoryFill: 0x0b,
  tableInit: 0x0c,
  tableCopy: 0x0e,
  tableGrow: 0x0f,
  tableFill: 0x11,
} as const;

/** Bytes of code, some of them in lines. */
type Instructions = readonly (number | readonly number[])[];

/** A function that takes the place of an instruction: same operands, same result. */
export interface HelperFunction {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  /** Locals and instructions, for the function of this index. */
  body(self: number): Uint8Array;
}

/** The parameters of most: an address, an address or a value, a length. */
export const range: readonly number[] = [i32, i32, i32];

/** `memory.fill`, in pieces that are calls of the same function. */
export const memoryFill: HelperFunction = {
  parameters: range,
  results: [],
  body: (self) =>
    code(
      [],
      [
        // Past the end of the memory it traps at once, and as the instruction itself would.
        ...ifPiecewise([op.get, 0]),
        [op.loop, op.noResult],
        [op.get, 0, op.get, 1, ...constant(pieceBytes), op.call, ...unsignedLeb128(self)],
        [op.get, 0, ...constant(pieceBytes), op.i32Add, op.set, 0],
        [op.get, 2, ...constant(pieceBytes), op.i32Sub, op.set, 2],
        [op.get, 2, ...constant(pieceBytes), op.i32GtU, op.brIf, 0],
        [op.end, op.end],
        [op.get, 0, op.get, 1, op.get, 2, op.bulk, bulk.memoryFill, 0],
      ],
    ),
};

/** `memory.copy`, likewise, of any length; from the end where the ranges may overlap the other way. */
export const memoryCopy: HelperFunction = {
  parameters: range,
  results: [],
  body: (self) => {
    const copyPiece = [...constant(pieceBytes), op.call, ...unsignedLeb128(self)];
    const shorten = [op.get, 2, ...constant(pieceBytes), op.i32Sub, op.set, 2];
    const again = [op.get, 2, ...constant(pieceBytes), op.i32GtU, op.brIf, 0, op.end];
    const advance = (local: number): number[] => [
      op.get,
      local,
      ...constant(pieceBytes),
      op.i32Add,
      op.set,
      local,
    ];
    return code(
      [],
      [
        ...ifPiecewise([op.get, 0], [op.get, 1]),
        [op.get, 0, op.get, 1, op.i32LeU, op.if, op.noResult],
        [op.loop, op.noResult, op.get, 0, op.get, 1, ...copyPiece],
        [...advance(0), ...advance(1), ...shorten, ...again],
        op.else,
        [op.loop, op.noResult, ...shorten],
        [op.get, 0, op.get, 2, op.i32Add, op.get, 1, op.get, 2, op.i32Add, ...copyPiece, ...again],
        [op.end, op.end],
        [op.get, 0, op.get, 1, op.get, 2, op.bulk, bulk.memoryCopy, 0, 0],
      ],
    );
  },
};

/** An instruction whose ranges are short, alone in a function: what counts is that the call is a place to be stopped at. */
export function wrapped(
  opcode: number,
  immediates: readonly number[],
  parameters: readonly number[] = range,
  results: readonly number[] = [],
): HelperFunction {
  return {
    parameters,
    results,
    body: () =>
      code(
        [],
        [
          ...parameters.flatMap((_, local) => [op.get, local]),
          [op.bulk, opcode, ...immediates.flatMap((index) => [...unsignedLeb128(index)])],
        ],
      ),
  };
}

/**
 * `memory.grow` of a memory that may be larger than the plugin knows: `pages` is the global that holds the size it knows.
 * It really grows only where it was never that large.
 */
export function memoryGrow(pages: number, maxPages: number): HelperFunction {
  const size = [op.globalGet, ...unsignedLeb128(pages)];
  const failed = [...constant(-1), op.return];
  const wanted = [op.get, 1, op.get, 0, op.i32Add];
  return {
    parameters: [i32],
    results: [i32],
    body: () =>
      code(
        [1, i32],
        [
          [...size, op.set, 1],
          [
            op.get,
            0,
            ...constant(maxPages),
            op.get,
            1,
            op.i32Sub,
            op.i32GtU,
            op.if,
            op.noResult,
            ...failed,
            op.end,
          ],
          [...wanted, op.memorySize, 0, op.i32GtU, op.if, op.noResult],
          [...wanted, op.memorySize, 0, op.i32Sub, op.memoryGrow, 0, ...constant(-1), op.i32Eq],
          [op.if, op.noResult, ...failed, op.end, op.end],
          [...wanted, op.globalSet, ...unsignedLeb128(pages), op.get, 1],
        ],
      ),
  };
}

/** Opens a block that is entered when local 2 is a length of more than a piece and the ranges lie within the memory. */
function ifPiecewise(...starts: readonly (readonly number[])[]): number[] {
  const skipUnless = (condition: Instructions): number[] => [...condition.flat(), op.i32Eqz, op.brIf, 0];
  const lines: Instructions = [
    [op.block, op.noResult],
    [op.get, 2, ...constant(pieceBytes), op.i32LeU, op.brIf, 0],
    ...starts.flatMap((start) =>
      skipUnless([
        [...start, op.i64ExtendU, op.get, 2, op.i64ExtendU, op.i64Add],
        [op.memorySize, 0, op.i64ExtendU, op.i64Const, 16, op.i64Shl, op.i64LeU],
      ]),
    ),
  ];
  return lines.flat();
}

export function constant(value: number): number[] {
  return [op.i32Const, ...signedLeb128(value)];
}

/** `locals`: one group, or none. */
export function code(locals: readonly number[], instructions: Instructions): Uint8Array {
  return concatenate([
    unsignedLeb128(locals.length === 0 ? 0 : 1),
    Uint8Array.from(locals),
    Uint8Array.from([...instructions.flat(), op.end]),
  ]);
}
