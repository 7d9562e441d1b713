import type { MessagePort } from "node:worker_threads";
import type { LogEntry } from "../../engine/log.ts";
import type { ErrorCode, ErrorPhase } from "@vial/pdk-types";
import { PluginError } from "../../plugin-error.ts";
import type { GuestSpec } from "../guest-environment.ts";
import type { ImportedFunction } from "../host-call.ts";
import type { LinkPlan } from "../link-plan.ts";

/** What a worker gets to start a plugin. Compiled modules are shared, not copied. */
export interface StartMessage {
  readonly spec: GuestSpec;
  readonly plan: LinkPlan;
  readonly exports: readonly string[];
  /** The host functions it may call; a call names one by its index. */
  readonly functions: readonly ImportedFunction[];
  readonly mailbox: SharedArrayBuffer;
  readonly kernelModule: WebAssembly.Module;
  readonly kernelMemory: WebAssembly.Memory;
  /** For log messages and failures, from the worker to the host. */
  readonly port: MessagePort;
}

/** What a worker says besides passing the turn. */
export type WorkerMessage =
  | { readonly kind: "log"; readonly level: LogEntry["level"]; readonly message: string }
  | { readonly kind: "failure"; readonly failure: Failure };

/** A `PluginError` as a message; the class does not survive structured cloning. */
interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly plugin: string | undefined;
  readonly version: string | undefined;
  readonly phase: ErrorPhase;
  readonly cause: unknown;
  readonly guestMessage: string | undefined;
  readonly guestStack: string | undefined;
}

export function toFailure(error: PluginError): Failure {
  const { code, message, plugin, version, phase, guestMessage, guestStack } = error;
  // Only errors of this side get here as a cause (a LinkError, say); a host function's own error never left the host.
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return { code, message, plugin, version, phase, cause, guestMessage, guestStack };
}

export function fromFailure({ code, message, ...options }: Failure): PluginError {
  return new PluginError(code, message, options);
}
