/** A line on standard error that counts up; without a terminal only its end is written. */
export class Progress implements Disposable {
  readonly #label: string;
  readonly #total: number;
  #done = 0;
  #shownAt = 0;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
  }

  update(done: number): void {
    this.#done = done;
    if (!process.stderr.isTTY || performance.now() - this.#shownAt < 100) return;
    this.#shownAt = performance.now();
    process.stderr.write(`\r${this.#line()}`);
  }

  [Symbol.dispose](): void {
    process.stderr.write(`${process.stderr.isTTY ? "\r" : ""}${this.#line()}\n`);
  }

  #line(): string {
    return `${this.#label}: ${this.#done} of ${this.#total} messages`;
  }
}
