import { spawn } from "node:child_process";
import { ToolchainError } from "../error.ts";
import type { Environment } from "../toolchain.ts";

export interface RunOptions {
  readonly env: Environment;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** Default: none. */
  readonly timeoutMs?: number;
}

/**
 * Runs a command and keeps what it prints to itself.
 *
 * @throws ToolchainError if it does not run or fails; the message ends with what it printed, as printed.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<void> {
  const { env, cwd, signal, timeoutMs } = options;
  const said: Buffer[] = [];
  const outcome = await new Promise<string | undefined>((resolve) => {
    const child = spawn(command, args, {
      env,
      cwd,
      signal,
      timeout: timeoutMs,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (data: Buffer) => said.push(data));
    child.stderr.on("data", (data: Buffer) => said.push(data));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, ended) => resolve(code === 0 ? undefined : `ended with ${code ?? ended}`));
  });
  signal?.throwIfAborted();
  if (outcome === undefined) return;
  throw new ToolchainError(`${[command, ...args].join(" ")}: ${outcome}\n${Buffer.concat(said).toString()}`);
}
