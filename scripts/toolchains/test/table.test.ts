import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { formatTable } from "../table.ts";
import { temporaryFolder } from "../../../packages/toolchains/test/support/folder.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const folder = temporaryFolder();
  const env = { PATH: "", HOME: folder, VIAL_CACHE: join(folder, "cache") };
  return spawnSync(process.execPath, [main, ...args], { env, encoding: "utf8" });
}

test("the columns are aligned", () => {
  const toolchain = {
    language: "c",
    compiler: "clang",
    version: "19.1.7",
    name: "clang version 19.1.7",
    env: {},
  } as const;
  const table = formatTable([
    { state: "missing", language: "assemblyscript" },
    { state: "installed", language: "c", toolchain },
  ]);
  expect(table.split("\n")).toStrictEqual([
    "language        compiler  version  state",
    "assemblyscript  -         -        missing",
    "c               clang     19.1.7   installed",
  ]);
});

test("a missing toolchain is a line of the table, an error with commands, and the exit code", () => {
  const { status, stdout, stderr } = run("--check", "go", "assemblyscript");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^go +- +- +missing\nassemblyscript +asc +\d+\.\d+\.\d+ +found\n$/m);
  expect(stderr).toContain("TinyGo is missing: go is not on the PATH. To install it:");
});

test("the table as JSON", () => {
  const { status, stdout } = run("--check", "--json", "go", "assemblyscript");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toStrictEqual([
    { language: "go", state: "missing" },
    {
      language: "assemblyscript",
      state: "found",
      compiler: "asc",
      version: expect.stringMatching(/^\d/),
      name: expect.stringMatching(/^asc \d.*, wasm-opt \d/),
    },
  ]);
});

test("a language that is not known is refused", () => {
  const { status, stderr } = run("cobol");
  expect(status).toBe(2);
  expect(stderr).toContain("usage: npm run toolchains");
});
