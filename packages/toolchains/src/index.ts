import { assemblyscript } from "./assemblyscript/index.ts";
import { c } from "./c/index.ts";
import { failedInstallation, missingToolchain, ToolchainError } from "./error.ts";
import { go } from "./go/index.ts";
import { thisMachine } from "./machine.ts";
import { rust } from "./rust/index.ts";
import type { InstallCommands, Language, LanguageSupport, Machine, Toolchain } from "./toolchain.ts";

export { type Browser, findBrowser, installBrowser } from "./browser/chromium.ts";
export { which } from "./command/which.ts";
export { ToolchainError } from "./error.ts";
export { thisMachine } from "./machine.ts";
export { findNativeC, installNativeC, type NativeCompiler, type NativeCompilers } from "./native/c.ts";
export {
  type Environment,
  type InstallCommands,
  type Language,
  languages,
  type Machine,
  type Missing,
  type Toolchain,
} from "./toolchain.ts";

const supports: Readonly<Record<Language, LanguageSupport>> = { rust, go, c, assemblyscript };

/** What plugins of a language are built with. */
export interface Requirement {
  readonly title: string;
  /** The compiler's plain command. */
  readonly compiler: string;
  /** What is needed, with the oldest versions. */
  readonly needs: string;
  /** What installs it; less may do where part of it is there. */
  readonly commands: InstallCommands;
}

/** What a language needs, whether it is there or not. */
export function requirementOf(language: Language): Requirement {
  const { title, compiler, needs, commands } = supports[language];
  return { title, compiler, needs, commands };
}

/**
 * Finds a language's compiler and everything else that a build needs. Installs nothing.
 *
 * @throws ToolchainError if there is none, or only one that is too old, with the commands that install it on
 * Debian, macOS and Windows.
 */
export async function findToolchain(language: Language, machine: Machine = thisMachine): Promise<Toolchain> {
  const support = supports[language];
  const found = await support.find(machine);
  if ("missing" in found) throw missingToolchain(support, found);
  return found;
}

/** What {@link installToolchain} did. */
export interface Installation {
  readonly toolchain: Toolchain;
  /** Whether it had to be installed. */
  readonly installed: boolean;
}

/**
 * Finds a language's toolchain, or else installs it where that is possible: packages of Debian and Ubuntu when this
 * is root or `sudo` asks for no password, rustup's targets, and what is built from source into the cache. What it
 * does goes to the standard error. Several processes may do this at once; an interrupted one leaves nothing behind.
 *
 * @throws ToolchainError if it cannot be installed here, with the commands that do.
 */
export async function installToolchain(
  language: Language,
  { machine = thisMachine, signal }: { readonly machine?: Machine; readonly signal?: AbortSignal } = {},
): Promise<Installation> {
  const support = supports[language];
  const found = await support.find(machine);
  if (!("missing" in found) && !found.standIn) return { toolchain: found, installed: false };
  console.error(
    "missing" in found
      ? `${support.title} is missing: ${found.missing}`
      : `${found.name} is a stand-in, or lacks a part`,
  );
  try {
    await support.install(machine, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ToolchainError)) throw error;
    if ("missing" in found) throw failedInstallation(error, missingToolchain(support, found));
    console.error(error.message);
  }
  const toolchain = await findToolchain(language, machine);
  return { toolchain, installed: "missing" in found || toolchain.name !== found.name };
}
