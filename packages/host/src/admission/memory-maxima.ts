import type { ModuleReading } from "./module-reading.ts";
import { reachedFrom } from "./module-order.ts";

export const pageBytes = 65_536;

/**
 * What the memory of each module of a plugin may grow to, in pages, so that all together stay within `pages`. Each has what
 * it starts out with; the rest is shared equally, and what a module declares not to need goes to the others.
 *
 * @returns by module, for those with a memory of their own that are instantiated; `undefined` when the plugin starts out with more
 */
export function memoryMaxima(
  readings: ReadonlyMap<string, ModuleReading>,
  pages: number,
): ReadonlyMap<string, number> | undefined {
  const memories = [...reachedFrom("main", readings)].flatMap((module) =>
    readings
      .get(module)!
      .shape.memories.filter(({ imported }) => !imported)
      .map(({ minimum, maximum = pages }) => ({
        module,
        minimum,
        wanted: Math.max(0, Math.min(maximum, pages) - minimum),
      })),
  );
  let left = memories.reduce((rest, { minimum }) => rest - minimum, pages);
  if (left < 0) return undefined;
  // Whoever wants least comes first: what it leaves is the others'.
  const modest = memories.toSorted((one, other) => one.wanted - other.wanted);
  return new Map(
    modest.map(({ module, minimum, wanted }, index) => {
      const share = Math.min(wanted, Math.floor(left / (memories.length - index)));
      left -= share;
      return [module, minimum + share];
    }),
  );
}
