/**
 * A host in a process of its own, with one plugin: answers the commands of its parent (messages.ts). V8's log of what it
 * compiles goes to standard output, which the parent reads.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { statSync } from "node:fs";
import { callPhaseChannel, type ExecuteOptions, type PhaseMark, PluginManager } from "@vial/host";
import { ownCopy, serveCommands } from "../process/command-server.ts";
import { type CallSplit, CallSplitter } from "@vial/measure";
import type { Answer, Command, PluginSetup } from "./messages.ts";

const name = "workload";
const plugins = new PluginManager();
let input: Uint8Array = new Uint8Array(0);
let options: ExecuteOptions = {};
let splitter: CallSplitter | undefined;
/** Room for every workload's output of a megabyte. */
const roomBytes = 8 * 1024 * 1024;
/** Holds the last output: what nobody reads, a compiler may leave out. */
export let kept: Uint8Array | undefined;

async function load(plugin: PluginSetup): Promise<Answer> {
  const { source, isolation, state, export: exportName } = plugin;
  options = {
    ...(exportName === undefined ? {} : { export: exportName }),
    ...(plugin.outputs === "reused" ? { into: new Uint8Array(roomBytes) } : {}),
  };
  if (plugin.splits === true) splitter = new CallSplitter();
  const marks: PhaseMark[] = [];
  const note = (mark: unknown): void => void marks.push(mark as PhaseMark);
  subscribe(callPhaseChannel, note);
  const start = performance.now();
  await plugins.load(name, { source, isolation, state });
  const end = performance.now();
  unsubscribe(callPhaseChannel, note);
  const compiled = marks.find(({ phase }) => phase === "compiled")?.at ?? start;
  const instantiated = marks.find(({ phase }) => phase === "instantiated")?.at ?? end;
  return {
    did: "load",
    moduleBytes: statSync(source).size,
    loadMs: end - start,
    compileMs: compiled - start,
    instantiateMs: instantiated - compiled,
  };
}

async function run(calls: number): Promise<Answer> {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) kept = (await plugins.execute(name, input, options)).bytes();
  return { did: "run", nanoseconds: Number(process.hrtime.bigint() - start) };
}

async function split(calls: number): Promise<CallSplit> {
  if (splitter === undefined) throw new Error("a plugin that was loaded without splits has none");
  return await splitter.split(calls, async () => {
    kept = (await plugins.execute(name, input, options)).bytes();
  });
}

async function answer(command: Command): Promise<Answer> {
  switch (command.do) {
    case "load":
      input = ownCopy(command.input);
      return await load(command.plugin);
    case "input":
      input = ownCopy(command.input);
      return { did: "input" };
    case "run":
      return await run(command.calls);
    case "output":
      return { did: "output", output: (await plugins.execute(name, input, options)).bytes() };
    case "split":
      return { did: "split", split: await split(command.calls) };
  }
}

serveCommands(answer, () => plugins[Symbol.asyncDispose]());
