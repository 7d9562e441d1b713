/** Encodes an unsigned integer, at most 2^53 - 1, as the shortest LEB128. */
export function unsignedLeb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** A section with its header. */
export function section(id: number, contents: readonly Uint8Array[]): Uint8Array[] {
  const size = contents.reduce((total, part) => total + part.length, 0);
  return [Uint8Array.of(id), unsignedLeb128(size), ...contents];
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Encodes a signed 32-bit integer as the shortest LEB128. */
export function signedLeb128(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    if ((rest < 0x40 && rest >= 0) || (rest >= -0x40 && rest < 0)) {
      bytes.push(low);
      return Uint8Array.from(bytes);
    }
    bytes.push(low | 0x80);
  }
}
