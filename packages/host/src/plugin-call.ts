import { deadlineExceeded } from "./engine/interruption.ts";
import { noOptions, type ExecuteOptions } from "./execute-options.ts";
import { checkExecuteOptions } from "./load-options.ts";
import { PluginError, quoteName } from "./plugin-error.ts";
import { encodeInput, type PluginInput } from "./plugin-input.ts";
import { PluginResult } from "./plugin-result.ts";
import type { Plugin } from "./plugin.ts";
import type { PooledCall } from "./runner-pool.ts";

const defaultExport = "process";

/**
 * Checks a call and makes its input into bytes.
 *
 * @throws PluginError `INVALID_OPTION`, `EXPORT_MISSING`, `INPUT_INVALID`, `INPUT_TOO_LARGE`, `CONTRACT_VIOLATION`,
 *   `DATA_CLASS_DENIED`.
 */
export function prepareCall(
  plugin: Plugin,
  input: PluginInput,
  options: ExecuteOptions,
  startedAt: number,
): PooledCall {
  const { scope, spec } = plugin;
  if (options !== noOptions) checkExecuteOptions(options, spec.name);
  const {
    export: exportName = defaultExport,
    deadline = spec.limits.deadlineMs,
    signal,
    hostContext,
    id,
  } = options;
  if (!plugin.has(exportName)) {
    const message = `The plugin has no export ${quoteName(exportName)} that takes no parameters and returns nothing or an i32.`;
    throw new PluginError("EXPORT_MISSING", message, scope);
  }
  const bytes = encodeInput(input, scope);
  if (bytes.length > spec.limits.inputBytes) {
    const message = `The input of ${bytes.length} bytes is over the limit of ${spec.limits.inputBytes} bytes (limits.inputBytes).`;
    throw new PluginError("INPUT_TOO_LARGE", message, scope);
  }
  const value = plugin.contract?.checkInput(exportName, bytes, scope);
  const guarded = plugin.guard?.guardInput(exportName, bytes, value, scope);
  return {
    exportName,
    input: guarded?.bytes ?? bytes,
    id,
    canaries: guarded?.canaries,
    hostContext,
    deadlineAt: startedAt + deadline,
    cpuMs: spec.limits.cpuMs < deadline ? spec.limits.cpuMs : undefined,
    signal,
    ranAt: startedAt,
  };
}

/** Gives a call that was prepared to the plugin. */
export function runCall(plugin: Plugin, call: PooledCall, startedAt: number): Promise<PluginResult> {
  try {
    const output = plugin.pool.run(call);
    if (!(output instanceof Promise)) return Promise.resolve(answerCall(plugin, call, startedAt, output));
    return output.then((bytes) => answerCall(plugin, call, startedAt, bytes));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Inline code cannot be stopped: an answer after the deadline is refused here, as it is where calls are cut short. */
function answerCall(plugin: Plugin, call: PooledCall, startedAt: number, bytes: Uint8Array): PluginResult {
  const endedAt = performance.now();
  if (endedAt > call.deadlineAt) throw deadlineExceeded(plugin.scope);
  plugin.guard?.checkOutput(call.canaries, bytes);
  const checked = plugin.contract?.checkOutput(call.exportName, bytes, plugin.scope);
  return new PluginResult(bytes, plugin.scope, { startedAt, ranAt: call.ranAt, endedAt }, checked);
}
