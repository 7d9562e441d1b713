import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findClang } from "./clang/find.ts";
import { compileFlags, linkFlags } from "./clang/flags.ts";
import { isUpToDate, recordInputs } from "./clang/inputs.ts";
import { readSources } from "./clang/sources.ts";

export { ToolchainError } from "./clang/error.ts";

/** What {@link buildPlugin} compiles, and where to. */
export interface PluginBuild {
  /** The folder whose `.c` files make the plugin. Its `.h` files are theirs to include. */
  readonly sources: URL;
  /** The module to write. A file of the same name with `.inputs` behind it tells what it was built from. */
  readonly output: URL;
  /** Stack in bytes, a multiple of 16. It lies below the static data, so an overflow traps. Default: 16 KiB. */
  readonly stackBytes?: number;
}

/**
 * Compiles and links a plugin written in freestanding C, unless its sources, its flags and the compiler are
 * those of the last build. Progress and diagnostics go to the standard error.
 *
 * @throws ToolchainError if there is no compiler for wasm32, or if it refuses the sources; what it printed is
 * shown as printed.
 */
export async function buildPlugin(build: PluginBuild): Promise<void> {
  const output = fileURLToPath(build.output);
  const name = relative(process.cwd(), output);
  const compiler = await findClang(process.env);
  const sources = await readSources(fileURLToPath(build.sources));
  const flags = { compile: compileFlags, link: linkFlags(build.stackBytes ?? 16 * 1024) };
  const inputs = { compiler: compiler.name, flags, sources: sources.files };
  if (await isUpToDate(output, inputs)) {
    console.error(`${name} is up to date (${compiler.name})`);
    return;
  }
  console.error(`${name}: compiling ${sources.units.length} files with ${compiler.name}`);
  const module = await compiler.build(sources, flags);
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, module);
  await recordInputs(output, inputs);
  console.error(`${name}: ${module.byteLength} bytes`);
}
