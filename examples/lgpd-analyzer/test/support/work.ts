import { readFileSync } from "node:fs";
import binaryen from "binaryen";
import { modulePath } from "../../evaluation/analyzer.ts";

/** The plugin with a call of the host at the start of each function and each turn of a loop. */
function instrumented(): WebAssembly.Module {
  const module = binaryen.readBinary(readFileSync(modulePath));
  const { BulkMemory, MutableGlobals, NontrappingFPToInt, SignExt, SIMD128 } = binaryen.Features;
  module.setFeatures(BulkMemory | MutableGlobals | NontrappingFPToInt | SignExt | SIMD128);
  module.runPasses(["log-execution"]);
  const bytes = module.emitBinary();
  module.dispose();
  return new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
}

const module = instrumented();

/** What a call did. */
export interface Work {
  /** Function calls and turns of loops, the same on every machine. */
  readonly steps: number;
  /** The output, or the text of the error. */
  readonly answer: string;
  /** Size of the plugin's memory afterwards, in bytes. */
  readonly memory: number;
}

/** Runs the plugin on a new instance and counts what it does. */
export function work(input: string | Uint8Array): Work {
  let steps = 0;
  const imports: WebAssembly.Imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    (imports[namespace] ??= {})[name] = name === "log_execution" ? () => void steps++ : () => 0n;
  }
  const exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const address = exports.vial_input(bytes.length) >>> 0;
  new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
  exports.process();
  const range = BigInt.asUintN(64, exports.vial_output());
  const output = new Uint8Array(exports.memory.buffer, Number(range >> 32n), Number(range & 0xffffffffn));
  return { steps, answer: new TextDecoder().decode(output), memory: exports.memory.buffer.byteLength };
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
  readonly process: () => number;
}
