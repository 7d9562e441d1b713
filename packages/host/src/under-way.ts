/** Work that is under way and has to end before what it uses is taken away. */
export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  async add<Result>(work: Promise<Result>): Promise<Result> {
    this.#all.add(work);
    try {
      return await work;
    } finally {
      this.#all.delete(work);
    }
  }

  /** Waits for all of it, however it ends. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#all);
  }
}
