import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TraceMap, originalPositionFor } from "@jridgewell/trace-mapping";
import { expect, test } from "vitest";
import { inspectedTarget } from "../src/debugger/inspected-target.ts";
import { runTarget } from "../src/project/run-target.ts";
import { temporaryFolder } from "./support/folder.ts";
import { wat } from "./support/wat.ts";

/** A custom section with a URL of fewer than 100 bytes. */
function sourceMapUrl(url: string): number[] {
  const texts = ["sourceMappingURL", url].flatMap((text) => [text.length, ...Buffer.from(text)]);
  return [0, texts.length, ...texts];
}

test("a debugger finds the map of the module as it is loaded, and no other", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "plugin.wasm");
  const module = await wat(`(module (memory 1) (func (export "process") (result i32) i32.const 0))`);
  const sections = [...sourceMapUrl("first.map"), ...sourceMapUrl("second.map")];
  await writeFile(path, Uint8Array.from([...module, ...sections]));
  const map = { version: 3, sources: ["plugin.ts"], names: [], mappings: "AAEA" };
  await writeFile(join(folder, "first.map"), JSON.stringify(map));
  await writeFile(join(folder, "second.map"), "not to be read");

  const target = await inspectedTarget(await runTarget(path, { build: false }));
  const inspected = await WebAssembly.compile(target.bytes);
  const [section, ...others] = WebAssembly.Module.customSections(inspected, "sourceMappingURL");
  expect(others).toEqual([]);
  const url = Buffer.from(section!).toString("utf8", 1);
  const loaded = new TraceMap(await readFile(fileURLToPath(url), "utf8"));
  expect(originalPositionFor(loaded, { line: 1, column: 1000 })).toMatchObject({
    source: "plugin.ts",
    line: 3,
  });
  expect(await readFile(target.path)).toEqual(Buffer.from(target.bytes));
});
