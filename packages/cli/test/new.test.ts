import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { faultOfName, suggestName } from "../src/template/project-name.ts";
import { writeFiles } from "../src/template/write.ts";
import { temporaryFolder } from "./support/folder.ts";
import { runScript, vial } from "./support/vial.ts";

const createVial = fileURLToPath(new URL("../../create-vial/bin/create-vial.js", import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The entries of a folder, without the packages that tests put there. */
function entriesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== "node_modules");
}

const starts = [
  { flags: ["--language", "rust"], placeholder: /my[-_]plugin/, has: "Cargo.toml" },
  { flags: ["--language", "go"], placeholder: /my[-_]plugin/, has: "go.mod" },
  { flags: ["--language", "c"], placeholder: /my[-_]plugin/, has: "src/plugin.c" },
  { flags: ["--language", "assemblyscript"], placeholder: /my[-_]plugin/, has: "asconfig.json" },
  { flags: ["--example", "lgpd"], placeholder: /lgpd[-_]analyzer/, has: "src/lib.rs" },
  { flags: ["--example", "hl7"], placeholder: /hl7-to-json/, has: "src/plugin.c" },
  { flags: ["--example", "fhir"], placeholder: /fhir-gateway/, has: "main.go" },
  {
    flags: ["--example", "triage", "--language", "assemblyscript"],
    placeholder: /triage-rules/,
    has: "asconfig.json",
  },
];

test.each(starts)("$flags starts a project under its own name", async ({ flags, placeholder, has }) => {
  const cwd = temporaryFolder();
  const { code, out, error } = await vial(["new", "lab-results", ...flags], { cwd });
  expect({ code, out }).toEqual({ code: 0, out: "" });
  expect(error).toContain("cd lab-results\n  npm install\n  npx vial build\n  npx vial test");
  const folder = join(cwd, "lab-results");
  expect(JSON.parse(readFileSync(join(folder, "vial.json"), "utf8"))).toMatchObject({ name: "lab-results" });
  expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).toMatchObject({
    name: "lab-results",
  });
  for (const file of [has, "README.md", "build.mjs", ".gitignore"])
    expect(existsSync(join(folder, file))).toBe(true);
  const named = filesIn(folder).filter(
    (file) =>
      placeholder.test(file) || (!file.endsWith("README.md") && placeholder.test(readFileSync(file, "utf8"))),
  );
  expect(named).toEqual([]);
  // Others than the owner may read it, as their umask says.
  expect(statSync(folder).mode & 0o777).toBe(0o777 & ~process.umask());
  expect(entriesOf(cwd)).toEqual(["lab-results"]);
});

test.each(["rust", "go", "c", "assemblyscript"])(
  "an editor finds the schemas of a project in %s",
  async (language) => {
    const cwd = temporaryFolder();
    await vial(["new", "lab-results", "--language", language], { cwd });
    const folder = join(cwd, "lab-results");
    const settings = JSON.parse(readFileSync(join(folder, ".vscode", "settings.json"), "utf8")) as {
      "json.schemas": { fileMatch: string[]; url: string }[];
    };
    const schemas = settings["json.schemas"];
    expect(schemas.map(({ fileMatch }) => fileMatch)).toEqual([["/vial.json"], ["/fixtures/*/fixture.json"]]);
    // The packages that npm would install into the project are installed beside it here.
    for (const { url } of schemas) expect(existsSync(join(cwd, url))).toBe(true);
    const { recommendations } = JSON.parse(
      readFileSync(join(folder, ".vscode", "extensions.json"), "utf8"),
    ) as { recommendations: string[] };
    expect(recommendations.length).toBeGreaterThan(0);
  },
);

test("create-vial is the same", async () => {
  const cwd = temporaryFolder();
  const { code } = await runScript(createVial, ["lab-results", "--language", "c"], { cwd });
  expect(code).toBe(0);
  expect(existsSync(join(cwd, "lab-results", "vial.json"))).toBe(true);
});

test("a dry run lists the files and writes nothing", async () => {
  const cwd = temporaryFolder();
  const { code, out } = await vial(["new", "lab-results", "--language", "go", "--dry-run", "--json"], {
    cwd,
  });
  expect(code).toBe(0);
  const plan = JSON.parse(out) as { files: string[] };
  expect(plan).toMatchObject({ name: "lab-results", language: "go", template: "go", written: false });
  expect(plan.files).toContain("vial.json");
  expect(plan.files).toContain(".gitignore");
  expect(entriesOf(cwd)).toEqual([]);
});

test("files that are in the way are listed before anything is written", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "lab-results", "src"), { recursive: true });
  writeFileSync(join(cwd, "lab-results", "README.md"), "mine");
  writeFileSync(join(cwd, "lab-results", "src", "plugin.c"), "mine");
  const { code, error } = await vial(["new", "lab-results", "--language", "c"], { cwd });
  expect(code).toBe(1);
  expect(error).toContain("nothing was written:\n         README.md\n         src/plugin.c\n");
  expect(filesIn(join(cwd, "lab-results")).length).toBe(2);
});

test("a folder with other files keeps them", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "lab-results", ".git"), { recursive: true });
  writeFileSync(join(cwd, "lab-results", ".git", "HEAD"), "ref: refs/heads/main\n");
  expect((await vial(["new", "lab-results", "--language", "c"], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, "lab-results", ".git", "HEAD"), "utf8")).toBe("ref: refs/heads/main\n");
  expect(existsSync(join(cwd, "lab-results", "src", "plugin.c"))).toBe(true);
});

test("what cannot be written whole is not written at all", async () => {
  // Deep inside the project a path gets longer than the system takes: 4096 bytes on Linux, 1024 on macOS.
  const deep = Array.from({ length: 17 }, (_, index) => `${index}`.padEnd(238, "x")).join("/");
  const cwd = temporaryFolder();
  const { code, error } = await vial(["new", deep.slice(0, -8), "--name", "deep", "--language", "c"], {
    cwd,
  });
  expect(code).not.toBe(0);
  expect(error).toMatch(/^error: /);
  expect(entriesOf(cwd)).toEqual([]);
});

test("a failure half-way into an existing folder takes everything back", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "taken", "by-a-folder"), { recursive: true });
  const files = ["first.txt", "nested/second.txt", "taken"].map((path) => ({
    path,
    bytes: new Uint8Array(),
  }));
  await expect(writeFiles(folder, files)).rejects.toThrow(/EISDIR|directory/);
  expect(entriesOf(folder)).toEqual(["taken"]);
});

test.each([
  { args: ["new"], says: "a name is missing" },
  { args: ["new", "lab-results"], says: "a language is missing" },
  { args: ["new", "", "--language", "c"], says: "the folder has no name" },
  { args: ["new", "../lab-results", "--language", "c"], says: "is outside the current folder" },
  { args: ["new", "Lab Results", "--language", "c"], says: "Give --name lab-results." },
  {
    args: ["new", "x", "--name", "match", "--language", "rust"],
    says: "Cargo has the name match for itself",
  },
  { args: ["new", "x", "--name", "net", "--language", "go"], says: "Go has the name net for itself" },
  {
    args: ["new", "x", "--name", "assemblyscript", "--language", "assemblyscript"],
    says: "npm has the name",
  },
  { args: ["new", "x", "--example", "lgpd", "--language", "go"], says: "is written in rust, not in go" },
])("$args is refused without a question", async ({ args, says }) => {
  const cwd = temporaryFolder();
  const { code, error } = await vial(args, { cwd });
  expect(code).toBe(2);
  expect(error).toContain(says);
  expect(entriesOf(cwd)).toEqual([]);
});

test("a file in the folder's place is refused", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "lab-results"), "");
  const { code, error } = await vial(["new", "lab-results", "--language", "c"], { cwd });
  expect(code).toBe(1);
  expect(error).toContain("is a file");
});

test.each([
  ["Lab Results", "lab-results"],
  ["HL7Intake", "hl7-intake"],
  ["Triagem São José", "triagem-sao-jose"],
  ["9-lives", "lives"],
  ["!!!", undefined],
])("for %j the name %j is suggested", (text, name) => {
  expect(suggestName(text)).toBe(name);
  if (name !== undefined) expect(faultOfName(name)).toBeUndefined();
});

test("names that one system or another keeps for itself are refused", () => {
  for (const name of ["con", "nul", "com1"]) expect(faultOfName(name, "c")).toMatch(/Windows/);
  expect(faultOfName("a".repeat(65))).toMatch(/64/);
  expect(faultOfName("match", "go")).toBeUndefined();
});
