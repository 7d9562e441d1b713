import { which } from "../command/which.ts";
import { installPackages } from "../install/debian-packages.ts";
import { environmentWith } from "../machine.ts";
import type { InstallCommands, LanguageSupport, Machine, Missing, Toolchain } from "../toolchain.ts";
import { clangInWasiSdk, clangOnPath, OLDEST_CLANG } from "./installed.ts";
import { yowaspClang } from "./yowasp.ts";

const commands: InstallCommands = {
  debian: ["sudo apt-get install clang-19 lld-19 clang-format-19"],
  macos: ["brew install llvm lld", 'export PATH="$(brew --prefix llvm)/bin:$(brew --prefix lld)/bin:$PATH"'],
  windows: ["winget install LLVM.LLVM", 'setx PATH "%PATH%;%ProgramFiles%\\LLVM\\bin"'],
};

async function find(machine: Machine): Promise<Toolchain | Missing> {
  const sdk = machine.env["WASI_SDK_PATH"];
  if (sdk) {
    const missing = `WASI_SDK_PATH is ${sdk}, but there is no clang ${OLDEST_CLANG} or later with wasm-ld in its bin folder`;
    return toolchain(machine, await clangInWasiSdk(sdk, machine.env)) ?? { missing };
  }
  const found = (await clangOnPath(machine.env)) ?? yowaspClang(machine);
  const missing = `no clang ${OLDEST_CLANG} or later for wasm32 with the wasm-ld of its release is on the PATH, nor is the npm package @yowasp/clang installed`;
  return toolchain(machine, found) ?? { missing };
}

function toolchain(machine: Machine, clang: Clang | undefined): Toolchain | undefined {
  if (!clang) return undefined;
  const { version, name, folders } = clang;
  const env = environmentWith(machine, folders);
  // Another toolchain may have brought clang alone; projects are also formatted.
  const standIn = clang.standIn ?? which("clang-format", env) === undefined;
  return { language: "c", compiler: "clang", version, name, env, standIn };
}

/** A clang with its linker. */
export interface Clang {
  readonly version: string;
  readonly name: string;
  /** Where plain `clang` and `wasm-ld` are, for the front of the search path; none if they are found without. */
  readonly folders: readonly string[];
  readonly standIn?: boolean;
}

/**
 * C: the WASI SDK that `WASI_SDK_PATH` names, else a clang of the system, else the npm package `@yowasp/clang`, which is
 * clang compiled to WebAssembly. As npm brings that one, there is nearly always a clang.
 */
export const c: LanguageSupport = {
  title: "Clang",
  compiler: "clang",
  needs: `clang ${OLDEST_CLANG} or later with its wasm-ld`,
  commands,
  find,
  install: async (machine, signal) => {
    if (machine.env["WASI_SDK_PATH"]) return;
    await installPackages(["clang-19", "lld-19", "clang-format-19"], machine, signal);
  },
};
