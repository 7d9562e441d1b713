/**
 * Calls plugins very often, with failures of every kind among the calls, and prints what the process holds meanwhile:
 * `node soak.ts --calls 1000000 [--isolation LEVEL]`. Exits 1 when an answer was wrong, when something grew, when the host's event
 * loop was held up by its own work for more than 50 ms, or when an error reached the host uncaught.
 */
import { setImmediate as turn } from "node:timers/promises";
import { parseArgs } from "node:util";
import { PluginManager, type Isolation, type PluginError } from "@vial/host";
import { LoopWatch } from "../hostile/loop-watch.ts";
import { MachineNoise } from "../hostile/machine-noise.ts";
import { kernelCommands, directCommands } from "../support/commands.ts";
import { growth, holdings, mebibytes, type Holdings } from "./holdings.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    isolation: { type: "string", default: "thread" },
  },
});
const calls = Number(values.calls);
const isolation = values.isolation as Isolation;

/** One call in so many goes wrong, each in another way; a loop costs a worker, and is rarer. */
const kinds = ["loop", "missing", "trap", "error"] as const;
const failEvery = { trap: 40, error: 30, missing: 1_000, loop: 9_999 } as const;
const expected = {
  trap: "TRAP",
  error: "PLUGIN_ERROR",
  missing: "EXPORT_MISSING",
  loop: "DEADLINE_EXCEEDED",
} as const;
const windows = 10;
/** What the host's own work may take between two turns of its event loop, in milliseconds. */
const loopDelayMs = 50;

const uncaught: string[] = [];
const onUncaught = (error: unknown): void => void uncaught.push(String(error));
process.on("uncaughtException", onUncaught).on("unhandledRejection", onUncaught);

const functions = { "extism:host/user": { wait: () => 0n } };
await using plugins = new PluginManager();
await plugins.load("kernel", { source: kernelCommands, functions, isolation });
await plugins.load("direct", { source: directCommands, functions, isolation });

let wrong = 0;
const failures = new Map<string, number>();
const samples: Holdings[] = [];
console.log(`${calls} calls, ${isolation}, Node ${process.version}, process ${process.pid}`);
console.log("     calls   calls/s   resident MiB   heap MiB   descriptors   threads");
await using noise = new MachineNoise();
let busyMs = 0;
for (let window = 0; window < windows; window++) {
  const first = Math.round((calls * window) / windows);
  const last = Math.round((calls * (window + 1)) / windows);
  const from = performance.now();
  {
    using loop = new LoopWatch();
    for (let call = first + 1; call <= last; call++) {
      await one(call);
      // Calls that are answered at once leave the event loop no turn of its own.
      if (call % 16 === 0) await turn();
    }
    loop.look();
    busyMs = Math.max(busyMs, loop.busyMs);
  }
  const rate = (last - first) / ((performance.now() - from) / 1000);
  const sample = await holdings();
  samples.push(sample);
  const { residentBytes, heapBytes, descriptors, threads } = sample;
  const cells = [
    String(last).padStart(10),
    rate.toFixed().padStart(9),
    mebibytes(residentBytes).padStart(14),
    mebibytes(heapBytes).padStart(10),
    String(descriptors).padStart(13),
    String(threads).padStart(9),
  ];
  console.log(cells.join(" "));
}
console.log(`failures: ${JSON.stringify(Object.fromEntries(failures))}; wrong answers: ${wrong}`);
// In the first window everything warms up.
const increases = growth(samples[1] ?? samples[0]!, samples.at(-1)!, {
  residentBytes: 64 * 2 ** 20,
  heapBytes: 16 * 2 ** 20,
});
console.log(increases.length === 0 ? "Nothing grew." : increases.join("\n"));
noise.look();
const nominalMs = busyMs / noise.slowness;
console.log(`event loop held up for ${nominalMs.toFixed(1)} ms at most; errors uncaught: ${uncaught.length}`);
for (const error of uncaught.slice(0, 20)) console.log(error);
const failed = wrong > 0 || increases.length > 0 || nominalMs > loopDelayMs || uncaught.length > 0;
process.exitCode = failed ? 1 : 0;

async function one(call: number): Promise<void> {
  const plugin = call % 2 === 0 ? "kernel" : "direct";
  const kind = kinds.find(
    (each) => call % failEvery[each] === 0 && (each !== "loop" || isolation !== "inline"),
  );
  const input = kind === "missing" ? "ok" : `${kind ?? "ok"} ${call}`;
  const options = {
    ...(kind === "missing" ? { export: "missing" } : {}),
    ...(kind === "loop" ? { deadline: 20 } : {}),
  };
  try {
    const answer = (await plugins.execute(plugin, input, options)).text();
    if (kind !== undefined || answer !== input) wrong++;
  } catch (error) {
    const { code } = error as PluginError;
    failures.set(code, (failures.get(code) ?? 0) + 1);
    if (kind === undefined || code !== expected[kind]) wrong++;
  }
}
