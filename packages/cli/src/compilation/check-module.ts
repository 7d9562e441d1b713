import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PluginError, PluginManager } from "@vial/host";
import { readModuleShape } from "@vial/host/module";
import { Failure } from "../failure.ts";
import { grantsFor } from "../project/grants.ts";
import { writeDebugManifest } from "../project/debug-manifest.ts";
import type { Project } from "../project/project.ts";

/** What a module is, as a host sees it. */
export interface ModuleReport {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The linear memory it starts with and may grow to, in bytes, as the module says. */
  readonly memoryBytes: number;
  readonly maximumMemoryBytes: number | null;
  /** Functions it takes from the host, as `namespace name`. */
  readonly imports: readonly string[];
  /** The functions that can be called, as the manifest declares them. */
  readonly exports: readonly string[];
  /** Whether input and output pass without a copy through the host's memory (docs/abi.md). */
  readonly directLane: boolean;
}

const pageBytes = 65_536;

/**
 * Loads a project's module as a host would, with everything granted that its manifest asks for.
 *
 * @param debug whether it is a debug build, whose size is held to no limit
 * @throws Failure saying why a host would refuse it.
 */
export async function checkModule(project: Project, debug: boolean): Promise<ModuleReport> {
  const path = debug ? project.debugModule : project.module;
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Failure(`build.mjs wrote no ${path}`, {
      hint: "It writes the module that vial.json names; with --debug, build/debug.wasm.",
      cause,
    });
  });
  await using plugins = new PluginManager();
  const { name } = project.manifest;
  try {
    await plugins.load(name, {
      ...grantsFor(project.manifest),
      source: debug ? await writeDebugManifest(project) : project.manifestPath,
      isolation: "thread",
      limits: { startMs: 60_000, ...(debug && { moduleBytes: 2 ** 30 }) },
    });
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    throw new Failure(`a host would refuse the module (${error.code}): ${error.message}`, { cause: error });
  }
  return { path, ...describeModule(bytes), exports: Object.keys(project.manifest.exports) };
}

/** What a module says of itself. */
export function describeModule(bytes: Uint8Array): Omit<ModuleReport, "path" | "exports"> {
  const { memories, imports, exports } = readModuleShape(bytes);
  const names = new Set(exports.map(({ name }) => name));
  const maxima = memories.map(({ maximum }) => maximum);
  return {
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    memoryBytes: memories.reduce((sum, { minimum }) => sum + minimum, 0) * pageBytes,
    maximumMemoryBytes: maxima.every((pages) => pages !== undefined)
      ? maxima.reduce((sum, pages) => sum + pages, 0) * pageBytes
      : null,
    imports: imports.map(({ module, name }) => `${module} ${name}`),
    directLane: names.has("vial_input") && names.has("vial_output"),
  };
}
