import type { ModuleShape } from "../module/index.ts";
import { shareOut } from "../module/share-out.ts";
import type { ModuleReading } from "./module-reading.ts";
import { reachedFrom } from "./module-order.ts";
import { quoteName } from "../plugin-error.ts";
import type { Refusal } from "./verdict.ts";

/** How many modules a refusal names: those with most. */
const mostNamed = 5;

type EntitiesOf = (shape: ModuleShape) => ModuleShape["memories"];

interface OwnSize {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

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
  entitiesOf: EntitiesOf,
  total: number,
): ReadonlyMap<string, number> | undefined {
  const modules = ownSizes(readings, entitiesOf);
  const maxima = shareOut(modules, total);
  return maxima && new Map(modules.map(({ name }, index) => [name, maxima[index]!]));
}

/** What the memories, or tables, that a module defines have together, for each module that is instantiated and has any. */
function ownSizes(readings: Readings, entitiesOf: EntitiesOf): readonly OwnSize[] {
  return [...reachedFrom("main", readings)].flatMap((name) => {
    const own = entitiesOf(readings.get(name)!.shape).filter(({ imported }) => !imported);
    if (own.length === 0) return [];
    const minimum = own.reduce((sum, each) => sum + each.minimum, 0);
    const maximum = own.reduce((sum, each) => sum + (each.maximum ?? Infinity), 0);
    return [{ name, minimum, maximum }];
  });
}

/** The refusal of a plugin whose memories start out with more than they may have together. */
export function memoriesTooLarge(readings: Readings, memoryBytes: number): Refusal {
  const sizes = ownSizes(readings, ({ memories }) => memories);
  return tooLarge("memories", "pages of 64 KiB", sizes, `limits.memoryBytes, ${memoryBytes} bytes`);
}

/** The same for tables. */
export function tablesTooLarge(readings: Readings, tableElements: number): Refusal {
  const sizes = ownSizes(readings, ({ tables }) => tables);
  return tooLarge("tables", "elements", sizes, `limits.tableElements, ${tableElements}`);
}

function tooLarge(what: string, unit: string, sizes: readonly OwnSize[], limit: string): Refusal {
  const sum = sizes.reduce((rest, { minimum }) => rest + minimum, 0);
  const largest = sizes.toSorted((a, b) => b.minimum - a.minimum);
  const named = largest.slice(0, mostNamed).map(({ name, minimum }) => `${quoteName(name)} ${minimum}`);
  const others = sizes.length - named.length;
  const list = [...named, ...(others > 0 ? [`${others} more`] : [])].join(", ");
  const [only] = sizes.length === 1 ? sizes : [];
  return {
    code: "MEMORY_LIMIT",
    module: only?.name ?? null,
    reason: `Its ${what} start out with ${sum} ${unit}${only ? "" : ` together (${list})`}, more than ${limit}. Build it with less, or raise the limit.`,
  };
}
