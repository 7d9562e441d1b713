import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { keys, Terminal } from "./support/terminal.ts";

const escape = "\u001b[";

function entriesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== "node_modules");
}

test("vial new asks for what is missing", async () => {
  const cwd = temporaryFolder();
  const terminal = new Terminal(["new"], { cwd });
  await terminal.shows("language");
  terminal.type(keys.down);
  await terminal.shows("Go");
  terminal.type(keys.enter);
  await terminal.shows("example");
  terminal.type(keys.enter);
  await terminal.shows("name");
  terminal.type("Lab Results");
  terminal.type(keys.enter);
  await terminal.shows("lower-case words with hyphens");
  terminal.type("\u0015lab-results");
  terminal.type(keys.enter);
  expect(await terminal.ended()).toBe(0);
  expect(entriesOf(cwd)).toEqual(["lab-results"]);
  const manifest = JSON.parse(readFileSync(join(cwd, "lab-results", "vial.json"), "utf8")) as object;
  expect(manifest).toMatchObject({ name: "lab-results", language: "go" });
});

test("it asks nothing that a flag says", async () => {
  const cwd = temporaryFolder();
  const terminal = new Terminal(["new", "lab-results", "--language", "c"], { cwd });
  expect(await terminal.ended()).toBe(0);
  expect(terminal.text).not.toContain("example");
  expect(existsSync(join(cwd, "lab-results", "vial.json"))).toBe(true);
});

test.each(["language", "example", "name"])(
  "Ctrl+C at the question for the %s leaves nothing",
  async (question) => {
    const cwd = temporaryFolder();
    const terminal = new Terminal(["new"], { cwd });
    for (const each of ["language", "example", "name"]) {
      await terminal.shows(each);
      terminal.type(each === question ? keys.interrupt : keys.enter);
      if (each === question) break;
    }
    expect(await terminal.ended()).toBe(130);
    expect(terminal.text).toContain("Nothing was written.");
    expect(entriesOf(cwd)).toEqual([]);
  },
);

test.each([
  { env: {}, args: [], coloured: true },
  { env: { NO_COLOR: "1" }, args: [], coloured: false },
  { env: {}, args: ["--no-color"], coloured: false },
])("colours in a terminal: $env $args", async ({ env, args, coloured }) => {
  const cwd = exampleProject("hl7-to-json");
  const terminal = new Terminal(["test", "--no-build", ...args], { cwd, env });
  expect(await terminal.ended()).toBe(0);
  expect(terminal.text).toContain("2 passed, 0 failed");
  expect(terminal.raw.includes(`${escape}32m`)).toBe(coloured);
});

test("vial test --watch runs again after a change, and ends with Ctrl+C", async () => {
  const cwd = exampleProject("hl7-to-json");
  const terminal = new Terminal(["test", "--no-build", "--watch"], { cwd });
  await terminal.shows("2 passed, 0 failed");
  await terminal.shows("Waiting for a change");
  const before = terminal.text.length;
  writeFileSync(join(cwd, "fixtures", "admission", "expected.json"), "{}");
  await terminal.shows("1 passed, 1 failed", before);
  await terminal.shows("Waiting for a change", before);
  terminal.type(keys.interrupt);
  expect([0, 130]).toContain(await terminal.ended());
});
