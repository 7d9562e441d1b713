import type { ModuleReading } from "./module-reading.ts";

type Readings = ReadonlyMap<string, ModuleReading>;

/** The modules that are instantiated: the main one and those it imports from, in turn. */
export function reachedFrom(name: string, readings: Readings): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const reading = readings.get(next);
    if (reading === undefined || reached.has(next)) continue;
    reached.add(next);
    open.push(...importedModules(reading));
  }
  return reached;
}

/** Those of the modules that cannot be instantiated, because they wait for each other, or for some that do. */
export function waitingInCircles(reached: ReadonlySet<string>, readings: Readings): ReadonlySet<string> {
  const importers = new Map<string, string[]>([...reached].map((name) => [name, []]));
  const missing = new Map<string, number>();
  for (const name of reached) {
    const needed = importedModules(readings.get(name)!).filter((each) => reached.has(each));
    missing.set(name, needed.length);
    for (const each of needed) importers.get(each)!.push(name);
  }
  const ready = [...reached].filter((name) => missing.get(name) === 0);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    missing.delete(name);
    for (const importer of importers.get(name)!) {
      const left = missing.get(importer)! - 1;
      missing.set(importer, left);
      if (left === 0) ready.push(importer);
    }
  }
  return new Set(missing.keys());
}

function importedModules({ shape }: ModuleReading): string[] {
  return [...new Set(shape.imports.map(({ module }) => module))];
}
