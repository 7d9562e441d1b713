import { output } from "../command/output.ts";
import { which } from "../command/which.ts";
import { environmentWith } from "../machine.ts";
import { findPackage, missingPackage } from "../npm-package.ts";
import type { InstallCommands, LanguageSupport, Machine, Missing, Toolchain } from "../toolchain.ts";
import { isAtLeast, versionIn } from "../version.ts";
import { findDebianRustc, installDebianToolchain } from "./debian.ts";
import { addTarget } from "./rustup.ts";
import { describeRustc, hasTarget, OLDEST_RUST, TARGET, type UsableRustc } from "./rustc.ts";

const rustupScript = `curl --proto =https --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --target ${TARGET}`;

const commands: InstallCommands = {
  debian: [rustupScript],
  macos: [rustupScript],
  windows: ["winget install Rustlang.Rustup", `rustup target add ${TARGET}`],
};

const targetCommand = [`rustup target add ${TARGET}`];
const targetCommands: InstallCommands = {
  debian: targetCommand,
  macos: targetCommand,
  windows: targetCommand,
};

/** The rustc of the search path, if it can be used, and else why not. */
async function findInstalled({ env }: Machine): Promise<UsableRustc | Missing> {
  const rustc = which("rustc", env);
  if (!rustc || !which("cargo", env)) return { missing: "rustc or cargo is not on the PATH" };
  const version = await output(rustc, ["--version"], env);
  if (!isAtLeast(versionIn(version), OLDEST_RUST)) {
    const found = version || `${rustc} does not run`;
    return { missing: `${found}, but rustc ${OLDEST_RUST.join(".")} or later is needed` };
  }
  if (await hasTarget(rustc, env)) return { rustc, folders: [], parts: [] };
  const missing = `${version} has no standard library for ${TARGET}`;
  return which("rustup", env) ? { missing, commands: targetCommands } : { missing };
}

async function find(machine: Machine): Promise<Toolchain | Missing> {
  const binaryen = findPackage("binaryen", machine);
  if (!binaryen) return missingPackage("binaryen");
  const installed = await findInstalled(machine);
  const usable = "missing" in installed ? ((await findDebianRustc(machine)) ?? installed) : installed;
  if ("missing" in usable) return usable;
  const { version, name } = await describeRustc(usable.rustc, machine.env);
  return {
    language: "rust",
    compiler: "rustc",
    version,
    name: [name, ...usable.parts, `wasm-opt ${binaryen.version}`].join(", "),
    env: environmentWith(machine, [...usable.folders, binaryen.commands]),
  };
}

async function install(machine: Machine, signal?: AbortSignal): Promise<void> {
  if (await addTarget(machine, signal)) return;
  await installDebianToolchain(machine, signal);
}

/**
 * Rust: the rustc of the search path when it has the standard library for WebAssembly, else Debian's with one that is
 * built once from Debian's source.
 */
export const rust: LanguageSupport = {
  title: "Rust for WebAssembly",
  compiler: "rustc",
  needs: `rustc ${OLDEST_RUST.join(".")} or later with the target ${TARGET}, and the npm package binaryen`,
  commands,
  find,
  install,
};
