import { expect, test } from "vitest";
import { analyseState, prepareModule, readModuleShape } from "../../src/module/index.ts";
import { forgedIndices, forgedMemories } from "./forged-indices.ts";
import { problem, refusalOf } from "./refusal.ts";

test.for(forgedIndices)("refuses %s", ([, bytes]) => {
  expect(refusalOf(bytes)).toMatchObject(problem("malformed", /^(?:function|global|type) \d does not exist/));
});

test.for(forgedMemories)("leaves %s for the compiler to refuse", ([, bytes]) => {
  const shape = readModuleShape(bytes);
  const options = { memoryBytes: 2 ** 20, tableElements: 10, keepNames: false, ownPages: true };
  const prepared = prepareModule({ bytes, shape, sites: analyseState(bytes, shape).sites, options });
  expect(() => new WebAssembly.Module(prepared)).toThrow(WebAssembly.CompileError);
});
