// Builds the Go plugin in the current folder: reads vial.json and writes the module it names.
//
//   node build.mjs                 with TinyGo: small and fast
//   node build.mjs --debug         with names and line numbers, for a trap's stack: build/debug.wasm
//   node build.mjs --compiler go   with standard Go, for programs that TinyGo does not compile
//   node build.mjs -tags audit     other arguments are the compiler's
//
// Takes tinygo and wasm-opt, or go, from the PATH.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeConstantsEnd } from "./constants-end.mjs";
import { writeNoWasmOpt } from "./no-wasm-opt.mjs";

class BuildError extends Error {}

const features = ["simd", "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals"];
// What TinyGo exports of its C library. Nobody calls these, and they keep code alive.
const libraryExports =
  "malloc free calloc realloc memcpy memmove memset arc4random arc4random_buf fminimum fminimumf fmaximum fmaximumf".split(
    " ",
  );

const ownOptions = {
  compiler: { type: "string", default: "tinygo" },
  debug: { type: "boolean", default: false },
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
const { module } = JSON.parse(readFileSync("vial.json", "utf8"));
const output = values.debug ? "build/debug.wasm" : module;

try {
  mkdirSync(dirname(output), { recursive: true });
  if (values.compiler === "tinygo") compileWithTinyGo();
  else if (values.compiler === "go") compileWithGo();
  else throw new BuildError(`--compiler takes tinygo or go, not ${values.compiler}`);
  report();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function compileWithTinyGo() {
  const target = fileURLToPath(new URL("tinygo-target.json", import.meta.url));
  const compiled = `${output}.compiled.wasm`;
  // A panic that is printed is a call of its own, with its line; trap instructions would become one.
  const level = values.debug ? ["-opt=z", "-panic=print"] : ["-opt=2", "-panic=trap", "-no-debug"];
  const flags = ["-buildmode=c-shared", ...level, "-gc=custom", ...compilerArguments];
  run(
    "tinygo",
    ["build", `-target=${target}`, ...flags, `-o=${compiled}`, "."],
    values.debug ? { WASMOPT: writeNoWasmOpt("build") } : {},
  );
  const bytes = readFileSync(compiled);
  if (writeConstantsEnd(bytes)) writeFileSync(compiled, bytes);
  else
    console.error(
      "This TinyGo lays memory out in another way: large messages may keep more of it than they need.",
    );
  // wasm-opt would move code away from its line numbers.
  if (values.debug) return renameSync(compiled, output);
  // TinyGo has run wasm-opt -O2; more of it gains nothing.
  run("wasm-opt", [
    compiled,
    ...features.map((name) => `--enable-${name}`),
    ...libraryExports.map((name) => `--remove-exports=${name}`),
    "--remove-unused-module-elements",
    "--strip-debug",
    "--strip-producers",
    `--output=${output}`,
  ]);
  rmSync(compiled);
}

function compileWithGo() {
  const flags = [
    "-buildmode=c-shared",
    "-trimpath",
    "-buildvcs=false",
    `-ldflags=${values.debug ? "" : "-s -w "}-buildid=`,
    ...compilerArguments,
  ];
  run("go", ["build", ...flags, `-o=${output}`, "."], { GOOS: "wasip1", GOARCH: "wasm" });
}

function run(command, args, environment = {}) {
  console.error([command, ...args].join(" "));
  // Standard output is for the report.
  const options = { env: { ...process.env, ...environment }, stdio: ["ignore", 2, 2] };
  // On Windows the commands that npm installs are scripts, which only a shell runs.
  const { status, signal, error } =
    process.platform === "win32"
      ? spawnSync([command, ...args].map((word) => `"${word}"`).join(" "), { ...options, shell: true })
      : spawnSync(command, args, options);
  if (error !== undefined)
    throw new BuildError(`${command} could not be run (${error.code}): is it installed?`);
  if (status !== 0)
    throw new BuildError(`${command} ${signal === null ? "failed" : `was ended by ${signal}`}`);
}

function report() {
  const bytes = readFileSync(output);
  const module = new WebAssembly.Module(bytes);
  const imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    (imports[namespace] ??= {})[name] = () => {};
  }
  const { memory } = new WebAssembly.Instance(module, imports).exports;
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const kib = memory.buffer.byteLength / 1024;
  console.log(`${output}: ${bytes.length} bytes, ${kib} KiB of memory, exports ${names.join(" ")}`);
}
