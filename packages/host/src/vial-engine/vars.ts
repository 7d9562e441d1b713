// What libextism counts for an entry besides its name and value: a `String` and a `Vec<u8>`. It bounds the
// number of empty entries.
const entryBytes = 48;

/** A plugin's variables (`var_get`, `var_set`), bounded in bytes. */
export class Vars {
  #entries = new Map<string, Uint8Array>();
  readonly #maxBytes: number;
  #bytes = 0;
  #changed = false;
  #checkpoint: { readonly entries: ReadonlyMap<string, Uint8Array>; readonly bytes: number } = {
    entries: new Map(),
    bytes: 0,
  };

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
    this.#changed = true;
    return true;
  }

  delete(name: string): void {
    this.#bytes -= sizeOf(name, this.#entries.get(name));
    this.#changed = this.#entries.delete(name) || this.#changed;
  }

  clear(): void {
    this.#checkpoint = { entries: new Map(), bytes: 0 };
    this.#changed = true;
    this.restore();
  }

  /** Keeps the present variables for {@link restore}. */
  checkpoint(): void {
    this.#checkpoint = { entries: new Map(this.#entries), bytes: this.#bytes };
    this.#changed = false;
  }

  restore(): void {
    if (!this.#changed) return;
    this.#entries = new Map(this.#checkpoint.entries);
    this.#bytes = this.#checkpoint.bytes;
    this.#changed = false;
  }
}

function sizeOf(name: string, value: Uint8Array | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(name) + value.length + entryBytes;
}
