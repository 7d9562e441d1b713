import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { wat } from "../support/wat.ts";
import { Random } from "./random.ts";

const wasmOpt = join(createRequire(import.meta.url).resolve("binaryen/package.json"), "../bin/wasm-opt");
const run = promisify(execFile);

/** What Binaryen's fuzzer starts from: a plugin's imports and exports; it fills the rest with code of its own. */
const plugin = wat(`(module
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "free" (func $free (param i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "input_load_u8" (func $input (param i64) (result i32)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (import "extism:host/env" "error_set" (func $error (param i64)))
  (import "extism:host/env" "var_set" (func $var (param i64 i64)))
  (import "extism:host/env" "log_info" (func $log (param i64)))
  (memory (export "memory") 1)
  (table 4 funcref)
  (func (export "process") (result i32)
    (call $output (call $alloc (i64.const 8)) (i64.const 8)) (call $input (i64.const 0))))`);

const features = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
  "simd",
].map((feature) => `--enable-${feature}`);

/**
 * A valid module of Binaryen's fuzzer, the same for the same seed.
 *
 * @param folder for the fuzzer's files
 */
export async function generatedModule(seed: number, folder: string): Promise<Uint8Array> {
  const random = new Random(seed);
  const file = (name: string): string => join(folder, `${name}-${seed}`);
  await writeFile(file("random"), random.bytes(200 + random.below(4_000)));
  await writeFile(file("plugin.wasm"), plugin);
  const args = [
    file("random"),
    "-ttf",
    `--initial-fuzz=${file("plugin.wasm")}`,
    "--fuzz-preserve-imports-exports",
  ];
  await run(process.execPath, [wasmOpt, ...args, ...features, "-o", file("out.wasm")]);
  return new Uint8Array(await readFile(file("out.wasm")));
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
