import type { Reproducible } from "../engine/engine.ts";

/** What a plugin's clocks and random numbers come from. */
export interface Sources {
  /** Milliseconds since 1970. */
  wallMs(): number;
  /** Milliseconds since some moment. */
  elapsedMs(): number;
  /** Fills it with random numbers. */
  random(bytes: Uint8Array<ArrayBuffer>): void;
}

/** What `getRandomValues` gives at a time (Web Cryptography API, 10.1.1). */
const maxRandomBytes = 65_536;

/** The machine's own, or those of a run that is to be the same each time. */
export function sourcesOf(reproducible: Reproducible | undefined): Sources {
  return reproducible === undefined ? machine : repeatable(reproducible);
}

const machine: Sources = {
  wallMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  random: (bytes) => {
    for (let at = 0; at < bytes.length; at += maxRandomBytes)
      crypto.getRandomValues(bytes.subarray(at, at + maxRandomBytes));
  },
};

function repeatable({ timeMs, seed }: Reproducible): Sources {
  let readings = 0;
  let state = seed >>> 0;
  return {
    wallMs: () => timeMs + readings++,
    elapsedMs: () => readings++,
    // xorshift32 (Marsaglia, 2003), which never leaves 0.
    random: (bytes) => {
      state ||= 0x9e3779b9;
      for (let at = 0; at < bytes.length; at++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        bytes[at] = state >>> 24;
      }
    },
  };
}
