import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  abiVersion,
  abiVersionExport,
  directLaneFunctions,
  environmentFunctions,
  environmentNamespace,
} from "@vial/pdk-types";
import { initialMemory } from "../initial-memory.ts";
import { modulePath } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

const memoryAtStart = 256 * 1024;

export const module: readonly Behaviour[] = [
  {
    name: "exports the direct lane and the version of its ABI",
    async check({ language }) {
      const exports = new Set(WebAssembly.Module.exports(await compiled(language)).map(({ name }) => name));
      const wanted = [...Object.keys(directLaneFunctions), "memory", `${abiVersionExport}${abiVersion}`];
      assert.deepEqual(
        wanted.filter((name) => !exports.has(name)),
        [],
      );
    },
  },
  {
    name: "imports Extism's environment and the host function it declares, and nothing else",
    async check({ language }) {
      const imports = WebAssembly.Module.imports(await compiled(language));
      const strange = imports.filter(({ module: namespace, name }) => {
        if (namespace === environmentNamespace) return !environmentFunctions.has(name);
        return namespace !== "extism:host/user" || name !== "reverse";
      });
      assert.deepEqual(strange, []);
    },
  },
  {
    name: `starts with at most ${memoryAtStart / 1024} KiB of memory`,
    async check({ language }) {
      const bytes = await readFile(modulePath(language));
      assert.ok(initialMemory(bytes) <= memoryAtStart, `it starts with ${initialMemory(bytes)} bytes`);
    },
  },
];

async function compiled(language: Parameters<typeof modulePath>[0]): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await readFile(modulePath(language)));
}
