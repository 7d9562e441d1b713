import { hash } from "node:crypto";
import type { ErrorCode, ExecuteOptions, LoadOptions, LogEntry, PluginInput } from "@vial/host";

/** One thing a host can see of a plugin: a log entry, a call's answer, or a failure with what the plugin said of it. */
export type Line =
  | "ok"
  | `ok: ${string}`
  | ErrorCode
  | `${ErrorCode}: ${string}`
  | `log ${LogEntry["level"]}: ${string}`
  | `load: ${ErrorCode}`;

/** All that a host sees of a plugin, in the order in which it happens. */
export type Transcript = readonly Line[];

/** A difference that is meant. Both sides are asserted, so that a change of either is noticed. */
export interface Difference {
  /** On every level of isolation. */
  readonly vial: Transcript;
  /** The SDK in the foreground. */
  readonly extism: Transcript;
  /** The SDK's worker, where it does something else. */
  readonly extismThread?: Transcript;
  readonly why: string;
}

export type CaseCall = readonly [exportName: string, input?: PluginInput, options?: ExecuteOptions];

interface Scenario {
  readonly name: string;
  readonly guest: LoadOptions["source"];
  /** One call of `process` without input unless set. */
  readonly calls?: readonly CaseCall[];
  /** State is `"shared"` unless set: the SDK has no other. */
  readonly load?: Omit<LoadOptions, "source" | "isolation" | "onLog">;
  /** Why the SDK's worker is left out. */
  readonly notInWorker?: string;
}

/** What a plugin does and what each engine makes of it. */
export type Case = Scenario & ({ readonly same: Transcript } | { readonly differs: Difference });

/** Why the SDK's worker is left out of cases whose plugin does not load. */
export const failsToLoad = "a plugin that does not load ends the process";

/** Text as it is, anything else as hexadecimal, what is long as its length and digest. */
export function ok(output: string | Uint8Array): Line {
  const bytes = Buffer.from(output);
  if (bytes.length === 0) return "ok";
  if (bytes.length > 2_000) return `ok: ${bytes.length} bytes, SHA-256 ${hash("sha256", bytes)}`;
  const text = bytes.toString("utf8");
  // oxlint-disable-next-line no-control-regex
  const readable = !/[\u0000-\u001f\ufffd]/.test(text);
  return `ok: ${readable ? text : `<${bytes.toString("hex")}>`}`;
}
