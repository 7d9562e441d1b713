/**
 * `clang` and `wasm-ld` of the npm package `@yowasp/clang` as commands: `main.ts <tool> <its arguments>`. The tools run
 * in a file system of their own; what they may read is put there before and what they made is written out after.
 */
import { commands, Exit, type RunOptions, runLLVM } from "@yowasp/clang";
import { commonFolder, guestPath, parseArguments } from "./arguments.ts";
import { readFiles, writeFiles } from "./files.ts";

const tools = { clang: commands.clang, "wasm-ld": commands["wasm-ld"] };

const options: RunOptions = {
  stdout: (bytes) => void (bytes && process.stdout.write(bytes)),
  stderr: (bytes) => void (bytes && process.stderr.write(bytes)),
  decodeASCII: false,
  // It reports its loading by the chunk.
  fetchProgress: () => {},
};

const [tool, ...rest] = process.argv.slice(2);
const command = tools[tool as keyof typeof tools];
const args = parseArguments(rest);
const named = args.flatMap(({ path }) => path ?? []);
// Diagnostics name files from here: the current folder, unless a file outside it takes part.
const root = commonFolder(args);
const files = readFiles(root, named);
const guestArgs = args.map(({ option, path }) => (path ? option + (guestPath(root, path) || ".") : option));
// Loads the tools and runs none: their first run would report the loading on the standard output.
await runLLVM(undefined, {}, options);
try {
  const made = await command(guestArgs, structuredClone(files), options);
  writeFiles(root, made ?? {}, files, named);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.exitCode = error.code;
}
