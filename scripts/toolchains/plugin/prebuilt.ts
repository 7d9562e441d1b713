import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolchainError } from "../../../packages/toolchains/src/index.ts";
import { digestOf, readBuiltWith, writeBuiltWith } from "./built-with.ts";
import { type PluginProject, readProject } from "./project.ts";

/** What `prebuilt/build.json` says of the module beside it. */
interface PrebuiltRecord {
  /** SHA-256 of the module, in hexadecimal. */
  readonly sha256: string;
  /** Name of the toolchain that built it. */
  readonly builtWith: string;
}

/** A module that is checked in. */
interface Prebuilt extends PrebuiltRecord {
  readonly path: string;
}

/** How a module that was built here stands to the one that is checked in. */
export type Comparison =
  | { readonly outcome: "identical" }
  /** The bytes differ, and so do the compilers: what the two do is to be compared. */
  | {
      readonly outcome: "other compiler";
      /** Paths of the two modules. */
      readonly built: string;
      readonly prebuilt: string;
      /** Names of their toolchains. */
      readonly builtWith: string;
      readonly prebuiltWith: string;
    };

function folderOf(project: PluginProject): string {
  return join(project.folder, "prebuilt");
}

/**
 * A project's checked-in module.
 *
 * @throws ToolchainError if there is none, or its bytes are not those that were recorded.
 */
async function readPrebuilt(project: PluginProject): Promise<Prebuilt> {
  const folder = folderOf(project);
  const path = join(folder, `${project.name}.wasm`);
  let record: PrebuiltRecord;
  let sha256: string;
  try {
    record = JSON.parse(await readFile(join(folder, "build.json"), "utf8")) as PrebuiltRecord;
    sha256 = digestOf(await readFile(path));
  } catch (cause) {
    throw new ToolchainError(`${folder} does not hold ${project.name}.wasm and its build.json`, { cause });
  }
  if (sha256 === record.sha256) return { ...record, path };
  throw new ToolchainError(`${path} is corrupt: its SHA-256 is ${sha256}, build.json says ${record.sha256}`);
}

/** Puts the checked-in module where a build would put its own. Returns the name of the toolchain that built it. */
export async function usePrebuilt(project: PluginProject): Promise<string> {
  const { path, builtWith } = await readPrebuilt(project);
  await mkdir(dirname(project.module), { recursive: true });
  await copyFile(path, project.module);
  await writeBuiltWith(project, builtWith, true);
  return builtWith;
}

/**
 * Copies the module that a project's build has just made into its `prebuilt` folder, to be checked in.
 *
 * @throws ToolchainError if the project was not built here.
 */
export async function recordPrebuilt(folder: string): Promise<void> {
  const project = await readProject(folder);
  const { compiler, sha256 } = await readOwnBuild(project);
  const record: PrebuiltRecord = { sha256, builtWith: compiler };
  await mkdir(folderOf(project), { recursive: true });
  // Linkers make modules executable files; a checked-in one is data.
  await writeFile(join(folderOf(project), `${project.name}.wasm`), await readFile(project.module));
  await writeFile(join(folderOf(project), "build.json"), `${JSON.stringify(record, undefined, 2)}\n`);
}

/**
 * Compares what a project's build made with what is checked in. The same toolchain must have made the same bytes.
 *
 * @param folder The project's folder.
 * @throws ToolchainError if it did not; if the project was not built here; if the checked-in module is corrupt.
 * @example
 * const comparison = await comparePrebuilt(new URL("..", import.meta.url));
 */
export async function comparePrebuilt(folder: string | URL): Promise<Comparison> {
  const project = await readProject(typeof folder === "string" ? folder : fileURLToPath(folder));
  const prebuilt = await readPrebuilt(project);
  const { compiler, sha256 } = await readOwnBuild(project);
  if (sha256 === prebuilt.sha256) return { outcome: "identical" };
  if (compiler === prebuilt.builtWith) {
    throw new ToolchainError(
      `${project.module} is not ${prebuilt.path}, and both were built with ${compiler}: its source changed ` +
        `(run scripts/toolchains/prebuilt.ts record in ${project.folder}), or its build is not reproducible`,
    );
  }
  return {
    outcome: "other compiler",
    built: project.module,
    prebuilt: prebuilt.path,
    builtWith: compiler,
    prebuiltWith: prebuilt.builtWith,
  };
}

async function readOwnBuild(
  project: PluginProject,
): Promise<{ readonly compiler: string; readonly sha256: string }> {
  const { compiler, prebuilt, sha256 } = await readBuiltWith(project);
  if (!prebuilt) return { compiler, sha256 };
  throw new ToolchainError(`${project.module} is a copy of the prebuilt module: it was not built here`);
}
