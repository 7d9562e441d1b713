/** How large a memory or a table starts out, and what it says it may grow to. */
interface Growing {
  readonly minimum: number;
  readonly maximum?: number | undefined;
}

/**
 * What each may grow to so that all of them together stay within `total`: each has what it starts out with; the rest is shared
 * equally, and what one says not to need goes to the others.
 *
 * @returns in the order of `all`; `undefined` when they start out with more
 */
export function shareOut(all: readonly Growing[], total: number): readonly number[] | undefined {
  let left = all.reduce((rest, { minimum }) => rest - minimum, total);
  if (left < 0) return undefined;
  const shares = all.map(({ minimum, maximum = Infinity }, index) => ({
    index,
    minimum,
    wanted: Math.max(0, Math.min(maximum, total) - minimum),
  }));
  const maxima: number[] = [];
  // Whoever wants least comes first: what it leaves is the others'.
  for (const [given, { index, minimum, wanted }] of shares
    .toSorted((a, b) => a.wanted - b.wanted)
    .entries()) {
    const share = Math.min(wanted, Math.floor(left / (all.length - given)));
    left -= share;
    maxima[index] = minimum + share;
  }
  return maxima;
}
