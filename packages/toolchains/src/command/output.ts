import { execFile } from "node:child_process";
import type { Environment } from "../toolchain.ts";

/** What a command prints to its standard output; nothing if it does not run, fails or takes over half a minute. */
export async function output(command: string, args: readonly string[], env: Environment): Promise<string> {
  return await new Promise((resolve) => {
    execFile(command, args, { env, timeout: 30_000, encoding: "utf8" }, (error, stdout) => {
      resolve(error ? "" : stdout.trim());
    });
  });
}
