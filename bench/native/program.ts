import type { Language } from "../workloads.ts";

/** The languages that baselines are written in; AssemblyScript's is TypeScript. */
export type NativeLanguage = "rust" | "go" | "c" | "typescript";

/** Which processors a program is compiled for: any x86-64 (or this machine's base architecture), or this one. */
export type NativeTarget = "portable" | "machine";

/** A native program of a workload that can be started. */
export interface NativeProgram {
  readonly language: NativeLanguage;
  readonly target: NativeTarget;
  /** What compiled it, with its version; for TypeScript, what runs it. */
  readonly compiler: string;
  /** Command and arguments, before the input's file. */
  readonly command: readonly [string, ...string[]];
}

/** A native program could not be built; the message ends with what the compiler said. */
export class NativeBuildError extends Error {
  override readonly name: string = "NativeBuildError";
}

/** The language of the baseline that a plugin's language is held against. */
export function baselineLanguage(language: Language): NativeLanguage {
  return language === "assemblyscript" ? "typescript" : language;
}
