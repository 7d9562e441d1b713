/** One peer in a process of its own: answers the commands of its parent (messages.ts). */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ownCopy, serveCommands } from "../process/command-server.ts";
import {
  childProcessHost,
  extismHost,
  libextismHost,
  type LoadedPlugin,
  type PluginHost,
  vialHost,
} from "./hosts.ts";
import type { HostChoice, PeerAnswer, PeerCommand } from "./messages.ts";

/** Plugins whose memory is not counted: what the first ones need, the later ones share. */
const uncounted = 4;

let load: () => Promise<LoadedPlugin>;
let plugin: LoadedPlugin | undefined;
let input: Uint8Array;
/** Holds the last output: what nobody reads, a compiler may leave out. */
export let kept: Uint8Array | undefined;

function hostOf(choice: HostChoice): PluginHost {
  switch (choice.host) {
    case "vial":
      return vialHost(choice.isolation);
    case "extism":
      return extismHost(choice.worker);
    case "libextism":
      return libextismHost(choice.library);
    case "child process":
      return childProcessHost(choice.program);
  }
}

async function answer(command: PeerCommand): Promise<PeerAnswer> {
  switch (command.do) {
    case "load":
      return { did: "load", firstResultMs: await firstResult(command) };
    case "input":
      input = ownCopy(command.input);
      return { did: "input" };
    case "run":
      return { did: "run", nanoseconds: await run(command.calls) };
    case "output":
      return { did: "output", output: await plugin!.call(input) };
    case "weigh":
      return { did: "weigh", bytesEach: await weigh(command.plugins) };
  }
}

async function firstResult({
  choice,
  module: path,
  input: first,
}: Extract<PeerCommand, { do: "load" }>): Promise<number> {
  const module = new Uint8Array(readFileSync(path));
  const host = hostOf(choice);
  load = () => host(module);
  input = ownCopy(first);
  const start = performance.now();
  plugin = await load();
  kept = await plugin.call(input);
  return performance.now() - start;
}

async function run(calls: number): Promise<number> {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) kept = await plugin!.call(input);
  return Number(process.hrtime.bigint() - start);
}

/** The growth of resident memory a plugin. Child processes of a host are not in it. */
async function weigh(count: number): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const add = async (): Promise<void> => {
    const another = stack.use(await load());
    await another.call(input);
  };
  const collectGarbage = collector();
  for (let i = 0; i < uncounted; i++) await add();
  collectGarbage();
  const before = process.memoryUsage.rss();
  for (let i = 0; i < count; i++) await add();
  collectGarbage();
  return Math.max(0, process.memoryUsage.rss() - before) / count;
}

/** Asked for only here: of a process that starts with a flag of V8's, Node compiles its own modules anew, and the first result is late. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

serveCommands(answer, async () => await plugin?.[Symbol.asyncDispose]());
