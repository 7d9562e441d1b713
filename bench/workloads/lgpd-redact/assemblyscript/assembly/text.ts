/** The text: its places are addresses. A zero byte is behind it. */
export class Text {
  constructor(
    public start: usize,
    public end: usize,
    /** The end of what was replaced last. */
    public done: usize = start,
  ) {}
}

@inline
export function isDigit(byte: u8): bool {
  return <u8>(byte - 0x30) < 10;
}

@inline
export function isLetter(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26;
}

export function isAlphanumeric(byte: u8): bool {
  return isLetter(byte) || isDigit(byte);
}

/** Whether the byte is a letter, a digit or `_`. */
export function isWord(byte: u8): bool {
  return isAlphanumeric(byte) || byte == 0x5f || byte >= 0x80;
}
