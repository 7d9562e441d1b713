import { PluginError, type Release, type Releases } from "@vial/host";

/** Releases in memory: by version, by digest, and by tag. */
export class MemoryReleases implements Releases {
  readonly #releases: Release[] = [];
  readonly #tags = new Map<string, Release>();
  /** Stands in for what goes wrong on the way. */
  interfere: ((wanted: string, signal: AbortSignal | undefined) => Promise<void>) | undefined;
  /** How often it was asked. */
  asked = 0;

  publish(release: Release, ...tags: readonly string[]): Release {
    this.#releases.push(release);
    for (const tag of tags) this.#tags.set(tag, release);
    return release;
  }

  async find(
    name: string,
    wanted: string,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Release> {
    this.asked++;
    await this.interfere?.(wanted, options.signal);
    const found =
      this.#tags.get(wanted) ??
      this.#releases.find((release) => release.version === wanted || release.digest === wanted);
    if (found !== undefined && found.name === name) return found;
    throw new PluginError("SOURCE_UNREADABLE", "There is no such release.", { plugin: name, phase: "load" });
  }
}
