/**
 * The partner's path: packs the packages as they would be published, installs them into an empty project outside this
 * repository, and there takes a plugin of each language, and one from each example, from nothing through new, build, test
 * and run. Prints the time of each step; ends with 1 when one fails. `--language <language>...` and `--example
 * <example>...` do only those.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { languages } from "../packages/toolchains/src/index.ts";
import { readArguments, texts } from "./command-line.ts";

const packages = ["pdk-types", "host", "measure", "toolchains", "codegen", "as-pdk", "cli", "create-vial"];
/** What a project is started from, and the fixture that it is run on, by hand as well. */
const starts = [
  ...languages.map((id) => ({ flag: "language", id, fixture: "overweight" }) as const),
  { flag: "example", id: "lgpd", fixture: "masked" },
  { flag: "example", id: "hl7", fixture: "admission" },
  { flag: "example", id: "fhir", fixture: "merged" },
  { flag: "example", id: "triage", fixture: "high-risk" },
] as const;
type Start = (typeof starts)[number];

const usage = `usage: npm run partner-path -- [--language <language>]... [--example <example>]...

Packs the packages, installs them into an empty project, and takes a plugin of each language and example from nothing to an answer.`;
const { values } = readArguments(usage, { options: { language: texts, example: texts } });
const everything = values.language === undefined && values.example === undefined;
const chosen = starts.filter(({ flag, id }) => everything || values[flag]?.includes(id));

const folder = realpathSync(mkdtempSync(join(tmpdir(), "vial-partner-")));
const tarballs = join(folder, "tarballs");
const workspace = join(folder, "plugins");
const rows: { readonly step: string; readonly seconds: number }[] = [];

/** Runs a command as a step of the path. What it prints is shown when it fails. */
function step(
  name: string,
  command: string,
  args: readonly string[],
  { cwd }: { readonly cwd: string },
): string {
  const startedAt = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: partnersEnvironment(),
    shell: process.platform === "win32",
    maxBuffer: 2 ** 28,
  });
  if (error ?? status !== 0) {
    throw new Error(
      `${name}: ${[command, ...args].join(" ")} failed\n${error?.message ?? ""}${stdout}${stderr}`,
    );
  }
  const seconds = (performance.now() - startedAt) / 1000;
  rows.push({ step: name, seconds });
  console.log(`${name.padEnd(30)} ${seconds.toFixed(1).padStart(6)} s`);
  return stdout;
}

/**
 * Without what npm tells the scripts it runs, which would lead the partner's npm back here. The Rust plugins share a folder
 * for what they have in common, as who has several of them does.
 */
function partnersEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("npm_") && name !== "INIT_CWD");
  return { ...Object.fromEntries(own), CARGO_TARGET_DIR: join(folder, "target") };
}

function pack(): readonly string[] {
  mkdirSync(tarballs);
  const names = packages.flatMap((name) => ["--workspace", `packages/${name}`]);
  step("pack", "npm", ["pack", "--silent", ...names, "--pack-destination", tarballs], { cwd: process.cwd() });
  return readdirSync(tarballs).map((file) => join(tarballs, file));
}

function install(files: readonly string[]): void {
  mkdirSync(workspace);
  // The plugins are folders of one project, so that what they share is installed once.
  const contents = { name: "plugins", private: true, workspaces: ["*"], devDependencies: {} };
  writeFileSync(join(workspace, "package.json"), JSON.stringify(contents));
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  step("npm install (the tarballs)", "npm", ["install", "--save-dev", ...quiet, ...files], {
    cwd: workspace,
  });
  for (const { flag, id } of chosen) {
    const args = ["--no-install", "create-vial", `lab-${id}`, `--${flag}`, id];
    step(`${id}: npm create vial`, "npx", args, { cwd: workspace });
  }
  step("npm install (the plugins)", "npm", ["install", ...quiet], { cwd: workspace });
}

function develop({ id, fixture }: Start): void {
  const cwd = join(workspace, `lab-${id}`);
  const vial = ["--no-install", "vial"];
  const crates = lockedCrates(cwd);
  step(`${id}: vial build`, "npx", [...vial, "build"], { cwd });
  if (lockedCrates(cwd) !== crates) throw new Error(`${id}: the first build changed Cargo.lock, or wrote it`);
  step(`${id}: vial test`, "npx", [...vial, "test"], { cwd });
  const files = join(cwd, "fixtures", fixture);
  const input = readdirSync(files).find((name) => name.startsWith("input."))!;
  const output = step(`${id}: vial run`, "npx", [...vial, "run", "--input", join(files, input)], { cwd });
  const expected = readFileSync(join(files, "expected.json"), "utf8");
  if (output !== expected) throw new Error(`${id}: vial run answered ${output} instead of ${expected}`);
}

/** What a project in Rust is locked to. Their order goes by names, and the project has another one now. */
function lockedCrates(cwd: string): string | undefined {
  if (!existsSync(join(cwd, "Cargo.toml"))) return undefined;
  const lock = join(cwd, "Cargo.lock");
  return existsSync(lock)
    ? readFileSync(lock, "utf8").trimEnd().split(/\n\n/).toSorted().join("\n\n")
    : "nothing";
}

try {
  install(pack());
  for (const start of chosen) develop(start);
  const total = rows.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\n${rows.length} steps, ${total.toFixed(1)} s`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
