import { ByteCursor } from "./byte-cursor.ts";

/** What a line number program starts with (DWARF 5, section 6.2.4). */
export interface LineHeader {
  readonly minimumInstructionLength: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** How many operands each standard opcode has; the first is that of opcode 1. */
  readonly operandCounts: readonly number[];
  /** Path of a file by its number. */
  readonly fileAt: (index: number) => string;
  /** Where the program begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The sections that hold text of file names. */
export interface TextSections {
  readonly lineStrings: Uint8Array;
  readonly strings: Uint8Array;
}

const ContentType = { path: 1, directoryIndex: 2 } as const;

/** Forms that occur in these tables (DWARF 5, section 7.5.6). */
const Form = {
  data2: 0x05,
  data4: 0x06,
  data8: 0x07,
  string: 0x08,
  block: 0x09,
  data1: 0x0b,
  strp: 0x0e,
  udata: 0x0f,
  data16: 0x1e,
  lineStrp: 0x1f,
} as const;

/** Reads the header at the cursor; undefined for one that is of no known version, past which the cursor then is. */
export function readLineHeader(cursor: ByteCursor, texts: TextSections): LineHeader | undefined {
  const length = cursor.u32();
  const end = cursor.at + length;
  const version = cursor.u16();
  if (version < 2 || version > 5) {
    cursor.at = end;
    return undefined;
  }
  if (version >= 5) cursor.at += 2; // the sizes of an address and of a segment selector
  const headerLength = cursor.u32();
  const start = cursor.at + headerLength;
  const minimumInstructionLength = cursor.u8();
  if (version >= 4) cursor.at++; // operations in an instruction: one, outside of VLIW machines
  cursor.at++; // whether a row is a statement unless it says otherwise
  const lineBase = cursor.i8();
  const lineRange = cursor.u8();
  const opcodeBase = cursor.u8();
  const operandCounts = Array.from({ length: opcodeBase - 1 }, () => cursor.u8());
  const fileAt = version >= 5 ? readTables(cursor, texts) : readListedFiles(cursor);
  return { minimumInstructionLength, lineBase, lineRange, opcodeBase, operandCounts, fileAt, start, end };
}

function joined(folder: string | undefined, file: string): string {
  return folder === undefined || folder === "" || file.startsWith("/") ? file : `${folder}/${file}`;
}

/** Up to version 4: lists that end with an empty name. Folder 0 is the compiler's own, which is not named here. */
function readListedFiles(cursor: ByteCursor): (index: number) => string {
  const folders = [""];
  for (let folder = cursor.text(); folder !== ""; folder = cursor.text()) folders.push(folder);
  const files: string[] = [];
  for (let file = cursor.text(); file !== ""; file = cursor.text()) {
    files.push(joined(folders[cursor.unsigned()], file));
    cursor.unsigned(); // when it was changed
    cursor.unsigned(); // its size
  }
  return (index) => files[index - 1] ?? "";
}

/** From version 5: tables that say themselves what they hold. */
function readTables(cursor: ByteCursor, texts: TextSections): (index: number) => string {
  const folders = readTable(cursor, texts);
  const files = readTable(cursor, texts);
  return (index) => {
    const file = files[index];
    return file === undefined ? "" : joined(folders[file.folder]?.path, file.path);
  };
}

interface Entry {
  path: string;
  folder: number;
}

function readTable(cursor: ByteCursor, texts: TextSections): readonly Entry[] {
  const formats = Array.from({ length: cursor.u8() }, () => [cursor.unsigned(), cursor.unsigned()] as const);
  return Array.from({ length: cursor.unsigned() }, () => {
    const entry: Entry = { path: "", folder: -1 };
    for (const [type, form] of formats) {
      const value = readForm(cursor, form, texts);
      if (type === ContentType.path) entry.path = String(value);
      else if (type === ContentType.directoryIndex) entry.folder = Number(value);
    }
    return entry;
  });
}

function readForm(cursor: ByteCursor, form: number, { lineStrings, strings }: TextSections): string | number {
  switch (form) {
    case Form.string:
      return cursor.text();
    case Form.lineStrp:
      return new ByteCursor(lineStrings, cursor.u32()).text();
    case Form.strp:
      return new ByteCursor(strings, cursor.u32()).text();
    case Form.udata:
      return cursor.unsigned();
    case Form.data1:
      return cursor.u8();
    case Form.data2:
      return cursor.u16();
    case Form.data4:
      return cursor.u32();
    case Form.data8:
      cursor.at += 8;
      return 0;
    case Form.data16:
      cursor.at += 16;
      return 0;
    case Form.block:
      cursor.at += cursor.unsigned();
      return 0;
    default:
      throw new RangeError(`a form of DWARF that line tables do not have: ${form}`);
  }
}
