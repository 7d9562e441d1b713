import { readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { output } from "../command/output.ts";
import { commandIn, which } from "../command/which.ts";
import { searchPath } from "../machine.ts";
import type { Environment } from "../toolchain.ts";
import type { Clang } from "./index.ts";

/** The first major version whose flags are the ones in use here. */
export const OLDEST_CLANG = 16;

interface Tools {
  readonly clang: string;
  readonly linker: string;
}

/** The compiler, unless it is too old, lacks the wasm32 target or its linker is not of its release. */
async function clangFrom(
  tools: Tools,
  folders: readonly string[],
  env: Environment,
): Promise<Clang | undefined> {
  const [compiler = ""] = (await output(tools.clang, ["--version"], env)).split(/\r?\n/, 1);
  const version = /clang version (\S+)/.exec(compiler)?.[1] ?? "";
  const major = Number.parseInt(version, 10);
  if (!(major >= OLDEST_CLANG)) return undefined;
  if (!/\bwasm32\b/.test(await output(tools.clang, ["--print-targets"], env))) return undefined;
  const linker = await output(tools.linker, ["--version"], env);
  // The linker reads what the compiler of its own release writes: whole-program optimisation passes bitcode.
  if (Number(/LLD (\d+)/.exec(linker)?.[1]) !== major) return undefined;
  return { version, name: `${compiler}, ${linker}, on ${process.platform} ${process.arch}`, folders };
}

async function clangInFolder(folder: string, env: Environment): Promise<Clang | undefined> {
  const clang = commandIn(folder, "clang");
  const linker = commandIn(folder, "wasm-ld");
  return clang && linker ? clangFrom({ clang, linker }, [folder], env) : undefined;
}

/** The clang in a WASI SDK, if it is there and can be used. */
export async function clangInWasiSdk(path: string, env: Environment): Promise<Clang | undefined> {
  return clangInFolder(join(path, "bin"), env);
}

/**
 * The clang of the system that can build for wasm32, with its wasm-ld: the plain commands on the search path, or else
 * the folder that one of them links to, or a versioned one as Debian has (`clang-19`), where both have plain names.
 */
export async function clangOnPath(env: Environment): Promise<Clang | undefined> {
  const clang = which("clang", env);
  const linker = which("wasm-ld", env);
  const plain = clang && linker ? await clangFrom({ clang, linker }, [], env) : undefined;
  if (plain) return plain;
  for (const file of [...(clang ? [clang] : []), ...versionedClangs(env)]) {
    const found = await clangInFolder(dirname(realpathSync(file)), env);
    if (found) return found;
  }
  return undefined;
}

/** `clang-19` and its like, the newest first. */
function versionedClangs(env: Environment): readonly string[] {
  return searchPath(env)
    .flatMap((folder) => namesIn(folder).map((name) => ({ folder, name, major: versionOf(name) })))
    .filter(({ major }) => major >= OLDEST_CLANG)
    .toSorted((a, b) => b.major - a.major)
    .flatMap(({ folder, name }) => commandIn(folder, name) ?? []);
}

function versionOf(name: string): number {
  return Number(/^clang-(\d+)$/.exec(name)?.[1] ?? 0);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
