import { chanceOfExcess } from "./exact-test.ts";
import type { RollbackReason } from "./update-event.ts";
import type { Tally } from "./tally.ts";

/** What a new version is held to. */
export interface HealthRules {
  /** Calls of the new version before anything is concluded from how often they fail, or how long they take. */
  readonly minimumCalls: number;
  /** Calls of the new version after which it has proved itself. */
  readonly calls: number;
  /** How many times as long as the old version's its calls may take. */
  readonly maxSlowdown: number;
}

/** How probable it may be that a version which is no worse is rolled back all the same, over a whole update. */
const falseAlarms = 0.01;
/** Failures, contract violations, median and 95th percentile. */
const measures = 4;
/** A difference shorter than this, in milliseconds, is nobody's trouble. */
const negligibleMs = 1;
/** A version that breaks its contract as often as this, while the old one never did, needs no statistics. */
const contractViolationsTolerated = 2;

/**
 * Compares a new version with the old one. After every call only contract violations are looked at; everything else after
 * `minimumCalls`, and then whenever the calls have doubled. The nth look may be wrong with the probability `falseAlarms / 2ⁿ`, and
 * each of the measures with its part of that: together they stay below `falseAlarms`, however long the trial lasts.
 */
export class Verdict {
  readonly #rules: HealthRules;
  readonly #candidate: Tally;
  readonly #baseline: Tally;
  #nextLook: number;
  #allowed = falseAlarms;

  constructor(rules: HealthRules, candidate: Tally, baseline: Tally) {
    this.#rules = rules;
    this.#candidate = candidate;
    this.#baseline = baseline;
    this.#nextLook = Math.min(rules.minimumCalls, rules.calls);
  }

  /** To be asked after each of the candidate's calls: why it has to go, that it has proved itself, or nothing yet. */
  ask(): RollbackReason | "proved" | undefined {
    const { calls, contractViolations } = this.#candidate;
    if (contractViolations > contractViolationsTolerated && this.#baseline.contractViolations === 0)
      return this.#reason("contract");
    if (calls < this.#nextLook) return undefined;
    this.#allowed /= 2;
    const reason = this.#look(this.#allowed / measures);
    if (reason !== undefined) return reason;
    this.#candidate.forgetLatencies();
    if (calls >= this.#rules.calls) return "proved";
    this.#nextLook = Math.min(this.#nextLook * 2, this.#rules.calls);
    return undefined;
  }

  #look(allowed: number): RollbackReason | undefined {
    if (this.#exceeds("failures", allowed)) return this.#reason("failures");
    if (this.#exceeds("contractViolations", allowed)) return this.#reason("contract");
    return this.#slower("median", 0.5, allowed) ?? this.#slower("p95", 0.95, allowed);
  }

  /** Calls that the old version lacks to `minimumCalls` count as answered: who is new has to prove it. */
  #exceeds(measure: "failures" | "contractViolations", allowed: number): boolean {
    const own = { events: this.#candidate[measure], calls: this.#candidate.calls };
    const old = {
      events: this.#baseline[measure],
      calls: Math.max(this.#baseline.calls, this.#rules.minimumCalls),
    };
    return chanceOfExcess(own, old) < allowed;
  }

  /** Whether more of its calls than of the old version's are beyond the old one's quantile times `maxSlowdown`. */
  #slower(measure: "median" | "p95", quantile: number, allowed: number): RollbackReason | undefined {
    const { minimumCalls, maxSlowdown } = this.#rules;
    const [own, old] = [this.#candidate.latencies, this.#baseline.latencies];
    if (own.length < minimumCalls / 2 || old.length < minimumCalls) return undefined;
    const baselineMs = at(old, quantile);
    const limit = Math.max(baselineMs * maxSlowdown, baselineMs + negligibleMs);
    const beyond = (all: readonly number[]) => ({
      events: all.filter((ms) => ms > limit).length,
      calls: all.length,
    });
    if (chanceOfExcess(beyond(own), beyond(old)) >= allowed) return undefined;
    return { kind: "latency", measure, ms: at(own, quantile), baselineMs, ...this.#counts() };
  }

  #reason(kind: "failures" | "contract"): RollbackReason {
    return { kind, ...this.#counts() };
  }

  #counts() {
    return { candidate: this.#candidate.counts, baseline: this.#baseline.counts };
  }
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))]!;
}
