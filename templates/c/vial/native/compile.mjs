// Compiles C for this machine: the plugin or the PDK, with a host within the program in place of the imports. `CC` names
// another compiler than `cc`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pdk = fileURLToPath(new URL("../", import.meta.url));
const compiler = process.env.CC ?? "cc";

/** The PDK's sources, with what stands in for a host and its memory. */
const pdkSources = [pdk, join(pdk, "json"), join(pdk, "native")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".c"))
    .map((name) => join(folder, name)),
);

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
  const all = ["-std=c11", "-Wall", "-Wextra", "-Werror", ...flags, `-I${pdk}`, `-I${join(pdk, "json")}`];
  try {
    execFileSync(compiler, [...all, "-o", path, ...sources, ...pdkSources], { stdio: "inherit" });
  } catch (error) {
    rmSync(folder, { recursive: true });
    if (error.code !== "ENOENT") throw error;
    throw new Error(`There is no C compiler called ${compiler}: install one, or name one in CC.`, {
      cause: error,
    });
  }
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
