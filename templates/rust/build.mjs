// Builds the Rust plugin in the current folder: reads vial.json and writes the module it names.
//
//   node build.mjs            the plugin, optimised
//   node build.mjs --debug    with names and line numbers, for a trap's stack: build/debug.wasm
//   node build.mjs --features audit   other arguments are cargo's
//
// Takes cargo (with the target wasm32-unknown-unknown) and wasm-opt from the PATH. The same sources and the same
// compiler make the same bytes on every machine.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

class BuildError extends Error {}

const debug = process.argv.includes("--debug");
const cargoArguments = process.argv.slice(2).filter((word) => word !== "--debug");
const target = "wasm32-unknown-unknown";
const features = ["simd", "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals"];

try {
  const { module: release, exports } = JSON.parse(readFileSync("vial.json", "utf8"));
  const module = debug ? "build/debug.wasm" : release;
  mkdirSync(dirname(module), { recursive: true });
  writeFileSync(module, withPlainExports(readFileSync(compile())));
  // wasm-opt would move code away from its line numbers.
  if (!debug) optimise(module);
  report(module, Object.keys(exports));
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Compiles with cargo and returns the module's path, which depends on cargo's configuration. */
function compile() {
  const profile = debug ? [] : ["--release"];
  const options = [...profile, "--target", target, "--message-format", "json-render-diagnostics"];
  const messages = run(
    "cargo",
    ["build", ...options, ...cargoArguments, "--config", withoutMachinePaths()],
    "pipe",
  );
  const artifacts = messages
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ reason, manifest_path: path }) => reason === "compiler-artifact" && isOwnManifest(path));
  const path = artifacts.flatMap(({ filenames }) => filenames).find((name) => name.endsWith(".wasm"));
  if (path === undefined)
    throw new BuildError('cargo built no module: does Cargo.toml say crate-type = ["cdylib"]?');
  return path;
}

function isOwnManifest(path) {
  return resolve(path) === resolve("Cargo.toml");
}

/** Panics name source files, which lie elsewhere on every machine. */
function withoutMachinePaths() {
  const sysroot = run(process.env.RUSTC ?? "rustc", ["--print", "sysroot"], "pipe").trim();
  const registry = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  const crates = existsSync(registry) ? readdirSync(registry).map((index) => join(registry, index)) : [];
  const { packages } = JSON.parse(run("cargo", ["metadata", "--format-version", "1"], "pipe"));
  const local = packages.filter(({ source }) => source === null);
  const prefixes = [
    [sysroot, "/rust"],
    ...crates.map((path) => [path, "/crates"]),
    ...local.map(({ name, manifest_path: path }) => [dirname(path), `/${name}`]),
  ];
  const flags = prefixes.map(([from, to]) => `'--remap-path-prefix=${from}=${to}'`);
  if (debug) flags.push("'-Clink-arg=--demangle'");
  return `target.${target}.rustflags=[${flags.join(",")}]`;
}

/**
 * The same module without the linker's own exports, and with the names of those that the linker had to know by another
 * name, `export:log` for `log`. https://webassembly.github.io/spec/core/binary/modules.html
 */
function withPlainExports(module) {
  const exportSection = 7;
  const parts = [module.subarray(0, 8)];
  for (let start = 8; start < module.length;) {
    const size = readNumber(module, start + 1);
    const end = size.end + size.value;
    const isExports = module[start] === exportSection;
    parts.push(isExports ? plainExports(module.subarray(size.end, end)) : module.subarray(start, end));
    start = end;
  }
  return Buffer.concat(parts);

  function plainExports(section) {
    const globalKind = 3;
    const kept = [];
    for (let at = readNumber(section, 0).end; at < section.length;) {
      const length = readNumber(section, at);
      const kind = length.end + length.value;
      const end = readNumber(section, kind + 1).end;
      const name = Buffer.from(section.subarray(length.end, kind))
        .toString()
        .replace(/^export:/, "");
      if (section[kind] !== globalKind)
        kept.push([...sized(Buffer.from(name)), ...section.subarray(kind, end)]);
      at = end;
    }
    return Buffer.from([exportSection, ...sized([...number(kept.length), ...kept.flat()])]);
  }
}

/** An unsigned LEB128 number and where it ends. */
function readNumber(bytes, start) {
  let value = 0;
  for (let at = start; ; at++) {
    value += (bytes[at] & 0x7f) * 2 ** (7 * (at - start));
    if (bytes[at] < 0x80) return { value, end: at + 1 };
  }
}

function number(value) {
  return value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...number(Math.floor(value / 0x80))];
}

function sized(bytes) {
  return [...number(bytes.length), ...bytes];
}

function optimise(module) {
  const options = features.map((name) => `--enable-${name}`);
  run("wasm-opt", [module, "-O3", ...options, "--strip-debug", "--strip-producers", `--output=${module}`]);
}

/** Runs a command and returns what it writes to standard output when that is piped. */
function run(command, args, stdout = "ignore") {
  console.error([command, ...args].join(" "));
  // npm's commands are scripts on Windows, which only a shell runs.
  const shell = process.platform === "win32" && command === "wasm-opt";
  const words = shell ? args.map((word) => `"${word}"`) : args;
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, shell, stdio: ["ignore", stdout, "inherit"] };
  const { status, signal, error, stdout: output } = spawnSync(command, words, options);
  if (error !== undefined)
    throw new BuildError(`${command} could not be run (${error.code}): is it installed?`);
  if (status !== 0)
    throw new BuildError(`${command} ${signal === null ? "failed" : `was ended by ${signal}`}`);
  return output;
}

function report(path, declared) {
  const bytes = readFileSync(path);
  const module = new WebAssembly.Module(bytes);
  const imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    (imports[namespace] ??= {})[name] = () => {};
  }
  const { memory } = new WebAssembly.Instance(module, imports).exports;
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const missing = declared.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new BuildError(missingExports(missing));
  const kib = memory.buffer.byteLength / 1024;
  console.log(`${path}: ${bytes.length} bytes, ${kib} KiB of memory, exports ${names.join(" ")}`);
}

function missingExports(names) {
  const quoted = names.map((name) => `"${name}" => …`).join(", ");
  return `vial.json declares exports that the module lacks: ${names.join(", ")}. Are they in exports!(…)? A name that C's library also has is written in quotation marks: exports!(${quoted}).`;
}
