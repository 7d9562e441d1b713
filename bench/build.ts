/**
 * Builds the workloads' plugins, each with its template's build script: `build.ts [workload...]`. One whose sources,
 * template and compiler are those of the last time is left as it is.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findToolchain, type Language } from "../packages/toolchains/src/index.ts";
import { findWorkloads, pluginModule, type Workload } from "./workloads.ts";

const builder = fileURLToPath(new URL("../scripts/toolchains/build.ts", import.meta.url));
const templates = fileURLToPath(new URL("../templates/", import.meta.url));
const assemblyScriptPdk = fileURLToPath(new URL("../packages/as-pdk/assembly/", import.meta.url));
const notSources = new Set(["build", "target", "node_modules", "native", "test", "fixtures"]);

/** SHA-256 of all that a module is made from. */
async function stampOf(workload: Workload, language: Language): Promise<string> {
  const hash = createHash("sha256").update((await findToolchain(language)).name);
  const folders = [join(workload.folder, language), join(templates, language)];
  if (language === "assemblyscript") folders.push(assemblyScriptPdk);
  for (const folder of folders)
    for (const file of filesIn(folder)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => !notSources.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

/** Whether the module is there and up to date in the end. */
async function build(workload: Workload, language: Language): Promise<boolean> {
  const module = pluginModule(workload, language);
  const stampFile = join(dirname(module), "made-from");
  const stamp = await stampOf(workload, language);
  if (existsSync(module) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return true;
  const cwd = join(workload.folder, language);
  if (spawnSync(process.execPath, [builder, language], { cwd, stdio: "inherit" }).status !== 0) return false;
  writeFileSync(stampFile, stamp);
  return true;
}

const only = process.argv.slice(2);
const all = [
  ...(await findWorkloads()),
  ...(await findWorkloads(fileURLToPath(new URL("test-workloads/", import.meta.url)))),
];
const failed: string[] = [];
for (const workload of all) {
  if (only.length > 0 && !only.includes(workload.name)) continue;
  for (const language of workload.languages) {
    if (!(await build(workload, language))) failed.push(`${workload.name} in ${language}`);
  }
}
if (failed.length > 0) {
  console.error(`These workloads could not be built: ${failed.join(", ")}`);
  process.exitCode = 1;
}
