import { readFileSync } from "node:fs";
import { createPlugin } from "@extism/extism";
import { withMaximum } from "./maximum.ts";

/** How a call ended: with the bytes of its output or with the text of its error. */
export type Outcome = { readonly output: Uint8Array } | { readonly error: string };

const bytes = readFileSync(new URL("../../build/hl7-to-json.wasm", import.meta.url));
const module = new WebAssembly.Module(bytes);

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
  readonly process: () => number;
}

/** An instance that a host drives over the direct lane. It keeps its state from call to call. */
export interface DirectLane {
  call(input: Uint8Array): Outcome;
  /** Size of its memory in pages of 64 KiB. */
  pages(): number;
}

function neverCalled(): never {
  throw new Error("the direct lane calls no import");
}

/** The import object of a host that only has the direct lane. */
const imports = {
  "extism:host/env": Object.fromEntries(
    WebAssembly.Module.imports(module).map(({ name }) => [name, neverCalled]),
  ),
};

/** Instantiates the plugin for the direct lane, with a limit on its memory if there is to be one. */
export function directLane(limit?: { readonly maximumPages: number }): DirectLane {
  const limited = limit ? new WebAssembly.Module(withMaximum(bytes, limit.maximumPages)) : module;
  const exports = new WebAssembly.Instance(limited, imports).exports as unknown as Exports;
  return {
    call(input) {
      // The address is an unsigned number that arrives as a signed one.
      const address = exports.vial_input(input.length) >>> 0;
      if (address === 0) throw new Error("vial_input reserved nothing");
      new Uint8Array(exports.memory.buffer, address, input.length).set(input);
      const status = exports.process();
      const range = BigInt.asUintN(64, exports.vial_output());
      const result = new Uint8Array(
        exports.memory.buffer,
        Number(range >> 32n),
        Number(range & 0xffffffffn),
      ).slice();
      return status === 0 ? { output: result } : { error: new TextDecoder().decode(result) };
    },
    pages: () => exports.memory.buffer.byteLength / 65536,
  };
}

/** Runs the plugin on Extism's own JavaScript host: the kernel lane. */
export interface KernelLane extends AsyncDisposable {
  call(input: Uint8Array): Promise<Outcome>;
}

/** Instantiates the plugin for the kernel lane. */
export async function kernelLane(): Promise<KernelLane> {
  const plugin = await createPlugin({ wasm: [{ data: bytes }] }, { useWasi: false });
  return {
    async call(input) {
      try {
        const output = await plugin.call("process", input);
        return { output: output?.bytes().slice() ?? new Uint8Array() };
      } catch (error) {
        // What Extism puts ahead of a plugin's own text.
        return { error: (error as Error).message.replace("Plugin-originated error: ", "") };
      }
    },
    [Symbol.asyncDispose]: () => plugin.close(),
  };
}
