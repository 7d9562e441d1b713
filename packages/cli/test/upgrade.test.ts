import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { replaceFiles } from "../src/upgrade/replace-files.ts";
import { isVials } from "../src/upgrade/vial-files.ts";
import { temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

const older = fileURLToPath(new URL("older-projects/", import.meta.url));
const languages = ["rust", "go", "c", "assemblyscript"] as const;
type Language = (typeof languages)[number];

function git(cwd: string, ...args: string[]): string {
  const who = ["-c", "user.name=Partner", "-c", "user.email=partner@clinic.example"];
  return execFileSync("git", [...who, ...args], { cwd, encoding: "utf8" });
}

/** A project that vial new made when templates had no number yet, committed to git. */
function olderProject(language: Language): string {
  const parent = temporaryFolder();
  execFileSync("tar", ["-xzf", join(older, `template-1-${language}.tar.gz`), "-C", parent]);
  const folder = join(parent, `lab-${language}`);
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "A plugin");
  return folder;
}

/** Changes and commits a project's compiler flags. */
function editFlags(folder: string, edit: (flags: string) => string): string {
  const file = join(folder, "compile_flags.txt");
  const edited = edit(readFileSync(file, "utf8"));
  writeFileSync(file, edited);
  git(folder, "commit", "--quiet", "--all", "--message", "Flags");
  return edited;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function contentsOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[/\\](?:\.git|build)[/\\]/.test(path));
  return Object.fromEntries(
    entries.map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}

test.each(languages)(
  "an older project in %s gets what is Vial's as vial new writes it today",
  async (language) => {
    const folder = olderProject(language);
    const before = contentsOf(folder);
    const { code, out, error } = await vial(["upgrade"], { cwd: folder });
    expect({ code, error }).toEqual({
      code: 0,
      error: expect.stringContaining("from template 1 to 3") as string,
    });
    expect(out).toContain("+++ after/.vscode/extensions.json");
    const parent = temporaryFolder();
    await vial(["new", `lab-${language}`, "--language", language], { cwd: parent });
    const [upgraded, fresh] = [contentsOf(folder), contentsOf(join(parent, `lab-${language}`))];
    const parsed = [upgraded, fresh].map((files) => JSON.parse(files["package.json"]!) as { vial: object });
    expect(parsed[0]!.vial).toEqual(parsed[1]!.vial);
    const isUpgraded = (path: string): boolean =>
      isVials(path, language) || path.startsWith(".vscode/") || path === "compile_flags.txt";
    const own = Object.entries(fresh).filter(([path]) => isUpgraded(path));
    expect(own.length).toBeGreaterThan(2);
    expect(
      Object.entries(upgraded)
        .filter(([path]) => isUpgraded(path))
        .toSorted(),
    ).toEqual(own.toSorted());
    // Everything else is the partner's.
    for (const [path, text] of Object.entries(before)) {
      if (!isUpgraded(path) && path !== "package.json") expect([path, upgraded[path]]).toEqual([path, text]);
    }
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "--message", "The template of today");
    const again = await vial(["upgrade"], { cwd: folder });
    expect([again.code, again.out, again.error]).toEqual([
      0,
      "",
      expect.stringContaining("up to date (template 3)"),
    ]);
  },
);

test("an upgraded project builds and passes its tests", async () => {
  const folder = olderProject("assemblyscript");
  await vial(["upgrade"], { cwd: folder });
  expect((await vial(["build"], { cwd: folder })).code).toBe(0);
  const { code, out } = await vial(["test"], { cwd: folder });
  expect([code, out]).toEqual([0, expect.stringContaining("11 passed, 0 failed")]);
});

test("a dry run shows the changes, writes nothing and needs no git", async () => {
  const folder = olderProject("c");
  rmSync(join(folder, ".git"), { recursive: true });
  const before = contentsOf(folder);
  const { code, out, error } = await vial(["upgrade", "--dry-run"], { cwd: folder });
  expect(code).toBe(0);
  expect(out).toContain('+  "vial": {');
  expect(error).toContain("would change. Nothing was written.");
  expect(contentsOf(folder)).toEqual(before);
});

test("without everything committed nothing is changed", async () => {
  const folder = olderProject("c");
  writeFileSync(join(folder, "src", "notes.c"), "");
  const before = contentsOf(folder);
  const dirty = await vial(["upgrade"], { cwd: folder });
  expect([dirty.code, dirty.error]).toEqual([1, expect.stringContaining("?? src/notes.c")]);
  rmSync(join(folder, ".git"), { recursive: true });
  const bare = await vial(["upgrade"], { cwd: folder, env: { GIT_CEILING_DIRECTORIES: join(folder, "..") } });
  expect([bare.code, bare.error]).toEqual([1, expect.stringContaining("is not in a git repository")]);
  expect(contentsOf(folder)).toEqual(before);
});

test("an editor's settings that are there are kept, and so are package.json's own members", async () => {
  const folder = olderProject("go");
  mkdirSync(join(folder, ".vscode"));
  writeFileSync(join(folder, ".vscode", "settings.json"), "{}");
  const file = join(folder, "package.json");
  const contents = JSON.parse(readFileSync(file, "utf8")) as { devDependencies: Record<string, string> };
  contents.devDependencies["left-pad"] = "1.3.0";
  writeFileSync(file, JSON.stringify({ ...contents, author: "Clinic" }));
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "Ours");
  expect((await vial(["upgrade"], { cwd: folder })).code).toBe(0);
  expect(readFileSync(join(folder, ".vscode", "settings.json"), "utf8")).toBe("{}");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    author: "Clinic",
    vial: { template: 3 },
    devDependencies: { "left-pad": "1.3.0" },
  });
});

test.for([
  ["the oldest ones", (flags: string) => flags.replace("-Ivial/json\n", "")],
  ["lines that end as on Windows", (flags: string) => flags.replaceAll("\n", "\r\n")],
] as const)("a template's former compiler flags are replaced: %s", async ([, edit]) => {
  const folder = olderProject("c");
  editFlags(folder, edit);
  const { code, out } = await vial(["upgrade", "--json"], { cwd: folder });
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ todo: [] })]);
  const current = new URL("../../../templates/c/compile_flags.txt", import.meta.url);
  expect(readFileSync(join(folder, "compile_flags.txt"), "utf8")).toBe(readFileSync(current, "utf8"));
});

test("compiler flags that a partner changed are kept, and what to change in them is said", async () => {
  const folder = olderProject("c");
  const own = editFlags(folder, (flags) => `${flags}-DLIMIT=3\n`);
  const { code, error } = await vial(["upgrade"], { cwd: folder });
  expect(code).toBe(0);
  expect(error).toContain("compile_flags.txt has flags of your own and stays: take out -mbulk-memory\n");
  expect(error).toContain("compile_flags.txt has flags of your own and stays: add -mcpu=mvp\n");
  expect(error.match(/compile_flags\.txt/g)).toHaveLength(2);
  expect(readFileSync(join(folder, "compile_flags.txt"), "utf8")).toBe(own);
});

test("a project of a newer template is left alone", async () => {
  const folder = olderProject("c");
  const file = join(folder, "package.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("{", '{ "vial": { "template": 99 },'));
  const { code, error } = await vial(["upgrade"], { cwd: folder });
  expect([code, error]).toEqual([1, expect.stringContaining("is of template 99, and this vial knows 3")]);
});

test("where one file cannot be written, all others are as before", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "kept.txt"), "old");
  writeFileSync(join(folder, "gone.txt"), "old");
  const changes = [
    { path: "gone.txt", before: bytes("old"), after: undefined },
    { path: "kept.txt", before: bytes("old"), after: bytes("new") },
    { path: "new.txt", before: undefined, after: bytes("new") },
    { path: "kept.txt/below.txt", before: undefined, after: bytes("new") },
  ];
  await expect(replaceFiles(folder, changes)).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(readFileSync(join(folder, "kept.txt"), "utf8")).toBe("old");
  expect(readFileSync(join(folder, "gone.txt"), "utf8")).toBe("old");
  expect(existsSync(join(folder, "new.txt"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});
