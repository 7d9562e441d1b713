import { createHash, randomInt } from "node:crypto";
import { PluginError, type Reproducible, VialEngine } from "@vial/host";
import type { RecordedOutcome, Recording } from "@vial/pdk-types/recording";
import { HostCallRecorder } from "./host-call-recorder.ts";
import { toRecorded } from "./recorded-bytes.ts";

/** What is known of a call before it is made. */
export interface RecordedCall {
  readonly name: string;
  readonly version: string | undefined;
  readonly module: Uint8Array;
  readonly export: string;
  readonly input: Uint8Array;
  readonly contract: boolean;
  readonly deadlineMs: number;
  readonly config: Readonly<Record<string, string>>;
  /** The names of settings whose values are not to be written down. */
  readonly secrets: readonly string[];
}

/** How a call ended. */
export type CallOutcome =
  | { readonly kind: "output"; readonly bytes: Uint8Array }
  | { readonly kind: "error"; readonly error: PluginError };

/** Records calls that are made on its engine, one at a time. */
export class CallRecorder {
  readonly engine: VialEngine;
  readonly #hostCalls = new HostCallRecorder();
  readonly #reproducible: Reproducible = { timeMs: Date.now(), seed: randomInt(2 ** 32) };

  constructor({ codeInPlace = false }: { readonly codeInPlace?: boolean } = {}) {
    this.engine = new VialEngine({
      codeInPlace,
      wrapFunctions: (functions) => this.#hostCalls.wrap(functions),
      reproducible: this.#reproducible,
    });
  }

  /** Before the plugin is loaded, whose start may ask the host for something already. */
  start(): void {
    this.#hostCalls.start();
  }

  /** After the call. */
  finish(call: RecordedCall, outcome: CallOutcome): Recording {
    const secrets = Object.keys(call.config).filter((name) => call.secrets.includes(name));
    const config = Object.entries(call.config).filter(([name]) => !secrets.includes(name));
    return {
      $schema: "https://vial.example/schemas/recording-1.schema.json",
      recordingVersion: 1,
      recordedAt: new Date().toISOString(),
      plugin: {
        name: call.name,
        ...(call.version !== undefined && { version: call.version }),
        module: digestOf(call.module),
      },
      export: call.export,
      input: toRecorded(call.input),
      contract: call.contract,
      deadlineMs: call.deadlineMs,
      config: Object.fromEntries(config),
      secrets,
      ...this.#reproducible,
      hostCalls: [...this.#hostCalls.stop()],
      outcome: toOutcome(outcome),
    };
  }
}

/** The digest by which a recording names its module. */
export function digestOf(module: Uint8Array): string {
  return `sha256:${createHash("sha256").update(module).digest("hex")}`;
}

/** An outcome as recordings have it: what two runs have to agree on. */
export function toOutcome(outcome: CallOutcome): RecordedOutcome {
  if (outcome.kind === "output") return { output: toRecorded(outcome.bytes) };
  const { code, message, guestMessage } = outcome.error;
  return { code, message, ...(guestMessage !== undefined && { guestMessage }) };
}
