/** How much time a run takes for its figures. */
export interface Effort {
  readonly rounds: number;
  /** The least time of a subject's part of a round, in milliseconds. */
  readonly roundMs: number;
  /** How long a subject runs before its part of a round counts. */
  readonly leadInMs: number;
  readonly warmUp: { readonly batchMs: number; readonly patienceMs: number };
  /** How often disturbed rounds are made anew. */
  readonly repeats: number;
  /** Whether only what the gate looks at is measured: no other modes, no programs for this machine's processor. */
  readonly gateOnly: boolean;
}

export const full: Effort = {
  rounds: 31,
  roundMs: 10,
  leadInMs: 15,
  warmUp: { batchMs: 60, patienceMs: 4_000 },
  repeats: 2,
  gateOnly: false,
};

export const quick: Effort = {
  rounds: 30,
  roundMs: 4,
  leadInMs: 8,
  warmUp: { batchMs: 25, patienceMs: 1_000 },
  repeats: 1,
  gateOnly: true,
};

/** For tests: every side runs, and nothing is known of its speed. */
export const least: Effort = {
  rounds: 3,
  roundMs: 0.01,
  leadInMs: 0,
  warmUp: { batchMs: 0.01, patienceMs: 1 },
  repeats: 0,
  gateOnly: true,
};
