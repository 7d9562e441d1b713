import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findToolchain, type Language, type Toolchain } from "@vial/toolchains";
import { exitCodes, Failure } from "../failure.ts";
import { machineFor } from "../project/machine.ts";
import { languageOf, type Project } from "../project/project.ts";
import { onError } from "../terminal/style.ts";

export interface CompileOptions {
  readonly debug: boolean;
  /** Passed to the project's `build.mjs`. */
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Where the compilers write; this process's standard error unless set. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Finds what a project is compiled with. What it needs besides its compiler it may have installed itself.
 *
 * @throws ToolchainError with the commands that install it.
 */
export async function toolchainOf(project: Project): Promise<Toolchain & { readonly language: Language }> {
  return await findToolchain(languageOf(project), machineFor(project.folder));
}

/**
 * Runs a project's `build.mjs` where its compiler's plain commands work. What the compilers print is shown as they print
 * it, on the standard error.
 *
 * @throws Failure if it fails, is killed or takes too long.
 */
export async function compile(
  project: Project,
  toolchain: Toolchain,
  options: CompileOptions,
): Promise<void> {
  const script = join(project.folder, "build.mjs");
  if (!existsSync(script)) {
    throw new Failure(`${project.folder} has no build.mjs, which compiles it`, {
      hint: "Take the one of a new project: vial new",
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(process.execPath, [script, ...(options.debug ? ["--debug"] : []), ...options.args], {
    cwd: project.folder,
    // A group of its own, so that a compiler is ended together with the script.
    detached: process.platform !== "win32",
    env: toolchain.env,
    stdio: ["ignore", "pipe", options.onOutput ? "pipe" : "inherit"],
  });
  // Its report of what it built is said anew, by who called; it is shown when the build fails.
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  child.stderr?.setEncoding("utf8").on("data", options.onOutput ?? noop);
  const stopped = AbortSignal.any([
    AbortSignal.timeout(options.timeoutMs),
    ...(options.signal ? [options.signal] : []),
  ]);
  const stop = (): void => endGroup(child.pid);
  stopped.addEventListener("abort", stop);
  child.on("error", reject);
  child.on("close", (code, signal) => {
    if (stopped.aborted) reject(outOfTime(options));
    else if (code === 0) resolve();
    else {
      if (printed !== "") (options.onOutput ?? console.error)(printed.trimEnd());
      reject(buildFailed(code, signal));
    }
  });
  const progress = showProgress(toolchain.compiler, options);
  try {
    await promise;
  } finally {
    clearInterval(progress);
    stopped.removeEventListener("abort", stop);
  }
}

function noop(): void {}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") process.kill(pid, "SIGKILL");
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

function outOfTime({ timeoutMs, signal }: CompileOptions): Failure {
  if (signal?.aborted) return new Failure("interrupted", { exitCode: exitCodes.interrupted });
  return new Failure(`the compiler did not finish within ${timeoutMs / 1000} s and was ended`, {
    hint: "Give it longer with --timeout <seconds>, or look at what it printed last.",
  });
}

function buildFailed(code: number | null, signal: NodeJS.Signals | null): Failure {
  const how = code === null ? `was ended by ${signal}` : `failed (exit code ${code})`;
  return new Failure(`build.mjs ${how}`, {
    hint: code === null ? "The compiler crashed or ran out of memory." : "The compiler's messages are above.",
  });
}

function showProgress(compiler: string, { onOutput }: CompileOptions): NodeJS.Timeout | undefined {
  if (onOutput) return undefined;
  const startedAt = Date.now();
  return setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.error(onError("dim", `${compiler} is at work (${seconds} s)`));
  }, 15_000).unref();
}
