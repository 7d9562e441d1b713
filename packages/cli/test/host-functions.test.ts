import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";
import { wat } from "./support/wat.ts";

/** Asks the host for the name of patient "p", and answers what the host answers. */
const asking = `(module
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u8" (func $store (param i64 i32)))
  (import "extism:host/env" "length" (func $length (param i64) (result i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (import "extism:host/user" "patient_name" (func $name (param i64) (result i64)))
  (memory (export "memory") 1)
  (func (export "process") (result i32) (local $block i64)
    (local.set $block (call $alloc (i64.const 1)))
    (call $store (local.get $block) (i32.const 112))
    (local.set $block (call $name (local.get $block)))
    (call $output (local.get $block) (call $length (local.get $block)))
    (i32.const 0)))`;

async function project(functions: object): Promise<string> {
  const folder = temporaryFolder();
  const manifest = {
    manifestVersion: 1,
    name: "asking",
    version: "0.1.0",
    description: "Asks for a name.",
    license: "Apache-2.0",
    language: "c",
    module: "build/asking.wasm",
    exports: { process: { description: "Answers the name of patient p." } },
    capabilities: { hostFunctions: ["patient_name"] },
  };
  writeFileSync(join(folder, "vial.json"), JSON.stringify(manifest));
  mkdirSync(join(folder, "build"));
  writeFileSync(join(folder, "build", "asking.wasm"), await wat(asking));
  mkdirSync(join(folder, "fixtures", "name"), { recursive: true });
  writeFileSync(join(folder, "fixtures", "name", "input.txt"), "");
  writeFileSync(join(folder, "fixtures", "name", "expected.txt"), "Ana");
  writeFileSync(join(folder, "fixtures", "name", "fixture.json"), JSON.stringify({ functions }));
  return folder;
}

const listed = { arguments: ["p"], result: "Ana" };

test("a fixture answers calls of host functions, on both engines", async () => {
  const cwd = await project({ patient_name: [listed] });
  const { code, out } = await vial(["test", "--no-build"], { cwd });
  expect([code, out]).toEqual([0, expect.stringContaining("1 passed, 0 failed, each on vial and extism")]);
});

test.each([
  { functions: {}, says: "asked the host for what the fixture does not list: patient_name(p)" },
  {
    functions: { patient_name: [{ ...listed, arguments: ["q"] }] },
    says: "asked the host for what the fixture does not list: patient_name(p)",
  },
  {
    functions: { patient_name: [listed, listed] },
    says: "did not ask for what the fixture lists: patient_name(p)",
  },
])("a call that is not listed, or not made, fails the fixture: $functions", async ({ functions, says }) => {
  const cwd = await project(functions);
  const { code, out } = await vial(["test", "--no-build"], { cwd });
  expect([code, out]).toEqual([1, expect.stringContaining(says)]);
});
