import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { version } from "../version.ts";

/** What a build of a project depended on and has made, as digests. */
interface BuildRecord {
  readonly files: FileDigests;
  /** The compiler and its arguments. */
  readonly settings: string;
  readonly module: string;
}

/** What a build makes, or does not read. */
const skipped: ReadonlySet<string> = new Set([
  "build",
  "node_modules",
  "target",
  "fixtures",
  "reports",
  ".git",
  ".github",
  ".vscode",
]);

/** What compilers write themselves while they compile. */
const lockFiles: ReadonlySet<string> = new Set(["Cargo.lock", "go.sum"]);

/** The digests of a project's files that a build may read, by path. */
export type FileDigests = Readonly<Record<string, string>>;

/** Reads what a build of a project depends on. */
export async function digestFiles(folder: string): Promise<FileDigests> {
  const digests: Record<string, string> = {};
  for (const file of await filesIn(folder)) digests[relative(folder, file)] = await digestFile(file);
  return digests;
}

/** What a build read, with the lock files as it left them. An edit that was made meanwhile is not part of it. */
export async function afterBuild(folder: string, before: FileDigests): Promise<FileDigests> {
  const locks = Object.entries(await digestFiles(folder)).filter(([path]) => lockFiles.has(path));
  return { ...before, ...Object.fromEntries(locks) };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inner = entries
    .filter(({ name }) => !skipped.has(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry): Promise<string[]> | string[] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() ? [path] : [];
    });
  return (await Promise.all(inner)).flat();
}

/** How a module stands to its project's files. `unknown`: it was not built by `vial build`, or changed since. */
export type Freshness = "current" | "stale" | "missing" | "unknown";

/** @param settings the compiler and its arguments; any unless given */
export async function freshnessOf(
  module: string,
  files: FileDigests,
  settings?: readonly string[],
): Promise<Freshness> {
  if (!existsSync(module)) return "missing";
  try {
    const record = JSON.parse(await readFile(recordPath(module), "utf8")) as BuildRecord;
    if (record.module !== (await digestFile(module))) return "unknown";
    const sameSettings = settings === undefined || record.settings === digestText(settings);
    return isDeepStrictEqual(record.files, files) && sameSettings ? "current" : "stale";
  } catch {
    return "unknown";
  }
}

/** Notes what a module was built from. */
export async function recordBuild(
  module: string,
  files: FileDigests,
  settings: readonly string[],
): Promise<void> {
  const record: BuildRecord = { files, settings: digestText(settings), module: await digestFile(module) };
  await writeFile(recordPath(module), `${JSON.stringify(record)}\n`);
}

function recordPath(module: string): string {
  return join(dirname(module), `.${basename(module)}.json`);
}

function digestText(texts: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([version(), ...texts]))
    .digest("hex");
}

async function digestFile(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
