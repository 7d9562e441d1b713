import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";
import { generate } from "../../src/generate.ts";
import type { SchemaFile } from "../../src/schema-file.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
  readonly process: () => number;
}

/** A plugin that reads a message into its class and writes it again. */
export interface EchoPlugin {
  /** The text it answers with, or that of its error. */
  echo(json: string): { readonly output: string } | { readonly error: string };
}

/** asc looks for packages in the folders above. */
const baseDir = dirname(fileURLToPath(import.meta.url));
const decoder = new TextDecoder("utf-8", { fatal: true });

const plugin = `
import { json } from "@vial/as-pdk/assembly";
import { Message } from "./messages";
export { vial_input, vial_output } from "@vial/as-pdk/assembly";

export function process(): i32 {
  return json.run((message: Message): Message => message);
}
`;

/** Generates the classes of a schema's message and compiles them, warnings being errors. */
export async function echoPlugin(file: SchemaFile): Promise<EchoPlugin> {
  const [generated] = await generate({ language: "assemblyscript", schemas: [file] });
  const files = new Map([
    ["plugin.ts", plugin],
    ["messages.ts", generated?.text ?? ""],
  ]);
  let wasm = new Uint8Array();
  const options = ["--baseDir", baseDir, "--runtime", "minimal", "--enable", "simd", "--use", "abort="];
  const { error, stderr } = await main(["plugin.ts", "--outFile", "plugin.wasm", "-O1", ...options], {
    async readFile(name, folder) {
      return files.get(name) ?? (await readFile(resolve(folder, name), "utf8").catch(() => null));
    },
    writeFile(name, contents) {
      if (name === join("plugin.wasm")) wasm = new Uint8Array(contents as Uint8Array);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(stderr.toString(), { cause: error });
  if (/WARNING|INFO/.test(stderr.toString())) throw new Error(stderr.toString());
  return await instantiate(wasm);
}

async function instantiate(wasm: Uint8Array<ArrayBuffer>): Promise<EchoPlugin> {
  const module = await WebAssembly.compile(wasm);
  const host = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, () => 0]));
  const { exports } = await WebAssembly.instantiate(module, { "extism:host/env": host });
  const { memory, vial_input, vial_output, process } = exports as unknown as Exports;
  return {
    echo(json) {
      const bytes = new TextEncoder().encode(json);
      const address = vial_input(bytes.length);
      new Uint8Array(memory.buffer).set(bytes, address);
      const status = process();
      const answer = vial_output();
      const start = Number(answer >> 32n);
      const text = decoder.decode(new Uint8Array(memory.buffer, start, Number(answer & 0xffff_ffffn)));
      return status === 0 ? { output: text } : { error: text };
    },
  };
}
