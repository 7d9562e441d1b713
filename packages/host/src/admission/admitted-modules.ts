import type { PluginSpec } from "../engine/engine.ts";
import { allOrError, type Admission } from "./admission.ts";
import type { AdmittedModule, ModuleCache, ModuleSettings } from "./compiled-module.ts";
import { memoryAllowances, pageBytes, tableAllowances } from "./allowances.ts";

/** A plugin's modules by their names. Give them back with `release`. */
export interface AdmittedModules<Code> {
  readonly modules: ReadonlyMap<string, AdmittedModule<Code>>;
  release(): void;
}

/** Admits a plugin and, only then, has its modules made. */
export async function admittedModules<Code>(
  spec: PluginSpec,
  admission: Admission,
  cache: ModuleCache<Code>,
): Promise<AdmittedModules<Code>> {
  const acquired: Parameters<ModuleCache<Code>["release"]>[] = [];
  const release = (): void => acquired.splice(0).forEach((held) => cache.release(...held));
  try {
    const readings = await admission.admit(spec);
    const memories = memoryAllowances(readings, Math.floor(spec.limits.memoryBytes / pageBytes));
    const tables = tableAllowances(readings, spec.limits.tableElements);
    const made = await allOrError(
      spec.modules.map(async (source) => {
        const settings = settingsOf(spec, memories?.get(source.name), tables?.get(source.name));
        const module = await cache.acquire(source, readings.get(source.name)!, settings, spec.name);
        acquired.push([source, settings]);
        return [source.name, module] as const;
      }),
    );
    return { modules: new Map(made), release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * @param pages what the module's own memory may grow to
 * @param tableElements what its own tables may grow to together
 */
function settingsOf(
  spec: PluginSpec,
  pages: number | undefined,
  tableElements = spec.limits.tableElements,
): ModuleSettings {
  const memoryBytes = pages === undefined ? spec.limits.memoryBytes : pages * pageBytes;
  return { ...spec, limits: { ...spec.limits, memoryBytes, tableElements } };
}
