import { mkdir, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../cache-folder.ts";
import { output } from "../command/output.ts";
import { step } from "../command/step.ts";
import { installPackages } from "../install/debian-packages.ts";
import { installFolder } from "../install/folder.ts";
import type { Machine } from "../toolchain.ts";
import { isAtLeast, versionIn } from "../version.ts";
import { hasTarget, hostTriple, OLDEST_RUST, TARGET, type UsableRustc } from "./rustc.ts";
import { buildStandardLibrary } from "./standard-library.ts";

/**
 * Debian's newest Rust, its source, and the linker: Debian builds no standard library for WebAssembly for it.
 * https://tracker.debian.org/pkg/rustc-web
 */
const packages = ["rustc-web", "cargo-web", "rust-web-src", "lld-19", "gcc"];
const rustc = "/usr/bin/rustc";
const cargo = "/usr/bin/cargo";
const linker = "/usr/lib/llvm-19/bin/lld";

/** Changes with how the toolchain is built: what was built in an earlier way is not used. */
const recipe = 1;

/** Where the toolchain of the installed compiler is, or is to be; nothing if that is not Debian's or too old. */
async function toolchainFolder({ env }: Machine): Promise<string | undefined> {
  if (![rustc, cargo, linker].every((file) => existsSync(file))) return undefined;
  const version = versionIn(await output(rustc, ["--version"], env));
  if (!isAtLeast(version, OLDEST_RUST)) return undefined;
  return join(cacheFolder(env), `rust-${version.join(".")}-${recipe}`);
}

/** The toolchain in the cache, if it was installed and works. */
export async function findDebianRustc(machine: Machine): Promise<UsableRustc | undefined> {
  const root = await toolchainFolder(machine);
  if (!root || !existsSync(root)) return undefined;
  const folder = join(root, "bin");
  const command = join(folder, "rustc");
  if (!(await hasTarget(command, machine.env))) return undefined;
  const lld = versionIn(await output(linker, ["-flavor", "wasm", "--version"], machine.env)).join(".");
  const parts = [`standard library from source (${recipe})`, `LLD ${lld}`];
  return { rustc: command, folders: [folder], parts };
}

/** Installs the packages and builds the toolchain into the cache; nothing where there are no such packages. */
export async function installDebianToolchain(machine: Machine, signal?: AbortSignal): Promise<void> {
  if (!(await installPackages(packages, machine, signal))) return;
  const root = await toolchainFolder(machine);
  if (!root) return;
  await installFolder(
    root,
    (unfinished) =>
      step("Building Rust's standard library for WebAssembly (about a minute)", () =>
        build(unfinished, machine, signal),
      ),
    signal,
  );
}

/**
 * A sysroot as rustup would lay it out, with Debian's own standard library for native code, and commands that use it.
 * So projects are built with the same plain commands as with rustup, and no project builds a standard library.
 */
async function build(root: string, machine: Machine, signal?: AbortSignal): Promise<void> {
  const native = await hostTriple(rustc, machine.env);
  const rustlib = join(root, "lib/rustlib");
  await mkdir(join(root, "bin"), { recursive: true });
  await mkdir(join(rustlib, native, "bin"), { recursive: true });
  await symlink(join("/usr/lib/rustlib", native, "lib"), join(rustlib, native, "lib"));
  // What rustc runs to link for WebAssembly, in the first folder where it looks.
  await symlink(linker, join(rustlib, native, "bin/rust-lld"));
  await symlink(cargo, join(root, "bin/cargo"));
  for (const name of ["rustc", "rustdoc"]) {
    const script = `#!/bin/sh\nexec /usr/bin/${name} --sysroot "$(dirname "$(dirname "$0")")" "$@"\n`;
    await writeFile(join(root, "bin", name), script, { mode: 0o755 });
  }
  await buildStandardLibrary({ rustc, cargo }, join(rustlib, TARGET, "lib"), machine, signal);
}
