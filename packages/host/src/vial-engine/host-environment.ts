import type { LogEntry } from "../engine/log.ts";
import type { ActiveCall } from "./active-call.ts";
import type { GuestLog } from "./guest-log.ts";
import type { Kernel } from "./kernel.ts";
import type { Vars } from "./vars.ts";

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decoder = new TextDecoder();

interface EnvironmentParts {
  readonly kernel: Kernel;
  readonly active: ActiveCall;
  readonly config: ReadonlyMap<string, string>;
  readonly vars: Vars;
  readonly varsEnabled: boolean;
  readonly log: GuestLog;
}

/**
 * The functions of `extism:host/env` beside memory and HTTP, with libextism's semantics: they take over the
 * handles they are given, and a handle that is no block fails the call.
 */
export function hostEnvironment(parts: EnvironmentParts): Record<string, WebAssembly.ImportValue> {
  const { kernel, active, config, vars, varsEnabled, log } = parts;

  const take = (handle: bigint, what: string): Uint8Array => {
    const bytes = kernel.read(handle);
    if (bytes === null)
      throw active.fail("ABI_VIOLATION", `The plugin passed a ${what} that is not a block of memory.`);
    kernel.free(handle);
    return bytes;
  };

  const takeName = (handle: bigint, what: string): string => {
    const bytes = take(handle, what);
    try {
      return strictDecoder.decode(bytes);
    } catch {
      throw active.fail("ABI_VIOLATION", `The plugin passed a ${what} that is not UTF-8.`);
    }
  };

  const give = (value: Uint8Array | undefined): bigint =>
    value === undefined ? 0n : active.attempt("A value of the host's", () => kernel.store(value));

  const logAt =
    (level: LogEntry["level"]) =>
    (handle: bigint): void => {
      if (log.admits(level, kernel.length(handle)))
        log.write(level, decoder.decode(take(handle, "log message")));
      else kernel.free(handle);
    };

  return {
    config_get: (key: bigint): bigint => {
      const value = config.get(takeName(key, "config key"));
      return give(value === undefined ? undefined : encoder.encode(value));
    },
    var_get: (key: bigint): bigint => give(vars.get(takeName(key, "variable name"))),
    var_set: (key: bigint, value: bigint): void => {
      const name = takeName(key, "variable name");
      if (!varsEnabled)
        throw active.fail("VARS_FULL", "The host gives this plugin no variables (limits.varBytes is 0).");
      if (value === 0n) vars.delete(name);
      else if (!vars.set(name, take(value, "variable value"))) {
        throw active.fail("VARS_FULL", "The plugin's variables would pass limits.varBytes.");
      }
    },
    log_trace: logAt("trace"),
    log_debug: logAt("debug"),
    log_info: logAt("info"),
    log_warn: logAt("warn"),
    log_error: logAt("error"),
    get_log_level: (): number => log.priority,
  };
}
