import { PluginError } from "../plugin-error.ts";
import type { Plugin } from "../plugin.ts";
import type { KeptVersions } from "./kept-versions.ts";
import { refOf, type LoadedPlugin, type LoadedVersion, type PendingUpdate } from "./loaded-plugin.ts";
import type { RollbackReason, UpdateOutcome, UpdateStep, VersionRef } from "./update-event.ts";

interface SuccessionParts {
  readonly kept: KeptVersions;
  /** Waits for a version's calls, then frees it. */
  readonly close: (plugin: Plugin) => Promise<void>;
  readonly tell: (loaded: LoadedPlugin, step: UpdateStep) => void;
}

/** Which of a plugin's versions serves. Each change is made in one go, between two calls. */
export class Succession {
  readonly #parts: SuccessionParts;

  constructor(parts: SuccessionParts) {
    this.#parts = parts;
  }

  /** The candidate gets what the strategy gives it. */
  begin(
    loaded: LoadedPlugin,
    update: PendingUpdate,
    candidate: LoadedVersion,
    names: ReadonlySet<string>,
  ): void {
    const from = loaded.serving;
    const { strategy, trial } = update;
    const start = {
      candidate: candidate.plugin,
      names,
      decided: (decision: RollbackReason | "proved"): void => {
        if (decision === "proved") this.#keep(loaded, update, candidate, "proof");
        else this.#rollBack(loaded, update, decision);
      },
    };
    update.candidate = candidate;
    if (strategy === "immediate") {
      this.#switch(loaded, candidate, () => trial.start(start));
      this.#replacePrevious(loaded, from);
    } else trial.start(start);
    const { tell } = this.#parts;
    tell(loaded, { kind: "trial", strategy, from: refOf(from.plugin), to: refOf(candidate.plugin) });
  }

  /** Calls off an update whose version has no calls yet. */
  cancel(loaded: LoadedPlugin, update: PendingUpdate, reason?: unknown): void {
    update.cancellation.abort(reason);
    if (loaded.update === update) endTrial(loaded, update);
  }

  /** @throws PluginError `NO_PREVIOUS_VERSION`. */
  rollback(loaded: LoadedPlugin): VersionRef {
    const { update, previous, serving } = loaded;
    if (update?.candidate !== undefined) this.#rollBack(loaded, update, { kind: "requested" });
    else if (update !== undefined) this.cancel(loaded, update);
    else if (previous === undefined) {
      const message =
        "There is no version to go back to: the plugin was not updated, or the version before is no longer kept.";
      throw new PluginError("NO_PREVIOUS_VERSION", message, { plugin: loaded.name, phase: "manage" });
    } else {
      this.#restore(loaded, previous);
      this.#reject(loaded, serving, { kind: "requested" });
    }
    return refOf(loaded.serving.plugin);
  }

  /** @throws PluginError `UPDATE_NOT_FOUND`. */
  promote(loaded: LoadedPlugin): VersionRef {
    if (!this.#keepCandidate(loaded, "request")) {
      const message = "No new version of the plugin is on trial.";
      throw new PluginError("UPDATE_NOT_FOUND", message, { plugin: loaded.name, phase: "manage" });
    }
    return refOf(loaded.serving.plugin);
  }

  /** A version that serves already, on trial, makes room for the next one. Another update under way does not. */
  makeRoom(loaded: LoadedPlugin): void {
    const { update } = loaded;
    if (update === undefined) return;
    if (update.strategy === "immediate" && this.#keepCandidate(loaded, "next update")) return;
    const message =
      "The plugin is being updated already. Await that update's outcome, or end it with rollback() or promote().";
    throw new PluginError("UPDATE_IN_PROGRESS", message, { plugin: loaded.name, phase: "manage" });
  }

  /** Ends an update and frees all versions; the calls they have accepted are answered first. */
  async unload(loaded: LoadedPlugin): Promise<void> {
    const { update, all, previous } = loaded;
    if (update !== undefined) this.cancel(loaded, update);
    if (previous !== undefined) this.#parts.kept.release(previous.plugin);
    loaded.previous = undefined;
    update?.settle({ state: "rolled-back", reason: { kind: "unloaded" } });
    await Promise.all(all.map((version) => this.#free(loaded, version)));
  }

  #keepCandidate(loaded: LoadedPlugin, by: "request" | "next update"): boolean {
    const { update } = loaded;
    if (update?.candidate === undefined) return false;
    this.#keep(loaded, update, update.candidate, by);
    return true;
  }

  /** Ends a trial in the candidate's favour: it serves, and the version before is kept for a while. */
  #keep(
    loaded: LoadedPlugin,
    update: PendingUpdate,
    candidate: LoadedVersion,
    by: Extract<UpdateOutcome, { state: "kept" }>["by"],
  ): void {
    const from = loaded.serving;
    endTrial(loaded, update);
    if (from !== candidate) {
      this.#switch(loaded, candidate);
      this.#replacePrevious(loaded, from);
    }
    const { kept, tell } = this.#parts;
    const previous = loaded.previous!;
    kept.keep(previous.plugin, () => {
      loaded.previous = undefined;
      void this.#free(loaded, previous);
    });
    const version = refOf(candidate.plugin);
    if (version.release !== undefined) loaded.rejected.delete(version.release);
    update.settle({ state: "kept", by });
    tell(loaded, { kind: "kept", version, by });
  }

  /** Ends a trial against the candidate. Its calls are answered, new ones go to the version before. */
  #rollBack(loaded: LoadedPlugin, update: PendingUpdate, reason: RollbackReason): void {
    const candidate = update.candidate!;
    endTrial(loaded, update);
    if (loaded.serving === candidate) this.#restore(loaded, loaded.previous!);
    update.settle({ state: "rolled-back", reason });
    this.#reject(loaded, candidate, reason);
  }

  #restore(loaded: LoadedPlugin, previous: LoadedVersion): void {
    this.#switch(loaded, previous);
    loaded.previous = undefined;
    this.#parts.kept.release(previous.plugin);
  }

  #reject(loaded: LoadedPlugin, rejected: LoadedVersion, reason: RollbackReason): void {
    const from = refOf(rejected.plugin);
    if (from.release !== undefined) loaded.rejected.add(from.release);
    void this.#free(loaded, rejected);
    this.#parts.tell(loaded, { kind: "rolled-back", from, to: refOf(loaded.serving.plugin), reason });
  }

  #replacePrevious(loaded: LoadedPlugin, previous: LoadedVersion): void {
    const older = loaded.previous;
    loaded.previous = previous;
    if (older === undefined) return;
    this.#parts.kept.release(older.plugin);
    void this.#free(loaded, older);
  }

  /** From here on new calls go to this version. */
  #switch(loaded: LoadedPlugin, version: LoadedVersion, redirect?: () => void): void {
    const from = refOf(loaded.serving.plugin);
    const startedAt = performance.now();
    loaded.serving = version;
    redirect?.();
    const switchMs = performance.now() - startedAt;
    this.#parts.tell(loaded, { kind: "switched", from, to: refOf(version.plugin), switchMs });
  }

  async #free(loaded: LoadedPlugin, { plugin }: LoadedVersion): Promise<void> {
    await this.#parts.close(plugin);
    this.#parts.tell(loaded, { kind: "freed", version: refOf(plugin) });
  }
}

function endTrial(loaded: LoadedPlugin, update: PendingUpdate): void {
  update.trial.end();
  loaded.trial = undefined;
  loaded.update = undefined;
}
