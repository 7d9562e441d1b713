import { EventEmitter } from "node:events";
import type { Engine } from "../engine/engine.ts";
import { checkLoadOptions, invalidOption } from "../load-options.ts";
import { PluginError } from "../plugin-error.ts";
import { Plugin } from "../plugin.ts";
import type { Release, Releases } from "../release/release.ts";
import { findRelease, updateCancelled } from "./find-release.ts";
import { checkHealth } from "./health-check.ts";
import { KeptVersions, type KeepOptions } from "./kept-versions.ts";
import { refOf, type LoadedPlugin, type LoadedVersion, type PendingUpdate } from "./loaded-plugin.ts";
import { shownNames } from "./shown-names.ts";
import { Succession } from "./succession.ts";
import { Trial } from "./trial.ts";
import type { UpdateEvent, UpdateOutcome, UpdateStep, VersionRef } from "./update-event.ts";
import type { UpdateRules } from "./update-options.ts";

/** What `plugins.updates` emits. */
export interface UpdateEvents {
  readonly update: [UpdateEvent];
}

/** An update whose new version gets its calls. */
export interface Update {
  readonly from: VersionRef;
  readonly to: VersionRef;
  /** What comes of it. Never rejects; settles once the new version has proved itself or was taken back. */
  readonly outcome: Promise<UpdateOutcome>;
}

interface UpdaterParts {
  readonly engine: Engine;
  readonly releases: Releases | undefined;
  readonly keep: KeepOptions | undefined;
  readonly close: (plugin: Plugin) => Promise<void>;
}

/** What is to be updated to. */
interface Wish {
  readonly wanted: string;
  readonly rules: UpdateRules;
  readonly signal?: AbortSignal | undefined;
  /** The release, where it was found already. */
  readonly release?: Release;
}

/** Brings new versions of plugins to where they can take calls. */
export class Updater {
  readonly events: EventEmitter<UpdateEvents> = new EventEmitter();
  readonly succession: Succession;
  readonly #parts: UpdaterParts;

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
    this.succession = new Succession({
      kept: new KeptVersions(parts.keep),
      close: parts.close,
      tell: (loaded, step) => this.#tell(loaded, step),
    });
  }

  async update(loaded: LoadedPlugin, wish: Wish): Promise<Update> {
    const { succession } = this;
    succession.makeRoom(loaded);
    const { wanted, rules, signal } = wish;
    const { promise: outcome, resolve: settle } = Promise.withResolvers<UpdateOutcome>();
    const cancellation = new AbortController();
    const trial = new Trial(loaded.serving.plugin, rules);
    const { strategy } = rules;
    const update: PendingUpdate = { wanted, strategy, cancellation, trial, settle, candidate: undefined };
    const cancel = (): void => succession.cancel(loaded, update, signal?.reason);
    loaded.update = update;
    loaded.trial = trial;
    signal?.addEventListener("abort", cancel, { once: true });
    this.#tell(loaded, { kind: "started", wanted, strategy });
    try {
      if (signal?.aborted === true) cancel();
      const from = refOf(loaded.serving.plugin);
      const release = wish.release ?? (await this.look(loaded, wanted, rules, cancellation.signal));
      if (release.digest === from.release) return this.#leave(loaded, update, outcome);
      const candidate = await this.#prepare(loaded, release, rules, cancellation.signal);
      if (cancellation.signal.aborted) {
        await this.#parts.close(candidate.plugin);
        throw updateCancelled(loaded.name, cancellation.signal);
      }
      succession.begin(loaded, update, candidate, shownNames(release));
      return { from, to: refOf(candidate.plugin), outcome };
    } catch (cause) {
      // Whatever else went wrong meanwhile, it was called off first.
      const { signal: cancelled } = cancellation;
      const error = cancelled.aborted ? updateCancelled(loaded.name, cancelled) : cause;
      succession.cancel(loaded, update);
      this.#tell(loaded, { kind: "refused", wanted, code: codeOf(error) });
      throw error;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** @throws PluginError `INVALID_OPTION` when the manager was given no releases; what `findRelease` throws. */
  async look(
    loaded: LoadedPlugin,
    wanted: string,
    { fetchMs }: UpdateRules,
    signal: AbortSignal,
  ): Promise<Release> {
    const { releases } = this.#parts;
    const plugin = loaded.name;
    if (releases === undefined)
      throw invalidOption("PluginManager: updates need its option releases", plugin);
    const name = loaded.serving.plugin.releasedAs ?? plugin;
    return await findRelease(releases, { plugin, name, wanted, fetchMs, signal });
  }

  tellUnreachable(loaded: LoadedPlugin, wanted: string, error: unknown): void {
    this.#tell(loaded, { kind: "unreachable", wanted, code: codeOf(error) });
  }

  /** Loads a version beside the one that serves, with as many instances, and has it pass its fixtures. */
  async #prepare(
    { name, serving }: LoadedPlugin,
    release: Release,
    rules: UpdateRules,
    signal: AbortSignal,
  ): Promise<LoadedVersion> {
    const { engine, close } = this.#parts;
    const settings = { ...serving.settings, ...rules.load };
    const options = { ...settings, source: release, version: release.version };
    checkLoadOptions(name, options);
    const plugin = await Plugin.load(name, options, engine, {
      runners: Math.max(1, serving.plugin.pool.size),
      adapt: (spec) => ({ ...spec, background: true }),
    });
    try {
      if (rules.strategy === "shadow" && !rules.repeatEffects) refuseEffects(plugin);
      await checkHealth({ name, options, release, engine, signal });
      return { plugin, settings };
    } catch (error) {
      await close(plugin);
      throw error;
    }
  }

  /** The release is the one that serves: there is nothing to do. */
  #leave(loaded: LoadedPlugin, update: PendingUpdate, outcome: Promise<UpdateOutcome>): Update {
    this.succession.cancel(loaded, update);
    const version = refOf(loaded.serving.plugin);
    update.settle({ state: "unchanged" });
    this.#tell(loaded, { kind: "unchanged", version });
    return { from: version, to: version, outcome };
  }

  /** What a listener throws is the host's own affair and changes no update. */
  #tell(loaded: LoadedPlugin, step: UpdateStep): void {
    const event = { plugin: loaded.name, at: new Date().toISOString(), ...step };
    loaded.note(event);
    try {
      this.events.emit("update", event);
    } catch {
      process.emitWarning(`A listener of the updates of plugin ${JSON.stringify(loaded.name)} failed.`);
    }
  }
}

function codeOf(error: unknown): PluginError["code"] {
  return error instanceof PluginError ? error.code : "SOURCE_UNREADABLE";
}

/** @throws PluginError `INVALID_OPTION`. */
function refuseEffects({ spec }: Plugin): void {
  const { functions, granted } = spec;
  const calls = Object.values(functions).some((own) => Object.keys(own).length > 0);
  if (!calls && granted.http.length + granted.hostPatterns.length === 0) return;
  throw invalidOption(
    "update: a shadow would call the plugin's host functions and send its HTTP requests a second time; repeatEffects allows it",
    spec.name,
  );
}
