import type { ModuleShape } from "../module/index.ts";
import { shareOut } from "../module/share-out.ts";
import type { ModuleReading } from "./module-reading.ts";
import { reachedFrom } from "./module-order.ts";

type Readings = ReadonlyMap<string, ModuleReading>;

export const pageBytes = 65_536;

/**
 * What the memories that each module of a plugin defines may grow to, in pages, so that all of them stay within `pages`.
 *
 * @returns by module, for those with a memory of their own that are instantiated; `undefined` when the plugin starts out with more
 */
export function memoryAllowances(readings: Readings, pages: number): ReadonlyMap<string, number> | undefined {
  return allowances(readings, ({ memories }) => memories, pages);
}

/** The same for tables, in elements. */
export function tableAllowances(
  readings: Readings,
  elements: number,
): ReadonlyMap<string, number> | undefined {
  return allowances(readings, ({ tables }) => tables, elements);
}

function allowances(
  readings: Readings,
  entitiesOf: (shape: ModuleShape) => ModuleShape["memories"],
  total: number,
): ReadonlyMap<string, number> | undefined {
  const modules = [...reachedFrom("main", readings)].flatMap((name) => {
    const own = entitiesOf(readings.get(name)!.shape).filter(({ imported }) => !imported);
    if (own.length === 0) return [];
    const minimum = own.reduce((sum, each) => sum + each.minimum, 0);
    const maximum = own.reduce((sum, each) => sum + (each.maximum ?? Infinity), 0);
    return [{ name, minimum, maximum }];
  });
  const maxima = shareOut(modules, total);
  return maxima && new Map(modules.map(({ name }, index) => [name, maxima[index]!]));
}
