interface Entry<Value> {
  readonly value: Promise<Value>;
  users: number;
}

/** Values by key, each made once and kept while somebody uses it. */
export class SharedValues<Value> {
  readonly #entries = new Map<string, Entry<Value>>();

  /** Give the value back with {@link giveBack}; one that could not be made is not kept. */
  async take(key: string, make: () => Promise<Value>): Promise<Value> {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { value: make(), users: 0 };
      this.#entries.set(key, entry);
    }
    entry.users++;
    try {
      return await entry.value;
    } catch (error) {
      this.giveBack(key);
      throw error;
    }
  }

  giveBack(key: string): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined && --entry.users === 0) this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
