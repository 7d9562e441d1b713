/**
 * Runs a command in a toolchain's environment: `run.ts <language> <command> [argument...]`, for example
 * `run.ts c clang-format --dry-run -Werror src/plugin.c`. Ends as the command does.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { findToolchain, languages, ToolchainError } from "../../packages/toolchains/src/index.ts";
import { helpWhenAsked, misunderstood } from "../command-line.ts";

const usage = `usage: run.ts ${languages.join("|")} <command> [argument...]

Runs a command in a toolchain's environment.`;
const [name, command, ...args] = process.argv.slice(2);
const language = languages.find((known) => known === name);
if (language === undefined || command === undefined) {
  helpWhenAsked(usage);
  misunderstood(usage);
}
try {
  const { env } = await findToolchain(language);
  // npm's commands are batch files there.
  const child = spawn(command, args, { env, stdio: "inherit", shell: process.platform === "win32" });
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
