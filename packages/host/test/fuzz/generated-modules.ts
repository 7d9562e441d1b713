import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env, environment, wat } from "../support/wat.ts";
import { wasmOpt } from "./binaryen-fuzzer.ts";
import { Random } from "./random.ts";

/**
 * What Binaryen's fuzzer starts from: a plugin's imports and exports; it fills the rest with code of its own. A function
 * that returns nothing cannot fail but by a trap, so that many of these calls come to an output.
 */
const plugin = wat(`(module
  ${env(...environment.filter((name) => !name.startsWith("http_")))}
  (memory (export "memory") 1)
  (table 4 funcref)
  (func (export "process") (result i32)
    (call $output_set (call $alloc (i64.const 8)) (i64.const 8)) (call $input_load_u8 (i64.const 0)))
  (func (export "answer") (local $block i64)
    (local.set $block (call $alloc (i64.const 8)))
    (call $store_u64 (local.get $block) (call $input_load_u64 (i64.const 0)))
    (call $output_set (local.get $block) (i64.const 8))))`);

const features = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
  "simd",
].map((feature) => `--enable-${feature}`);

/** One module in this many comes from the fuzzer, the others are mutations of it. */
export const modulesPerOriginal = 4;

/** Makes the modules of seeds; neighbouring seeds share an original, which is made once. */
export class ModuleSource {
  readonly #folder: string;
  #original: { readonly seed: number; readonly module: Promise<Uint8Array> } | undefined;

  /** @param folder for the fuzzer's files */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The same module for the same seed, valid or not. */
  async moduleOf(seed: number): Promise<Uint8Array> {
    const base = Math.floor(seed / modulesPerOriginal);
    if (this.#original?.seed !== base)
      this.#original = { seed: base, module: generatedModule(base, this.#folder) };
    const original = await this.#original.module;
    return seed % modulesPerOriginal === 0 ? original : mutation(original, new Random(seed));
  }
}

/** A valid module of Binaryen's fuzzer, the same for the same seed. */
export async function generatedModule(seed: number, folder: string): Promise<Uint8Array> {
  const random = new Random(seed);
  const file = (name: string): string => join(folder, name);
  writeFileSync(file("random"), random.bytes(200 + random.below(4_000)));
  writeFileSync(file("plugin.wasm"), plugin);
  await wasmOpt([
    file("random"),
    "-ttf",
    "--quiet",
    `--initial-fuzz=${file("plugin.wasm")}`,
    "--fuzz-preserve-imports-exports",
    ...features,
    "-o",
    file("out.wasm"),
  ]);
  return new Uint8Array(readFileSync(file("out.wasm")));
}

/** The module with some of its bits flipped, bytes overwritten, doubled or left out, or cut off. */
export function mutation(module: Uint8Array, random: Random): Uint8Array {
  const bytes = [...module];
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const at = random.below(Math.max(1, bytes.length));
    switch (random.below(6)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 1:
        bytes[at] = random.below(256);
        break;
      case 2:
        bytes.splice(at, 1 + random.below(8));
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + random.below(16)));
        break;
      case 4:
        bytes[at] = [0x7f, 0x80, 0xff, 0x00][random.below(4)]!;
        break;
      default:
        if (random.below(4) === 0) bytes.length = at;
    }
  }
  return Uint8Array.from(bytes);
}
