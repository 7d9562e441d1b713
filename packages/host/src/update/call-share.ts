import { hash } from "node:crypto";

/** The golden ratio's part behind the point: its multiples, without what is before theirs, are spread most evenly. */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Decides which calls belong to a share. Calls with a key: always the same for the same key and release, on every host. Calls
 * without one: evenly spread.
 */
export class CallShare {
  readonly #share: number;
  readonly #salt: string;
  #keyless = 0;

  /** @param salt the release, so that it is not always the same keys that meet new versions first */
  constructor(share: number, salt: string) {
    this.#share = share;
    this.#salt = salt;
  }

  includes(key: string | undefined): boolean {
    if (key === undefined) return (++this.#keyless * golden) % 1 < this.#share;
    const digest = hash("sha256", `${this.#salt}\n${key}`, "buffer");
    return digest.readUInt32BE(0) / 2 ** 32 < this.#share;
  }
}
