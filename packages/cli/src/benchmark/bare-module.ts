import { readModuleShape } from "@vial/host/module";
import type { Subject } from "@vial/measure";

/** What a plugin of the direct lane exports (docs/abi.md). */
interface DirectExports {
  readonly memory: WebAssembly.Memory;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
}

/** How much memory an instance may have taken, in times of what its first call left, before it is thrown away. */
const growth = 2;

/**
 * A plugin's module without a host around it: the input is copied in, the export called, the output copied out, and
 * nothing is checked or made as new. What it takes from the host is not there.
 */
export class BareModule implements Subject {
  readonly #module: WebAssembly.Module;
  readonly #imports: WebAssembly.Imports;
  readonly #exportName: string;
  readonly #input: Uint8Array;
  #instance: WebAssembly.Instance | undefined;
  #most = 0;

  private constructor(bytes: Uint8Array<ArrayBuffer>, exportName: string, input: Uint8Array) {
    this.#module = new WebAssembly.Module(bytes);
    this.#imports = absentHost(bytes);
    this.#exportName = exportName;
    this.#input = input;
  }

  /** @returns why there is none, where the module cannot be called like that or answers something else */
  static create(
    bytes: Uint8Array<ArrayBuffer>,
    exportName: string,
    { input, output }: { readonly input: Uint8Array; readonly output: Uint8Array },
  ): BareModule | string {
    const names = new Set(readModuleShape(bytes).exports.map(({ name }) => name));
    if (!names.has("vial_input") || !names.has("vial_output"))
      return "it is no plugin of the direct lane, and cannot be called without a host";
    const bare = new BareModule(bytes, exportName, input);
    try {
      // Twice, as a second call on the same instance is what is measured.
      for (let call = 0; call < 2; call++) {
        if (Buffer.compare(bare.#call(), output) !== 0) return "without a host it answers something else";
      }
    } catch {
      return "it needs answers of its host";
    }
    return bare;
  }

  async run(calls: number): Promise<number> {
    let nanoseconds = 0;
    for (let left = calls; left > 0; left--) {
      this.#renew();
      const startedAt = performance.now();
      this.#call();
      nanoseconds += (performance.now() - startedAt) * 1e6;
    }
    return nanoseconds;
  }

  /** Some never free memory, as their host makes them as new after every call. */
  #renew(): void {
    const size = this.#instance && memoryOf(this.#instance).buffer.byteLength;
    if (size !== undefined && size <= this.#most) return;
    this.#instance = undefined;
    this.#call();
    this.#most = memoryOf(this.#instance!).buffer.byteLength * growth;
  }

  #call(): Uint8Array {
    this.#instance ??= start(this.#module, this.#imports);
    const exports = this.#instance.exports as unknown as DirectExports & Record<string, () => unknown>;
    const address = exports.vial_input(this.#input.length);
    new Uint8Array(exports.memory.buffer).set(this.#input, address >>> 0);
    const code = exports[this.#exportName]!();
    if (code !== undefined && code !== 0) throw new Error("The plugin reported a failure");
    const place = exports.vial_output();
    const at = Number(place >> 32n) >>> 0;
    return new Uint8Array(exports.memory.buffer).slice(at, at + Number(place & 0xffff_ffffn));
  }
}

function memoryOf({ exports }: WebAssembly.Instance): WebAssembly.Memory {
  return (exports as unknown as DirectExports).memory;
}

function start(module: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Instance {
  const instance = new WebAssembly.Instance(module, imports);
  const initialise = instance.exports["_initialize"] ?? instance.exports["__wasm_call_ctors"];
  if (typeof initialise === "function") (initialise as () => void)();
  return instance;
}

function absentHost(bytes: Uint8Array): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module, name, kind } of readModuleShape(bytes).imports) {
    if (kind !== "function") continue;
    imports[module] ??= {};
    imports[module][name] = () => {
      throw new Error("there is no host");
    };
  }
  return imports;
}
