import { PluginError } from "../plugin-error.ts";
import type { Call, FailureScope } from "./engine.ts";

/** Until when somebody waits. */
export type CallLimits = Pick<Call, "deadlineAt" | "signal">;

export function deadlineExceeded({ plugin, version, phase }: FailureScope): PluginError {
  const what =
    phase === "call"
      ? "The call did not end before its deadline"
      : "The plugin did not start within limits.startMs";
  return new PluginError("DEADLINE_EXCEEDED", `${what}.`, { plugin, version, phase });
}

export function callAborted({ plugin, version, phase }: FailureScope, signal: AbortSignal): PluginError {
  return new PluginError("CALL_ABORTED", "The call was aborted by its signal.", {
    plugin,
    version,
    phase,
    cause: signal.reason,
  });
}

/**
 * Tells `interrupt` when a call's deadline passes or its signal is aborted. Dispose of the watch when the call is
 * over, so that no timer outlives it.
 */
export function watchInterruption(
  call: CallLimits,
  scope: FailureScope,
  interrupt: (error: PluginError) => void,
): Disposable {
  const { signal } = call;
  const onAbort = (): void => interrupt(callAborted(scope, signal!));
  const timer = setTimeout(
    () => interrupt(deadlineExceeded(scope)),
    Math.max(0, call.deadlineAt - performance.now()),
  );
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
