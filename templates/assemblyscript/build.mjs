// Compiles the project in the current directory: `entries` of asconfig.json to the `module` of vial.json.
//
//   node build.mjs            the plugin, optimised
//   node build.mjs --debug    with names, source map and the place of a trap in the log: build/debug.wasm
//   node build.mjs --use abort=…    other arguments are asc's

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { argv, cwd, env, exit, platform } from "node:process";

const debug = argv.includes("--debug");
const compilerArguments = argv.slice(2).filter((word) => word !== "--debug");
const manifest = JSON.parse(readFileSync("vial.json", "utf8"));
const file = debug ? "build/debug.wasm" : manifest.module;

mkdirSync(dirname(file), { recursive: true });
const settings = ["--config", "asconfig.json", "--target", debug ? "debug" : "release"];
run("asc", [...settings, "--outFile", file, ...compilerArguments]);

const bytes = readFileSync(file);
const module = await WebAssembly.compile(bytes);
const strangers = WebAssembly.Module.imports(module).filter(
  (entry) => !entry.module.startsWith("extism:host/"),
);
if (strangers.length > 0) {
  console.error(`${file} imports what no plugin host provides:`, strangers);
  exit(1);
}
const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
console.log(
  `${file}: ${bytes.length} bytes, ${initialPages(bytes) * 64} KiB memory, exports ${exports.join(", ")}`,
);

/** Runs a command of the PATH, or of the npm packages installed for the project. */
function run(command, args) {
  console.error([command, ...args].join(" "));
  const folders = [];
  for (let folder = cwd(); ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules", ".bin"));
    if (folder === resolve(folder, "..")) break;
  }
  const PATH = [env.PATH, ...folders].join(delimiter);
  // npm's commands are .cmd files on Windows, which only a shell runs. No argument has a space.
  const { status, signal, error } = spawnSync(command, args, {
    stdio: ["ignore", 2, 2],
    env: { ...env, PATH },
    shell: platform === "win32",
  });
  if (error !== undefined) console.error(`${command} could not be run (${error.code}): npm install first`);
  if (signal !== null) console.error(`${command} was ended by ${signal}`);
  // What else was wrong, the command has said.
  if (status !== 0) exit(1);
}

/** The pages of the first memory (WebAssembly core specification, section 5.5.8). */
function initialPages(wasm) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < wasm.length) {
    const section = wasm[at++];
    const end = number() + at;
    if (section === 5) {
      number(); // how many memories
      at++; // flags
      return number();
    }
    at = end;
  }
  return 0;
}
