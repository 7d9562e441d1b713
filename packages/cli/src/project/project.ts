import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { PluginManifest } from "@vial/pdk-types";
import { validatePluginManifest } from "@vial/pdk-types/plugin-manifest";
import { type Language, languages } from "@vial/toolchains";
import { Failure } from "../failure.ts";
import { didYouMean } from "../suggestion.ts";
import { parseJson } from "./parse-json.ts";
import { describeFault } from "./schema-fault.ts";

/** A plugin project: a folder with a `vial.json` that is valid. */
export interface Project {
  readonly folder: string;
  readonly manifest: PluginManifest;
  /** The full path of `vial.json`. */
  readonly manifestPath: string;
  /** The full path of the module that a release build writes. */
  readonly module: string;
  /** The full path of the module that a debug build writes. */
  readonly debugModule: string;
}

/** The nearest folder with a `vial.json`, from `start` upwards; undefined if there is none. Throws where that may not be looked up. */
export function findProjectFolder(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (isThere(join(folder, "vial.json"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file there is nothing.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return false;
    throw error;
  }
}

/**
 * Reads the project that a folder lies in.
 *
 * @throws Failure if there is none, or its manifest is not valid.
 */
export async function readProject(start: string = process.cwd()): Promise<Project> {
  const folder = findProjectFolder(start);
  if (folder === undefined) {
    throw new Failure(`there is no vial.json in ${resolve(start)}, nor in a folder above it`, {
      hint: "Run this in a plugin's folder, or start one: vial new",
    });
  }
  const manifestPath = join(folder, "vial.json");
  const manifest = parseManifest(await readFile(manifestPath, "utf8"), manifestPath);
  return {
    folder,
    manifest,
    manifestPath,
    module: join(folder, manifest.module),
    debugModule: join(folder, "build", "debug.wasm"),
  };
}

/** @throws Failure naming the place and what belongs there. */
export function parseManifest(text: string, path: string): PluginManifest {
  const value = parseJson(text, path);
  const validation = validatePluginManifest(value);
  if (validation.valid) return validation.value;
  const { message, hint } = describeFault("plugin-manifest", validation.problem, value);
  throw new Failure(`${path}: ${message}`, { hint });
}

/** @throws Failure if it is none of those that there are compilers for. */
export function languageOf({ manifest, manifestPath }: Project): Language {
  const language = languages.find((each) => each === manifest.language);
  if (language !== undefined) return language;
  throw new Failure(`${manifestPath}: vial cannot build plugins in ${manifest.language}`, {
    hint: didYouMean(manifest.language, languages) ?? `It builds ${languages.join(", ")}.`,
  });
}
