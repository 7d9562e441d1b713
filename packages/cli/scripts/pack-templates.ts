/**
 * Copies the templates, and the example plugins made into projects of their own, into `dist/templates`, so that the
 * package needs neither network nor git to start a project. It runs with every build.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Template } from "../src/template/catalog.ts";
import { type Example, examples } from "./examples.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const output = fileURLToPath(new URL("../dist/templates/", import.meta.url));
/** What a build, an installation or a test run makes: not part of a template. */
const made: ReadonlySet<string> = new Set(["build", "node_modules", "target", ".reports", ".turbo", "bench"]);

const languages = {
  rust: "Rust",
  go: "Go (TinyGo)",
  c: "C",
  assemblyscript: "AssemblyScript, which looks like TypeScript",
} as const;

function copy(from: string, to: string, without: ReadonlySet<string> = new Set()): void {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !made.has(basename(path)) && !without.has(relative(from, path).replaceAll("\\", "/")),
  });
}

/** An example becomes its language's template with the example's own sources in the place of the template's. */
function packExample(id: string, example: Example): void {
  const target = join(output, id);
  copy(join(repository, "templates", example.language), target, new Set(example.replaces));
  for (const path of example.files) {
    const from = join(repository, "examples", example.folder, path);
    if (existsSync(from)) copy(from, join(target, path));
    else throw new Error(`${from} is not there: packages/cli/scripts/examples.ts names it`);
  }
  for (const [path, change] of Object.entries(example.changes)) {
    const file = join(target, path);
    writeFileSync(file, change(existsSync(file) ? readFileSync(file, "utf8") : ""));
  }
  const manifest = readManifest(target);
  changePackage(target, (contents) => {
    const scripts = { ...contents.scripts, ...example.scripts };
    for (const name of example.withoutScripts) delete scripts[name];
    return { ...contents, name: manifest.name, description: manifest.description, scripts };
  });
  writeFileSync(join(target, "README.md"), example.readme(manifest.name, manifest.description));
}

function readManifest(folder: string): { readonly name: string; readonly description: string } {
  return JSON.parse(readFileSync(join(folder, "vial.json"), "utf8")) as { name: string; description: string };
}

interface PackageContents {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
}

function changePackage(folder: string, change: (contents: PackageContents) => object): void {
  const file = join(folder, "package.json");
  const contents = change(JSON.parse(readFileSync(file, "utf8")) as PackageContents);
  writeFileSync(file, `${JSON.stringify(contents, undefined, 2)}\n`);
}

/** A project asks for the versions of Vial's packages that this one was released with. */
function fillInVersions(folder: string): void {
  changePackage(folder, (contents) => ({
    ...contents,
    devDependencies: Object.fromEntries(
      Object.entries(contents.devDependencies).map(([name, version]) => [
        name,
        name.startsWith("@vial/") ? versionOf(name) : version,
      ]),
    ),
  }));
}

function versionOf(name: string): string {
  const file = join(repository, "packages", name.slice("@vial/".length), "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** npm leaves `.gitignore` out of packages. */
function renameIgnoreFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name !== ".gitignore") continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(join(dirname(file), "_gitignore"), readFileSync(file));
    rmSync(file);
  }
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const catalog: Template[] = [];
for (const [language, title] of Object.entries(languages)) {
  copy(join(repository, "templates", language), join(output, language));
  catalog.push({ id: language, language: language as Template["language"], title, placeholder: "my-plugin" });
}
for (const [id, example] of Object.entries(examples)) {
  packExample(id, example);
  const { name, description } = readManifest(join(output, id));
  catalog.push({ id, language: example.language, title: description, placeholder: name, example: true });
}
for (const { id } of catalog) {
  fillInVersions(join(output, id));
  renameIgnoreFiles(join(output, id));
}
writeFileSync(join(output, "catalog.json"), `${JSON.stringify(catalog, undefined, 2)}\n`);
