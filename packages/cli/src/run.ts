import type { CommanderError } from "commander";
import { exitCodes, Failure } from "./failure.ts";
import { makeProgram } from "./program.ts";
import { onError } from "./terminal/style.ts";

/**
 * Runs `vial` with these arguments, writing to this process's output. It throws nothing.
 *
 * @returns the exit code: 0; 1 when what was asked for failed; 2 for a wrong command line; 70 for a defect of `vial`;
 *   130 when it was interrupted
 * @example
 * ```ts
 * import { run } from "@vial/cli";
 *
 * process.exitCode = await run(["doctor", "--help"]);
 * ```
 */
export async function run(args: readonly string[]): Promise<number> {
  endWithReader();
  const program = makeProgram();
  if (args.length === 0) {
    program.outputHelp();
    return exitCodes.ok;
  }
  // Commander turns colours off for itself only.
  if (args.includes("--no-color")) process.env["NO_COLOR"] = "1";
  try {
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return report(error, args.includes("--verbose"));
  }
}

/** Who reads the output may stop reading (`vial --help | head`), which is no failure. */
function endWithReader(): void {
  process.stdout.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCodes.ok);
  });
}

function report(error: unknown, verbose: boolean): number {
  // It has printed its own message, or the help that was asked for.
  if (error instanceof Error && error.name === "CommanderError")
    return (error as CommanderError).exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Error && error.name === "AbortError") return exitCodes.interrupted;
  const { message, hint, exitCode } = describe(error);
  console.error(`${onError("red", "error:")} ${message}${hint === undefined ? "" : `\n       ${hint}`}`);
  if (verbose) console.error(error);
  return exitCode;
}

function describe(error: unknown): { message: string; hint: string | undefined; exitCode: number } {
  if (error instanceof Failure) return error;
  const { code, path, message = String(error) } = (error ?? {}) as NodeJS.ErrnoException;
  const where = path === undefined ? "" : `: ${path}`;
  const known = typeof code === "string" ? systemErrors[code] : undefined;
  if (known) return { message: known[0] + where, hint: known[1], exitCode: exitCodes.failed };
  if (error instanceof Error && error.name === "ToolchainError") {
    const [first = message, ...rest] = message.split("\n");
    return { message: first, hint: rest.join("\n       ") || undefined, exitCode: exitCodes.failed };
  }
  return {
    message: `vial failed: ${message}`,
    hint: "This is a defect of vial. --verbose shows where it is.",
    exitCode: exitCodes.internal,
  };
}

const systemErrors: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ["No permission", "Choose another place, or change who may write there."],
  EPERM: ["Not permitted", "Choose another place, or change who may write there."],
  EROFS: ["The file system is read-only", "Choose another place."],
  ENOSPC: ["The disk is full", "Make room, and run the command again. Nothing half-written was left."],
  EFBIG: ["The file is larger than this system lets it be", "Raise the limit (ulimit -f)."],
  EDQUOT: ["The disk quota is used up", "Make room, and run the command again."],
  ENOENT: ["No such file or folder", "Check the path."],
  ENOTDIR: ["Not a folder", "Check the path."],
  EISDIR: ["A folder, where a file is expected", "Check the path."],
  EMFILE: ["Too many open files", "Raise the limit (ulimit -n)."],
};
