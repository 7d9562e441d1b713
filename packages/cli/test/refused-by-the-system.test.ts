import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mountSmallDisk } from "../../host/test/support/small-disk.ts";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { unprivileged } from "./support/unprivileged.ts";
import { vial } from "./support/vial.ts";

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
}

/** One line that says what is wrong, one that says what to do, and no stack. */
function faultIn(error: string): string {
  const lines = error.trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^error: /);
  expect(lines[1]).toMatch(/^ {7}\S/);
  return lines[0]!.slice("error: ".length);
}

test("vial new in a folder that nobody may write to", async () => {
  const cwd = join(temporaryFolder(), "shared");
  mkdirSync(cwd);
  chmodSync(cwd, 0o555);
  const { code, error } = await vial(["new", "lab-results", "--language", "c"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${join(cwd, "lab-results")}`]);
  expect(filesIn(cwd)).toEqual([]);
});

test("vial new into a project's folder of which a part may not be written", async () => {
  const cwd = temporaryFolder();
  const folder = join(cwd, "lab-results");
  mkdirSync(join(folder, "src"), { recursive: true });
  chmodSync(join(folder, "src"), 0o555);
  const { code, error } = await vial(["new", "lab-results", "--language", "c"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${folder}`]);
  expect(filesIn(folder)).toEqual(["src"]);
  expect(readdirSync(cwd).toSorted()).toEqual(["lab-results", "node_modules"]);
});

test("a vial.json that may not be read", async () => {
  const cwd = exampleProject("hl7-to-json");
  chmodSync(join(cwd, "vial.json"), 0);
  const { code, error } = await vial(["test"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${join(cwd, "vial.json")}`]);
});

test("an input that is not there", async () => {
  const cwd = exampleProject("hl7-to-json");
  const { code, error } = await vial(["run", "--input", "missing.json"], { cwd });
  expect([code, faultIn(error)]).toEqual([1, "No such file or folder: missing.json"]);
});

test("a disk that is full, or else a limit of the system's, leaves nothing of a new project", async () => {
  const cwd = join(temporaryFolder(), "disk");
  mkdirSync(cwd);
  await using disk = await mountSmallDisk(cwd, 1);
  if (disk !== undefined) writeFileSync(join(cwd, "room-for-a-part"), Buffer.alloc(2 ** 20 - 2 ** 16));
  // Where no disk can be mounted: no file of more than 2 KiB.
  const under = disk === undefined ? ["sh", "-c", 'ulimit -f 4 && exec "$0" "$@"'] : [];
  const before = filesIn(cwd);
  const { code, error } = await vial(["new", "lab-results", "--language", "c"], { cwd, under });
  const fault = disk === undefined ? /^The file is larger than/ : /^The disk is full/;
  expect([code, faultIn(error)]).toEqual([1, expect.stringMatching(fault)]);
  expect(filesIn(cwd)).toEqual(before);
});

test("what a fixture expects is still there when what came out cannot be written", async () => {
  const cwd = exampleProject("hl7-to-json");
  const fixture = join(cwd, "fixtures", "admission");
  const expected = join(fixture, "expected.json");
  writeFileSync(expected, "{}");
  chmodSync(fixture, 0o555);
  const { code, error } = await vial(["test", "admission", "--update"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, expect.stringMatching(/^No permission: /)]);
  expect(readFileSync(expected, "utf8")).toBe("{}");
});
