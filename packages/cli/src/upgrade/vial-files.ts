import type { Language } from "@vial/toolchains";
import type { PlannedFile } from "../template/plan.ts";
import type { ProjectFiles } from "./project-files.ts";
import type { ProjectPackage } from "./template-version.ts";

/** What of a project is Vial's and not the plugin's: the guest-side library and what compiles it. Folders end with a slash. */
const own: Readonly<Record<Language, readonly string[]>> = {
  rust: ["build.mjs", "vial-pdk/"],
  go: ["build.mjs", "constants-end.mjs", "no-wasm-opt.mjs", "tinygo-target.json", "vial/"],
  c: ["build.mjs", "check.mjs", "vial/"],
  assemblyscript: ["build.mjs"],
};

/** Whether a file is Vial's. */
export function isVials(path: string, language: Language): boolean {
  return own[language].some((each) => (each.endsWith("/") ? path.startsWith(each) : path === each));
}

/** Puts the template's guest-side library and build scripts in the place of the project's. */
export function replaceVialsFiles(
  files: ProjectFiles,
  template: readonly PlannedFile[],
  language: Language,
): void {
  const wanted = template.filter(({ path }) => isVials(path, language));
  const paths = new Set(wanted.map(({ path }) => path));
  for (const path of files.paths) if (isVials(path, language) && !paths.has(path)) files.remove(path);
  for (const { path, bytes } of wanted) files.write(path, bytes);
}

/** Notes the template's number, and asks for the versions of Vial's packages that belong to it. */
export function updatePackage(files: ProjectFiles, contents: ProjectPackage, template: ProjectPackage): void {
  const wanted = Object.entries(template.devDependencies ?? {}).filter(([name]) => name.startsWith("@vial/"));
  const devDependencies = Object.fromEntries(
    Object.entries({ ...contents.devDependencies, ...Object.fromEntries(wanted) }).toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );
  const vial = { ...contents.vial, ...template.vial };
  files.write("package.json", `${JSON.stringify({ ...contents, vial, devDependencies }, undefined, 2)}\n`);
}
