import { PluginError, type Isolation, type PluginManager } from "@vial/host";

/** What a module came to: an error's code by phase, or an answer. */
export interface Verdict {
  readonly outcome: string;
  /** What must not happen: another kind of error, or the host's reader and V8 of two minds. */
  readonly fault: string | undefined;
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

/** Loads a module and calls it once. */
export async function judge(
  plugins: PluginManager,
  source: Uint8Array,
  isolation: Isolation,
): Promise<Verdict> {
  const valid = WebAssembly.validate(source as Uint8Array<ArrayBuffer>);
  const limits = { deadlineMs: 300, startMs: 1_000, memoryBytes: 4 * 2 ** 20 };
  try {
    await plugins.load(name, { source, isolation, limits, onLog: () => {} });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) return { outcome: "load ?", fault: `load failed with ${String(error)}` };
    const twoMinds =
      valid && code === "INVALID_MODULE" ? "V8 takes a module that the host's reader refuses" : undefined;
    const started = !valid && !stricter.has(code) && code !== "INVALID_MODULE";
    return {
      outcome: `load ${code}`,
      fault: started ? `a module V8 refuses came as far as ${code}` : twoMinds,
    };
  }
  const fault = valid ? undefined : "a module V8 refuses was loaded";
  try {
    const hasProcess = plugins.list().some((each) => each.name === name && each.exports.includes("process"));
    if (!hasProcess) return { outcome: "loaded", fault };
    await plugins.execute(name, "input", { deadline: 300 });
    return { outcome: "answer", fault };
  } catch (error) {
    const code = codeOf(error);
    return {
      outcome: `call ${code ?? "?"}`,
      fault: code === undefined ? `the call failed with ${String(error)}` : fault,
    };
  } finally {
    await plugins.unload(name);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof PluginError ? error.code : undefined;
}
