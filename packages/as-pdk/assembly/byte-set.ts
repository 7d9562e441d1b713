// Finding the few bytes of a text that mean something, sixteen at a time.
//
//   const delimiters = ByteSet.of("|^~\\&\r");
//
//   for (let at = address; at < end; at += 16) {
//     for (let found = delimiters.find(at); found; found &= found - 1) visit(at + ctz(found));
//   }

/** A set of ASCII characters. */
export class ByteSet {
  /** By the low four bits of a byte: a bit for each row of ASCII that has a member there. */
  private rows: StaticArray<u8> = new StaticArray<u8>(16);

  /** The set of a text's characters. Traps when one of them is not ASCII. */
  static of(members: string): ByteSet {
    const set = new ByteSet();
    for (let i = 0; i < members.length; i++) set.add(members.charCodeAt(i));
    return set;
  }

  /** Adds a character. Traps when it is not ASCII. */
  add(member: i32): void {
    if (<u32>member > 0x7f) unreachable();
    const place = changetype<usize>(this.rows) + (member & 15);
    store<u8>(place, load<u8>(place) | (<u8>1 << <u8>(member >> 4)));
  }

  /** A bit for each of the 16 bytes at `at` that is a member, the lowest for the first. */
  @inline
  find(at: usize): i32 {
    const bytes = v128.load(at);
    const bits = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
    const rows = i8x16.swizzle(v128.load(changetype<usize>(this.rows)), v128.and(bytes, i8x16.splat(15)));
    const row = i8x16.swizzle(bits, i8x16.shr_u(bytes, 4));
    return i8x16.bitmask(i8x16.ne(v128.and(rows, row), i8x16.splat(0)));
  }

  /** The address of the first member from `at` on, and `end` when there is none before it. Reads up to 15 bytes past `end`. */
  @inline
  next(at: usize, end: usize): usize {
    while (at < end) {
      const found = this.find(at);
      if (found) return min(at + ctz(found), end);
      at += 16;
    }
    return end;
  }
}
