import { type Isolation, type LogEntry, type PluginInfo, PluginManager, type PluginResult } from "@vial/host";
import { PluginError } from "@vial/host";
import type { Fixture } from "../fixtures/fixture.ts";
import { HostMocks, mockedFunctions } from "../fixtures/host-mocks.ts";
import { configFor } from "../project/grants.ts";
import { type BuildCopy, removeBuild } from "./build-copy.ts";
import { type CallObserver, devFunctions, devPolicy, settingsOf } from "./grants.ts";
import type { Refusal, Settings } from "./protocol.ts";

interface Slot {
  readonly build: BuildCopy;
  /** What it is loaded as; every loading has a name of its own, as two of them overlap. */
  readonly key: string;
}

/** What plugins are loaded with: what was set by hand, or a fixture that plays the host. */
export interface DevHost {
  readonly settings: Settings;
  readonly fixture: Fixture | undefined;
}

export interface SlotsOptions {
  readonly isolation: Isolation;
  readonly onLog: (entry: LogEntry) => void;
  readonly observer: CallObserver;
}

export interface CallOptions {
  readonly id: string;
  readonly export: string;
  readonly deadline: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * The build that answers calls, and the one before it, in a host that keeps running. A build takes its place once the host
 * has loaded it; calls that are under way end on the one they began on.
 */
export class PluginSlots implements AsyncDisposable {
  readonly #plugins = new PluginManager();
  readonly #options: SlotsOptions;
  #fixture: Fixture | undefined;
  #loads = 0;
  #current: Slot | undefined;
  #previous: Slot | undefined;
  /** The newest build while the host refuses it: it is tried again when what is granted changes. */
  #refused: { readonly build: BuildCopy; readonly refusal: Refusal } | undefined;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  get serving(): number {
    return this.#current?.build.number ?? 0;
  }

  get previous(): number | null {
    return this.#previous?.build.number ?? null;
  }

  get refusal(): Refusal | null {
    return this.#refused?.refusal ?? null;
  }

  build(number: number): BuildCopy | undefined {
    return this.#slot(number)?.build;
  }

  /** Loads a build and lets it answer from now on. When the host refuses it, everything stays as it was. */
  async swap(build: BuildCopy, host: DevHost): Promise<void> {
    const stale = this.#refused;
    const loaded = await this.#load(build, host);
    if (stale !== undefined && stale.build !== build) await removeBuild(stale.build);
    if (loaded instanceof PluginError) {
      const { code, message } = loaded;
      this.#refused = { build, refusal: { build: build.number, code, message } };
      return;
    }
    this.#refused = undefined;
    const oldest = this.#previous;
    this.#previous = this.#current;
    this.#current = loaded;
    if (oldest !== undefined) await this.#drop(oldest);
  }

  /** Loads what is there anew, with other grants. What is refused under them no longer answers. */
  async configure(host: DevHost): Promise<void> {
    this.#fixture = host.fixture;
    if (this.#refused !== undefined) {
      await this.swap(this.#refused.build, host);
      if (this.#refused !== undefined) return;
    }
    const [current, previous] = [this.#current, this.#previous];
    if (current !== undefined) {
      const loaded = await this.#load(current.build, host);
      if (loaded instanceof PluginError) {
        const { code, message } = loaded;
        this.#refused = {
          build: current.build,
          refusal: { build: current.build.number, code, message },
        };
        this.#current = undefined;
      } else this.#current = loaded;
      await this.#plugins.unload(current.key);
    }
    if (previous !== undefined) {
      const loaded = await this.#load(previous.build, host);
      this.#previous = loaded instanceof PluginError ? undefined : loaded;
      await this.#plugins.unload(previous.key);
    }
  }

  /** @throws PluginError */
  async call(
    number: number,
    input: Uint8Array,
    { deadline, ...options }: CallOptions,
  ): Promise<PluginResult> {
    const { key, build } = this.#slot(number)!;
    const mocks = this.#fixture && new HostMocks(this.#fixture, build.project.manifest);
    try {
      return await this.#plugins.execute(key, input, {
        ...options,
        ...(deadline !== undefined && { deadline }),
        ...(mocks && { hostContext: mocks }),
      });
    } finally {
      if (mocks) this.#tellOf(mocks);
    }
  }

  info(number: number): PluginInfo | undefined {
    const key = this.#slot(number)?.key;
    return this.#plugins.list().find(({ name }) => name === key);
  }

  #tellOf(mocks: HostMocks): void {
    const { observer } = this.#options;
    for (const what of mocks.answered)
      observer({ kind: "function", text: `It asked ${what}. The fixture answered.` });
    for (const what of mocks.unexpected)
      observer({ kind: "refused", text: `It asked for what the fixture does not list: ${what}` });
    for (const what of mocks.unconsumed())
      observer({ kind: "refused", text: `It did not ask for what the fixture lists: ${what}` });
  }

  #slot(number: number): Slot | undefined {
    return [this.#current, this.#previous].find((slot) => slot?.build.number === number);
  }

  async #load(build: BuildCopy, { settings: given, fixture }: DevHost): Promise<Slot | PluginError> {
    const { manifest } = build.project;
    const settings = fixture ? settingsOf(fixture, given, manifest) : given;
    this.#loads += 1;
    const key = `${manifest.name} (build ${build.number}, loaded as ${this.#loads})`;
    try {
      await this.#plugins.load(key, {
        source: build.manifestPath,
        isolation: this.#options.isolation,
        ...configFor(manifest, settings.config),
        policy: devPolicy(manifest, settings),
        functions: fixture
          ? mockedFunctions(fixture, manifest)
          : devFunctions(manifest, settings, this.#options.observer),
        limits: devLimits(build),
        // The names in a stack are for who wrote the plugin, and this is their own machine.
        debug: true,
        logLevel: "trace",
        onLog: this.#options.onLog,
        // One after the other, so that what the host is asked for belongs to the call that runs.
        concurrency: 1,
      });
      return { build, key };
    } catch (error) {
      if (error instanceof PluginError) return error;
      throw error;
    }
  }

  async #drop({ key, build }: Slot): Promise<void> {
    await this.#plugins.unload(key);
    await removeBuild(build);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#plugins[Symbol.asyncDispose]();
  }
}

/** A debug build is larger and starts more slowly than what it stands for. */
export function devLimits({ project }: BuildCopy): Record<string, number> {
  return { ...project.manifest.limits, startMs: 60_000, moduleBytes: 2 ** 30 };
}
