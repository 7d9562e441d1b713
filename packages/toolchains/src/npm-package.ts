import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { InstallCommands, Machine } from "./toolchain.ts";

/** An npm package that is installed. */
export interface NpmPackage {
  readonly version: string;
  /** The folder of the commands that it brings. */
  readonly commands: string;
}

/** Finds an npm package as the machine's `packages` folder would import it. */
export function findPackage(name: string, { packages }: Machine): NpmPackage | undefined {
  try {
    const manifest = findPackageJSON(name, pathToFileURL(join(packages, "package.json")));
    if (manifest === undefined) return undefined;
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
    const modules = manifest.slice(0, manifest.lastIndexOf(`${sep}node_modules${sep}`));
    return { version, commands: join(modules, "node_modules/.bin") };
  } catch {
    return undefined;
  }
}

/** Why a build cannot go on without an npm package, and what installs it on every system. */
export function missingPackage(name: string): {
  readonly missing: string;
  readonly commands: InstallCommands;
} {
  const npmInstall = ["npm install"];
  return {
    missing: `the npm package ${name} is not installed`,
    commands: { debian: npmInstall, macos: npmInstall, windows: npmInstall },
  };
}
