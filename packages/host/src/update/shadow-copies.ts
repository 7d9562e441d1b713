import type { FailureScope } from "../engine/engine.ts";
import type { ExecuteOptions } from "../execute-options.ts";
import { prepareCall, runCall } from "../plugin-call.ts";
import { PluginError } from "../plugin-error.ts";
import { encodeInput, type PluginInput } from "../plugin-input.ts";
import type { PluginResult } from "../plugin-result.ts";
import type { Plugin } from "../plugin.ts";
import { copyOf } from "../source/extism-modules.ts";
import { DifferenceCount, type DifferenceReport } from "./difference-report.ts";
import { compareOutputs, type OutputDifference } from "./output-difference.ts";
import type { Tally } from "./tally.ts";

/** Copies under way at once; calls beyond them are not copied, so that a slow version piles nothing up. */
const copiesAtOnce = 16;

/** What a version answered: its output, or the code it failed with. */
type Answer = Uint8Array | string;

interface ShadowParts {
  readonly candidate: Plugin;
  readonly tally: Tally;
  readonly names: ReadonlySet<string>;
  /** Told after each comparison. */
  readonly compared: () => void;
}

/** Gives a new version copies of calls, after the old one has answered them, and compares. The copies' answers go no further. */
export class ShadowCopies {
  readonly #parts: ShadowParts;
  readonly #count = new DifferenceCount();
  #underWay = 0;
  #over = false;

  constructor(parts: ShadowParts) {
    this.#parts = parts;
  }

  get report(): DifferenceReport {
    return this.#count.report;
  }

  /** The input's bytes, as both versions are to get them: the caller may change its own once it has its answer. */
  keep(input: PluginInput, scope: FailureScope): Uint8Array {
    const bytes = encodeInput(input, scope);
    return bytes === input ? copyOf(bytes) : bytes;
  }

  /** Copies a call once it is answered. */
  follow(answer: Promise<PluginResult>, input: Uint8Array, options: ExecuteOptions): void {
    if (this.#underWay >= copiesAtOnce) {
      this.#count.skipped++;
      // The caller has the answer as well, and deals with its failure.
      return void answer.catch(() => {});
    }
    this.#underWay++;
    void answer
      // The output is copied because it is the caller's own.
      .then((result) => copyOf(result.bytes()), codeOf)
      .then((before) => this.#copy(before, input, options))
      .finally(() => this.#underWay--);
  }

  end(): void {
    this.#over = true;
  }

  async #copy(before: Answer, input: Uint8Array, options: ExecuteOptions): Promise<void> {
    // The caller goes on first: a copy that runs inline would hold it up.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#over || before === "CALL_ABORTED") return;
    const after = await this.#run(input, options);
    if (this.#over) return;
    this.#count.add(differences(before, after, this.#parts.names));
    this.#parts.compared();
  }

  async #run(input: Uint8Array, { signal: _, into: __, ...options }: ExecuteOptions): Promise<Answer> {
    const { candidate, tally } = this.#parts;
    const startedAt = performance.now();
    let ran = false;
    try {
      const call = prepareCall(candidate, input, options, startedAt);
      ran = true;
      const result = await runCall(candidate, call, startedAt);
      tally.answered(result.timings.ranMs);
      return result.bytes();
    } catch (error) {
      tally.failed(error, ran);
      return codeOf(error);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof PluginError ? error.code : "failed";
}

function differences(before: Answer, after: Answer, names: ReadonlySet<string>): OutputDifference[] {
  if (before instanceof Uint8Array && after instanceof Uint8Array)
    return compareOutputs(before, after, names);
  return before === after ? [] : [{ path: "", kind: "failure" }];
}
