import { Failure } from "../failure.ts";
import { parseJson } from "../project/parse-json.ts";
import type { ProjectFiles } from "./project-files.ts";

/** As much of a project's package.json as upgrades change. */
export interface ProjectPackage {
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly vial?: { readonly template?: number };
}

/** @throws Failure if there is none, or it is not JSON. */
export function readPackage(files: ProjectFiles): ProjectPackage {
  if (!files.has("package.json"))
    throw new Failure("the project has no package.json", { hint: "vial upgrade is for what vial new made." });
  return parseJson(files.text("package.json"), "package.json") as ProjectPackage;
}

/**
 * The number of the template that a project was made from or brought up to: `vial.template` in its package.json, which is
 * the project's own affair and not its host's, as vial.json is. Templates had no number before 2.
 */
export function templateOf({ vial }: ProjectPackage): number {
  return vial?.template ?? 1;
}
