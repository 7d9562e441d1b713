import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { yowaspClang } from "../src/c/yowasp.ts";
import { type Environment, thisMachine } from "../src/index.ts";
import { environmentWith } from "../src/machine.ts";
import { answerOf, build, run, writeProject } from "./support/project.ts";
import { cFlags, projects } from "./support/projects.ts";

/** Where `clang` and `wasm-ld` are those of the npm package, whatever else is installed. */
const env: Environment = environmentWith(thisMachine, yowaspClang(thisMachine)?.folders ?? []);

test("the npm package's clang compiles and links in one call", () => {
  expect(answerOf(build(projects.c, env))).toBe(42);
});

test("it takes sources and headers from outside the current folder, and linking can be a step of its own", () => {
  const folder = writeProject(projects.c);
  const inner = join(folder, "src");
  const compile = run(["clang", ...cFlags, "-c", "-I", "../include", "answer.c", "../src/two.c"], inner, env);
  expect(compile).toStrictEqual({ status: 0, said: "" });
  const link = run(["wasm-ld", "--no-entry", "answer.o", "two.o", "-o", "../build/out.wasm"], inner, env);
  expect(link).toStrictEqual({ status: 0, said: "" });
  expect(answerOf(readFileSync(join(folder, "build/out.wasm")))).toBe(42);
});

test("what it says comes out as it says it, with its exit code", () => {
  const folder = writeProject(projects.c);
  writeFileSync(join(folder, "src/answer.c"), "int answer(void) { return }\n");
  const { status, said } = run(["clang", ...cFlags, "-c", "src/answer.c", "-o", "answer.o"], folder, env);
  expect(said).toMatch(/^src\/answer\.c:1:27: error: expected expression/);
  expect(status).toBe(1);
  expect(existsSync(join(folder, "answer.o"))).toBe(false);
});
