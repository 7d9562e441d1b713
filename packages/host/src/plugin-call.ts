import { copyOutput } from "./engine/output-memory.ts";
import { deadlineExceeded } from "./engine/interruption.ts";
import { noOptions, type ExecuteOptions } from "./execute-options.ts";
import { checkExecuteOptions } from "./load-options.ts";
import { claimOutput, type OutputClaim } from "./output-claim.ts";
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
    into,
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
    into,
    ranAt: startedAt,
  };
}

/** Gives a call that was prepared to the plugin. */
export function runCall(plugin: Plugin, call: PooledCall, startedAt: number): Promise<PluginResult> {
  let claim: OutputClaim | undefined;
  try {
    if (call.into !== undefined) claim = claimOutput(call.into, plugin.scope.plugin);
    const output = plugin.pool.run(call);
    if (!(output instanceof Promise))
      return Promise.resolve(answerCall(plugin, call, startedAt, output, claim));
    return output.then(
      (bytes) => answerCall(plugin, call, startedAt, bytes, claim),
      (error: unknown) => fail(error, claim),
    );
  } catch (error) {
    if (claim !== undefined) claim.underWay = false;
    return Promise.reject(error);
  }
}

/** Inline code cannot be stopped: an answer after the deadline is refused here, as it is where calls are cut short. */
function answerCall(
  plugin: Plugin,
  call: PooledCall,
  startedAt: number,
  bytes: Uint8Array,
  claim: OutputClaim | undefined,
): PluginResult {
  const endedAt = performance.now();
  const { scope, guard, contract } = plugin;
  try {
    if (endedAt > call.deadlineAt) throw deadlineExceeded(scope);
    guard?.checkOutput(call.canaries, bytes);
    const checked = contract?.checkOutput(call.exportName, bytes, scope);
    const output = claim === undefined ? bytes : placed(bytes, claim);
    const times = { startedAt, ranAt: call.ranAt, endedAt };
    return new PluginResult(
      output,
      scope,
      times,
      checked,
      output.buffer === claim?.into.buffer ? claim : undefined,
    );
  } catch (error) {
    // What was refused is not to be found in the caller's memory.
    if (bytes.buffer === call.into?.buffer) bytes.fill(0);
    return fail(error, claim);
  }
}

/** The output where the caller wants it, if there is room; engines may have put it there. */
function placed(bytes: Uint8Array, claim: OutputClaim): Uint8Array {
  claim.underWay = false;
  const { into } = claim;
  const isPlaced = bytes.buffer === into.buffer || bytes.length > into.length;
  return isPlaced ? bytes : copyOutput(bytes, 0, bytes.length, into);
}

function fail(error: unknown, claim: OutputClaim | undefined): never {
  if (claim !== undefined) claim.underWay = false;
  throw error;
}
