import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Compiler } from "./compiler.ts";
import { ToolchainError } from "./error.ts";
import type { Flags } from "./flags.ts";
import type { Sources } from "./sources.ts";

/** The first major version whose flags are the ones in use here. */
const OLDEST_CLANG = 16;

const executable = process.platform === "win32" ? ".exe" : "";

interface Tools {
  readonly clang: string;
  readonly linker: string;
}

/** What a tool prints, or nothing if it does not run. */
function print(tool: string, argument: string): string {
  const { status, stdout } = spawnSync(tool, [argument], { encoding: "utf8" });
  return status === 0 ? stdout : "";
}

/** The compiler, unless it is too old, lacks the wasm32 target or its linker is not of its release. */
function compilerFrom(tools: Tools): Compiler | undefined {
  const version = print(tools.clang, "--version").split(/\r?\n/, 1)[0] ?? "";
  const major = Number(/clang version (\d+)/.exec(version)?.[1] ?? 0);
  if (major < OLDEST_CLANG || !/\bwasm32\b/.test(print(tools.clang, "--print-targets"))) return undefined;
  const linker = print(tools.linker, "--version").trim();
  // The linker reads what the compiler of its own release writes: whole-program optimisation passes bitcode.
  if (Number(/LLD (\d+)/.exec(linker)?.[1]) !== major) return undefined;
  return {
    name: `${version} (${tools.clang}), ${linker}`,
    build: async (sources, flags) => build(tools, sources, flags),
  };
}

function run(tool: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(tool, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (error) throw new ToolchainError(`${tool} does not run`, { cause: error });
  if (status !== 0) throw new ToolchainError(`${tool} failed, its messages are above`);
}

function build(tools: Tools, sources: Sources, flags: Flags): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "plugin-"));
  try {
    const objects = sources.units.map((unit) => {
      const object = join(folder, `${unit}.o`);
      run(tools.clang, [...flags.compile, "-c", join(sources.folder, unit), "-o", object], sources.root);
      return object;
    });
    const output = join(folder, "plugin.wasm");
    run(tools.linker, [...flags.link, ...objects, "-o", output], sources.root);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The compilers in a folder by their suffixes: `clang` itself, whose suffix is empty, then the newest first. */
function clangsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => /^clang((?:-\d+)?)(?:\.exe)?$/.exec(name)?.[1])
    .filter((suffix) => suffix !== undefined)
    .toSorted((a, b) => rank(b) - rank(a));
}

function rank(suffix: string): number {
  return suffix === "" ? Infinity : Number(suffix.slice(1));
}

/** The linkers that a clang may use: beside it or beside the file it is a link to, first by its own suffix. */
function linkersOf(clang: string, suffix: string, folders: readonly string[]): string[] {
  return [dirname(clang), dirname(realpathSync(clang)), ...folders]
    .flatMap((folder) => [
      join(folder, `wasm-ld${suffix}${executable}`),
      join(folder, `wasm-ld${executable}`),
    ])
    .filter((linker) => existsSync(linker));
}

/**
 * The clang in a WASI SDK.
 *
 * @throws ToolchainError if it cannot be used.
 */
export function clangInWasiSdk(path: string): Compiler {
  const bin = join(path, "bin");
  const compiler = compilerFrom({
    clang: join(bin, `clang${executable}`),
    linker: join(bin, `wasm-ld${executable}`),
  });
  if (!compiler) {
    throw new ToolchainError(
      `WASI_SDK_PATH is ${path}, but there is no clang ${OLDEST_CLANG} or later with wasm-ld in its bin folder`,
    );
  }
  return compiler;
}

/** The first clang on the search path that can build for wasm32, with its wasm-ld. */
export function clangOnPath(path: string): Compiler | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    for (const suffix of clangsIn(folder)) {
      const clang = join(folder, `clang${suffix}${executable}`);
      for (const linker of linkersOf(clang, suffix, folders)) {
        const compiler = compilerFrom({ clang, linker });
        if (compiler) return compiler;
      }
    }
  }
  return undefined;
}
