import { dirname } from "node:path";
import { output } from "../command/output.ts";
import { which } from "../command/which.ts";
import { installPackages, packageVersion } from "../install/debian-packages.ts";
import { environmentWith } from "../machine.ts";
import { findPackage, missingPackage } from "../npm-package.ts";
import type { InstallCommands, LanguageSupport, Machine, Missing, Toolchain } from "../toolchain.ts";
import { isAtLeast, versionIn } from "../version.ts";
import { findBuiltTinygo, installBuiltTinygo } from "./debian.ts";

/** The first Go that builds TinyGo's module, and the first TinyGo that plugins are written for. */
const OLDEST_GO = [1, 24];
const OLDEST_TINYGO = [0, 41];

const commands: InstallCommands = {
  debian: [
    "curl -L https://go.dev/dl/go1.26.8.linux-amd64.tar.gz | sudo tar -C /usr/local -xz",
    'export PATH="/usr/local/go/bin:$PATH"',
    "curl -LO https://github.com/tinygo-org/tinygo/releases/download/v0.41.1/tinygo_0.41.1_amd64.deb",
    "sudo dpkg -i tinygo_0.41.1_amd64.deb",
  ],
  macos: ["brew install go tinygo-org/tools/tinygo"],
  windows: ["winget install GoLang.Go", "scoop install tinygo"],
};

/** Why a command of the search path cannot be used, if it cannot. */
async function fault(
  name: string,
  args: readonly string[],
  oldest: readonly number[],
  { env }: Machine,
): Promise<Missing | undefined> {
  const command = which(name, env);
  if (!command) return { missing: `${name} is not on the PATH` };
  const version = await output(command, args, env);
  if (isAtLeast(versionIn(version), oldest)) return undefined;
  const found = version || `${command} does not run`;
  return { missing: `${found}, but ${name} ${oldest.join(".")} or later is needed` };
}

async function goFault(machine: Machine): Promise<Missing | undefined> {
  return fault("go", ["version"], OLDEST_GO, machine);
}

async function find(machine: Machine): Promise<Toolchain | Missing> {
  const binaryen = findPackage("binaryen", machine);
  if (!binaryen) return missingPackage("binaryen");
  const noGo = await goFault(machine);
  if (noGo) return noGo;
  const noTinygo = await fault("tinygo", ["version"], OLDEST_TINYGO, machine);
  const built = noTinygo && (await findBuiltTinygo(machine));
  if (noTinygo && !built) return noTinygo;
  const version = await output(built ?? "tinygo", ["version"], machine.env);
  return {
    language: "go",
    compiler: "TinyGo",
    version: versionIn(version).join("."),
    // `tinygo version 0.41.1 linux/amd64 (using go version go1.26.8 and LLVM version 19.1.7)`
    name: `${version}, wasm-opt ${binaryen.version}`,
    env: environmentWith(machine, [...(built ? [dirname(built)] : []), binaryen.commands]),
  };
}

async function install(machine: Machine, signal?: AbortSignal): Promise<void> {
  if (await goFault(machine)) {
    const offered = versionIn(await packageVersion("golang-go", machine));
    if (isAtLeast(offered, OLDEST_GO)) await installPackages(["golang-go"], machine, signal);
    if (await goFault(machine)) return;
  }
  await installBuiltTinygo(machine, signal);
}

/** Go: the TinyGo of the search path, else one that is built from its Go module; and the standard Go, which it needs. */
export const go: LanguageSupport = {
  title: "TinyGo",
  compiler: "tinygo",
  needs: `tinygo ${OLDEST_TINYGO.join(".")} or later, go ${OLDEST_GO.join(".")} or later, and the npm package binaryen`,
  commands,
  find,
  install,
};
