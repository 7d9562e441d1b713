import { codeOf } from "./admit.ts";
import { CompileTimeout, type CompileBudget } from "./compile-budget.ts";
import { compileCost, type ModuleReading } from "./module-reading.ts";
import type { SourceModule } from "../source/extism-modules.ts";
import type { Limits } from "../limits.ts";
import { PluginError, quoteName } from "../plugin-error.ts";
import {
  ModuleFormatError,
  type ModuleShape,
  type Preparation,
  type StateAnalysis,
} from "../module/index.ts";
import { invalidModule } from "./invalid-module.ts";
import { SharedValues } from "./shared-values.ts";

/** A module that was admitted and has its limits written into it, and its state exported for restoring. */
export interface AdmittedModule<Code> {
  /** Compiled, or the binary alone where a process is to compile it. */
  readonly code: Code;
  readonly shape: ModuleShape;
  /** Whether copying memories and globals back makes an instance as new. */
  readonly restorable: boolean;
}

export type ModuleBinary = Uint8Array<ArrayBuffer>;

/**
 * What a module is made with. `debug` keeps the names it gives its functions; `modules` are those of its plugin: whether
 * there are others is what counts.
 */
export interface ModuleSettings {
  readonly limits: Pick<Limits, "memoryBytes" | "tableElements" | "compileMs">;
  readonly debug: boolean;
  readonly modules: readonly unknown[];
  /** Whether no instruction is moved, also not to be able to stop it. */
  readonly codeInPlace?: boolean | undefined;
  readonly background?: boolean;
}

type Make<Code> = (preparation: Preparation, cost: number, budget: CompileBudget) => Promise<Code>;

/** Modules by digest and settings. One that several plugins or workers use is compiled once. */
export class ModuleCache<Code> {
  readonly #make: Make<Code>;
  readonly #modules = new SharedValues<AdmittedModule<Code>>();

  /** @param make what becomes of a module: compiled code, or the binary to compile */
  constructor(make: Make<Code>) {
    this.#make = make;
  }

  /** Makes a module that was admitted. Give it back with {@link release}. */
  async acquire(
    source: SourceModule,
    reading: ModuleReading,
    settings: ModuleSettings,
    plugin: string,
  ): Promise<AdmittedModule<Code>> {
    try {
      return await this.#modules.take(keyOf(source, settings), () =>
        makeModule(source, reading, settings, this.#make),
      );
    } catch (error) {
      // Several plugins may have waited for the same module: each gets an error of its own.
      throw asPluginError(error, source.name, plugin);
    }
  }

  release(source: SourceModule, settings: ModuleSettings): void {
    this.#modules.giveBack(keyOf(source, settings));
  }

  /** How many modules there are at present. */
  get size(): number {
    return this.#modules.size;
  }
}

function keyOf(
  { digest }: SourceModule,
  { limits, debug, modules, codeInPlace = false }: ModuleSettings,
): string {
  return `${digest} ${limits.memoryBytes} ${limits.tableElements} ${debug} ${modules.length === 1} ${codeInPlace}`;
}

async function makeModule<Code>(
  source: SourceModule,
  reading: ModuleReading,
  { limits, debug, modules, codeInPlace = false, background = false }: ModuleSettings,
  makeCode: Make<Code>,
): Promise<AdmittedModule<Code>> {
  const { shape, state } = reading;
  const budget = { deadlineAt: performance.now() + limits.compileMs, background };
  // The memory limit is one memory's.
  if (shape.memories.length > 1) throw new ModuleFormatError("limit", "more than one memory", 0);
  const options = {
    memoryBytes: limits.memoryBytes,
    tableElements: limits.tableElements,
    keepNames: debug,
    // Another module of the plugin could import the memory and grow it.
    ownPages: modules.length === 1,
  };
  const preparation = { bytes: source.bytes, shape, sites: codeInPlace ? [] : state.sites, options };
  const code = await makeCode(preparation, compileCost(reading), budget);
  return { code, shape, restorable: isRestorable(state) };
}

/** Whether all that an instance changes while it runs is in memories and globals that JavaScript can copy. */
function isRestorable(state: StateAnalysis): boolean {
  const { mutatesTables, dropsSegments, usesGc, usesSharedMemory, hasUnreadableGlobals } = state;
  return !(mutatesTables || dropsSegments || usesGc || usesSharedMemory || hasUnreadableGlobals);
}

/** The error for a module that could not be read or compiled. */
export function asPluginError(cause: unknown, module: string, plugin: string): unknown {
  const options = { plugin, phase: "load", cause } as const;
  if (cause instanceof CompileTimeout) {
    const message = `Module ${quoteName(module)} took longer to read and compile than limits.compileMs. Raise it if the module is meant to be that large.`;
    return new PluginError("COMPILE_TIMEOUT", message, { plugin, phase: "load" });
  }
  if (cause instanceof WebAssembly.CompileError) return invalidModule(module, plugin, cause);
  if (!(cause instanceof ModuleFormatError)) return cause;
  switch (cause.kind) {
    case "limit": {
      const message = `Module ${quoteName(module)} needs more than limits.memoryBytes or limits.tableElements from the start: ${cause.message}.`;
      return new PluginError(codeOf(cause), message, options);
    }
    case "excessive": {
      const message = `Module ${quoteName(module)} is larger than what this host compiles: ${cause.message}.`;
      return new PluginError(codeOf(cause), message, options);
    }
    default:
      return invalidModule(module, plugin, cause);
  }
}
