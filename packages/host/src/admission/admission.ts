import { admissionError } from "./admission-error.ts";
import { admitModules } from "./admit.ts";
import type { ModuleCompiler } from "./module-compiler.ts";
import type { ModuleReading } from "./module-reading.ts";
import type { PluginSpec } from "../engine/engine.ts";
import { asPluginError } from "./compiled-module.ts";
import { SharedValues } from "./shared-values.ts";

/** Reads the modules of plugins and holds them to what they are granted, before anything is compiled. */
export class Admission {
  readonly #compiler: ModuleCompiler;
  readonly #readings = new SharedValues<ModuleReading>();

  constructor(compiler: ModuleCompiler) {
    this.#compiler = compiler;
  }

  /**
   * What the modules' bytes say, by the modules' names.
   *
   * @throws PluginError the first refusal's; `INVALID_MODULE`, `MODULE_TOO_LARGE`, `COMPILE_TIMEOUT`.
   */
  async admit(spec: PluginSpec): Promise<ReadonlyMap<string, ModuleReading>> {
    const readings = new Map(await allOrError(spec.modules.map((source) => this.#read(source, spec))));
    const verdict = admitModules({ ...spec, readings });
    if (!verdict.admitted) throw admissionError(verdict, { plugin: spec.name, version: spec.version });
    return readings;
  }

  async #read(
    { name, digest, bytes }: PluginSpec["modules"][number],
    { name: plugin, limits, background = false }: PluginSpec,
  ): Promise<readonly [string, ModuleReading]> {
    const budget = { deadlineAt: performance.now() + limits.compileMs, background };
    try {
      const reading = await this.#readings.take(digest, () => this.#compiler.read(bytes, budget));
      this.#readings.giveBack(digest);
      return [name, reading];
    } catch (error) {
      throw asPluginError(error, name, plugin);
    }
  }
}

/** All values once every promise is settled, or the first error in their order. */
export async function allOrError<Value>(pending: readonly Promise<Value>[]): Promise<Value[]> {
  const attempts = await Promise.allSettled(pending);
  return attempts.map((attempt) => {
    if (attempt.status === "rejected") throw attempt.reason;
    return attempt.value;
  });
}
