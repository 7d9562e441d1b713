/** Every language really compiles on this machine: run `npm run toolchains` first. */
import { expect, test } from "vitest";
import { findToolchain, languages } from "../src/index.ts";
import { answerOf, build, run, writeProject } from "./support/project.ts";
import { projects } from "./support/projects.ts";

test.each(languages)("%s compiles, to the same bytes in every folder", async (language) => {
  const { env, name, version } = await findToolchain(language);
  const module = build(projects[language], env);
  expect(answerOf(module)).toBe(42);
  expect(build(projects[language], env).equals(module)).toBe(true);
  expect(name).toContain(version);
});

test("Rust's environment runs native tests", async () => {
  const { env } = await findToolchain("rust");
  const { status, said } = run(["cargo", "test", "--offline"], writeProject(projects.rust), env);
  expect(said).toContain("1 passed");
  expect(status).toBe(0);
});

test("Go's environment runs the standard Go", async () => {
  const { env } = await findToolchain("go");
  expect(run(["go", "vet", "."], writeProject(projects.go), env)).toStrictEqual({ status: 0, said: "" });
});
