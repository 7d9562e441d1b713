import { findToolchain, installToolchain, type InstallCommands, type Language } from "@vial/toolchains";
import { languages, requirementOf, type Toolchain, ToolchainError, which } from "@vial/toolchains";
import { exitCodes } from "../failure.ts";
import { findProjectFolder, languageOf, readProject } from "../project/project.ts";
import { machineFor } from "../project/machine.ts";
import { onOutput } from "../terminal/style.ts";

export interface DoctorOptions {
  readonly language?: readonly Language[];
  readonly install?: boolean;
  readonly json?: boolean;
}

/** One line of the report. */
interface Finding {
  readonly what: string;
  /** Whether the project, or the command line, asks for it. */
  readonly needed: boolean;
  readonly needs: string;
  readonly version?: string;
  readonly path?: string;
  /** Why it cannot be used; absent when it can. */
  readonly missing?: string;
  /** What installs it on this system. */
  readonly install?: readonly string[];
}

const OLDEST_NODE = 24;

/** `vial doctor`. Ends with 1 when something that is needed is missing. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const folder = findProjectFolder(process.cwd());
  const own = folder === undefined ? [] : [languageOf(await readProject(folder))];
  const needed = options.language ?? own;
  const looked = options.language ?? languages;
  const findings: Finding[] = [node()];
  for (const language of looked) {
    const install = options.install === true && (needed.includes(language) || needed.length === 0);
    findings.push(
      await look(language, folder ?? process.cwd(), { needed: needed.includes(language), install }),
    );
  }
  if (options.json) console.log(JSON.stringify(findings, undefined, 2));
  else console.log(findings.map((finding) => describe(finding)).join("\n"));
  if (findings.some(({ missing, needed: isNeeded }) => missing !== undefined && isNeeded))
    process.exitCode = exitCodes.failed;
}

function node(): Finding {
  const version = process.versions.node;
  const needs = `Node.js ${OLDEST_NODE} or later`;
  const finding = { what: "node", needed: true, needs, version, path: process.execPath };
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return finding;
  return { ...finding, missing: `this is Node.js ${version}`, install: ["npm install --global n && n 24"] };
}

async function look(
  language: Language,
  folder: string,
  { needed, install: wanted }: { readonly needed: boolean; readonly install: boolean },
): Promise<Finding> {
  const { needs, compiler, commands } = requirementOf(language);
  const machine = machineFor(folder);
  try {
    const found: Toolchain = wanted
      ? (await installToolchain(language, { machine })).toolchain
      : await findToolchain(language, machine);
    const path = which(compiler, found.env);
    return { what: language, needed, needs, version: found.version, ...(path && { path }) };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    const { missing, commands: install } = error.missing ?? { missing: error.message, commands };
    return { what: language, needed, needs, missing, install: commandsHere(install) };
  }
}

function commandsHere({ debian, macos, windows }: InstallCommands): readonly string[] {
  if (process.platform === "darwin") return macos;
  return process.platform === "win32" ? windows : debian;
}

function describe({ what, needed, needs, version = "", path = "", missing, install = [] }: Finding): string {
  if (missing === undefined) {
    return `${onOutput("green", "✔")} ${what.padEnd(14)}  ${version.padEnd(9)}  ${path}`;
  }
  const mark = needed ? onOutput("red", "✘") : onOutput("dim", "-");
  const lines = [`${mark} ${what.padEnd(14)}  ${missing}`, `  needs ${needs}`];
  return [...lines, ...install.map((command) => `    ${command}`)].join("\n");
}
