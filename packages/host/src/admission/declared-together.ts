import { mostDeclared } from "../module/most-declared.ts";
import type { ModuleReading } from "./module-reading.ts";
import type { Refusal } from "./verdict.ts";

type Kind = keyof typeof mostDeclared;

/**
 * The refusal of a plugin whose modules together declare more than one module may: linking them takes the host's thread time for
 * each.
 */
export function declaredTogether(readings: Iterable<ModuleReading>): Refusal | undefined {
  const shapes = Array.from(readings, ({ shape }) => shape);
  for (const kind of Object.keys(mostDeclared) as Kind[]) {
    const count = shapes.reduce((sum, shape) => sum + shape[kind].length, 0);
    if (count <= mostDeclared[kind]) continue;
    const reason = `Its modules have ${count} ${kind} together, more than ${mostDeclared[kind]}.`;
    return { code: "MODULE_TOO_LARGE", module: null, reason };
  }
  return undefined;
}
