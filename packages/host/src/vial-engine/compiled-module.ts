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

/** A module that was read and has its limits written into it, and its state exported for restoring. */
export interface AdmittedModule<Code> {
  /** Compiled, or the binary alone where a process is to compile it. */
  readonly code: Code;
  readonly shape: ModuleShape;
  /** Whether copying memories and globals back makes an instance as new. */
  readonly restorable: boolean;
}

export type ModuleBinary = Uint8Array<ArrayBuffer>;

type ModuleLimits = Pick<Limits, "memoryBytes" | "tableElements">;
type Make<Code> = (binary: ModuleBinary) => Code | Promise<Code>;

/** Modules by digest and limits. One that several plugins or workers use is read and compiled once. */
export class ModuleCache<Code> {
  readonly #make: Make<Code>;
  readonly #entries = new Map<string, { readonly admitted: Promise<AdmittedModule<Code>>; users: number }>();

  /** @param make what becomes of a binary: {@link compileBinary}, or itself */
  constructor(make: Make<Code>) {
    this.#make = make;
  }

  async acquire(source: SourceModule, limits: ModuleLimits, plugin: string): Promise<AdmittedModule<Code>> {
    const key = keyOf(source, limits);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { admitted: admit(source, limits, this.#make), users: 0 };
      this.#entries.set(key, entry);
    }
    entry.users++;
    try {
      return await entry.admitted;
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

  /** How many modules there are at present. */
  get size(): number {
    return this.#entries.size;
  }
}

export async function compileBinary(binary: ModuleBinary): Promise<WebAssembly.Module> {
  const module =
    binary.length <= compileAtOnceBytes ? new WebAssembly.Module(binary) : await WebAssembly.compile(binary);
  ended("compiled");
  return module;
}

/** The error for a module that V8 refuses. */
export function invalidModule(module: string, plugin: string, cause: unknown): PluginError {
  const message = `Module ${quoteName(module)} is not a WebAssembly module this host can run. See the cause.`;
  return new PluginError("INVALID_MODULE", message, { plugin, phase: "load", cause });
}

function keyOf(source: SourceModule, limits: ModuleLimits): string {
  return `${source.digest} ${limits.memoryBytes} ${limits.tableElements}`;
}

async function admit<Code>(
  source: SourceModule,
  limits: ModuleLimits,
  make: Make<Code>,
): Promise<AdmittedModule<Code>> {
  const shape = readModuleShape(source.bytes);
  const state = analyseState(source.bytes, shape);
  // The memory limit is one memory's.
  if (shape.memories.length > 1) throw new ModuleFormatError("limit", "more than one memory", 0);
  const binary = rewriteModule(source.bytes, shape, {
    maxMemoryPages: Math.floor(limits.memoryBytes / PAGE),
    maxTableElements: limits.tableElements,
    exportState: true,
  });
  return { code: await make(binary), shape, restorable: isRestorable(state) };
}

/** Whether all that an instance changes while it runs is in memories and globals that JavaScript can copy. */
function isRestorable(state: StateAnalysis): boolean {
  const { mutatesTables, dropsSegments, usesGc, usesSharedMemory, hasUnreadableGlobals } = state;
  return !(mutatesTables || dropsSegments || usesGc || usesSharedMemory || hasUnreadableGlobals);
}

function asPluginError(cause: unknown, module: string, plugin: string): unknown {
  const isFormat = cause instanceof ModuleFormatError;
  if (!isFormat && !(cause instanceof WebAssembly.CompileError)) return cause;
  if (isFormat && cause.kind === "limit") {
    const message = `Module ${quoteName(module)} needs more than limits.memoryBytes or limits.tableElements from the start: ${cause.message}.`;
    return new PluginError("MEMORY_LIMIT", message, { plugin, phase: "load", cause });
  }
  return invalidModule(module, plugin, cause);
}
