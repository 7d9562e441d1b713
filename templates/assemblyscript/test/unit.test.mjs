// Tests of the functions that assembly/unit.ts exports. `npm run test:unit` compiles them first.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { instantiate } from "@assemblyscript/loader";

let unit;
before(async () => {
  const module = await WebAssembly.compile(await readFile(new URL("../build/unit.wasm", import.meta.url)));
  const host = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    host[namespace] ??= {};
    host[namespace][name] = () => assert.fail(`a unit test called the host's ${name}`);
  }
  ({ exports: unit } = await instantiate(module, host));
});

for (const [weightKg, heightCm, index] of [
  [70, 175, 22.9],
  [18.45, 100, 18.5], // half up
  [18.449999, 100, 18.4],
  [81.4, 178, 25.7],
  [1, 280, 0.1],
  [650, 40, 4062.5],
]) {
  test(`${weightKg} kg at ${heightCm} cm is an index of ${index}`, () => {
    assert.equal(unit.bodyMassIndex(weightKg, heightCm), index);
  });
}

for (const [index, name] of [
  [18.4, "Underweight"],
  [18.5, "Normal"],
  [24.9, "Normal"],
  [25, "Overweight"],
  [29.9, "Overweight"],
  [30, "Obese"],
]) {
  test(`an index of ${index} is ${name}`, () => {
    assert.equal(unit.classOf(index), unit.Class[name].valueOf());
  });
}
