/** A host whose plugin loops in a way that V8 does not stop. It tells its parent what happened, and then has nothing more to do. */
import { subscribe } from "node:diagnostics_channel";
import { PluginError, PluginManager } from "@vial/host";
import { wat } from "../support/wat.ts";

/** What the parent is told. */
export interface Told {
  /** Of the call that loops: its error's code, and how long after its deadline it came, in milliseconds. */
  readonly code: string;
  readonly lateMs: number;
  readonly neighbour: string;
  /** What the next calls of the plugin did, and how many child processes there were for them. */
  readonly later: readonly string[];
  readonly processes: number;
  readonly warnings: readonly string[];
}

const source = wat(`(module
  (memory 1)
  (func $there (param i32) (result i32) (return_call $back (local.get 0)))
  (func $back (param i32) (result i32) (return_call $there (local.get 0)))
  (func (export "loop") (result i32) (call $there (i32.const 0)))
  (func (export "process") (result i32) (i32.const 0)))`);

let processes = 0;
subscribe("child_process", () => void processes++);
const warnings: string[] = [];
process.on("warning", (warning) => void warnings.push((warning as { code?: string }).code ?? warning.name));

const plugins = new PluginManager();
await plugins.load("endless", { source, policy: { features: ["tail-calls"] } });
await plugins.load("neighbour", { source, policy: { features: ["tail-calls"] } });

const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "answered",
    (error: unknown) => (error instanceof PluginError ? error.code : String(error)),
  );

const deadline = 300;
const from = performance.now();
const code = await outcomeOf(plugins.execute("endless", "", { export: "loop", deadline }));
const lateMs = performance.now() - from - deadline;
const neighbour = await outcomeOf(plugins.execute("neighbour", "", { deadline: 20_000 }));
const later = [
  await outcomeOf(plugins.execute("endless", "", { deadline: 20_000 })),
  await outcomeOf(plugins.execute("endless", "", { export: "loop", deadline })),
  await outcomeOf(plugins.execute("endless", "", { deadline: 20_000 })),
];
await plugins[Symbol.asyncDispose]();
const told: Told = { code, lateMs, neighbour, later, processes, warnings };
process.send!(told, () => process.disconnect!());
