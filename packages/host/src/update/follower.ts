import { PluginError } from "../plugin-error.ts";
import type { LoadedPlugin } from "./loaded-plugin.ts";
import type { UpdateRules } from "./update-options.ts";
import type { Updater } from "./updater.ts";

/** How much longer pauses get while a release cannot be looked up: up to this many times as long. */
const longestBackoff = 16;

export interface FollowerParts {
  readonly loaded: LoadedPlugin;
  readonly updater: Updater;
  readonly wanted: string;
  readonly rules: UpdateRules;
  readonly everyMs: number;
}

/**
 * Looks again and again what a tag or a range stands for, and updates its plugin to it. Hosts that follow the same release look at
 * different times, each by chance. A release that was refused or rolled back is not tried again until something else is
 * published, or `update` asks for it.
 */
export class Follower implements Disposable {
  readonly #parts: FollowerParts;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #backoff = 1;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#wait(parts.everyMs * Math.random());
  }

  get loaded(): LoadedPlugin {
    return this.#parts.loaded;
  }

  /** No more looks; a trial that is under way goes on. */
  [Symbol.dispose](): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => void this.#look(), Math.min(ms, 2 ** 31 - 1)).unref();
  }

  async #look(): Promise<void> {
    const { everyMs } = this.#parts;
    try {
      await this.#update();
      this.#backoff = 1;
    } catch {
      // Told as an event.
      this.#backoff = Math.min(this.#backoff * 2, longestBackoff);
    }
    if (!this.#stopped.signal.aborted) this.#wait(everyMs * this.#backoff * (0.75 + Math.random() / 2));
  }

  async #update(): Promise<void> {
    const { loaded, updater, wanted, rules } = this.#parts;
    const { signal } = this.#stopped;
    // A trial is to end first.
    if (loaded.update !== undefined) return;
    const release = await updater.look(loaded, wanted, rules, signal).catch((error: unknown) => {
      if (!signal.aborted) updater.tellUnreachable(loaded, wanted, error);
      throw error;
    });
    const known = release.digest === loaded.serving.plugin.release || loaded.rejected.has(release.digest);
    if (signal.aborted || loaded.update !== undefined || known) return;
    try {
      await updater.update(loaded, { wanted, rules, release, signal });
    } catch (error) {
      if (error instanceof PluginError && !error.retryable && !signal.aborted)
        loaded.rejected.add(release.digest);
      throw error;
    }
  }
}
