import { buildNative } from "../native/build.ts";
import { baselineLanguage, type NativeProgram, sourceOf } from "../native/program.ts";
import { SandboxProcess } from "../sandbox/sandbox-process.ts";
import { type Language, pluginModule, type Workload } from "../workloads.ts";
import type { Cell, CellKey } from "./cell.ts";
import { isGated } from "./cell.ts";
import type { Effort } from "./effort.ts";
import { measureSize } from "./measure-size.ts";
import { allModes, gatedMode, type Mode } from "./mode.ts";

/** A plugin in one mode, in its process. */
export interface RunningSandbox {
  readonly mode: Mode;
  readonly sandbox: SandboxProcess;
}

/** What loading a plugin took, inline with fresh state, in milliseconds. */
export interface LoadCost {
  readonly workload: string;
  readonly language: Language;
  readonly moduleBytes: number;
  readonly loadMs: number;
  readonly compileMs: number;
  readonly instantiateMs: number;
}

export interface LanguageOptions {
  readonly sizes: readonly number[];
  readonly effort: Effort;
  /** The output that languages measured before gave, by size: they all have to give the same. */
  readonly agreed: Map<number, Uint8Array>;
  readonly onCell: (cell: Cell) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The native programs of a language: the portable ones, of which the fastest is the baseline, and the others. */
async function programsOf(
  workload: Workload,
  language: Language,
  gateOnly: boolean,
): Promise<NativeProgram[]> {
  const own = baselineLanguage(language);
  const programs = await buildNative(sourceOf(workload, own), "portable");
  if (gateOnly) return programs;
  // AssemblyScript's stricter second baseline.
  const second = own === "typescript" ? await buildNative(sourceOf(workload, "c"), "portable") : [];
  return [...programs, ...second, ...(await buildNative(sourceOf(workload, own), "machine"))];
}

/** Measures a workload's plugin in one language at all sizes, in one process a mode, and one that splits its calls. */
export async function measureLanguage(
  workload: Workload,
  language: Language,
  options: LanguageOptions,
): Promise<LoadCost | undefined> {
  const { sizes, effort, onCell } = options;
  const modes = effort.gateOnly ? [gatedMode] : allModes;
  const keyOf = (mode: Mode, sizeBytes: number): CellKey => ({
    workload: workload.name,
    language,
    sizeBytes,
    ...mode,
  });
  await using stack = new AsyncDisposableStack();
  try {
    const programs = await programsOf(workload, language, effort.gateOnly);
    const source = pluginModule(workload, language);
    const sandboxes: RunningSandbox[] = [];
    let cost: LoadCost | undefined;
    for (const mode of modes) {
      const { sandbox, load } = await SandboxProcess.start({ source, ...mode }, new Uint8Array(0));
      stack.use(sandbox);
      sandboxes.push({ mode, sandbox });
      const { moduleBytes, loadMs, compileMs, instantiateMs } = load;
      cost ??= { workload: workload.name, language, moduleBytes, loadMs, compileMs, instantiateMs };
    }
    const { sandbox: splitting } = await SandboxProcess.start(
      { source, ...gatedMode, splits: true },
      new Uint8Array(0),
    );
    stack.use(splitting);
    const processes = { sandboxes, splitting, programs };
    for (const sizeBytes of sizes) {
      const keys = modes.map((mode) => keyOf(mode, sizeBytes));
      for (const cell of await measureSize(workload, keys, { ...processes, ...options })) onCell(cell);
    }
    return cost;
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    for (const sizeBytes of sizes) {
      for (const mode of modes) {
        const key = keyOf(mode, sizeBytes);
        onCell({ ...key, outcome: "failed", reason, gated: isGated(key), pass: false });
      }
    }
    return undefined;
  }
}
