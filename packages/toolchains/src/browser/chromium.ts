import { output } from "../command/output.ts";
import { isExecutable, which } from "../command/which.ts";
import { ToolchainError } from "../error.ts";
import { installPackages } from "../install/debian-packages.ts";
import { thisMachine } from "../machine.ts";
import type { Machine } from "../toolchain.ts";

/** A browser that tests can drive. */
export interface Browser {
  readonly path: string;
  readonly version: string;
}

const names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Finds Chromium, or Chrome. Installs nothing.
 *
 * @throws ToolchainError if there is neither, with the commands that install it.
 */
export async function findBrowser(machine: Machine = thisMachine): Promise<Browser> {
  const commands = names.map((name) => which(name, machine.env)).filter((path) => path !== undefined);
  for (const path of [...commands, ...applications.filter((each) => isExecutable(each))]) {
    const version = /Chrom(?:ium|e) (\S+)/.exec(await output(path, ["--version"], machine.env))?.[1];
    if (version !== undefined) return { path, version };
  }
  throw new ToolchainError(
    "Chromium is missing, which the tests of vial dev's page run in. To install it: sudo apt-get install chromium, or brew install --cask chromium",
  );
}

/** Installs Chromium where it is missing, from packages of Debian or Ubuntu; nothing elsewhere. */
export async function installBrowser(machine: Machine = thisMachine, signal?: AbortSignal): Promise<void> {
  try {
    await findBrowser(machine);
  } catch {
    await installPackages(["chromium"], machine, signal);
  }
}
