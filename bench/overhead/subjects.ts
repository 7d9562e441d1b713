import type { Isolation, PluginState } from "@vial/host";
import type { Subject, TierWatch } from "@vial/measure";
import { NativeProcess } from "../native/native-process.ts";
import type { NativeProgram } from "../native/program.ts";
import type { SandboxProcess } from "../sandbox/sandbox-process.ts";

/** How a plugin is run in a measurement. */
export interface Mode {
  readonly isolation: Isolation;
  readonly state: PluginState;
}

/** The one that the gate looks at. */
export const gatedMode: Mode = { isolation: "inline", state: "fresh" };

const isolations: Readonly<Record<Isolation, true>> = { inline: true, thread: true, process: true };

/** Every isolation level with fresh state, which is the default, and shared state on the caller's thread. */
export const allModes: readonly Mode[] = [
  gatedMode,
  { isolation: "inline", state: "shared" },
  ...(Object.keys(isolations) as Isolation[])
    .filter((isolation) => isolation !== "inline")
    .map((isolation): Mode => ({ isolation, state: "fresh" })),
];

/** One side of a measurement: something that runs a workload on an input. */
export interface RunningSubject extends Subject {
  readonly name: string;
  output(): Promise<Uint8Array>;
  readonly tiers?: TierWatch;
}

/** A mode's name as the key of its times. */
export function modeName({ isolation, state }: Mode): string {
  return `vial ${isolation} ${state}`;
}

/** A native program's name as the key of its times. */
export function programName({ compiler, target }: NativeProgram): string {
  return `${compiler} ${target}`;
}

export function sandboxSubject(mode: Mode, sandbox: SandboxProcess): RunningSubject {
  return {
    name: modeName(mode),
    run: (calls) => sandbox.run(calls),
    output: () => sandbox.output(),
    // What the compiler does in the child process of an isolated plugin, nobody tells.
    ...(mode.isolation !== "process" && { tiers: sandbox.tiers }),
  };
}

export function nativeSubject(program: NativeProgram, input: Uint8Array): RunningSubject & AsyncDisposable {
  const running = new NativeProcess(program, input);
  return {
    name: programName(program),
    run: (calls) => running.run(calls),
    output: () => running.output(),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
