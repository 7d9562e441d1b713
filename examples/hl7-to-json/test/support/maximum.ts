/** The section of a module that declares its memories. */
const MEMORY_SECTION = 5;

/** Reads an unsigned LEB128 number: the number and the index behind it. */
function readNumber(bytes: Uint8Array, at: number): readonly [number, number] {
  let number = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] as number;
    number |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [number, at];
  }
}

function writeNumber(number: number): number[] {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...writeNumber(number >>> 7)];
}

/** Gives the memory of a module a maximum, in pages of 64 KiB, the way a host does. */
export function withMaximum(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = 8; at < module.length;) {
    const [length, content] = readNumber(module, at + 1);
    const end = content + length;
    if (module[at] === MEMORY_SECTION) {
      const [minimum] = readNumber(module, content + 2);
      const limits = [1, 1, ...writeNumber(minimum), ...writeNumber(pages)];
      const section = [MEMORY_SECTION, ...writeNumber(limits.length), ...limits];
      return Uint8Array.from([...module.subarray(0, at), ...section, ...module.subarray(end)]);
    }
    at = end;
  }
  throw new Error("the module has no memory");
}
