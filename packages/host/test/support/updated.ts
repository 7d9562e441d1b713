import { PluginManager, type LoadOptions, type UpdateEvent } from "@vial/host";
import { MemoryReleases } from "./memory-releases.ts";
import { versionedRelease, versionIn, type Behaviour } from "./versioned-plugin.ts";

/** A manager with the test plugin loaded in version 1.0.0, and the releases it can be updated to. */
export class Updated implements AsyncDisposable {
  readonly releases = new MemoryReleases();
  readonly plugins: PluginManager;
  readonly events: UpdateEvent[] = [];

  private constructor(keep: { readonly ms?: number; readonly bytes?: number }) {
    this.plugins = new PluginManager({ releases: this.releases, keep });
    this.plugins.updates.on("update", (event) => this.events.push(event));
  }

  static async load(
    options: Partial<LoadOptions> = {},
    behaviour: Partial<Behaviour> = {},
    keep: { readonly ms?: number; readonly bytes?: number } = {},
  ): Promise<Updated> {
    const updated = new Updated(keep);
    const source = versionedRelease({ version: "1.0.0", ...behaviour });
    updated.releases.publish(source);
    await updated.plugins.load("versioned", { isolation: "inline", ...options, source });
    return updated;
  }

  /** Publishes a version. */
  publish(behaviour: Behaviour, ...tags: readonly string[]): void {
    this.releases.publish(versionedRelease(behaviour), ...tags);
  }

  /** Calls the plugin and says which version answered. */
  async version(input = "0", key?: string): Promise<string> {
    const options = key === undefined ? {} : { key };
    const result = await this.plugins.execute("versioned", input, { deadline: 20_000, ...options });
    return versionIn(result.text(), input);
  }

  /** Calls the plugin so many times, one after the other, whatever comes of it. */
  async call(times: number, input = "0"): Promise<void> {
    for (let call = 0; call < times; call++) {
      await this.plugins.execute("versioned", input, { deadline: 20_000 }).catch(() => {});
      // What comes after an answer, copies of the call for example, has its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  kinds(): string[] {
    return this.events.map(({ kind }) => kind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.plugins[Symbol.asyncDispose]();
  }
}
