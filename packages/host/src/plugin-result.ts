import type { FailureScope } from "./engine/engine.ts";
import { isOverwritten, type OutputClaim } from "./output-claim.ts";
import { PluginError } from "./plugin-error.ts";

/** How long a call took, in milliseconds. */
export interface CallTimings {
  /** From `execute` until an instance was free. */
  readonly queuedMs: number;
  /** From then until the output was there: input and output copies and the reset of the instance's state included. */
  readonly ranMs: number;
}

/** Moments of a call, on the clock of `performance.now()`. */
export interface CallTimes {
  readonly startedAt: number;
  readonly ranAt: number;
  readonly endedAt: number;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * What a plugin answered. The bytes are the caller's own copy, for as long as it likes: in the memory it gave for them, or in new
 * memory.
 *
 * @typeParam Output What {@link PluginResult.json} is. Checked against the plugin's schema when its `vial.json` names
 *   one; else a claim of the caller's.
 */
export class PluginResult<Output = unknown> {
  readonly #bytes: Uint8Array;
  readonly #scope: FailureScope;
  readonly #times: CallTimes;
  /** The output as it was parsed to be checked: good for one caller, who may change it. */
  #parsed: { readonly value: unknown } | undefined;
  /** To the caller's memory, when the bytes are in it. */
  readonly #claim: OutputClaim | undefined;

  /** @internal */
  constructor(
    bytes: Uint8Array,
    scope: FailureScope,
    times: CallTimes,
    parsed?: { readonly value: unknown },
    claim?: OutputClaim,
  ) {
    this.#bytes = bytes;
    this.#scope = scope;
    this.#times = times;
    this.#parsed = parsed;
    this.#claim = claim;
  }

  get timings(): CallTimings {
    const { startedAt, ranAt, endedAt } = this.#times;
    return { queuedMs: ranAt - startedAt, ranMs: endedAt - ranAt };
  }

  /**
   * The output itself, not a copy.
   *
   * @throws PluginError `RESULT_OVERWRITTEN`.
   */
  bytes(): Uint8Array {
    if (this.#claim === undefined || !isOverwritten(this.#claim)) return this.#bytes;
    const message =
      "A later call was given the memory that this result is in. Read a result before, or give each call its own.";
    throw new PluginError("RESULT_OVERWRITTEN", message, this.#scope);
  }

  /** @throws PluginError `RESULT_OVERWRITTEN`; `OUTPUT_NOT_TEXT` when the output is not UTF-8. */
  text(): string {
    const bytes = this.bytes();
    try {
      return decoder.decode(bytes);
    } catch {
      throw this.#invalid("OUTPUT_NOT_TEXT", "UTF-8 text", "Use bytes() for binary output.");
    }
  }

  /**
   * The output as JSON, a value of its own each time.
   *
   * @throws PluginError `RESULT_OVERWRITTEN`, `OUTPUT_NOT_TEXT`, `OUTPUT_NOT_JSON`.
   */
  json<Value = Output>(): Value {
    const parsed = this.#parsed;
    this.#parsed = undefined;
    if (parsed !== undefined) return parsed.value as Value;
    const text = this.text();
    try {
      return JSON.parse(text) as Value;
    } catch {
      // V8's SyntaxError quotes the text, which may hold patient data: it is not kept as the cause.
      throw this.#invalid("OUTPUT_NOT_JSON", "JSON (RFC 8259)", "Use text() or bytes(), or mend the plugin.");
    }
  }

  #invalid(code: "OUTPUT_NOT_TEXT" | "OUTPUT_NOT_JSON", expected: string, remedy: string): PluginError {
    const message = `The output (${this.bytes().length} bytes) is not ${expected}. ${remedy}`;
    return new PluginError(code, message, this.#scope);
  }
}
