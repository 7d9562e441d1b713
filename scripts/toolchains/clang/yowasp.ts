import { readFile } from "node:fs/promises";
import type { Command, RunOptions, Tree } from "@yowasp/clang";
import type { Compiler } from "./compiler.ts";
import { ToolchainError } from "./error.ts";

function toStandardError(bytes: Uint8Array | null): void {
  if (bytes) process.stderr.write(bytes);
}

const options: RunOptions = {
  stdout: toStandardError,
  stderr: toStandardError,
  decodeASCII: false,
  // It reports its loading by the chunk.
  fetchProgress: () => {},
};

async function run(tool: string, command: Command, args: string[], files: Tree): Promise<Tree> {
  try {
    return (await command(args, files, options)) ?? {};
  } catch (cause) {
    throw new ToolchainError(`${tool} failed, its messages are above`, { cause });
  }
}

function objectsIn(files: Tree): Tree {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith(".o")));
}

/** Clang and wasm-ld compiled to WebAssembly, from the npm package `@yowasp/clang`, if that is installed. */
export async function yowaspClang(): Promise<Compiler | undefined> {
  let entry: string;
  try {
    entry = import.meta.resolve("@yowasp/clang");
  } catch {
    return undefined;
  }
  const manifest: { version: string } = JSON.parse(await readFile(new URL("../package.json", entry), "utf8"));
  return {
    name: `@yowasp/clang ${manifest.version}`,
    async build(sources, flags) {
      const { commands, runLLVM } = await import("@yowasp/clang");
      // Loads the tools and runs none: their first run would report the loading on the standard output.
      await runLLVM(undefined, {}, options);
      const units = sources.units.map((unit) => `${sources.folder}/${unit}`);
      const compiling = [...flags.compile, "-c", ...units];
      const tree = { [sources.folder]: { ...sources.files } };
      const objects = objectsIn(await run("clang", commands.clang, compiling, tree));
      const output = "plugin.wasm";
      const linking = [...flags.link, ...Object.keys(objects), "-o", output];
      const linked = await run("wasm-ld", commands["wasm-ld"], linking, objects);
      return linked[output] as Uint8Array;
    },
  };
}
