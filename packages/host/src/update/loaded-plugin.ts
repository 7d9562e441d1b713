import type { Plugin } from "../plugin.ts";
import type { Digest } from "../source/digest.ts";
import type { Trial, TrialProgress } from "./trial.ts";
import type { UpdateEvent, UpdateOutcome, VersionRef } from "./update-event.ts";
import type { UpdateStrategy, VersionSettings } from "./update-options.ts";

/** A version of a plugin that is there. */
export interface VersionInfo extends VersionRef {
  /** Calls it has accepted and not answered. */
  readonly pending: number;
  readonly instances: number;
  readonly memoryBytes: number;
}

/** A plugin's versions, and how they came to be where they are. */
export interface PluginVersions {
  readonly serving: VersionInfo;
  /** The version before, ready for `rollback`. */
  readonly previous: VersionInfo | undefined;
  /** The update under way. */
  readonly update: UpdateInfo | undefined;
  /** What happened, oldest first: the last hundred events. */
  readonly events: readonly UpdateEvent[];
}

/** An update under way. */
export interface UpdateInfo {
  readonly wanted: string;
  readonly strategy: UpdateStrategy;
  /** `preparing`: fetched, loaded and checked; `trial`: it gets its calls. */
  readonly state: "preparing" | "trial";
  /** The new version, once it is loaded. */
  readonly candidate: VersionInfo | undefined;
  readonly progress: TrialProgress;
}

/** An update from its start to its decision. */
export interface PendingUpdate {
  readonly wanted: string;
  readonly strategy: UpdateStrategy;
  /** Aborted when the update is called off before its trial. */
  readonly cancellation: AbortController;
  readonly trial: Trial;
  readonly settle: (outcome: UpdateOutcome) => void;
  /** There from the trial on. With the strategy `immediate` it serves already. */
  candidate: LoadedVersion | undefined;
}

/** A version with what it was loaded with, which is what the next one is loaded with. */
export interface LoadedVersion {
  readonly plugin: Plugin;
  readonly settings: VersionSettings;
}

const eventsKept = 100;

/** What a name stands for: the version that serves, the one before it, and an update under way. */
export class LoadedPlugin {
  readonly name: string;
  serving: LoadedVersion;
  /** Calls go this way while an update is under way; it is what keeps updates out of all other calls. */
  trial: Trial | undefined = undefined;
  previous: LoadedVersion | undefined = undefined;
  update: PendingUpdate | undefined = undefined;
  /** Releases that were refused or taken back: whoever follows a tag leaves them alone. */
  readonly rejected: Set<Digest> = new Set();
  readonly #events: UpdateEvent[] = [];

  constructor(name: string, serving: LoadedVersion) {
    this.name = name;
    this.serving = serving;
  }

  note(event: UpdateEvent): void {
    this.#events.push(event);
    if (this.#events.length > eventsKept) this.#events.shift();
  }

  /** Every version that holds something. */
  get all(): readonly LoadedVersion[] {
    return [...new Set([this.serving, this.update?.candidate, this.previous])].filter(
      (version) => version !== undefined,
    );
  }

  get versions(): PluginVersions {
    const { serving, previous, update } = this;
    return {
      serving: infoOf(serving.plugin),
      previous: previous && infoOf(previous.plugin),
      update: update && {
        wanted: update.wanted,
        strategy: update.strategy,
        state: update.candidate === undefined ? "preparing" : "trial",
        candidate: update.candidate && infoOf(update.candidate.plugin),
        progress: update.trial.progress,
      },
      events: [...this.#events],
    };
  }
}

export function refOf({ spec, digest, release }: Plugin): VersionRef {
  return { version: spec.version, digest, release };
}

function infoOf(plugin: Plugin): VersionInfo {
  const { pending, size, memoryBytes } = plugin.pool;
  return { ...refOf(plugin), pending, instances: size, memoryBytes };
}
