import type { Plugin } from "../plugin.ts";

/** For how long, and up to which amount of memory, versions that were replaced are kept ready for `rollback`. */
export interface KeepOptions {
  /** Milliseconds after the switch; 600,000 unless set. 0 keeps none. */
  readonly ms?: number;
  /** Linear memories of all kept versions of all plugins, in bytes; 268,435,456 unless set. The oldest go first. */
  readonly bytes?: number;
}

interface Kept {
  readonly timer: NodeJS.Timeout;
  readonly bytes: number;
  readonly expire: () => void;
}

/** The versions that were replaced and are still ready to serve. */
export class KeptVersions {
  readonly #ms: number;
  readonly #bytes: number;
  readonly #kept = new Map<Plugin, Kept>();

  constructor({ ms = 600_000, bytes = 256 * 2 ** 20 }: KeepOptions = {}) {
    this.#ms = ms;
    this.#bytes = bytes;
  }

  /** @param expire is called once, unless the version is released before */
  keep(plugin: Plugin, expire: () => void): void {
    const timer = setTimeout(() => this.#expire(plugin), this.#ms).unref();
    this.#kept.set(plugin, { timer, bytes: plugin.pool.memoryBytes, expire });
    let sum = [...this.#kept.values()].reduce((total, { bytes }) => total + bytes, 0);
    for (const [oldest, { bytes }] of this.#kept) {
      if (sum <= this.#bytes) break;
      sum -= bytes;
      this.#expire(oldest);
    }
  }

  /** It is no longer to be kept: it serves again, or is gone. */
  release(plugin: Plugin): void {
    clearTimeout(this.#kept.get(plugin)?.timer);
    this.#kept.delete(plugin);
  }

  #expire(plugin: Plugin): void {
    const kept = this.#kept.get(plugin);
    this.release(plugin);
    kept?.expire();
  }
}
