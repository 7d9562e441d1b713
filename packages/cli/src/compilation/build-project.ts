import { existsSync } from "node:fs";
import { Failure } from "../failure.ts";
import { writeDebugManifest } from "../project/debug-manifest.ts";
import type { Project } from "../project/project.ts";
import { wholeManifest } from "../project/whole-manifest.ts";
import { onError } from "../terminal/style.ts";
import { afterBuild, digestFiles, freshnessOf, recordBuild } from "./build-record.ts";
import { checkModule, type ModuleReport } from "./check-module.ts";
import { compile, toolchainOf } from "./compile.ts";

export interface BuildProjectOptions {
  readonly debug?: boolean | undefined;
  readonly args?: readonly string[];
  /** Build even when nothing has changed. */
  readonly force?: boolean | undefined;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Where the compilers write; this process's standard error unless set. */
  readonly onOutput?: (text: string) => void;
}

export interface BuildResult {
  readonly report: ModuleReport;
  /** Everything that took part, with versions. */
  readonly compiler: string;
  /** Whether it was compiled now. */
  readonly built: boolean;
}

const defaultTimeoutMs = 900_000;

/**
 * Compiles a project, unless nothing that a build depends on has changed, and checks the module as a host would.
 *
 * @throws Failure, ToolchainError.
 */
export async function buildProject(
  project: Project,
  options: BuildProjectOptions = {},
): Promise<BuildResult> {
  const { debug = false, args = [], force = false, timeoutMs = defaultTimeoutMs, signal, onOutput } = options;
  await wholeManifest(project);
  const toolchain = await toolchainOf(project);
  const module = debug ? project.debugModule : project.module;
  const settings = [toolchain.name, ...args];
  const files = await digestFiles(project.folder);
  const built = force || (await freshnessOf(module, files, settings)) !== "current";
  if (built) {
    const { compiler, version } = toolchain;
    console.error(onError("dim", `${project.manifest.name}: building with ${compiler} ${version}`));
    await compile(project, toolchain, { debug, args, timeoutMs, signal, ...(onOutput && { onOutput }) });
  }
  const report = await checkModule(project, debug);
  if (built) await recordBuild(module, await afterBuild(project.folder, files), settings);
  return { report, compiler: toolchain.name, built };
}

/** A module of a project, and the manifest that names it. */
export interface ProjectModule {
  readonly path: string;
  readonly manifestPath: string;
}

/**
 * The module of a project, built first when it is missing or `vial build` made it from files that changed since. One that
 * something else built is taken as it is.
 */
export async function currentModule(
  project: Project,
  {
    debug = false,
    build = true,
  }: { readonly debug?: boolean | undefined; readonly build?: boolean | undefined },
): Promise<ProjectModule> {
  await wholeManifest(project);
  const path = debug ? project.debugModule : project.module;
  if (build) {
    const freshness = await freshnessOf(path, await digestFiles(project.folder));
    if (freshness === "missing" || freshness === "stale") await buildProject(project, { debug });
  }
  if (!existsSync(path)) throw new Failure(`${path} is not there`, { hint: "vial build makes it." });
  return { path, manifestPath: debug ? await writeDebugManifest(project) : project.manifestPath };
}
