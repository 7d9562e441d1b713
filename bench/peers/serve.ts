/**
 * Measures one peer in a process of its own and prints the figures as JSON: `serve.ts <setup as JSON>`. What a peer loads of
 * its own is loaded before the first result is timed.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { measureInRounds, spreadOf, type Subject, warmUp } from "../measure/index.ts";
import {
  childProcessHost,
  extismHost,
  libextismHost,
  type LoadedPlugin,
  type PluginHost,
  vialHost,
} from "./hosts.ts";
import type { PeerFigures, PeerSetup } from "./setup.ts";

const KiB = 1024;
const plugins = 12;

function hostOf(setup: PeerSetup): PluginHost {
  switch (setup.host) {
    case "vial":
      return vialHost(setup.isolation);
    case "extism":
      return extismHost(setup.worker);
    case "libextism":
      return libextismHost(setup.library);
    case "child process":
      return childProcessHost(setup.program);
  }
}

function subjectOf(plugin: LoadedPlugin, input: Uint8Array): Subject {
  return {
    run: async (calls) => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < calls; i++) await plugin.call(input);
      return Number(process.hrtime.bigint() - start);
    },
  };
}

const setup = JSON.parse(process.argv[2]!) as PeerSetup;
const module = new Uint8Array(readFileSync(setup.module));
const { input: inputOf } = (await import(setup.inputs)) as { readonly input: (bytes: number) => Uint8Array };
const host = hostOf(setup);

const small = inputOf(KiB);
const start = performance.now();
const plugin = await host(module);
const output = await plugin.call(small);
const firstResultMs = performance.now() - start;

const calls: PeerFigures["calls"][number][] = [];
for (const sizeBytes of setup.sizes) {
  const subject = subjectOf(plugin, inputOf(sizeBytes));
  await warmUp(subject, { batchMs: 20, patienceMs: setup.patienceMs });
  const { times } = await measureInRounds({ subject }, { rounds: 30, roundMs: 2, repeats: 0 });
  calls.push({ sizeBytes, nanoseconds: spreadOf(times.subject) });
}
await plugin[Symbol.asyncDispose]();
const memoryBytes = setup.host === "child process" ? null : await memoryOfOne();
const figures: PeerFigures = {
  firstResultMs,
  outputDigest: createHash("sha256").update(output).digest("hex"),
  calls,
  memoryBytes,
};
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));

/** The growth of resident memory by one more plugin that was called once; child processes of a host are not in it. */
async function memoryOfOne(): Promise<number> {
  const kept: LoadedPlugin[] = [];
  const add = async (): Promise<void> => {
    const another = await host(module);
    await another.call(small);
    kept.push(another);
  };
  for (let i = 0; i < 4; i++) await add();
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  for (let i = 0; i < plugins; i++) await add();
  globalThis.gc?.();
  return Math.max(0, process.memoryUsage.rss() - before) / plugins;
}
