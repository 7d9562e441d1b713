import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vial } from "./vial.ts";

/** Where the rules of the project that `devProject` makes are. */
export const rulesFile = join("assembly", "assess.ts");

/**
 * A new plugin in the language whose compiler npm installs, that also logs, traps at 13 kg and loops for ever at 14.
 *
 * @param parent a folder in which the npm packages are installed
 * @returns its folder
 */
export async function devProject(parent: string, name = "lab-results"): Promise<string> {
  const made = await vial(["new", name, "--language", "assemblyscript"], { cwd: parent });
  if (made.code !== 0) throw new Error(made.error);
  const folder = join(parent, name);
  edit(folder, rulesFile, [
    ["import { fail }", "import { fail, log }"],
    [
      "  if (weightKg < 1",
      '  log.info(`assessing ${weightKg} kg`);\n  log.warn("heights are taken as they are");\n  if (weightKg == 13) unreachable();\n  while (weightKg == 14) {}\n  if (weightKg < 1',
    ],
  ]);
  return folder;
}

/** Changes a file of a project. Throws when there is nothing to change, as the test would then show nothing. */
export function edit(
  folder: string,
  file: string,
  changes: readonly (readonly [from: string, to: string])[],
): void {
  const path = join(folder, file);
  let text = readFileSync(path, "utf8");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}
