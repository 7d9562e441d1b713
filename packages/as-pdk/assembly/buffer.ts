/** Zeros behind what is to be scanned: a scanner may load 16 bytes at a time, and NUL stops it where the text ends. */
export const PADDING: i32 = 16;

/** Memory for `length` bytes, of any content, and 16 zeros behind them. */
export function padded(length: i32): ArrayBuffer {
  const buffer = uninitialized(length + PADDING);
  memory.fill(changetype<usize>(buffer) + length, 0, PADDING);
  return buffer;
}

/** Memory of any content. (AssemblyScript's constructor would fill it with zeros.) */
export function uninitialized(length: i32): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(length, idof<ArrayBuffer>()));
}

/** The address of an array's first byte. */
@inline
export function addressOf(bytes: Uint8Array): usize {
  return bytes.dataStart;
}
