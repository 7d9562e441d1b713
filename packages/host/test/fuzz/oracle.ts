import { hash } from "node:crypto";
import { PluginError, type Isolation, type PluginManager } from "@vial/host";

/** What a module came to. */
export interface Verdict {
  /** Of loading it, where that failed, or else of each call: an error's code by phase, or an answer. */
  readonly outcomes: readonly string[];
  /** The same with the answers' digests: what has to be the same on every level. */
  readonly results: readonly string[];
  /** What must not happen: another kind of error, the host's reader and V8 of two minds, a call that changes the next. */
  readonly faults: readonly string[];
}

/** Reasons of the host's own for which it refuses a module that V8 would take. */
const stricter: ReadonlySet<string> = new Set([
  "ABI_VERSION_MISMATCH",
  "CAPABILITY_DENIED",
  "COMPILE_TIMEOUT",
  "FEATURE_DENIED",
  "IMPORT_UNRESOLVED",
  "MEMORY_LIMIT",
  "MODULE_TOO_LARGE",
]);

const name = "fuzzed";
const deadline = 300;

/** Loads a module and calls each of its exports twice: with fresh state, the second call has to come to the same. */
export async function judge(
  plugins: PluginManager,
  source: Uint8Array,
  isolation: Isolation,
): Promise<Verdict> {
  const valid = WebAssembly.validate(source as Uint8Array<ArrayBuffer>);
  const limits = { deadlineMs: deadline, startMs: 1_000, memoryBytes: 4 * 2 ** 20 };
  try {
    await plugins.load(name, { source, isolation, limits, onLog: () => {} });
  } catch (error) {
    const outcome = `load ${codeOf(error) ?? "?"}`;
    return { outcomes: [outcome], results: [outcome], faults: faultsOfLoad(error, valid) };
  }
  const faults = valid ? [] : ["a module V8 refuses was loaded"];
  const calls: Outcome[] = [];
  try {
    for (const exportName of plugins.list().find((each) => each.name === name)!.exports) {
      const first = await call(plugins, exportName);
      const second = await call(plugins, exportName);
      calls.push(first, second);
      faults.push(...(first.faults ?? []), ...(second.faults ?? []));
      if (differ([first.result], [second.result]))
        faults.push(`the second call came to ${second.result}, the first to ${first.result}`);
    }
  } finally {
    await plugins.unload(name);
  }
  const all = calls.length === 0 ? [{ outcome: "loaded", result: "loaded" }] : calls;
  return { outcomes: all.map(({ outcome }) => outcome), results: all.map(({ result }) => result), faults };
}

/** Whether results differ although none of them hangs on how busy the machine is. */
export function differ(a: readonly string[], b: readonly string[]): boolean {
  const late = [...a, ...b].some((result) => result.includes("DEADLINE_EXCEEDED"));
  return !late && a.join() !== b.join();
}

interface Outcome {
  readonly outcome: string;
  readonly result: string;
  readonly faults?: readonly string[];
}

async function call(plugins: PluginManager, exportName: string): Promise<Outcome> {
  try {
    const answer = await plugins.execute(name, "input", { export: exportName, deadline });
    return { outcome: "answer", result: `answer ${hash("sha256", answer.bytes())}` };
  } catch (error) {
    const code = codeOf(error);
    const outcome = `call ${code ?? "?"}`;
    return {
      outcome,
      result: outcome,
      faults: code === undefined ? [`the call failed with ${String(error)}`] : [],
    };
  }
}

function faultsOfLoad(error: unknown, valid: boolean): string[] {
  const code = codeOf(error);
  if (code === undefined) return [`load failed with ${String(error)}`];
  if (valid) return code === "INVALID_MODULE" ? ["V8 takes a module that the host's reader refuses"] : [];
  const refused = stricter.has(code) || code === "INVALID_MODULE";
  return refused ? [] : [`a module V8 refuses came as far as ${code}`];
}

function codeOf(error: unknown): string | undefined {
  return error instanceof PluginError ? error.code : undefined;
}
