import type { Judgement } from "./judge-process.ts";

/** How often a terminal and a file are told, in milliseconds. */
const liveMs = 500;
const lineMs = 10_000;

/** Counts what modules come to and tells standard error how far the run is: on a terminal in one line, else in a line now and then. */
export class Progress implements Disposable {
  readonly outcomes = new Map<string, number>();
  readonly faults: string[] = [];
  readonly #total: number;
  readonly #from = performance.now();
  readonly #live = process.stderr.isTTY;
  readonly #timer: NodeJS.Timeout;
  #judged = 0;

  constructor(total: number) {
    this.#total = total;
    this.#timer = setInterval(() => this.#tell(), this.#live ? liveMs : lineMs).unref();
  }

  get judged(): number {
    return this.#judged;
  }

  get seconds(): number {
    return (performance.now() - this.#from) / 1000;
  }

  add({ seed, outcomes, faults }: Judgement): void {
    this.#judged++;
    for (const outcome of outcomes) this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    for (const fault of faults) {
      const line = `--only ${seed}: ${fault}`;
      this.faults.push(line);
      process.stderr.write(this.#live ? `\r\x1b[K${line}\n` : `${line}\n`);
    }
  }

  /** The outcomes, most frequent first. */
  get rows(): (readonly [outcome: string, count: number])[] {
    return [...this.outcomes].toSorted(([, a], [, b]) => b - a);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#live) process.stderr.write("\r\x1b[K");
  }

  #tell(): void {
    const rate = this.#judged / this.seconds;
    const left = rate === 0 ? "" : `, ${duration((this.#total - this.#judged) / rate)} left`;
    const share = ((100 * this.#judged) / this.#total).toFixed(1);
    const head = `${this.#judged} of ${this.#total} (${share}%), ${rate.toFixed(0)} a second${left}, ${this.faults.length} faults`;
    const counts = this.rows.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
    const line = counts === "" ? head : `${head}: ${counts}`;
    if (this.#live) process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
    else process.stderr.write(`${line}\n`);
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
