import type { CommanderError } from "commander";
import { exitCodes, Failure } from "./failure.ts";
import { makeProgram } from "./program.ts";
import { systemFault } from "./system-fault.ts";
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
  const fault = systemFault(error);
  if (fault) return { ...fault, exitCode: exitCodes.failed };
  const { message = String(error) } = (error ?? {}) as Partial<Error>;
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
