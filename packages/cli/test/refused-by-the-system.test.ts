import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mountSmallDisk } from "../../host/test/support/small-disk.ts";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { unprivileged } from "./support/unprivileged.ts";
import { command, vial } from "./support/vial.ts";

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

test.each([["test"], ["bench"]])("vial %s with fixtures that may not be read", async (name) => {
  const cwd = exampleProject("hl7-to-json");
  const fixtures = join(cwd, "fixtures");
  chmodSync(fixtures, 0);
  const { code, error } = await vial([name, "--no-build"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${fixtures}`]);
});

test("a project's folder that may not be read", async () => {
  const folder = exampleProject("hl7-to-json");
  chmodSync(folder, 0);
  const { code, error } = await vial(["test", "--directory", folder], { cwd: "/", under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${join(folder, "vial.json")}`]);
});

test("a store that may not be read", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "store"), { mode: 0 });
  const { code, error } = await vial(["store", "list", "store"], { cwd, under: unprivileged });
  expect([code, faultIn(error)]).toEqual([1, `No permission: ${join("store", "oci-layout")}`]);
});

test("a part of a project that may not be watched is named, and the rest watched", async () => {
  const cwd = exampleProject("hl7-to-json");
  const secret = join(cwd, "secret");
  mkdirSync(secret, { mode: 0 });
  const [program, ...args] = [...unprivileged, process.execPath, command, "test", "--watch", "--no-build"];
  const child = spawn(program!, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  try {
    let [error, again] = ["", false];
    for await (const text of child.stderr.setEncoding("utf8")) {
      error += text;
      const waits = error.split("Waiting for a change").length - 1;
      if (waits === 1 && !again && error.includes("Not watched")) {
        again = true;
        writeFileSync(join(cwd, "fixtures", "admission", "expected.json"), "{}");
      }
      if (waits === 2) break;
    }
    expect(error).toContain(`Not watched for changes: No permission: ${secret}\n       `);
    expect(again).toBe(true);
  } finally {
    child.kill("SIGKILL");
  }
});

test("a report below what is no folder", async () => {
  const cwd = exampleProject("hl7-to-json");
  const { code, error } = await vial(["test", "--no-build", "--junit", "vial.json/report.xml"], { cwd });
  const fault = `A file, where a folder is expected: ${join(cwd, "vial.json")}`;
  expect([code, faultIn(error)]).toEqual([1, fault]);
});

test("a recording in the place of a folder names the folder", async () => {
  const cwd = exampleProject("hl7-to-json");
  const args = ["run", "--no-build", "--input", "vial.json", "--record", "fixtures"];
  const { code, error } = await vial(args, { cwd });
  expect([code, faultIn(error)]).toEqual([1, `A folder, where a file is expected: ${join(cwd, "fixtures")}`]);
  expect(filesIn(cwd).filter((name) => name.startsWith("fixtures."))).toEqual([]);
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
