import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../cache-folder.ts";
import { output } from "../command/output.ts";
import { run } from "../command/run.ts";
import { step } from "../command/step.ts";
import { installPackages } from "../install/debian-packages.ts";
import { installFolder } from "../install/folder.ts";
import type { Environment, Machine } from "../toolchain.ts";
import { versionIn } from "../version.ts";
import { copyLibraries, copySources, writeCommand } from "./tinygo-root.ts";

/** The Go module that requires TinyGo's, with the digests of everything that it is built from. */
const project = fileURLToPath(new URL("../../recipes/tinygo/", import.meta.url));
const tinygoModule = "github.com/tinygo-org/tinygo";
const tinygoVersion = "0.41.1";

/** The LLVM that TinyGo is linked with, and the libraries for WebAssembly that TinyGo would build from submodules. */
const packages = [
  "llvm-19-dev",
  "libclang-19-dev",
  "clang-19",
  "lld-19",
  "wasi-libc",
  "libclang-rt-19-dev-wasm32",
  "g++",
];
const llvm = "/usr/lib/llvm-19";

/** Changes with how TinyGo is built: what was built in an earlier way is not used. */
const recipe = 1;

/** TinyGo refuses a Go that is newer than the one it was built with, and a part of that one's source is in it. */
async function tinygoFolder({ env }: Machine): Promise<string> {
  const go = versionIn(await output("go", ["env", "GOVERSION"], env)).join(".");
  return join(cacheFolder(env), `tinygo-${tinygoVersion}-go-${go}-${recipe}`);
}

/** The `tinygo` in the cache, if it was built and runs. */
export async function findBuiltTinygo(machine: Machine): Promise<string | undefined> {
  const command = join(await tinygoFolder(machine), "bin/tinygo");
  if (!existsSync(command)) return undefined;
  return (await output(command, ["version"], machine.env)) ? command : undefined;
}

/** Installs LLVM and builds TinyGo into the cache; nothing where LLVM cannot be had from Debian's packages. */
export async function installBuiltTinygo(machine: Machine, signal?: AbortSignal): Promise<void> {
  if (!(await installPackages(packages, machine, signal))) return;
  await installFolder(
    await tinygoFolder(machine),
    (unfinished) =>
      step(`Building TinyGo ${tinygoVersion} (about a minute)`, () => build(unfinished, machine.env, signal)),
    signal,
  );
}

async function build(root: string, env: Environment, signal?: AbortSignal): Promise<void> {
  const goEnv: Environment = {
    ...env,
    CGO_ENABLED: "1",
    CGO_CXXFLAGS: `-I${llvm}/include`,
    GOFLAGS: "-mod=readonly",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
  const options = { cwd: project, env: goEnv, signal };
  const binary = join(root, "libexec/tinygo");
  await run(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-tags", "llvm19", "-o", binary, tinygoModule],
    options,
  );
  const module = await output("go", ["-C", project, "list", "-m", "-f", "{{.Dir}}", tinygoModule], goEnv);
  const goRoot = await output("go", ["env", "GOROOT"], goEnv);
  await copySources(module, goRoot, join(root, "tinygo"), options);
  await copyLibraries(join(root, "cache/tinygo"), options);
  await writeCommand(join(root, "bin"));
}
