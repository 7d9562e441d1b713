import { output } from "../command/output.ts";
import { which } from "../command/which.ts";
import { clangOnPath } from "../c/installed.ts";
import { ToolchainError } from "../error.ts";
import { installPackages } from "../install/debian-packages.ts";
import { environmentWith, thisMachine } from "../machine.ts";
import type { Environment, Machine } from "../toolchain.ts";

/** A C compiler for this machine. */
export interface NativeCompiler {
  readonly compiler: "clang" | "gcc";
  readonly version: string;
  /** The environment in which the plain command works. */
  readonly env: Environment;
}

/** What {@link findNativeC} found. */
export interface NativeCompilers {
  readonly found: readonly NativeCompiler[];
  /** One sentence for each compiler that is not there, with the command that installs it. */
  readonly missing: readonly string[];
}

const packages = { clang: ["clang-19", "lld-19", "libc6-dev"], gcc: ["gcc", "libc6-dev"] } as const;
const elsewhere = { clang: "brew install llvm lld", gcc: "brew install gcc" } as const;

/**
 * Finds the C compilers that make programs for this machine: clang and gcc. Installs nothing.
 *
 * @throws ToolchainError if there is neither, with the commands that install them.
 */
export async function findNativeC(machine: Machine = thisMachine): Promise<NativeCompilers> {
  const candidates = { clang: await findClang(machine), gcc: await findGcc(machine) };
  const found = Object.values(candidates).filter((candidate) => candidate !== undefined);
  const missing = (["clang", "gcc"] as const).filter((name) => candidates[name] === undefined).map(complaint);
  if (found.length === 0) throw new ToolchainError(missing.join("\n"));
  return { found, missing };
}

/** Installs the C compilers that are missing, from packages of Debian or Ubuntu; nothing elsewhere. */
export async function installNativeC(machine: Machine = thisMachine, signal?: AbortSignal): Promise<void> {
  const wanted = [
    ...((await findClang(machine)) ? [] : packages.clang),
    ...((await findGcc(machine)) ? [] : packages.gcc),
  ];
  if (wanted.length > 0) await installPackages([...new Set(wanted)], machine, signal);
}

function complaint(name: "clang" | "gcc"): string {
  return `${name} for this machine is missing. To install it: sudo apt-get install ${packages[name].join(" ")}, or ${elsewhere[name]}`;
}

async function findClang(machine: Machine): Promise<NativeCompiler | undefined> {
  const clang = await clangOnPath(machine.env);
  if (!clang) return undefined;
  const { version, folders } = clang;
  return { compiler: "clang", version, env: environmentWith(machine, folders) };
}

async function findGcc({ env }: Machine): Promise<NativeCompiler | undefined> {
  const command = which("gcc", env);
  if (command === undefined) return undefined;
  const text = await output(command, ["--version"], env);
  // Apple's `gcc` is clang under another name.
  if (text === "" || text.includes("clang")) return undefined;
  const version = await output(command, ["-dumpfullversion"], env);
  return { compiler: "gcc", version, env };
}
