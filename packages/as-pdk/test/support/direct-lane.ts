import { instantiate } from "@assemblyscript/loader";

export interface Outcome {
  readonly succeeded: boolean;
  readonly bytes: Uint8Array;
}

export type Imports = Record<string, Record<string, unknown>>;

/** A plugin on the direct lane, as ten lines of a host. */
export interface DirectLane {
  readonly memory: WebAssembly.Memory;
  /** The address for so many bytes of input; 0 when there is no room. */
  reserve(length: number): number;
  call(exportName: string, input?: string | Uint8Array): Outcome;
  text(exportName: string, input?: string | Uint8Array): string;
}

interface Abi {
  readonly memory: WebAssembly.Memory;
  vial_input(length: number): number;
  vial_output(): bigint;
}

/** A new instance. A host function that is not given fails the test when it is called. */
export async function directLane(wasm: Uint8Array<ArrayBuffer>, imports: Imports = {}): Promise<DirectLane> {
  const module = await WebAssembly.compile(wasm);
  const all: Imports = {};
  for (const entry of WebAssembly.Module.imports(module)) {
    const namespace = (all[entry.module] ??= {});
    namespace[entry.name] =
      imports[entry.module]?.[entry.name] ??
      (() => {
        throw new Error(`the direct lane called ${entry.name}`);
      });
  }
  const { exports } = await instantiate<Abi & Record<string, unknown>>(module, all);
  const plugin: DirectLane = {
    memory: exports.memory,
    reserve: (length) => exports.vial_input(length),
    call(exportName, input = "") {
      const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
      const address = exports.vial_input(bytes.length);
      if (address === 0 && bytes.length > 0) throw new Error(`no room for ${bytes.length} bytes of input`);
      new Uint8Array(exports.memory.buffer).set(bytes, address);
      const status = (exports[exportName] as () => number)();
      const output = exports.vial_output();
      const start = Number(output >> 32n);
      const end = start + Number(output & 0xffff_ffffn);
      return { succeeded: status === 0, bytes: new Uint8Array(exports.memory.buffer).slice(start, end) };
    },
    text(exportName, input) {
      return new TextDecoder("utf-8", { fatal: true }).decode(plugin.call(exportName, input).bytes);
    },
  };
  return plugin;
}
