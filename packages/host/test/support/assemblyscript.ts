import { main } from "assemblyscript/asc";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compiles a plugin from AssemblyScript. An `abort` that its entry file exports stands in for `env.abort`, which no
 * plugin host has.
 */
export async function assemblyScript(entry: URL): Promise<Uint8Array> {
  const path = fileURLToPath(entry);
  const file = basename(path);
  const hasAbort = readFileSync(path, "utf8").includes("export function abort(");
  const abort = hasAbort ? ["--use", `abort=${basename(file, ".ts")}/abort`] : [];
  let module: Uint8Array | undefined;
  const { error, stderr } = await main(
    [file, "--baseDir", dirname(path), "--outFile", "plugin.wasm", ...abort],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") module = contents;
      },
    },
  );
  if (error !== null || module === undefined) {
    throw new Error(`${file} does not compile:\n${stderr.toString()}`, { cause: error });
  }
  return module;
}
