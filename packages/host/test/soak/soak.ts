/**
 * Calls plugins very often, with failures of every kind among the calls, and prints what the process holds meanwhile:
 * `node soak.ts --calls 1000000 [--isolation LEVEL]`. Exits 1 when an answer was wrong or something grew.
 */
import { parseArgs } from "node:util";
import { PluginManager, type Isolation, type PluginError } from "@vial/host";
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

const functions = { "extism:host/user": { wait: () => 0n } };
await using plugins = new PluginManager();
await plugins.load("kernel", { source: kernelCommands, functions, isolation });
await plugins.load("direct", { source: directCommands, functions, isolation });

let wrong = 0;
const failures = new Map<string, number>();
const samples: Holdings[] = [];
console.log(`${calls} calls, ${isolation}, Node ${process.version}, process ${process.pid}`);
console.log("     calls   calls/s   resident MiB   heap MiB   descriptors   threads");
let windowAt = performance.now();
for (let call = 1; call <= calls; call++) {
  await one(call);
  if (call % Math.ceil(calls / windows) !== 0 && call !== calls) continue;
  const sample = await holdings();
  const rate = calls / windows / ((performance.now() - windowAt) / 1000);
  windowAt = performance.now();
  samples.push(sample);
  const { residentBytes, heapBytes, descriptors, threads } = sample;
  const cells = [
    String(call).padStart(10),
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
process.exitCode = wrong === 0 && increases.length === 0 ? 0 : 1;

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
