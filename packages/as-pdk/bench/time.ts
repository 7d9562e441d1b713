/** The median time of a call in microseconds, of each of several things that take turns. */
export async function medians(
  contestants: readonly (() => unknown)[],
  { rounds, calls }: { readonly rounds: number; readonly calls: number },
): Promise<number[]> {
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, call] of contestants.entries()) {
      const start = performance.now();
      for (let i = 0; i < calls; i++) await call();
      times[index]!.push(((performance.now() - start) / calls) * 1000);
    }
  }
  return times.map((all) => all.toSorted((a, b) => a - b)[all.length >> 1]!);
}
