import { code, moduleOf, name, section } from "./binary.ts";

const i32 = 0x7f;
const noSuch = 1;

/** What makes the host add a global (`memory.size`), and a function with its type (`memory.fill`). */
const prompting = [0x3f, 0, 0x1a, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 0x0b, 0];

interface Forgery {
  /** The instructions of the module's one function. */
  readonly body?: readonly number[];
  readonly globals?: readonly number[];
  readonly elements?: readonly number[];
}

function forged({ body = [], globals = [], elements = [] }: Forgery): Uint8Array {
  return moduleOf(
    section(1, 1, 0x60, 0, 0),
    section(3, 1, 0),
    section(4, 1, 0x70, 0, 4),
    section(5, 1, 0, 1),
    globals,
    section(7, 1, ...name("process"), 0, 0),
    elements,
    code([...prompting, ...body]),
  );
}

/** What is short is read in another way where it is not the end of a function. */
const moreCode = Array<number>(8).fill(0x01);
const threeZeros = [0x41, 0, 0x41, 0, 0x41, 0];

/**
 * Modules that refer to what they do not have, at the indices where the host's own is once it has rewritten them: the compiler,
 * which sees only what was made of them, would take them.
 */
export const forgedIndices: readonly (readonly [what: string, module: Uint8Array])[] = [
  ["a read of a global that only the host adds", forged({ body: [0x23, 0, 0x1a] })],
  ["a write to a global that only the host adds", forged({ body: [0x41, 9, 0x24, 0] })],
  ["a call of a function that only the host adds", forged({ body: [...threeZeros, 0x10, noSuch] })],
  [
    "an index of a function that only the host adds, in five bytes",
    forged({ body: [...threeZeros, 0x10, 0x80 | noSuch, 0x80, 0x80, 0x80, 0] }),
  ],
  [
    "a call of a function that only the host adds, with more code behind it",
    forged({ body: [...threeZeros, 0x10, noSuch, ...moreCode] }),
  ],
  [
    "an index of a function that only the host adds, in two bytes, with more code behind it",
    forged({ body: [...threeZeros, 0x10, 0x80 | noSuch, 0, ...moreCode] }),
  ],
  [
    "a read of a global that only the host adds, with more code behind it",
    forged({ body: [0x23, 0, 0x1a, ...moreCode] }),
  ],
  [
    "a block of a type that only the host adds",
    forged({ body: [...threeZeros, 0x02, noSuch, 0x1a, 0x1a, 0x1a, 0x0b] }),
  ],
  [
    "an indirect call of a type that only the host adds",
    forged({ body: [...threeZeros, 0x41, 0, 0x11, noSuch, 0] }),
  ],
  [
    "a table with a function that only the host adds",
    forged({ elements: section(9, 1, 0, 0x41, 0, 0x0b, 1, noSuch) }),
  ],
  [
    "a reference to a function that only the host adds",
    forged({ body: [0xd2, noSuch, 0x1a], elements: section(9, 1, 3, 0, 1, noSuch) }),
  ],
  [
    "a global with a function that only the host adds",
    forged({ globals: section(6, 1, 0x70, 0, 0xd2, noSuch, 0x0b) }),
  ],
  [
    "a write to the global after the module's own",
    forged({ globals: section(6, 1, i32, 1, 0x41, 0, 0x0b), body: [0x41, 0, 0x24, 1] }),
  ],
];

/** Instructions the host replaces, on memories that the module does not have: the reader leaves that to the compiler. */
export const forgedMemories: readonly (readonly [what: string, module: Uint8Array])[] = [
  ["the size of a memory that is not there", forged({ body: [0x3f, 65, 0x1a] })],
  ["growth of a memory that is not there", forged({ body: [0x41, 0, 0x40, 1, 0x1a] })],
  ["a fill of a memory that is not there", forged({ body: [...threeZeros, 0xfc, 0x0b, 1] })],
  ["a copy to a memory that is not there", forged({ body: [...threeZeros, 0xfc, 0x0a, 1, 0] })],
  ["a copy from a memory that is not there", forged({ body: [...threeZeros, 0xfc, 0x0a, 0, 1] })],
];
