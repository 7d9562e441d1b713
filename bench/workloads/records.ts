/**
 * Records one behind the other, in an order that only looks random and begins anew when all were used; the last is the longest
 * that still fits.
 */
export function recordsUpTo(sizeBytes: number, records: readonly Uint8Array[]): Uint8Array {
  const longest = Math.max(...records.map(({ length }) => length));
  const chosen: Uint8Array[] = [];
  let left = sizeBytes;
  for (let index = 0; left >= longest; index++) {
    // 7919 is a prime: every record has its turn.
    const record = records[(index * 7919) % records.length]!;
    chosen.push(record);
    left -= record.length;
  }
  const last = records.filter(({ length }) => length <= left).toSorted((a, b) => b.length - a.length);
  return Buffer.concat([...chosen, ...last.slice(0, 1)]);
}
