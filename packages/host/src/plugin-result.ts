import type { FailureScope } from "./engine/engine.ts";
import { releaseOutput } from "./engine/output-memory.ts";
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
 * What a plugin answered. The bytes are the caller's own copy, for as long as it likes. A caller that reads text or JSON and then
 * disposes of the result, as `using` does at the end of the block, spares the host new memory for the next output.
 *
 * @typeParam Output What {@link PluginResult.json} is. Checked against the plugin's schema when its `vial.json` names
 *   one; else a claim of the caller's.
 */
export class PluginResult<Output = unknown> implements Disposable {
  /** None once it was disposed of. */
  #bytes: Uint8Array | undefined;
  readonly #scope: FailureScope;
  readonly #times: CallTimes;
  /** The output as it was parsed to be checked: good for one caller, who may change it. */
  #parsed: { readonly value: unknown } | undefined;
  /** Whether the caller has the bytes. */
  #isGiven = false;

  /** @internal */
  constructor(
    bytes: Uint8Array,
    scope: FailureScope,
    times: CallTimes,
    parsed?: { readonly value: unknown },
  ) {
    this.#bytes = bytes;
    this.#scope = scope;
    this.#times = times;
    this.#parsed = parsed;
  }

  get timings(): CallTimings {
    const { startedAt, ranAt, endedAt } = this.#times;
    return { queuedMs: ranAt - startedAt, ranMs: endedAt - ranAt };
  }

  /**
   * The output itself, not a copy: it stays as it is when the result is disposed of.
   *
   * @throws PluginError `RESULT_DISPOSED`.
   */
  bytes(): Uint8Array {
    const bytes = this.#read();
    this.#isGiven = true;
    return bytes;
  }

  /** @throws PluginError `RESULT_DISPOSED`; `OUTPUT_NOT_TEXT` when the output is not UTF-8. */
  text(): string {
    const bytes = this.#read();
    try {
      return decoder.decode(bytes);
    } catch {
      throw this.#invalid("OUTPUT_NOT_TEXT", "UTF-8 text", "Use bytes() for binary output.");
    }
  }

  /**
   * The output as JSON, a value of its own each time.
   *
   * @throws PluginError `RESULT_DISPOSED`, `OUTPUT_NOT_TEXT`, `OUTPUT_NOT_JSON`.
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

  /**
   * Gives the output's memory back: later outputs are copied into it. What was read stays. Memory that {@link bytes} gave is left to
   * whoever has it, as it may be on its way to a socket or a file, and nobody can tell.
   */
  [Symbol.dispose](): void {
    if (this.#bytes !== undefined && !this.#isGiven) releaseOutput(this.#bytes);
    this.#bytes = undefined;
    this.#parsed = undefined;
  }

  #read(): Uint8Array {
    if (this.#bytes !== undefined) return this.#bytes;
    const message = "The result was disposed of. Read it before.";
    throw new PluginError("RESULT_DISPOSED", message, this.#scope);
  }

  #invalid(code: "OUTPUT_NOT_TEXT" | "OUTPUT_NOT_JSON", expected: string, remedy: string): PluginError {
    const message = `The output (${this.#read().length} bytes) is not ${expected}. ${remedy}`;
    return new PluginError(code, message, this.#scope);
  }
}
