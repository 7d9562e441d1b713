import type { AdmissionVerdict } from "./admission/verdict.ts";
import { escapeControls } from "./engine/log.ts";
import { errorCodes, type DataClass, type ErrorCode, type ErrorPhase } from "@vial/pdk-types";

/** What a {@link PluginError} is made of. */
export interface PluginErrorOptions {
  readonly plugin?: string | undefined;
  readonly version?: string | undefined;
  readonly phase: ErrorPhase;
  /** The host's own failure behind this one (an I/O error, a host function's error). Never text a plugin wrote. */
  readonly cause?: unknown;
  /** Text the plugin wrote. It may hold patient data. */
  readonly guestMessage?: string | undefined;
  /** Where in a message: a JSON pointer (RFC 6901). */
  readonly pointer?: string | undefined;
  /** The stack of a trap. */
  readonly guestStack?: string | undefined;
  /** Of `IDENTIFIER_BLOCKED`: the class of the value. */
  readonly dataClass?: DataClass | undefined;
  /** Of a plugin that was not admitted. */
  readonly verdict?: AdmissionVerdict | undefined;
}

/**
 * The one error Vial throws.
 *
 * `message` is the host's own words and safe to log. What the plugin wrote is only in `guestMessage` and
 * `guestStack`, which are not enumerable, so that logging, inspecting or serialising the error leaves them out.
 *
 * @example
 * ```ts
 * import { PluginError, PluginManager } from "@vial/host";
 *
 * await using plugins = new PluginManager();
 * try {
 *   await plugins.execute("not-loaded", "MSH|^~\\&");
 * } catch (error) {
 *   if (error instanceof PluginError) console.log(error.code); // PLUGIN_NOT_FOUND
 * }
 * ```
 */
export class PluginError extends Error {
  /** Stable; the thing to branch on. */
  readonly code: ErrorCode;
  /** The plugin's name as loaded. */
  readonly plugin: string | undefined;
  readonly version: string | undefined;
  readonly phase: ErrorPhase;
  /** Whether the same call may succeed when it is simply made again. */
  readonly retryable: boolean;
  /**
   * Of `CONTRACT_VIOLATION`, `DATA_CLASS_DENIED` and `IDENTIFIER_BLOCKED`: where in the message, as a JSON pointer (RFC 6901).
   * Names the schema does not know are `*`.
   */
  declare readonly pointer?: string;
  /** Of `IDENTIFIER_BLOCKED`: the class of the value that was found. */
  declare readonly dataClass?: DataClass;
  /** What the plugin said about its failure. May hold patient data: keep it out of logs. Not enumerable. */
  declare readonly guestMessage: string | undefined;
  /** Where the plugin trapped; with the names of its functions when it was loaded with `debug`. Not enumerable. */
  declare readonly guestStack: string | undefined;
  /** Why the plugin was not admitted, in full. It holds names from the module. Not enumerable. */
  declare readonly verdict: AdmissionVerdict | undefined;

  constructor(code: ErrorCode, message: string, options: PluginErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PluginError";
    this.code = code;
    this.plugin = options.plugin;
    this.version = options.version;
    this.phase = options.phase;
    this.retryable = errorCodes[code].retryable;
    if (options.pointer !== undefined) this.pointer = options.pointer;
    if (options.dataClass !== undefined) this.dataClass = options.dataClass;
    fixStack(this);
    Object.defineProperty(this, "guestMessage", { value: options.guestMessage, enumerable: false });
    Object.defineProperty(this, "guestStack", { value: options.guestStack, enumerable: false });
    Object.defineProperty(this, "verdict", { value: options.verdict, enumerable: false });
  }

  /** What is safe to log or to send on: no cause, no stack, nothing a plugin wrote. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, plugin, version, phase, retryable, pointer, dataClass } = this;
    return { name, code, message, plugin, version, phase, retryable, pointer, dataClass };
  }
}

/** Names from a module go into messages only like this: quoted, escaped, and cut when long. */
export function quoteName(name: string): string {
  return escapeControls(JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name));
}

/** Says of an error from loading, where most code knows no version, which version it was. */
export function attributeVersion(error: unknown, version: string | undefined): void {
  if (error instanceof PluginError && error.version === undefined) Object.assign(error, { version });
}

/** Writes the stack without frames of WebAssembly, whose names the plugin's author chose. */
function fixStack(error: PluginError): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => {
    const frames = sites.filter((site) => site.getScriptNameOrSourceURL()?.startsWith("wasm:") !== true);
    return [`${error.name}: ${error.message}`, ...frames.map((frame) => `    at ${frame.toString()}`)].join(
      "\n",
    );
  };
  try {
    Error.captureStackTrace(error, PluginError);
    // V8 writes the stack when it is first read.
    void error.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
