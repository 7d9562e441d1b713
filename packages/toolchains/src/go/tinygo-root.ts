import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, type RunOptions } from "../command/run.ts";

const wasiLibc = { archive: "/usr/lib/wasm32-wasi/libc.a", headers: "/usr/include/wasm32-wasi" };
const compilerRt = "/usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a";

/**
 * Makes a `TINYGOROOT`, what TinyGo reads when it compiles, out of the folder of its Go module. Its package `net` is a
 * git submodule, which Go modules lack; the standard library's stands in, as plugins have no sockets.
 */
export async function copySources(
  module: string,
  goRoot: string,
  root: string,
  options: RunOptions,
): Promise<void> {
  await mkdir(root, { recursive: true });
  // Go keeps modules read-only.
  const copy = async (...args: string[]): Promise<void> =>
    run("cp", ["-r", "--no-preserve=mode", ...args], options);
  await copy(...["src", "targets", "lib"].map((part) => join(module, part)), root);
  await copy(join(goRoot, "src/net"), join(root, "src"));
}

/**
 * Puts Debian's C library and compiler runtime for WebAssembly where TinyGo keeps those that it has built: it would
 * build them from submodules, too.
 */
export async function copyLibraries(cache: string, options: RunOptions): Promise<void> {
  const libc = join(cache, "wasi-libc-wasm32-unknown-wasi-generic");
  const runtime = join(cache, "compiler-rt-wasm32-unknown-wasi-generic");
  await mkdir(libc, { recursive: true });
  await mkdir(runtime);
  await copyFile(wasiLibc.archive, join(libc, "lib.a"));
  await run("cp", ["-r", wasiLibc.headers, join(libc, "include")], options);
  await copyFile(compilerRt, join(runtime, "lib.a"));
}

/**
 * Writes the command `tinygo`, which tells the program where its parts are. Its cache is not the user's: there, another
 * TinyGo may have libraries of the same names. Go's own cache stays where it is.
 */
export async function writeCommand(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const script = `#!/bin/sh
root="$(dirname "$(dirname "$0")")"
export GOCACHE="$(go env GOCACHE)" TINYGOROOT="$root/tinygo" XDG_CACHE_HOME="$root/cache"
exec "$root/libexec/tinygo" "$@"
`;
  await writeFile(join(folder, "tinygo"), script, { mode: 0o755 });
}
