import { spawnSync } from "node:child_process";

interface RunOptions {
  /** Sends the command's standard output to standard error: what the script itself prints stays alone on standard output. */
  readonly quietStdout?: boolean;
}

/** Runs a command of the workspace with this terminal; whether it succeeded. */
export function run(
  command: string,
  args: readonly string[],
  { quietStdout = false }: RunOptions = {},
): boolean {
  const { status, error } = spawnSync(command, args, {
    stdio: ["inherit", quietStdout ? 2 : "inherit", "inherit"],
    // npm's commands are batch files there.
    shell: process.platform === "win32",
  });
  if (error !== undefined) console.error(`${command} could not be started: ${error.message}`);
  return status === 0;
}

/** The same; ends this process with an error when the command fails. */
export function runOrExit(command: string, args: readonly string[], options?: RunOptions): void {
  if (!run(command, args, options)) process.exit(1);
}
