import type { CallState } from "./protocol.ts";

/** A call with its bytes. */
export interface RecordedCall {
  readonly state: CallState;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}

const maxCalls = 200;
const maxBytes = 64 * 1024 * 1024;

/** The last calls, in memory alone: at most 200, and 64 MiB of inputs and outputs together. The newest always stays. */
export class CallHistory {
  readonly #calls = new Map<number, RecordedCall>();

  get(id: number): RecordedCall | undefined {
    return this.#calls.get(id);
  }

  /** Keeps a call, or the new state of one that is kept. */
  put(call: RecordedCall): void {
    this.#calls.set(call.state.id, call);
    let bytes = [...this.#calls.values()].reduce((sum, each) => sum + sizeOf(each), 0);
    for (const [id, oldest] of this.#calls) {
      if (this.#calls.size <= 1 || (this.#calls.size <= maxCalls && bytes <= maxBytes)) return;
      this.#calls.delete(id);
      bytes -= sizeOf(oldest);
    }
  }

  has(id: number): boolean {
    return this.#calls.has(id);
  }

  /** Oldest first. */
  list(): readonly CallState[] {
    return [...this.#calls.values()].map(({ state }) => state);
  }

  clear(): void {
    this.#calls.clear();
  }

  /** The newest finished call of an earlier build with the same export and input. */
  earlierOf({ state, input }: RecordedCall): RecordedCall | undefined {
    return [...this.#calls.values()]
      .toReversed()
      .find(
        (other) =>
          other.state.build < state.build &&
          other.state.status !== "running" &&
          other.state.export === state.export &&
          Buffer.compare(other.input, input) === 0,
      );
  }
}

function sizeOf({ input, output }: RecordedCall): number {
  return input.length + output.length;
}
