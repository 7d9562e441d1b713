import { readFile } from "node:fs/promises";
import { instantiate } from "@assemblyscript/loader";

export const wasm: Uint8Array<ArrayBuffer> = await readFile(
  new URL("../build/triage-rules.wasm", import.meta.url),
);
const module = await WebAssembly.compile(wasm);

interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory;
  process(): number;
  vial_input(length: number): number;
  vial_output(): bigint;
}

export interface Outcome {
  succeeded: boolean;
  bytes: Uint8Array;
}

export interface DirectLane {
  memory: WebAssembly.Memory;
  /** Address of the room for so many bytes of input, 0 when there is none. */
  reserve(length: number): number;
  call(input: string | Uint8Array): Outcome;
}

/** A fresh instance of the plugin. Any call of a host function fails the test: the direct lane needs none. */
export async function directLane(): Promise<DirectLane> {
  const hostFunctions = WebAssembly.Module.imports(module).map(({ name }) => [
    name,
    () => {
      throw new Error(`the direct lane called ${name}`);
    },
  ]);
  const { exports } = await instantiate<Exports>(module, {
    "extism:host/env": Object.fromEntries(hostFunctions) as Record<string, unknown>,
  });
  const { memory } = exports;

  return {
    memory,
    reserve: exports.vial_input,
    call(input) {
      const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
      const address = exports.vial_input(bytes.length);
      if (address === 0) throw new Error(`no room for ${bytes.length} bytes of input`);
      new Uint8Array(memory.buffer).set(bytes, address);
      const status = exports.process();
      const output = exports.vial_output();
      const start = Number(output >> 32n);
      const length = Number(output & 0xffff_ffffn);
      return { succeeded: status === 0, bytes: new Uint8Array(memory.buffer).slice(start, start + length) };
    },
  };
}
