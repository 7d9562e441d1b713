import { readFileSync } from "node:fs";
import {
  abiVersion,
  abiVersionExport,
  environmentFunctions,
  errorCodes,
  userFunctions,
} from "@vial/pdk-types";
import { expect, test } from "vitest";

const doc = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");

test("docs/errors.md has a section for every code, and none for another", () => {
  const documented = [...doc("errors.md").matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
  expect(documented.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
});

test("docs/abi.md names every function of Extism's environment and Vial's own, and the version's export", () => {
  const text = doc("abi.md");
  // The five log functions are one row: first and last.
  const functions = [
    ...environmentFunctions.keys(),
    ...userFunctions.keys(),
    `${abiVersionExport}${abiVersion}`,
  ];
  const named = functions.filter((name) => !["log_debug", "log_info", "log_warn"].includes(name));
  expect(named.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
