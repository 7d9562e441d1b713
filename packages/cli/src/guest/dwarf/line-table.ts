import { ByteCursor } from "./byte-cursor.ts";
import { type LineHeader, readLineHeader, type TextSections } from "./line-header.ts";

/** A place in a source file. Lines and columns count from 1; 0 is unknown. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Row extends SourcePosition {
  readonly address: number;
}

/** Rows of consecutive code, sorted by address; `end` is the first address behind them. */
interface Sequence {
  readonly rows: readonly Row[];
  readonly start: number;
  readonly end: number;
}

/** Standard opcodes (DWARF 5, section 6.2.5.2). */
const Opcode = {
  extended: 0,
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  setColumn: 5,
  constAddPc: 8,
  fixedAdvancePc: 9,
} as const;

const Extended = { endSequence: 1, setAddress: 2 } as const;

/** What linkers write as the address of functions that they left out. */
const firstTombstone = 0xffff_fffe;

/**
 * Places in the source by address in the code section, read from DWARF's `.debug_line`
 * (https://dwarfstd.org/doc/DWARF5.pdf, section 6.2; https://yurydelendik.github.io/webassembly-dwarf).
 */
export class LineTable {
  readonly #sequences: readonly Sequence[];

  constructor(debugLine: Uint8Array, texts: TextSections) {
    const sequences: Sequence[] = [];
    const cursor = new ByteCursor(debugLine);
    while (cursor.at + 4 < cursor.length) {
      const header = readLineHeader(cursor, texts);
      if (header === undefined) continue;
      runProgram(cursor, header, sequences);
      cursor.at = header.end;
    }
    this.#sequences = sequences;
  }

  /** @param address in bytes from the start of the code section's contents */
  positionAt(address: number): SourcePosition | undefined {
    const sequence = this.#sequences.find(({ start, end }) => start <= address && address < end);
    const row = sequence?.rows.findLast((each) => each.address <= address);
    return row?.file === "" || row?.line === 0 ? undefined : row;
  }
}

function runProgram(cursor: ByteCursor, header: LineHeader, sequences: Sequence[]): void {
  const { minimumInstructionLength, lineBase, lineRange, opcodeBase, operandCounts, fileAt, end } = header;
  let rows: Row[] = [];
  let state = { address: 0, file: 1, line: 1, column: 0 };
  const append = (): void => void rows.push({ ...state, file: fileAt(state.file) });
  const advance = (operations: number): void => {
    state.address += operations * minimumInstructionLength;
  };
  cursor.at = header.start;
  while (cursor.at < end) {
    const opcode = cursor.u8();
    if (opcode >= opcodeBase) {
      const adjusted = opcode - opcodeBase;
      advance(Math.floor(adjusted / lineRange));
      state.line += lineBase + (adjusted % lineRange);
      append();
      continue;
    }
    switch (opcode) {
      case Opcode.extended: {
        const length = cursor.unsigned();
        const next = cursor.at + length;
        const extended = cursor.u8();
        if (extended === Extended.setAddress) state.address = cursor.u32();
        if (extended === Extended.endSequence) {
          const start = rows[0]?.address ?? 0;
          if (start > 0 && start < firstTombstone) sequences.push({ rows, start, end: state.address });
          rows = [];
          state = { address: 0, file: 1, line: 1, column: 0 };
        }
        cursor.at = next;
        break;
      }
      case Opcode.copy:
        append();
        break;
      case Opcode.advancePc:
        advance(cursor.unsigned());
        break;
      case Opcode.advanceLine:
        state.line += cursor.signed();
        break;
      case Opcode.setFile:
        state.file = cursor.unsigned();
        break;
      case Opcode.setColumn:
        state.column = cursor.unsigned();
        break;
      case Opcode.constAddPc:
        advance(Math.floor((255 - opcodeBase) / lineRange));
        break;
      case Opcode.fixedAdvancePc:
        state.address += cursor.u16();
        break;
      default:
        for (let operand = 0; operand < operandCounts[opcode - 1]!; operand++) cursor.unsigned();
    }
  }
}
