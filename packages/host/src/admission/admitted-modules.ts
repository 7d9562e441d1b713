import type { PluginSpec } from "../engine/engine.ts";
import { allOrError, type Admission } from "./admission.ts";
import type { AdmittedModule, ModuleCache } from "./compiled-module.ts";

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
  const acquired: PluginSpec["modules"][number][] = [];
  const release = (): void => acquired.splice(0).forEach((source) => cache.release(source, spec));
  try {
    const readings = await admission.admit(spec);
    const made = await allOrError(
      spec.modules.map(async (source) => {
        const module = await cache.acquire(source, readings.get(source.name)!, spec, spec.name);
        acquired.push(source);
        return [source.name, module] as const;
      }),
    );
    return { modules: new Map(made), release };
  } catch (error) {
    release();
    throw error;
  }
}
