// Compiles assembly/plugin.ts to build/triage-rules.wasm and says what came out.

import { readFile } from "node:fs/promises";
import { main } from "assemblyscript/asc";

const outFile = "build/triage-rules.wasm";
const hostModule = "extism:host/env";

const options = [
  ["--outFile", outFile],
  ["-O3", "--converge", "--noAssert"],
  // The plugin has two growing buffers and no objects: no garbage collector, and an allocator of a few instructions.
  ["--runtime", "stub"],
  ["--enable", "simd"],
  // AssemblyScript would import its `abort` from `env`, which no plugin host provides.
  ["--use", "abort=assembly/pdk/abort"],
];

process.chdir(import.meta.dirname);
const { error, stderr } = await main(["assembly/plugin.ts", ...options.flat()]);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}

const bytes = await readFile(outFile);
const module = await WebAssembly.compile(bytes);
const strangers = WebAssembly.Module.imports(module).filter((entry) => entry.module !== hostModule);
if (strangers.length > 0) {
  console.error(`${outFile} imports what no plugin host provides:`, strangers);
  process.exit(1);
}

const exports = WebAssembly.Module.exports(module).map((entry) => entry.name);
console.log(`${outFile}: ${bytes.length} bytes, imports only ${hostModule}, exports ${exports.join(", ")}`);
