/**
 * Builds the plugin project in the current folder: `src/*.c` and the PDK beside this file, in `vial/`, become the module
 * that `vial.json` names. It needs `clang` (16 or later, for wasm32) and its `wasm-ld` on the PATH.
 *
 *     node build.mjs                       the plugin, optimised
 *     node build.mjs --debug               with names and line numbers, for a trap's stack: build/debug.wasm
 *     node build.mjs --stack-bytes=16384
 *     node build.mjs -DLIMIT=3             other arguments are clang's
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as pdk from "./vial/sources.mjs";

const project = process.cwd();
const ownOptions = {
  debug: { type: "boolean", default: false },
  "stack-bytes": { type: "string", default: "16384" },
};
const { values, tokens } = parseArgs({ options: ownOptions, strict: false, tokens: true });
// What is none of these is the compiler's.
const own = new Set(
  tokens.flatMap(({ kind, name, index, value, inlineValue }) => {
    if (kind !== "option" || !Object.hasOwn(ownOptions, name)) return [];
    return value === undefined || inlineValue ? [index] : [index, index + 1];
  }),
);
const compilerArguments = process.argv.slice(2).filter((_, index) => !own.has(index));
const manifest = JSON.parse(readFileSync(join(project, "vial.json"), "utf8"));
const module = values.debug ? "build/debug.wasm" : manifest.module;
const output = resolve(project, module);
// The compiler names an object after its source and puts it where it runs.
const folder = dirname(output);
const linked = `${basename(output)}.linked`;

/** The stack lies below the static data, so an overflow traps. */
const stackBytes = Number(values["stack-bytes"]);
if (!(stackBytes > 0) || stackBytes % 16 !== 0) fail("--stack-bytes takes a multiple of 16");

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Paths are relative and with slashes: the same command, and the same bytes, wherever the project lies. */
function fromFolder(path) {
  return relative(folder, path).replaceAll("\\", "/");
}

function run(command, args) {
  console.error(`${command} ${args.join(" ")}`);
  const { status, signal, error } = spawnSync(command, args, {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error) fail(`${command} does not run: ${error.message}`);
  if (status !== 0) fail(`${command} ${signal === null ? "failed" : `was ended by ${signal}`}`);
}

const sources = [...pdk.sourcesIn(join(project, "src")), ...pdk.sources];
const objects = sources.map((path) => basename(path).replace(/c$/, "o"));
const twice = objects.find((object, index) => objects.indexOf(object) !== index);
if (twice) fail(`two sources would become ${twice}`);

// What clangd and clang-tidy take too, but for the folders, which are others for a project elsewhere.
const flags = readFileSync(new URL("compile_flags.txt", import.meta.url), "utf8")
  .split(/\r?\n/)
  .filter((flag) => flag !== "" && !flag.startsWith("-I"));
// The debugger's level of optimisation keeps a line for every instruction; inlined functions keep theirs in both.
const optimisation = values.debug ? ["-Og", "-g"] : ["-O3", "-flto"];
const include = [join(project, "src"), ...pdk.folders].map((path) => `-I${fromFolder(path)}`);

mkdirSync(folder, { recursive: true });
run("clang", [...flags, ...optimisation, ...include, ...compilerArguments, "-c", ...sources.map(fromFolder)]);
run("wasm-ld", [
  "--no-entry",
  "--gc-sections",
  ...(values.debug ? [] : ["--strip-all", "--lto-O3", "-O2"]),
  "--stack-first",
  "-z",
  `stack-size=${stackBytes}`,
  ...objects,
  "-o",
  linked,
]);
for (const object of objects) rmSync(join(folder, object));
// In one step: who reads the module meanwhile reads the old one or the new one.
renameSync(join(folder, linked), output);

const built = readFileSync(output);
const exported = WebAssembly.Module.exports(await WebAssembly.compile(built)).map((each) => each.name);
const size = `${built.length} bytes, ${initialKiB(built)} KiB of memory`;
console.log(`${module}: ${size}, exports ${exported.join(" ")}`);

/** The size of the first memory, as the memory section (5) states it. */
function initialKiB(bytes) {
  let at = 8;
  function readNumber() {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
  }
  for (;;) {
    const id = bytes[at++];
    const length = readNumber();
    if (id !== 5) {
      at += length;
      continue;
    }
    readNumber(); // how many memories
    at++; // whether there is a maximum
    return readNumber() * 64;
  }
}
