import { main } from "assemblyscript/asc";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export type Runtime = "stub" | "minimal" | "incremental";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compiled = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A module of `test/assembly`, built as a plugin is. */
export async function compileModule(
  name: string,
  runtime: Runtime = "stub",
  ...options: readonly string[]
): Promise<Uint8Array<ArrayBuffer>> {
  return await compileFile(`test/assembly/${name}.ts`, runtime, ...options);
}

/** A file in AssemblyScript, relative to the package. */
export async function compileFile(
  file: string,
  runtime: Runtime = "stub",
  ...options: readonly string[]
): Promise<Uint8Array<ArrayBuffer>> {
  const commandLine = [file, "-O3", "--runtime", runtime, "--enable", "simd", "--use", "abort=", ...options];
  const key = commandLine.join(" ");
  const wasm = compiled.get(key) ?? compile(commandLine);
  compiled.set(key, wasm);
  return await wasm;
}

async function compile(commandLine: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const { error, stderr } = await main([...commandLine, "--baseDir", root, "--outFile", "out.wasm"], {
    readFile: async (name, folder) => await readFile(resolve(folder, name), "utf8").catch(() => null),
    writeFile: (name, contents) => void files.set(name, Uint8Array.from(contents as Uint8Array)),
    listFiles: () => [],
  });
  const wasm = files.get("out.wasm");
  if (error || !wasm) throw new Error(stderr.toString(), { cause: error });
  return wasm;
}
