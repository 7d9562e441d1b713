/** ISO 8859-1 as UTF-8, with 16 bytes behind it that can be read. */
export function toUtf8(from: usize, length: i32): Uint8Array {
  const buffer = new ArrayBuffer(2 * length + 16);
  const start = changetype<usize>(buffer);
  let to = start;
  for (const end = from + length; from < end; from++) {
    const byte = load<u8>(from);
    if (byte < 0x80) {
      store<u8>(to++, byte);
      continue;
    }
    store<u8>(to++, 0xc0 | (byte >> 6));
    store<u8>(to++, 0x80 | (byte & 0x3f));
  }
  return Uint8Array.wrap(buffer, 0, <i32>(to - start));
}
