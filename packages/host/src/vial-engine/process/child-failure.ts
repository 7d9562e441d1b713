import type { ErrorCode, ErrorPhase } from "@vial/pdk-types";
import type { FailureScope } from "../../engine/engine.ts";
import { PluginError } from "../../plugin-error.ts";
import { maxGuestText } from "../guest-text.ts";
import { ProtocolBreach } from "./breach.ts";

/** JSON takes up to six bytes for one of its characters. */
export const maxFailureBytes: number = 2 * 6 * maxGuestText + 4096;

interface SaidFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly phase: ErrorPhase;
  readonly guestMessage?: string | undefined;
  readonly guestStack?: string | undefined;
  /** What V8 said about a module it refused. */
  readonly refusal?: string | undefined;
}

/**
 * What a child may say, code by code. An error's message is the host's own words and gets into logs, so words the host does
 * not know from a child are replaced by the general ones, and a code that a child has no say in is a breach.
 */
const sayable: Readonly<Partial<Record<ErrorCode, { readonly known: RegExp; readonly otherwise: string }>>> =
  {
    TRAP: {
      known:
        /^The plugin trapped: (unreachable|memory access out of bounds|divide by zero|divide result unrepresentable|remainder by zero|float unrepresentable in integer range|table index is out of bounds|null function or function signature mismatch|table access out of bounds|data segment out of bounds|element segment out of bounds|call stack exhausted|it exited while it started|it threw an exception that nothing caught)\.$/,
      otherwise: "The plugin trapped.",
    },
    PLUGIN_ERROR: {
      known:
        /^The plugin reported an error( \(returned -?\d{1,10}\))?(; what it said is in guestMessage)?\.$/,
      otherwise: "The plugin reported an error.",
    },
    ABI_VIOLATION: {
      known:
        /^The plugin (set an output that is not in its blocks of memory|passed a (config key|variable name|variable value|log message) that is not (a block of memory|UTF-8)|named an (input buffer|output) that lies outside its memory)\.$/,
      otherwise: "The plugin broke the plugin ABI.",
    },
    MEMORY_LIMIT: {
      known:
        /^(The (input|output) does not fit into limits\.memoryBytes|A value of the host's does not fit into limits\.memoryBytes|The plugin could not reserve \d{1,10} bytes for its input)\.$/,
      otherwise: "The plugin needs more than limits.memoryBytes.",
    },
    VARS_FULL: {
      known:
        /^(The host gives this plugin no variables \(limits\.varBytes is 0\)|The plugin's variables would pass limits\.varBytes)\.$/,
      otherwise: "The plugin's variables would pass limits.varBytes.",
    },
    OUTPUT_TOO_LARGE: {
      known: /^The output of \d{1,10} bytes is over the limit of \d{1,16} bytes \(limits\.outputBytes\)\.$/,
      otherwise: "The output is over the limit (limits.outputBytes).",
    },
    IMPORT_UNRESOLVED: {
      known:
        /^The plugin's modules do not fit together: an import has another type than the export it names\.$/,
      otherwise: "The plugin's modules do not fit together.",
    },
    INVALID_MODULE: {
      known: /^Module ".{1,1000}" is not a WebAssembly module this host can run\. See the cause\.$/,
      otherwise: "A module of the plugin is not a WebAssembly module this host can run. See the cause.",
    },
  };

export function encodeFailure(error: PluginError): Uint8Array {
  const { code, message, phase, guestMessage, guestStack, cause } = error;
  const said: SaidFailure = {
    code,
    message,
    phase,
    guestMessage: guestMessage?.slice(0, maxGuestText),
    guestStack: guestStack?.slice(0, maxGuestText),
    refusal: cause instanceof WebAssembly.CompileError ? cause.message.slice(0, 1000) : undefined,
  };
  return new TextEncoder().encode(JSON.stringify(said));
}

/** What only a plugin that starts can be guilty of: no input has reached it, so its names may be in the message. */
const atStart: ReadonlySet<ErrorCode> = new Set(["INVALID_MODULE", "IMPORT_UNRESOLVED"]);

/** @throws ProtocolBreach */
export function decodeFailure(
  payload: Uint8Array,
  { plugin, version }: FailureScope,
  starts: boolean,
): PluginError {
  const said = parse(payload);
  const known = Object.hasOwn(sayable, said.code) ? sayable[said.code] : undefined;
  if (known === undefined || (atStart.has(said.code) && !starts))
    throw new ProtocolBreach("it reported a failure that is not its own to report");
  const { guestMessage, guestStack, refusal } = said;
  return new PluginError(said.code, known.known.test(said.message) ? said.message : known.otherwise, {
    plugin,
    version,
    phase: said.phase,
    guestMessage,
    guestStack,
    ...(refusal === undefined ? {} : { cause: new WebAssembly.CompileError(refusal) }),
  });
}

function parse(payload: Uint8Array): SaidFailure {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(payload));
  } catch {
    throw new ProtocolBreach("it reported a failure that is not JSON");
  }
  const { code, message, phase, guestMessage, guestStack, refusal } = (value ?? {}) as Record<
    keyof SaidFailure,
    unknown
  >;
  const texts = [guestMessage, guestStack, refusal];
  const isFailure =
    typeof code === "string" &&
    typeof message === "string" &&
    (phase === "load" || phase === "instantiate" || phase === "call") &&
    texts.every((text) => text === undefined || typeof text === "string");
  if (!isFailure) throw new ProtocolBreach("it reported a failure that is none");
  return { code, message, phase, guestMessage, guestStack, refusal } as SaidFailure;
}
