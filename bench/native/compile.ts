import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { NativeBuildError } from "./program.ts";

interface CompileOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs a compiler.
 *
 * @throws NativeBuildError when it cannot be started or fails.
 */
export async function compile(
  command: string,
  args: readonly string[],
  { cwd, env }: CompileOptions,
): Promise<void> {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
  const said = text(child.stderr);
  const ended = once(child, "close") as Promise<[number | null]>;
  const line = [command, ...args].join(" ");
  const code = await ended.then(
    ([status]) => status,
    (error: Error) => {
      throw new NativeBuildError(`${line}: ${error.message}`);
    },
  );
  if (code !== 0) throw new NativeBuildError(`${line}: ended with ${code}\n${await said}`);
}
