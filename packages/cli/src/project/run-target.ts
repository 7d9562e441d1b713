import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { defaultLimits } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import { Failure } from "../failure.ts";
import type { LoadedModule } from "../guest/guest-stack.ts";

/** What is run: a project, or a module alone. */
export interface RunTarget extends LoadedModule {
  readonly source: string;
  readonly manifest: PluginManifest | undefined;
  /** Milliseconds a call is given unless something else is said. */
  readonly deadlineMs: number;
}

/**
 * Finds what is to be run by a project's folder, its `vial.json` or a module; the current project unless given. A project
 * is built when its source has changed.
 *
 * @throws Failure if there is none.
 */
export async function runTarget(
  given: string | undefined,
  options: { readonly debug?: boolean; readonly build: boolean },
): Promise<RunTarget> {
  const place = resolve(given ?? ".");
  const stats = await stat(place).catch(() => undefined);
  if (stats === undefined)
    throw new Failure(`there is no ${place}`, { hint: "Give a plugin's folder or module." });
  if (stats.isFile() && basename(place) !== "vial.json") {
    return {
      name: basename(place, ".wasm"),
      source: place,
      path: place,
      bytes: new Uint8Array(await readFile(place)),
      manifest: undefined,
      limits: { moduleBytes: 2 ** 30 },
      deadlineMs: defaultLimits.deadlineMs,
    };
  }
  // What reads and builds projects is a good part of the command line, and nothing to a module alone.
  const { readProject } = await import("./project.ts");
  const { currentModule } = await import("../compilation/build-project.ts");
  const project = await readProject(stats.isFile() ? join(place, "..") : place);
  const { manifest, folder } = project;
  const { path, manifestPath } = await currentModule(project, options);
  return {
    name: manifest.name,
    source: manifestPath,
    path,
    bytes: new Uint8Array(await readFile(path)),
    folder,
    manifest,
    limits: { ...manifest.limits, startMs: 60_000, ...(options.debug && { moduleBytes: 2 ** 30 }) },
    deadlineMs: manifest.limits?.deadlineMs ?? defaultLimits.deadlineMs,
  };
}

/** A call's input: a file, the standard input for `-`, nothing unless given. */
export async function readInput(input: string | undefined): Promise<Uint8Array> {
  if (input === undefined) return new Uint8Array();
  if (input === "-") return new Uint8Array(await buffer(process.stdin));
  return new Uint8Array(await readFile(input));
}
