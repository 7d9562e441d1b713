import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToolchainError } from "../../../packages/toolchains/src/index.ts";
import type { PluginProject } from "./project.ts";

/** What `built-with.json`, beside a built module, says of it. */
export interface BuiltWith {
  /** The toolchain's name. */
  readonly compiler: string;
  /** Whether the module was not built here, but copied from the project's `prebuilt` folder. */
  readonly prebuilt: boolean;
  /** SHA-256 of the module, in hexadecimal. */
  readonly sha256: string;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function pathOf({ module }: PluginProject): string {
  return join(dirname(module), "built-with.json");
}

/** Notes what a project's module was built with. */
export async function writeBuiltWith(
  project: PluginProject,
  compiler: string,
  prebuilt: boolean,
): Promise<void> {
  const sha256 = digestOf(await readFile(project.module));
  const builtWith: BuiltWith = { compiler, prebuilt, sha256 };
  await mkdir(dirname(project.module), { recursive: true });
  await writeFile(pathOf(project), `${JSON.stringify(builtWith, undefined, 2)}\n`);
}

/**
 * What a project's module was built with.
 *
 * @throws ToolchainError if it was not built, or changed since.
 */
export async function readBuiltWith(project: PluginProject): Promise<BuiltWith> {
  let builtWith: BuiltWith;
  let sha256: string;
  try {
    builtWith = JSON.parse(await readFile(pathOf(project), "utf8")) as BuiltWith;
    sha256 = digestOf(await readFile(project.module));
  } catch (cause) {
    throw new ToolchainError(`${project.name} is not built: run npm run build in ${project.folder}`, {
      cause,
    });
  }
  if (sha256 === builtWith.sha256) return builtWith;
  throw new ToolchainError(`${project.module} is not what was built: run npm run build in ${project.folder}`);
}
