import { join } from "node:path";
import type { Language, Workload } from "../workloads.ts";

/** The languages that baselines are written in; AssemblyScript's is TypeScript. */
export type NativeLanguage = "rust" | "go" | "c" | "typescript";

/** Which processors a program is compiled for: any x86-64 (or this machine's base architecture), or this one. */
export type NativeTarget = "portable" | "machine";

/** What a native program is made of. */
export interface NativeSource {
  readonly name: string;
  readonly language: NativeLanguage;
  /** A crate with a binary `<name>-native`, a Go module with a package `native`, or a folder with `native/main.c`. */
  readonly project: string;
  /** Where the C sources that the program calls are, when they are not in the project's `src`. */
  readonly cSources?: string;
}

/** The source of a workload in one language. */
export function sourceOf({ name, folder }: Workload, language: NativeLanguage): NativeSource {
  return { name, language, project: join(folder, language) };
}

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
