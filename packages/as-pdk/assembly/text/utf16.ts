// UTF-16, in which AssemblyScript keeps its strings.

/** Writes `length` ASCII bytes as UTF-16 code units. */
export function widen(to: usize, from: usize, length: usize): void {
  if (length < 8) {
    for (let i: usize = 0; i < length; i++) store<u16>(to + (i << 1), load<u8>(from + i));
    return;
  }
  const last = from + length - 8;
  for (; from < last; from += 8, to += 16) v128.store(to, v128.load_ext<u8>(from));
  // The last eight may overlap the eight before.
  v128.store(to - ((from - last) << 1), v128.load_ext<u8>(last));
}

/** Writes a character, which takes one code unit or two. Returns the address behind it. */
export function put(to: usize, character: u32): usize {
  if (character < 0x10000) {
    store<u16>(to, character);
    return to + 2;
  }
  const offset = character - 0x10000;
  store<u32>(to, (0xd800 + (offset >> 10)) | ((0xdc00 + (offset & 0x3ff)) << 16));
  return to + 4;
}

/** A string of that many code units, of any content. */
export function uninitialized(units: i32): string {
  return changetype<string>(__new((<usize>units) << 1, idof<string>()));
}
