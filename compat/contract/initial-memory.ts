/** Bytes of the first memory as the memory section (id 5) states them: WebAssembly core specification, section 5.5.8. */
export function initialMemory(bytes: Uint8Array): number {
  let at = 8;
  const leb = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const id = bytes[at++]!;
    const size = leb();
    if (id !== 5) {
      at += size;
      continue;
    }
    leb(); // how many memories
    at++; // flags
    return leb() * 65_536;
  }
  return 0;
}
