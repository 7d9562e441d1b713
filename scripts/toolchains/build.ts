/**
 * Builds the plugin project in the current folder: `build.ts <language> [argument...]`, a project's `npm run build`.
 * Runs the language's `templates/<language>/build.mjs` with these arguments where its plain commands work, and writes
 * `built-with.json` beside the module. It installs nothing; `npm run toolchains` does.
 *
 * With `VIAL_PREBUILT=1`, a project whose compiler is missing gets its checked-in module instead.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  findToolchain,
  type Language,
  languages,
  type Toolchain,
  ToolchainError,
} from "../../packages/toolchains/src/index.ts";
import { helpWhenAsked, misunderstood } from "../command-line.ts";
import { usePrebuilt } from "./plugin/prebuilt.ts";
import { writeBuiltWith } from "./plugin/built-with.ts";
import { type PluginProject, readProject } from "./plugin/project.ts";

async function compile(
  project: PluginProject,
  { language, name, env }: Toolchain,
  args: readonly string[],
): Promise<number> {
  const script = fileURLToPath(new URL(`../../templates/${language}/build.mjs`, import.meta.url));
  console.error(`${project.name}: building with ${name}`);
  const child = spawn(process.execPath, [script, ...args], { cwd: project.folder, env, stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code === 0) await writeBuiltWith(project, name, false);
  return code ?? 1;
}

async function build(language: Language, args: readonly string[]): Promise<number> {
  const project = await readProject(process.cwd());
  let toolchain: Toolchain;
  try {
    toolchain = await findToolchain(language);
  } catch (error) {
    if (!(error instanceof ToolchainError) || process.env["VIAL_PREBUILT"] !== "1") throw error;
    const builtWith = await usePrebuilt(project);
    console.error(`${project.name}: its compiler is missing, so its prebuilt module is used (${builtWith})`);
    return 0;
  }
  return compile(project, toolchain, args);
}

const usage = `usage: build.ts ${languages.join("|")} [argument...]

Builds the plugin project in the current folder with its template's build.mjs, which gets the arguments.`;
const [wanted, ...args] = process.argv.slice(2);
const language = languages.find((name) => name === wanted);
if (language === undefined) {
  helpWhenAsked(usage);
  misunderstood(usage);
}
try {
  process.exitCode = await build(language, args);
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
