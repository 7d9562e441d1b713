import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

// One project in the language whose compiler npm installs, built once.
let parent: string;
let folder: string;

beforeAll(async () => {
  parent = newFolder();
  await vial(["new", "lab-results", "--language", "assemblyscript"], { cwd: parent });
  folder = join(parent, "lab-results");
  const rules = join(folder, "assembly", "assess.ts");
  const text = readFileSync(rules, "utf8");
  // A trap, at a line that the test knows.
  const changed = text.replace(
    "  if (weightKg < 1",
    "  if (weightKg == 13) unreachable();\n  if (weightKg < 1",
  );
  if (changed === text) throw new Error("the template's rules have changed: where is the trap to be?");
  writeFileSync(rules, changed);
});

afterAll(() => rmSync(parent, { recursive: true }));

function trapLine(): number {
  const lines = readFileSync(join(folder, "assembly", "assess.ts"), "utf8").split("\n");
  return lines.findIndex((line) => line.includes("unreachable()")) + 1;
}

test("build compiles, reports, and then has nothing to do", async () => {
  const first = await vial(["build", "--json"], { cwd: folder });
  expect([first.code, first.error]).toEqual([0, expect.stringContaining("building with asc")]);
  const report = JSON.parse(first.out) as Record<string, unknown>;
  expect(report).toMatchObject({ built: true, debug: false, exports: ["process"], directLane: true });
  expect(report["bytes"]).toBe(readFileSync(join(folder, "build", "lab-results.wasm")).length);
  const second = await vial(["build"], { cwd: join(folder, "assembly") });
  expect(second.code).toBe(0);
  expect(second.out).toContain("unchanged since it was built");
});

test("fixtures pass on both engines, and JUnit has them", async () => {
  const { code, out } = await vial(["test", "--junit", "reports/junit.xml"], { cwd: folder });
  expect([code, out]).toEqual([0, expect.stringContaining("11 passed, 0 failed, each on vial and extism")]);
  const junit = readFileSync(join(folder, "reports", "junit.xml"), "utf8");
  expect(junit).toContain('<testsuites name="lab-results" tests="22" failures="0"');
});

test("a fixture that expects another answer fails, says where, and can be recorded", async () => {
  const fixture = join(folder, "fixtures", "wrong");
  cpSync(join(folder, "fixtures", "normal"), fixture, { recursive: true });
  const expected = readFileSync(join(fixture, "expected.json"), "utf8");
  writeFileSync(join(fixture, "expected.json"), expected.replace("normal", "obese"));
  const failed = await vial(["test", "wrong"], { cwd: folder });
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('-   "class": "obese",');
  expect(failed.out).toContain('+   "class": "normal",');
  expect((await vial(["test", "wrong", "--update"], { cwd: folder })).code).toBe(0);
  expect(readFileSync(join(fixture, "expected.json"), "utf8")).toBe(expected);
  rmSync(fixture, { recursive: true });
});

test.each([
  { files: { "input.json": "{}", "fixture.json": "{" }, says: "fixture.json is not JSON" },
  { files: { "input.json": "{}", "fixture.json": '{"compair": "json"}' }, says: "Did you mean compare?" },
  {
    files: { "input.json": "{}", "expected.json": '{\n"a": x\n}', "fixture.json": '{"compare": "json"}' },
    says: "expected.json is not JSON: Unexpected token 'x'",
  },
  { files: { "input.json": "{}", "config.json": '{"a": 1}' }, says: "a is not a string" },
  { files: { "expected.json": "{}" }, says: "has no input" },
  { files: { "input.json": "", "input.txt": "" }, says: "several files for one thing" },
  { files: { "input.json": "", "expected.json": "", "error.txt": "" }, says: "expects two things" },
])("a fixture that is none is refused: $says", async ({ files, says }) => {
  const fixture = join(folder, "fixtures", "bad");
  mkdirSync(fixture);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(fixture, name), text);
  const { code, error } = await vial(["test", "--no-build"], { cwd: folder });
  rmSync(fixture, { recursive: true });
  expect(code).toBe(1);
  expect(error).toContain(says);
  expect(error).toMatch(/^error: .+\n {7}.+\n$/);
});

test("run writes the output byte for byte", async () => {
  const args = ["run", "--input", "fixtures/any-script/input.json"];
  const { code, bytes, error } = await vial(args, { cwd: folder });
  expect(code).toBe(0);
  expect(bytes).toEqual(readFileSync(join(folder, "fixtures", "any-script", "expected.json")));
  expect(error).toMatch(/ms, .* of memory/);
});

test("run takes standard input, and a module without its project", async () => {
  const input = readFileSync(join(folder, "fixtures", "normal", "input.json"));
  const module = join(folder, "build", "lab-results.wasm");
  const { code, bytes } = await vial(["run", module, "--input", "-"], { cwd: parent, input });
  expect(code).toBe(0);
  expect(bytes).toEqual(readFileSync(join(folder, "fixtures", "normal", "expected.json")));
});

test.each([[[]], [["--inspect"]]])("run says of what is no module that it is none: %j", async (flags) => {
  const file = join(folder, "none.wasm");
  writeFileSync(file, "no module");
  const { code, error } = await vial(["run", file, "--input", file, ...flags], { cwd: folder });
  rmSync(file);
  expect([code, error]).toEqual([1, expect.stringContaining("INVALID_MODULE")]);
});

test("a plugin's error is its own words and exit code 1", async () => {
  const module = join(folder, "build", "lab-results.wasm");
  const { code, out, error } = await vial(["run", module, "--input", "-"], { cwd: parent, input: "{}" });
  expect([code, out]).toEqual([1, ""]);
  expect(error).toContain("PLUGIN_ERROR: ");
  expect(error).toContain("the plugin said: ");
});

test("a trap of a debug build names function, file and line", async () => {
  const input = '{ "patient": "p-1", "weightKg": 13, "heightCm": 178 }';
  const { code, error } = await vial(["run", "--debug", "--input", "-"], { cwd: folder, input });
  expect(code).toBe(1);
  expect(error).toContain(`  at assess (assembly/assess.ts:${trapLine()}:`);
  expect(error).toContain("  at process (assembly/index.ts:");
});

test("the whole suite runs on the debug build", async () => {
  const { code, out } = await vial(["test", "--debug"], { cwd: folder });
  expect([code, out]).toEqual([0, expect.stringContaining("11 passed, 0 failed")]);
});

test("a compiler's error is shown as it printed it", async () => {
  const rules = join(folder, "assembly", "assess.ts");
  const text = readFileSync(rules, "utf8");
  writeFileSync(rules, `${text}\nthis is no program`);
  const { code, error } = await vial(["build"], { cwd: folder });
  writeFileSync(rules, text);
  expect(code).toBe(1);
  expect(error).toContain("ERROR TS");
  expect(error).toContain("error: build.mjs failed");
});

test("a compiler that crashes is one line, and what to do", async () => {
  const script = join(folder, "build.mjs");
  const text = readFileSync(script, "utf8");
  writeFileSync(script, 'process.kill(process.pid, "SIGSEGV"); setInterval(() => {}, 1000);');
  const { code, error } = await vial(["build", "--force"], { cwd: folder });
  writeFileSync(script, text);
  expect(code).toBe(1);
  expect(error).toContain("error: build.mjs was ended by SIGSEGV\n");
  expect(error).not.toContain("    at ");
});

test("a compiler that hangs is ended", async () => {
  const script = join(folder, "build.mjs");
  const text = readFileSync(script, "utf8");
  writeFileSync(script, "setInterval(() => {}, 1000);");
  const { code, error } = await vial(["build", "--timeout", "2"], { cwd: folder });
  writeFileSync(script, text);
  expect(code).toBe(1);
  expect(error).toContain("did not finish within 2 s and was ended");
});

test.each([
  { change: (text: string) => text.replace('"module"', '"modul"'), says: ["/module is missing", '"modul"'] },
  {
    change: (text: string) => text.replace('"limits"', '"limit"'),
    says: ["/limit is not a known member", "Did you mean limits?"],
  },
  {
    change: (text: string) => text.replace('"sensitive-health"', '"sensitive-helth"'),
    says: ["Did you mean sensitive-health?"],
  },
  {
    change: (text: string) => text.replace('"assemblyscript"', '"assemblyscrip"'),
    says: ["Did you mean assemblyscript?"],
  },
  { change: (text: string) => text.replace("{", ""), says: ["is not JSON"] },
  { change: (text: string) => text.replace('"module": "', '"module": oops\n"'), says: ["is not JSON"] },
])("a mistake in vial.json is named: $says", async ({ change, says }) => {
  const manifest = join(folder, "vial.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(manifest, change(text));
  const { code, error } = await vial(["build"], { cwd: folder });
  writeFileSync(manifest, text);
  expect(code).toBe(1);
  for (const each of says) expect(error).toContain(each);
  expect(error).toMatch(/^error: .+\n {7}.+\n$/);
});

test("a schema that is not JSON is named, also to a debug build", async () => {
  const schema = join(folder, "schemas", "measurement.schema.json");
  const text = readFileSync(schema, "utf8");
  writeFileSync(schema, text.slice(1));
  const args = [[], ["--debug"]].map((flags) => vial(["test", "--no-build", ...flags], { cwd: folder }));
  const outcomes = await Promise.all(args);
  writeFileSync(schema, text);
  for (const { code, out, error } of outcomes) {
    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(/^error: .*measurement\.schema\.json is not JSON: .+\n {7}.+\n$/);
  }
});

test("outside a project there is nothing to build", async () => {
  const { code, error } = await vial(["build"], { cwd: parent });
  expect(code).toBe(1);
  expect(error).toContain("there is no vial.json");
  expect(existsSync(join(parent, "build"))).toBe(false);
});

test("doctor finds the project's compiler, and says what installs one that is missing", async () => {
  const found = await vial(["doctor", "--json"], { cwd: folder });
  expect(found.code).toBe(0);
  const findings = JSON.parse(found.out) as { what: string; needed: boolean; path?: string }[];
  expect(findings.find(({ what }) => what === "assemblyscript")).toMatchObject({ needed: true });
  const bare = { PATH: "", VIAL_CACHE: join(parent, "cache"), HOME: parent };
  const missing = await vial(["doctor", "--language", "go"], { cwd: folder, env: bare });
  expect(missing.code).toBe(1);
  expect(missing.out).toContain("needs tinygo 0.41 or later");
});
