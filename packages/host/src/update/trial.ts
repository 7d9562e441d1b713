import type { ExecuteOptions } from "../execute-options.ts";
import { prepareCall, runCall } from "../plugin-call.ts";
import type { PluginInput } from "../plugin-input.ts";
import type { PluginResult } from "../plugin-result.ts";
import type { Plugin } from "../plugin.ts";
import { CallShare } from "./call-share.ts";
import type { DifferenceReport } from "./difference-report.ts";
import { ShadowCopies } from "./shadow-copies.ts";
import { Tally, type TallyCounts } from "./tally.ts";
import type { RollbackReason } from "./update-event.ts";
import type { UpdateRules } from "./update-options.ts";
import { Verdict } from "./verdict.ts";

/** Where a trial stands. */
export interface TrialProgress {
  readonly candidate: TallyCounts;
  readonly baseline: TallyCounts;
  /** Of a shadow. */
  readonly differences?: DifferenceReport;
}

/** What a candidate brings to its trial. */
interface TrialStart {
  readonly candidate: Plugin;
  /** Member names that a report of differences may show. */
  readonly names: ReadonlySet<string>;
  /** Told once, at the call that decided. */
  readonly decided: (decision: RollbackReason | "proved") => void;
}

/**
 * Takes a plugin's calls while it is being updated. First, while the new version is fetched and loaded, the old one's calls are counted:
 * its baseline. Then the strategy says which version answers. Which one it is is settled when a call begins.
 */
export class Trial {
  readonly #serving: Plugin;
  readonly #rules: UpdateRules;
  readonly #baseline = new Tally();
  readonly #tally = new Tally();
  readonly #verdict: Verdict;
  #start: TrialStart | undefined;
  #share: CallShare | undefined;
  #copies: ShadowCopies | undefined;
  #over = false;

  constructor(serving: Plugin, rules: UpdateRules) {
    this.#serving = serving;
    this.#rules = rules;
    this.#verdict = new Verdict(rules, this.#tally, this.#baseline);
  }

  /** From here on the candidate gets what the strategy gives it. */
  start(start: TrialStart): void {
    const { candidate, names } = start;
    this.#start = start;
    if (this.#rules.strategy === "immediate") return;
    this.#share = new CallShare(this.#rules.share, candidate.release ?? candidate.digest);
    if (this.#rules.strategy === "canary") return;
    const compared = (): void => this.#ask();
    this.#copies = new ShadowCopies({ candidate, tally: this.#tally, names, compared });
  }

  /** Calls that are still under way are no longer counted. */
  end(): void {
    this.#over = true;
    this.#copies?.end();
  }

  get progress(): TrialProgress {
    return {
      candidate: this.#tally.counts,
      baseline: this.#baseline.counts,
      ...(this.#copies !== undefined && { differences: this.#copies.report }),
    };
  }

  execute(input: PluginInput, options: ExecuteOptions, startedAt: number): Promise<PluginResult> {
    if (this.#start === undefined) return this.#observe(this.#serving, input, options, startedAt);
    const { candidate } = this.#start;
    if (this.#share?.includes(options.key) === false)
      return this.#observe(this.#serving, input, options, startedAt);
    if (this.#copies === undefined) return this.#observe(candidate, input, options, startedAt);
    try {
      const own = this.#copies.keep(input, this.#serving.scope);
      const answer = this.#observe(this.#serving, own, options, startedAt);
      this.#copies.follow(answer, own, options);
      return answer;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #observe(
    plugin: Plugin,
    input: PluginInput,
    options: ExecuteOptions,
    startedAt: number,
  ): Promise<PluginResult> {
    const tally = plugin === this.#serving ? this.#baseline : this.#tally;
    const settled = (): void => {
      if (tally === this.#tally) this.#ask();
    };
    let answer: Promise<PluginResult>;
    try {
      answer = runCall(plugin, prepareCall(plugin, input, options, startedAt), startedAt);
    } catch (error) {
      tally.failed(error, false);
      settled();
      return Promise.reject(error);
    }
    answer.then(
      (result) => {
        tally.answered(result.timings.ranMs);
        settled();
      },
      (error: unknown) => {
        tally.failed(error, true);
        settled();
      },
    );
    return answer;
  }

  #ask(): void {
    if (this.#over || this.#start === undefined) return;
    const decision = this.#verdict.ask();
    if (decision === undefined) return;
    this.#over = true;
    this.#start.decided(decision === "proved" ? this.#proof() : decision);
  }

  /** A shadow has proved itself when it also answered alike. */
  #proof(): RollbackReason | "proved" {
    const report = this.#copies?.report;
    if (report === undefined || report.different <= report.compared * this.#rules.maxDifferent)
      return "proved";
    return { kind: "differences", report };
  }
}
