import type { ErrorCode } from "@vial/pdk-types";
import { PluginError } from "../plugin-error.ts";

/** What came of a version's calls. */
export interface TallyCounts {
  readonly calls: number;
  /** Contract violations among them. */
  readonly failures: number;
  /** Outputs that the plugin's own contract, the ABI or the data policy forbids. */
  readonly contractViolations: number;
}

/** Latencies that are remembered: the latest. */
const remembered = 1024;

/** The caller's own doing, whatever the version. */
const callersOwn: ReadonlySet<ErrorCode> = new Set(["CALL_ABORTED", "INPUT_INVALID", "INVALID_OPTION"]);
const breaches: ReadonlySet<ErrorCode> = new Set([
  "CONTRACT_VIOLATION",
  "ABI_VIOLATION",
  "IDENTIFIER_BLOCKED",
]);

/** Counts what comes of one version's calls. */
export class Tally implements TallyCounts {
  calls = 0;
  failures = 0;
  contractViolations = 0;
  #latencies: number[] = [];
  #next = 0;

  answered(ms: number): void {
    this.calls++;
    this.#latencies[this.#next] = ms;
    this.#next = (this.#next + 1) % remembered;
  }

  /** @param ran whether the plugin had run: only then can it have broken its contract */
  failed(error: unknown, ran: boolean): void {
    const code = error instanceof PluginError ? error.code : undefined;
    if (code !== undefined && callersOwn.has(code)) return;
    this.calls++;
    this.failures++;
    if (ran && code !== undefined && breaches.has(code)) this.contractViolations++;
  }

  get counts(): TallyCounts {
    const { calls, failures, contractViolations } = this;
    return { calls, failures, contractViolations };
  }

  /** How long the latest answers took, in milliseconds, shortest first. */
  get latencies(): readonly number[] {
    return this.#latencies.toSorted((a, b) => a - b);
  }

  /** From here on latencies are those of later calls. */
  forgetLatencies(): void {
    this.#latencies = [];
    this.#next = 0;
  }
}
