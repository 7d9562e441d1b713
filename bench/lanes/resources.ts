import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { PluginManager } from "@vial/host";
import { modules } from "./subjects.ts";

type EngineName = "vial" | "extism";

const idleMs = 3_000;

/** CPU time of this whole process, all its threads, while workers have nothing to do: percent of one core. */
export async function measureIdleCpu(workers: number): Promise<number> {
  await using plugins = new PluginManager();
  for (let i = 0; i < workers; i++) {
    await plugins.load(`echo-${i}`, { source: modules.direct, isolation: "thread" });
    await plugins.execute(`echo-${i}`, "wake up");
  }
  // Late compilation and garbage collection are not idleness.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000 / idleMs) * 100;
}

/** Resident memory, in bytes, that one more instance of the same plugin takes. */
export function measureInstanceMemory(engine: EngineName): number {
  return runAlone("./instance-memory.ts", engine, ["--expose-gc"]);
}

/** Microseconds that importing the library takes, in a process that has imported nothing else. */
export function measureImport(engine: EngineName): number {
  return runAlone("./import-time.ts", engine);
}

/** Microseconds from module bytes in memory to the first result, in a process that has imported the library and nothing else. */
export function measureFirstResult(engine: EngineName): number {
  return runAlone("./first-result.ts", engine);
}

/**
 * Runs a script in a new process and reads the number it prints. Where time counts there are no flags: with one of V8's, Node
 * compiles its own modules anew.
 */
function runAlone(script: string, engine: EngineName, flags: readonly string[] = []): number {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawnSync(process.execPath, [...flags, path, engine], { encoding: "utf8" });
  const value = Number(child.stdout);
  if (child.status !== 0 || child.stdout === "" || !Number.isFinite(value))
    throw new Error(`${script} failed: ${child.stderr}`);
  return value;
}
