import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("binaryen/package.json")), "bin/wasm-opt");

/** The hooks of Emscripten, of which `wasm-opt` is a program. */
interface EmscriptenModule {
  instantiateWasm?: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => void;
  postRun: () => void;
  onAbort: (reason: unknown) => void;
}

type Start = (
  module: EmscriptenModule,
  ownProcess: NodeJS.Process,
  ownRequire: NodeJS.Require,
  ownConsole: Pick<Console, "log" | "error">,
  ownWebAssembly: typeof WebAssembly,
  exported: object,
  folder: string,
  file: string,
) => void;

let start: Start | undefined;
let compiled: WebAssembly.Module | undefined;

/**
 * Runs Binaryen's `wasm-opt` in this process, each time as a new instance of the same compiled module: a process for
 * each run takes some sixty times as long, nearly all of it to load and compile the program.
 */
export function wasmOpt(args: readonly string[]): Promise<void> {
  start ??= load();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const printed: unknown[] = [];
  const print = (...line: unknown[]): void => void printed.push(...line);
  const ownProcess = Object.create(process, {
    argv: { value: [process.execPath, program, ...args] },
    exitCode: { value: 0, writable: true },
  }) as NodeJS.Process;
  const fail = (): void => reject(new Error(`wasm-opt failed: ${printed.join("\n")}`));
  const module: EmscriptenModule = {
    postRun: () => (ownProcess.exitCode === 0 ? resolve() : fail()),
    onAbort: fail,
  };
  const ready = compiled;
  if (ready !== undefined)
    module.instantiateWasm = (imports, done) => done(new WebAssembly.Instance(ready, imports));
  start(
    module,
    ownProcess,
    require,
    { log: print, error: print },
    keepingModule,
    {},
    dirname(program),
    program,
  );
  return promise;
}

/** Emscripten's way of instantiating, which keeps what was compiled for the runs to come. */
const keepingModule = Object.create(WebAssembly, {
  instantiate: {
    value: async (binary: BufferSource, imports: WebAssembly.Imports) => {
      compiled = await WebAssembly.compile(binary);
      return { module: compiled, instance: new WebAssembly.Instance(compiled, imports) };
    },
  },
}) as typeof WebAssembly;

function load(): Start {
  const source = readFileSync(program, "utf8").replace(/^#!.*/, "");
  const parameters = [
    "Module",
    "process",
    "require",
    "console",
    "WebAssembly",
    "module",
    "__dirname",
    "__filename",
  ];
  return compileFunction(source, parameters, { filename: program }) as unknown as Start;
}
