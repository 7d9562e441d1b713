// What libextism counts for an entry besides its name and value: a `String` and a `Vec<u8>`. It bounds the
// number of empty entries.
const entryBytes = 48;

/** A plugin's variables (`var_get`, `var_set`), bounded in bytes. */
export class Vars {
  readonly #entries = new Map<string, Uint8Array>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(name: string): Uint8Array | undefined {
    return this.#entries.get(name);
  }

  /** False when the entry would pass the limit; the old value is then kept. */
  set(name: string, value: Uint8Array): boolean {
    const previous = this.#entries.get(name);
    const bytes = this.#bytes - sizeOf(name, previous) + sizeOf(name, value);
    if (bytes > this.#maxBytes) return false;
    this.#entries.set(name, value);
    this.#bytes = bytes;
    return true;
  }

  delete(name: string): void {
    this.#bytes -= sizeOf(name, this.#entries.get(name));
    this.#entries.delete(name);
  }

  clear(): void {
    if (this.#bytes === 0) return;
    this.#entries.clear();
    this.#bytes = 0;
  }
}

function sizeOf(name: string, value: Uint8Array | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(name) + value.length + entryBytes;
}
