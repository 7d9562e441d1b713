import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const command: string = fileURLToPath(new URL("../../bin/vial.js", import.meta.url));

/** What a run of `vial` did. */
export interface Outcome {
  readonly code: number | null;
  readonly bytes: Buffer;
  /** The standard output. */
  readonly out: string;
  /** The standard error. */
  readonly error: string;
}

export interface VialOptions {
  readonly cwd: string;
  readonly input?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs it. */
  readonly under?: readonly string[];
}

/** Runs `vial` as a process, without a terminal. */
export async function vial(args: readonly string[], options: VialOptions): Promise<Outcome> {
  return await runScript(command, args, options);
}

/** Runs a script with this Node. */
export async function runScript(
  script: string,
  args: readonly string[],
  { cwd, input = "", env = {}, under = [] }: VialOptions,
): Promise<Outcome> {
  // Whoever runs the tests may want colours, and asc writes them wherever CI is set.
  const { FORCE_COLOR: _color, CI: _ci, ...inherited } = process.env;
  const [program, ...words] = [...under, process.execPath, script, ...args];
  const child = spawn(program!, words, {
    cwd,
    env: { ...inherited, NO_COLOR: "1", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {}).end(input);
  const [bytes, error, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, bytes, out: bytes.toString(), error };
}
