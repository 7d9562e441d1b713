/** A text to look for, as bytes; `id` says which one was found. */
export interface Pattern {
  readonly bytes: Uint8Array;
  readonly id: number;
}

/** Bytes as they are compared: ASCII letters in lower case. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

/**
 * Looks for many texts at once, in one pass over the bytes however many they are (Aho and Corasick, 1975). Children are
 * lists of siblings, which keeps an automaton small enough to be made for one call.
 */
export class PatternMatcher {
  readonly #byte: Uint8Array;
  readonly #child: Int32Array;
  readonly #sibling: Int32Array;
  readonly #failure: Int32Array;
  /** The pattern that ends here, or -1. */
  readonly #match: Int32Array;
  #size = 1;

  constructor(patterns: readonly Pattern[]) {
    const most = 1 + patterns.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#byte = new Uint8Array(most);
    this.#child = new Int32Array(most);
    this.#sibling = new Int32Array(most);
    this.#failure = new Int32Array(most);
    this.#match = new Int32Array(most).fill(-1);
    for (const pattern of patterns) if (pattern.bytes.length > 0) this.#add(pattern);
    this.#link();
  }

  /**
   * The first pattern that occurs, by its `id`.
   *
   * @param skipped bytes that are passed over, as separators between digits are; nothing else may stand in between
   */
  find(bytes: Uint8Array, skipped?: ReadonlySet<number>): number | undefined {
    if (this.#size === 1) return undefined;
    let state = 0;
    for (const raw of bytes) {
      if (skipped?.has(raw) === true) continue;
      state = this.#next(state, folded[raw]!);
      const match = this.#match[state]!;
      if (match >= 0) return match;
    }
    return undefined;
  }

  #add({ bytes, id }: Pattern): void {
    let state = 0;
    for (const raw of bytes) {
      const byte = folded[raw]!;
      let next = this.#childOf(state, byte);
      if (next === 0) {
        next = this.#size++;
        this.#byte[next] = byte;
        this.#sibling[next] = this.#child[state]!;
        this.#child[state] = next;
      }
      state = next;
    }
    if (this.#match[state] === -1) this.#match[state] = id;
  }

  /** Breadth first: where to go on when no child fits. */
  #link(): void {
    const queue: number[] = [];
    for (let child = this.#child[0]!; child !== 0; child = this.#sibling[child]!) queue.push(child);
    for (const state of queue) {
      for (let child = this.#child[state]!; child !== 0; child = this.#sibling[child]!) {
        const failure = this.#next(this.#failure[state]!, this.#byte[child]!);
        this.#failure[child] = failure;
        if (this.#match[child] === -1) this.#match[child] = this.#match[failure]!;
        queue.push(child);
      }
    }
  }

  #next(from: number, byte: number): number {
    for (let state = from; ; state = this.#failure[state]!) {
      const child = this.#childOf(state, byte);
      if (child !== 0 || state === 0) return child;
    }
  }

  #childOf(state: number, byte: number): number {
    let child = this.#child[state]!;
    while (child !== 0 && this.#byte[child] !== byte) child = this.#sibling[child]!;
    return child;
  }
}
