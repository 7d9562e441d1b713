import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../../src/index.ts";
import { temporaryFolder } from "./folder.ts";

/** A small program and the commands that make `answer.wasm` of it, which exports `answer() -> 42`. */
export interface Project {
  /** Text of each file, by its path. */
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly [string, ...string[]])[];
  /** Path of the module. */
  readonly module: string;
}

/** What a command did. */
export interface Outcome {
  readonly status: number | null;
  /** Both outputs. */
  readonly said: string;
}

/** Runs a command as a build script would. */
export function run(
  [command, ...args]: readonly [string, ...string[]],
  cwd: string,
  env: Environment,
): Outcome {
  // npm's commands are batch files there.
  const shell = process.platform === "win32";
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, shell, encoding: "utf8" });
  return { status, said: error ? error.message : stdout + stderr };
}

/** Writes a project into a folder of its own. */
export function writeProject({ files }: Project): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Builds a project in a folder of its own and returns the module. */
export function build(project: Project, env: Environment): Buffer<ArrayBuffer> {
  const folder = writeProject(project);
  for (const command of project.commands) {
    const { status, said } = run(command, folder, env);
    if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${said}`);
  }
  return readFileSync(join(folder, project.module));
}

/** What a module's `answer` returns. */
export function answerOf(bytes: Buffer<ArrayBuffer>): unknown {
  const module = new WebAssembly.Module(bytes);
  const imports: Record<string, Record<string, () => number>> = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    (imports[namespace] ??= {})[name] = () => 0;
  }
  const { _initialize, answer } = new WebAssembly.Instance(module, imports).exports as {
    readonly _initialize?: () => void;
    readonly answer: () => unknown;
  };
  _initialize?.();
  return answer();
}
