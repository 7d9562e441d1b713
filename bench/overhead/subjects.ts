import type { Subject, TierWatch } from "@vial/measure";
import { NativeProcess } from "../native/native-process.ts";
import type { NativeProgram } from "../native/program.ts";
import type { SandboxProcess } from "../sandbox/sandbox-process.ts";
import { gatedMode, type Mode, modeName } from "./mode.ts";

/** One side of a measurement: something that runs a workload on an input. */
export interface RunningSubject extends Subject {
  readonly name: string;
  output(): Promise<Uint8Array>;
  readonly tiers?: TierWatch;
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

/** The plugin in the gated mode once more, in a process whose host tells of its phases. */
export function splitSubject(sandbox: SandboxProcess): RunningSubject {
  return { ...sandboxSubject(gatedMode, sandbox), name: "split", split: (calls) => sandbox.split(calls) };
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
