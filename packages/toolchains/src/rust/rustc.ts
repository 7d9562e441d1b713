import { existsSync } from "node:fs";
import { join } from "node:path";
import { output } from "../command/output.ts";
import type { Environment } from "../toolchain.ts";

export const TARGET = "wasm32-unknown-unknown";

/** What the plugins say in their Cargo.toml. */
export const OLDEST_RUST: readonly number[] = [1, 88];

/** A rustc that can build for WebAssembly. */
export interface UsableRustc {
  readonly rustc: string;
  /** The folders of its commands, where they are not on the search path. */
  readonly folders: readonly string[];
  /** What it is made of besides rustc, with versions. */
  readonly parts: readonly string[];
}

/** Whether a rustc has the standard library for WebAssembly. */
export async function hasTarget(rustc: string, env: Environment): Promise<boolean> {
  const sysroot = await output(rustc, ["--print", "sysroot"], env);
  return sysroot !== "" && existsSync(join(sysroot, "lib/rustlib", TARGET, "lib"));
}

async function verboseVersion(rustc: string, env: Environment): Promise<(key: string) => string> {
  const text = await output(rustc, ["--version", "--verbose"], env);
  return (key) => new RegExp(`^${key}[: ] *(.*)$`, "m").exec(text)?.[1] ?? "";
}

/** The target triple of the machine that a rustc runs on. */
export async function hostTriple(rustc: string, env: Environment): Promise<string> {
  return (await verboseVersion(rustc, env))("host");
}

/** A rustc's version, and its name with all that tells it from others. */
export async function describeRustc(
  rustc: string,
  env: Environment,
): Promise<{ readonly version: string; readonly name: string }> {
  const field = await verboseVersion(rustc, env);
  return {
    version: field("release"),
    name: `rustc ${field("rustc")}, LLVM ${field("LLVM version")}, on ${field("host")}`,
  };
}
