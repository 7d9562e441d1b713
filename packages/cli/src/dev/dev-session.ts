import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { defaultLimits, type Isolation, type PluginManifest } from "@vial/host";
import { type Fixture, readFixtures } from "../fixtures/fixture.ts";
import { Failure } from "../failure.ts";
import { type Project, readProject } from "../project/project.ts";
import { copyBuild } from "./build-copy.ts";
import { BuildLoop } from "./build-loop.ts";
import type { CallHistory } from "./call-history.ts";
import { CallRunner } from "./call-runner.ts";
import { describeCapabilities, settingsOf } from "./grants.ts";
import { watchHttp } from "./http-watch.ts";
import { differenceOf } from "./output-difference.ts";
import { type DevHost, PluginSlots } from "./plugin-slots.ts";
import type {
  BuildState,
  DevEvent,
  DevState,
  Difference,
  ExportState,
  FixtureState,
  Settings,
} from "./protocol.ts";

export interface DevSessionOptions {
  readonly folder: string;
  readonly debug: boolean;
  readonly isolation: Exclude<Isolation, "inline">;
  readonly timeoutMs: number;
  readonly deadline: number | undefined;
  readonly settings: Settings;
}

/** A call that cannot be made now. */
export class NotNow extends Failure {}

/** What `vial dev` keeps running: a project that is built after every change, and its plugin in a host. */
export class DevSession implements AsyncDisposable {
  readonly #options: DevSessionOptions;
  readonly #folder: string;
  readonly #slots: PluginSlots;
  readonly #calls: CallRunner;
  readonly #loop: BuildLoop;
  readonly #http: Disposable;
  readonly #listeners = new Set<(event: DevEvent) => void>();
  #project: Project;
  #exports: readonly ExportState[] = [];
  #fixtures: readonly Fixture[] = [];
  #settings: Settings;
  #build: BuildState = { kind: "building", since: Date.now(), output: "" };
  #builds = 0;
  /** Loading a build and changing what is granted wait for each other. */
  #changes: Promise<unknown> = Promise.resolve();

  /** @throws Failure when there is no valid `vial.json`. */
  static async start(options: DevSessionOptions): Promise<DevSession> {
    const project = await readProject(options.folder);
    const folder = await mkdtemp(join(tmpdir(), "vial-dev-"));
    const session = new DevSession(options, project, folder);
    session.#loop.start();
    return session;
  }

  private constructor(options: DevSessionOptions, project: Project, folder: string) {
    this.#options = options;
    this.#folder = folder;
    this.#project = project;
    this.#settings = options.settings;
    this.#slots = new PluginSlots({
      isolation: options.isolation,
      onLog: (entry) => this.#calls.log(entry),
      observer: (event) => this.#calls.event(event),
    });
    this.#calls = new CallRunner(this.#slots, {
      deadline: options.deadline,
      tell: (call) => this.#tell({ type: "call", call }),
    });
    this.#http = watchHttp((text) => this.#calls.event({ kind: "http", text }));
    this.#loop = new BuildLoop({
      folder: project.folder,
      debug: options.debug,
      timeoutMs: options.timeoutMs,
      onState: (state) => {
        this.#build = state;
        this.#tellState();
      },
      onProject: (read) => this.#readProject(read),
      onModule: (read, module) => this.#replace(read, module),
    });
  }

  get state(): DevState {
    const { manifest, folder } = this.#project;
    const { name, version, description, language } = manifest;
    const { fixture } = this.#host;
    return {
      plugin: { name, version, description, language, folder },
      exports: this.#exports,
      fixtures: this.#fixtures.map(describeFixture),
      capabilities: describeCapabilities(
        manifest,
        fixture ? settingsOf(fixture, this.#settings, manifest) : this.#settings,
      ),
      settings: this.#settings,
      build: this.#build,
      serving: this.#slots.serving,
      previous: this.#slots.previous,
      refusal: this.#slots.refusal,
      limits: {
        inputBytes: manifest.limits?.inputBytes ?? defaultLimits.inputBytes,
        deadlineMs: this.#options.deadline ?? manifest.limits?.deadlineMs ?? defaultLimits.deadlineMs,
      },
    };
  }

  get history(): CallHistory {
    return this.#calls.history;
  }

  get #host(): DevHost {
    const { fixture: name } = this.#settings;
    return { settings: this.#settings, fixture: name === null ? undefined : this.fixture(name) };
  }

  fixture(name: string): Fixture | undefined {
    return this.#fixtures.find((each) => each.name === name);
  }

  /** Tells of everything that happens from now on, until it is disposed of. */
  listen(listener: (event: DevEvent) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /**
   * Starts a call on the newest build that answers, or on the one before it.
   *
   * @returns the call's number
   * @throws NotNow when there is no such build, or it has no such export.
   */
  call(exportName: string, input: Uint8Array, on: "current" | "previous" = "current"): number {
    const build = on === "current" ? this.#slots.serving : (this.#slots.previous ?? 0);
    if (build === 0)
      throw new NotNow(on === "current" ? "no build is loaded yet" : "there is no earlier build", {
        hint: on === "current" ? "See how the build stands." : "Change the plugin, and save.",
      });
    const known = this.#slots.build(build)!.project.manifest.exports;
    if (!Object.hasOwn(known, exportName))
      throw new NotNow(`build ${build} has no export of that name`, {
        hint: `It has ${Object.keys(known).join(", ")}.`,
      });
    return this.#calls.start({ build, export: exportName, input });
  }

  cancel(id: number): void {
    this.#calls.cancel(id);
  }

  clear(): void {
    this.history.clear();
    this.#tell({ type: "calls", calls: [] });
  }

  difference(id: number): Difference | undefined {
    const call = this.history.get(id);
    return call && differenceOf(call, this.history.earlierOf(call));
  }

  async configure(settings: Settings): Promise<void> {
    await this.#change(async () => {
      this.#settings = settings;
      await this.#slots.configure(this.#host);
    });
  }

  rebuild(): void {
    this.#loop.rebuild();
  }

  stopBuild(): void {
    this.#loop.stop();
  }

  async #replace(project: Project, module: string): Promise<void> {
    await this.#change(async () => {
      const copy = await copyBuild(project, module, { number: this.#builds + 1, parent: this.#folder });
      const before = this.#slots.build(this.#slots.serving);
      // A build that gives the same module, with the same contract, changes nothing.
      if (before && Buffer.compare(before.bytes, copy.bytes) === 0 && (await sameManifests(before, copy)))
        return;
      this.#builds += 1;
      await this.#slots.swap(copy, this.#host);
    });
  }

  async #change(work: () => Promise<void>): Promise<void> {
    const change = this.#changes.then(work);
    this.#changes = change.catch(() => {});
    await change;
    this.#tellState();
  }

  async #readProject(project: Project): Promise<void> {
    this.#project = project;
    this.#exports = await Promise.all(
      Object.entries(project.manifest.exports).map(([name, each]) => describeExport(project, name, each)),
    );
    // A fixture that is none is `vial test`'s to name.
    const before = this.#host.fixture;
    this.#fixtures = await readFixtures(join(project.folder, "fixtures"), []).catch(() => []);
    const { settings, fixture } = this.#host;
    if (isDeepStrictEqual(before, fixture)) this.#tellState();
    else await this.configure({ ...settings, fixture: fixture?.name ?? null });
  }

  #tellState(): void {
    this.#tell({ type: "state", state: this.state });
  }

  #tell(event: DevEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Tells the pages that it is over, while they still listen. */
  end(): void {
    this.#tell({ type: "ended" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#calls.cancelAll();
    await this.#loop[Symbol.asyncDispose]();
    await this.#changes;
    await this.#slots[Symbol.asyncDispose]();
    this.#http[Symbol.dispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function sameManifests(a: { manifestPath: string }, b: { manifestPath: string }): Promise<boolean> {
  return (await readFile(a.manifestPath, "utf8")) === (await readFile(b.manifestPath, "utf8"));
}

function describeFixture({ name, config, settings }: Fixture): FixtureState {
  const answers = settings.http.length + Object.keys(settings.functions).length;
  return { name, export: settings.export, playsHost: answers + Object.keys(config).length > 0 };
}

async function describeExport(
  { folder, manifestPath }: Project,
  name: string,
  { description, input }: PluginManifest["exports"][string],
): Promise<ExportState> {
  return {
    name,
    description,
    contentType: input?.contentType ?? "application/octet-stream",
    schema: await readSchema(folder, manifestPath, input?.schema),
  };
}

async function readSchema(
  folder: string,
  manifestPath: string,
  schema: NonNullable<PluginManifest["exports"][string]["input"]>["schema"],
): Promise<Readonly<Record<string, unknown>> | null> {
  if (schema === undefined) return null;
  if (typeof schema !== "string") return schema as Readonly<Record<string, unknown>>;
  const path = join(folder, schema);
  try {
    return JSON.parse(await readFile(path, "utf8")) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Failure(`${manifestPath} names the schema ${schema}: ${(error as Error).message}`, {
      hint: "Mend the file, or its name in vial.json.",
    });
  }
}
