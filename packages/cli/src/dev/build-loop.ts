import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import type { FSWatcher } from "chokidar";
import { buildProject } from "../compilation/build-project.ts";
import { Failure } from "../failure.ts";
import { type Project, readProject } from "../project/project.ts";
import { settleMs, watchSource } from "../project/watch.ts";
import { systemFault } from "../system-fault.ts";
import type { BuildState } from "./protocol.ts";

/** The end of what a compiler printed is where its errors are. */
const maxOutput = 200_000;

export interface BuildLoopOptions {
  readonly folder: string;
  readonly debug: boolean;
  readonly timeoutMs: number;
  /** Told how the source stands. */
  readonly onState: (state: BuildState) => void;
  /** Told of the project whenever its `vial.json` was read. */
  readonly onProject: (project: Project) => Promise<void>;
  /** Given a module that was built from what the project is now. */
  readonly onModule: (project: Project, module: string) => Promise<void>;
}

/** Builds a project now and after every change. A change ends the build that is under way. */
export class BuildLoop implements AsyncDisposable {
  readonly #options: BuildLoopOptions;
  readonly #watcher: FSWatcher;
  readonly #ended = new AbortController();
  #change = Promise.withResolvers<void>();
  #build = new AbortController();
  #running: Promise<void> | undefined;
  #force = false;
  /** Whether something has changed since the build began. */
  #due = false;

  constructor(options: BuildLoopOptions) {
    this.#options = options;
    this.#watcher = watchSource(options.folder, () => this.#changed());
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Builds although nothing has changed. */
  rebuild(): void {
    this.#force = true;
    this.#changed();
  }

  /** Ends the build that is under way. */
  stop(): void {
    this.#build.abort();
  }

  #changed(): void {
    this.#due = true;
    this.#change.resolve();
    this.#build.abort();
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      this.#change = Promise.withResolvers();
      this.#build = new AbortController();
      this.#due = false;
      await this.#attempt(this.#build.signal);
      await this.#change.promise;
      if (!this.#ended.signal.aborted) await sleep(settleMs);
    }
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const { folder, debug, timeoutMs, onState, onProject, onModule } = this.#options;
    const since = Date.now();
    let output = "";
    const onOutput = (text: string): void => {
      output = (output + stripVTControlCharacters(text)).slice(-maxOutput);
      onState({ kind: "building", since, output });
    };
    onState({ kind: "building", since, output });
    try {
      const project = await readProject(folder);
      await onProject(project);
      const force = this.#force;
      this.#force = false;
      const { report, compiler } = await buildProject(project, { debug, force, timeoutMs, signal, onOutput });
      await onModule(project, report.path);
      onState({ kind: "built", ms: Date.now() - since, compiler, bytes: report.bytes, output });
    } catch (error) {
      // A change ended it: the next attempt is due at once.
      if (this.#due) return;
      onState({ kind: "failed", ...describe(error, signal), output });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    this.#changed();
    await Promise.all([this.#watcher.close(), this.#running]);
  }
}

function describe(error: unknown, signal: AbortSignal): { message: string; hint: string | null } {
  if (signal.aborted) return { message: "it was stopped", hint: "Save a file, or build again." };
  if (error instanceof Failure) return { message: error.message, hint: error.hint ?? null };
  if (error instanceof Error && error.name === "ToolchainError") {
    const [message = "", ...rest] = error.message.split("\n");
    return { message, hint: rest.join("\n") || null };
  }
  // A file that vanished while it was read, no permission, a full disk: the next change is another attempt.
  const message = error instanceof Error ? error.message : String(error);
  return systemFault(error) ?? { message, hint: "Save a file to try again." };
}
