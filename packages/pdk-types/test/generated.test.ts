import { staleFiles } from "@vial/codegen";
import { globSync } from "node:fs";
import { relative, sep } from "node:path";
import { expect, test } from "vitest";
import { contractFiles, root } from "../generation/contract-files.ts";

const files = await contractFiles();

test("everything made from the contract is current", () => {
  // If not: npm run generate
  expect(staleFiles(root, files).map((path) => relative(root, path))).toEqual([]);
});

test("nothing in generated/ is left from a schema that is gone", () => {
  const folder = "packages/pdk-types/generated";
  const there = globSync(`${folder}/**/*.*`, { cwd: root }).map((path) => path.replaceAll(sep, "/"));
  const made = files.map(({ path }) => path).filter((path) => path.startsWith(folder));
  expect(there.toSorted()).toEqual(made.toSorted());
});
