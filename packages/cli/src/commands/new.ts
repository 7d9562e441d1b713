import { existsSync, statSync } from "node:fs";
import { basename, isAbsolute, relative, resolve } from "node:path";
import type { Language } from "@vial/toolchains";
import { Failure, usageFailure } from "../failure.ts";
import { readCatalog, type Template } from "../template/catalog.ts";
import { planFiles, type PlannedFile } from "../template/plan.ts";
import { faultOfName, suggestName } from "../template/project-name.ts";
import { collisions, writeFiles } from "../template/write.ts";
import { formatBytes } from "../terminal/size.ts";
import { onError } from "../terminal/style.ts";

export interface NewOptions {
  readonly name?: string;
  readonly language?: Language;
  readonly example?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What is to be made: everything is known. */
interface Project {
  readonly name: string;
  readonly template: Template;
  readonly folder: string;
}

/** `vial new`. */
export async function newProject(directory: string | undefined, options: NewOptions): Promise<void> {
  // What a shell makes of a variable that is not set.
  if (directory === "")
    throw usageFailure("the folder has no name", "Give one, or . for the current folder.");
  const catalog = await readCatalog();
  const project = await complete(directory, options, catalog);
  const files = await planFiles(project.template, project.name);
  checkFolder(project.folder, files);
  if (!options.dryRun) await writeFiles(project.folder, files);
  print(project, files, options);
}

async function complete(
  directory: string | undefined,
  options: NewOptions,
  catalog: readonly Template[],
): Promise<Project> {
  const given = fromFlags(directory, options, catalog);
  if (given.name !== undefined && given.template !== undefined) {
    checkName(given.name, given.template.language);
    return { name: given.name, template: given.template, folder: folderOf(directory ?? given.name) };
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY || options.json) {
    if (given.name === undefined) throw usageFailure("a name is missing", "Give a folder or --name.");
    throw usageFailure(
      "a language is missing",
      "Give --language rust, go, c or assemblyscript, or --example.",
    );
  }
  const { askForProject } = await import("../template/prompts.ts");
  const { name, template } = await askForProject(given, catalog);
  return { name, template, folder: folderOf(directory ?? name) };
}

function fromFlags(
  directory: string | undefined,
  { name, language, example }: NewOptions,
  catalog: readonly Template[],
): { readonly name: string | undefined; readonly template: Template | undefined } {
  const id = example !== undefined && example !== "none" ? example : language;
  const template = catalog.find((each) => each.id === id);
  if (template?.example && language !== undefined && template.language !== language) {
    throw usageFailure(
      `the example ${template.id} is written in ${template.language}, not in ${language}`,
      `Leave --language out, or choose another example.`,
    );
  }
  const folder = directory === undefined ? undefined : basename(resolve(directory));
  return { name: name ?? folder, template };
}

function checkName(name: string, language: Language): void {
  const fault = faultOfName(name, language);
  if (fault === undefined) return;
  const better = suggestName(name);
  const hint = better && better !== name ? `Give --name ${better}.` : "Give another with --name.";
  throw usageFailure(`${JSON.stringify(name)} cannot be the plugin's name: ${fault}`, hint);
}

function folderOf(directory: string): string {
  const folder = resolve(directory);
  const way = relative(process.cwd(), folder);
  if (way.startsWith("..") || isAbsolute(way)) {
    throw usageFailure(
      `${directory} is outside the current folder`,
      "Go to the folder that is to hold the project, and give a path below it.",
    );
  }
  return folder;
}

function checkFolder(folder: string, files: readonly PlannedFile[]): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new Failure(`${folder} is a file`, { hint: "Choose another folder." });
  const taken = collisions(folder, files);
  if (taken.length === 0) return;
  const shown = taken.slice(0, 10).map((path) => `\n         ${path}`);
  const more = taken.length > 10 ? `\n         and ${taken.length - 10} more` : "";
  throw new Failure(
    `${folder} has files already that the project would overwrite; nothing was written:${shown.join("")}${more}`,
    { hint: "Choose another folder, or move them away." },
  );
}

function print(
  { name, template, folder }: Project,
  files: readonly PlannedFile[],
  options: NewOptions,
): void {
  const paths = files.map(({ path }) => path);
  if (options.json) {
    const { id, language } = template;
    const written = !options.dryRun;
    console.log(
      JSON.stringify({ name, language, template: id, folder, written, files: paths }, undefined, 2),
    );
    return;
  }
  if (options.dryRun) {
    for (const { path, bytes } of files) console.log(`${path}  ${formatBytes(bytes.length)}`);
    console.error(`${files.length} files would be written to ${folder}`);
    return;
  }
  const shown = relative(process.cwd(), folder) || ".";
  console.error(
    `${onError("green", "✔")} ${name}, a plugin in ${template.language}: ${files.length} files in ${shown}\n`,
  );
  const steps = [
    ...(shown === "." ? [] : [`cd ${quoted(shown)}`]),
    "npm install",
    "npx vial build",
    "npx vial test",
  ];
  console.error(`Next:\n${steps.map((step) => `  ${step}`).join("\n")}\n\nREADME.md says where things are.`);
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path.replaceAll(/["$`]/g, "\\$&")}"`;
}
