import { Failure } from "../failure.ts";
import { languageOf, readProject } from "../project/project.ts";
import { readCatalog } from "../template/catalog.ts";
import { planFiles } from "../template/plan.ts";
import { onError, onOutput } from "../terminal/style.ts";
import { describeChanges, requireCleanTree } from "../upgrade/git.ts";
import { migrations, newestTemplate } from "../upgrade/migrations.ts";
import { type FileChange, ProjectFiles } from "../upgrade/project-files.ts";
import { replaceFiles } from "../upgrade/replace-files.ts";
import { type ProjectPackage, readPackage, templateOf } from "../upgrade/template-version.ts";
import { replaceVialsFiles, updatePackage } from "../upgrade/vial-files.ts";

export interface UpgradeOptions {
  readonly directory?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What an upgrade comes to. */
interface Upgrade {
  readonly from: number;
  readonly to: number;
  readonly steps: readonly string[];
  /** What is left to the partner. */
  readonly todo: readonly string[];
  readonly changes: readonly FileChange[];
}

/** `vial upgrade`. All of it is done, or nothing. */
export async function upgrade(options: UpgradeOptions): Promise<void> {
  const project = await readProject(options.directory);
  const planned = await plan(project.folder, languageOf(project), project.manifest.name);
  if (planned.changes.length > 0 && !options.dryRun) {
    requireCleanTree(project.folder);
    await replaceFiles(project.folder, planned.changes);
  }
  if (options.json) {
    const files = planned.changes.map(({ path }) => path);
    const { from, to, steps, todo } = planned;
    console.log(JSON.stringify({ from, to, steps, todo, files, written: !options.dryRun }, undefined, 2));
  } else await print(planned, options);
}

async function plan(folder: string, language: ReturnType<typeof languageOf>, name: string): Promise<Upgrade> {
  const files = await ProjectFiles.read(folder);
  const contents = readPackage(files);
  const from = templateOf(contents);
  if (from > newestTemplate) {
    throw new Failure(`the project is of template ${from}, and this vial knows ${newestTemplate}`, {
      hint: "Update @vial/cli first.",
    });
  }
  const template = (await readCatalog()).find(({ id }) => id === language)!;
  const templateFiles = await planFiles(template, name);
  const due = migrations.filter(({ number }) => number > from);
  const todo = due.flatMap(({ migrate }) => migrate(files, templateFiles));
  replaceVialsFiles(files, templateFiles, language);
  const templatePackage = templateFiles.find(({ path }) => path === "package.json")!;
  updatePackage(
    files,
    contents,
    JSON.parse(new TextDecoder().decode(templatePackage.bytes)) as ProjectPackage,
  );
  const steps = due.map(({ number, title }) => `template ${number}: ${title}`);
  return { from, to: newestTemplate, steps, todo, changes: files.changes() };
}

async function print({ from, to, steps, todo, changes }: Upgrade, { dryRun }: UpgradeOptions): Promise<void> {
  if (changes.length === 0) {
    console.error(`${onError("green", "✔")} up to date (template ${to})`);
    return;
  }
  const colour = onOutput("red", "x") !== "x";
  process.stdout.write(await describeChanges(changes, colour));
  for (const step of steps) console.error(step);
  for (const each of todo) console.error(`${onError("yellow", "!")} ${each}`);
  const count = `${changes.length} ${changes.length === 1 ? "file" : "files"}`;
  if (dryRun) {
    console.error(`From template ${from} to ${to}: ${count} would change. Nothing was written.`);
    return;
  }
  console.error(`${onError("green", "✔")} from template ${from} to ${to}: ${count} changed\n`);
  console.error(
    "The guest-side library and build scripts are the template's now, also where you had changed them.",
  );
  console.error("Next:\n  npm install\n  npx vial build && npx vial test\n  git diff, git commit");
}
