import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SchemaFile } from "../../src/schema-file.ts";
import { generate } from "../../src/generate.ts";
import { findToolchain } from "../../../toolchains/src/index.ts";

const build = fileURLToPath(new URL("../../../../templates/c/build.mjs", import.meta.url));

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly vial_input: (length: number) => number;
  readonly vial_output: () => bigint;
  readonly process: () => number;
}

/** A plugin that reads a message into its structure and writes it again. */
export interface EchoPlugin {
  /** The text it answers with, or that of its error. */
  echo(json: string): { readonly output: string } | { readonly error: string };
  /** Pages of 64 KiB. */
  pages(): number;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Generates C for a schema's message, and compiles it with the template's build script and warnings as errors. */
export async function echoPlugin(file: SchemaFile, tag: string): Promise<EchoPlugin> {
  const folder = mkdtempSync(join(tmpdir(), "c-types-"));
  try {
    mkdirSync(join(folder, "src"));
    for (const { path, text } of await generate({ language: "c", schemas: [file] }))
      writeFileSync(join(folder, "src", path), text);
    writeFileSync(join(folder, "src/plugin.c"), pluginSource(tag));
    writeFileSync(join(folder, "vial.json"), '{"name":"echo","module":"build/echo.wasm"}');
    const { env } = await findToolchain("c");
    execFileSync(process.execPath, [build], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
    return instantiate(readFileSync(join(folder, "build/echo.wasm")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pluginSource(tag: string): string {
  return `#include "messages.h"

VIAL_EXPORT("process") int32_t process(void) {
  struct vial_bytes input;
  struct vial_json_reader reader;
  struct vial_json_writer writer;
  struct ${tag} value;
  vial_read_input(&input);
  vial_json_read_begin(&reader, input);
  read_${tag}(&reader, &value);
  if (!vial_json_read_end(&reader))
    return vial_fail(vial_json_read_error(&reader));
  vial_json_write_begin(&writer);
  write_${tag}(&writer, &value);
  return vial_json_succeed(&writer);
}
`;
}

function neverCalled(): never {
  throw new Error("the direct lane calls no import");
}

function instantiate(bytes: Uint8Array<ArrayBuffer>): EchoPlugin {
  const module = new WebAssembly.Module(bytes);
  const environment = Object.fromEntries(
    WebAssembly.Module.imports(module).map(({ name }) => [name, neverCalled]),
  );
  const instance = new WebAssembly.Instance(module, { "extism:host/env": environment });
  const plugin = instance.exports as unknown as Exports;
  return {
    echo(json) {
      const input = Buffer.from(json);
      const address = plugin.vial_input(input.length) >>> 0;
      new Uint8Array(plugin.memory.buffer, address, input.length).set(input);
      const status = plugin.process();
      const range = BigInt.asUintN(64, plugin.vial_output());
      const place = [Number(range >> 32n), Number(range & 0xffffffffn)] as const;
      const text = decoder.decode(new Uint8Array(plugin.memory.buffer, ...place));
      return status === 0 ? { output: text } : { error: text };
    },
    pages: () => plugin.memory.buffer.byteLength / 65_536,
  };
}
