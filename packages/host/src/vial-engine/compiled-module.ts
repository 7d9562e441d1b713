import { ended } from "../engine/call-phase.ts";
import type { SourceModule } from "../source/extism-modules.ts";
import type { Limits } from "../limits.ts";
import { PluginError, quoteName } from "../plugin-error.ts";
import {
  analyseState,
  ModuleFormatError,
  readModuleShape,
  rewriteModule,
  type ModuleShape,
  type StateAnalysis,
} from "../module/index.ts";

const PAGE = 65_536;
/** Up to here compiling at once costs less than the trip to a compiler thread. */
const compileAtOnceBytes = 64 * 1024;

/** A module that V8 has compiled, with its limits written into it and its state exported for restoring. */
export interface CompiledModule {
  readonly module: WebAssembly.Module;
  readonly shape: ModuleShape;
  /** Whether copying memories and globals back makes an instance as new. */
  readonly restorable: boolean;
}

type ModuleLimits = Pick<Limits, "memoryBytes" | "tableElements">;

/** Compiled modules by digest and limits. A module that several plugins or workers use is compiled once. */
export class ModuleCache {
  readonly #entries = new Map<string, { readonly compiled: Promise<CompiledModule>; users: number }>();

  async acquire(source: SourceModule, limits: ModuleLimits, plugin: string): Promise<CompiledModule> {
    const key = keyOf(source, limits);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { compiled: compile(source, limits), users: 0 };
      this.#entries.set(key, entry);
    }
    entry.users++;
    try {
      return await entry.compiled;
    } catch (error) {
      this.release(source, limits);
      // Several plugins may have waited for the same module: each gets an error of its own.
      throw asPluginError(error, source.name, plugin);
    }
  }

  release(source: SourceModule, limits: ModuleLimits): void {
    const key = keyOf(source, limits);
    const entry = this.#entries.get(key);
    if (entry !== undefined && --entry.users === 0) this.#entries.delete(key);
  }

  /** How many modules are compiled at present. */
  get size(): number {
    return this.#entries.size;
  }
}

function keyOf(source: SourceModule, limits: ModuleLimits): string {
  return `${source.digest} ${limits.memoryBytes} ${limits.tableElements}`;
}

async function compile(source: SourceModule, limits: ModuleLimits): Promise<CompiledModule> {
  const shape = readModuleShape(source.bytes);
  const state = analyseState(source.bytes, shape);
  // The memory limit is one memory's.
  if (shape.memories.length > 1) throw new ModuleFormatError("limit", "more than one memory", 0);
  const bytes = rewriteModule(source.bytes, shape, {
    maxMemoryPages: Math.floor(limits.memoryBytes / PAGE),
    maxTableElements: limits.tableElements,
    exportState: true,
  });
  const module =
    bytes.length <= compileAtOnceBytes ? new WebAssembly.Module(bytes) : await WebAssembly.compile(bytes);
  ended("compiled");
  return { module, shape, restorable: isRestorable(state) };
}

/** Whether all that an instance changes while it runs is in memories and globals that JavaScript can copy. */
function isRestorable(state: StateAnalysis): boolean {
  const { mutatesTables, dropsSegments, usesGc, usesSharedMemory, hasUnreadableGlobals } = state;
  return !(mutatesTables || dropsSegments || usesGc || usesSharedMemory || hasUnreadableGlobals);
}

function asPluginError(cause: unknown, module: string, plugin: string): unknown {
  const isFormat = cause instanceof ModuleFormatError;
  if (!isFormat && !(cause instanceof WebAssembly.CompileError)) return cause;
  const options = { plugin, phase: "load", cause } as const;
  if (isFormat && cause.kind === "limit") {
    const message = `Module ${quoteName(module)} needs more than limits.memoryBytes or limits.tableElements from the start: ${cause.message}.`;
    return new PluginError("MEMORY_LIMIT", message, options);
  }
  const message = `Module ${quoteName(module)} is not a WebAssembly module this host can run. See the cause.`;
  return new PluginError("INVALID_MODULE", message, options);
}
