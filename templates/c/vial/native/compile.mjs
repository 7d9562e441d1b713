// Compiles C for this machine: the plugin or the PDK, with a host within the program in place of the imports. `CC` names
// another compiler than `cc`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { folders, nativeHost, nativeMemory, sources as pdk } from "../sources.mjs";

const compiler = process.env.CC ?? "cc";

/** Flags of the sanitizers for addresses and undefined behaviour; none where the compiler does not come with them. */
export const sanitizers = hasSanitizers()
  ? ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
  : [];

function hasSanitizers() {
  const flags = ["-fsanitize=address,undefined", "-x", "c", "-", "-o", devNull];
  try {
    execFileSync(compiler, flags, {
      input: "int main(void) { return 0; }",
      stdio: ["pipe", "ignore", "ignore"],
    });
    return process.platform !== "win32";
  } catch {
    return false;
  }
}

/**
 * Compiles sources together with the PDK's into a program.
 *
 * @param {readonly string[]} sources
 * @param {readonly string[]} flags
 * @returns {{ path: string } & Disposable} the program's file, which is there as long as the object is
 */
export function compileNative(sources, flags) {
  const folder = mkdtempSync(join(tmpdir(), "vial-native-"));
  const path = join(folder, "program.exe");
  const includes = folders.map((each) => `-I${each}`);
  const all = ["-std=c11", "-Wall", "-Wextra", "-Werror", ...flags, ...includes, "-o", path, ...sources];
  try {
    execFileSync(compiler, [...all, ...pdk, nativeHost, nativeMemory], { stdio: "inherit" });
  } catch (error) {
    rmSync(folder, { recursive: true });
    if (error.code !== "ENOENT") throw error;
    throw new Error(`There is no C compiler called ${compiler}: install one, or name one in CC.`, {
      cause: error,
    });
  }
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
