import * as v from "valibot";
import type { Isolation, PluginState } from "./engine/engine.ts";
import type { HostFunctions } from "./engine/host-function.ts";
import type { LogLevel, LogListener } from "./engine/log.ts";
import { parseDigest } from "./digest.ts";
import type { Limits } from "./limits.ts";
import { PluginError } from "./plugin-error.ts";
import type { PluginSource } from "./plugin-source.ts";

/** How a plugin is loaded. */
export interface LoadOptions {
  /** A path, a `file:`, `http:` or `https:` URL, the module's bytes, or an Extism manifest. */
  readonly source: PluginSource;
  /** What the (main) module's SHA-256 has to be: `sha256:…` or bare hexadecimal. Checked before anything is compiled. */
  readonly digest?: string;
  /** For errors and `list()`. */
  readonly version?: string;
  /** Where it runs; `"thread"` unless set. */
  readonly isolation?: Isolation;
  /** What a call sees of earlier ones; `"fresh"` (nothing) unless set. */
  readonly state?: PluginState;
  /** What `config_get` answers. */
  readonly config?: Readonly<Record<string, string>>;
  /** Host functions the plugin may import, by namespace (`"extism:host/user"`) and name. */
  readonly functions?: HostFunctions;
  /** Host names it may send HTTP requests to; `*` and `?` are wildcards. None unless set. */
  readonly allowedHosts?: readonly string[];
  /** Replaces single {@link defaultLimits}. */
  readonly limits?: Partial<Limits>;
  /** Lowest level that reaches `onLog`; `"info"` unless set. */
  readonly logLevel?: LogLevel;
  /** Gets what the plugin logs: text the plugin wrote, which may hold patient data. Without it nothing is kept. */
  readonly onLog?: LogListener;
  /** Calls that run at once, each on an instance (and thread) of its own. With shared state it is 1. */
  readonly concurrency?: number;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024));
// A timer that is set for longer than this fires at once.
const duration = v.pipe(v.number(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const maxMemory = 2 ** 32;
const fn = v.function();

const limitsSchema = v.strictObject({
  deadlineMs: v.optional(duration),
  memoryBytes: v.optional(v.pipe(count, v.minValue(65_536), v.maxValue(maxMemory))),
  tableElements: v.optional(v.pipe(count, v.maxValue(10_000_000))),
  inputBytes: v.optional(count),
  outputBytes: v.optional(count),
  moduleBytes: v.optional(count),
  startMs: v.optional(duration),
  logBytes: v.optional(count),
  httpRequests: v.optional(count),
  httpMs: v.optional(duration),
  httpRequestBytes: v.optional(count),
  httpResponseBytes: v.optional(count),
  varBytes: v.optional(count),
  queuedCalls: v.optional(amount),
} satisfies Record<keyof Limits, unknown>);

const schema = v.strictObject({
  source: v.union([
    text,
    v.instance(URL),
    v.instance(Uint8Array),
    v.instance(ArrayBuffer),
    v.looseObject({ wasm: v.array(v.unknown()) }),
  ]),
  digest: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => parseDigest(value) !== undefined, "a SHA-256 digest"),
    ),
  ),
  version: v.optional(text),
  isolation: v.optional(v.picklist(["inline", "thread"])),
  state: v.optional(v.picklist(["fresh", "shared"])),
  config: v.optional(v.record(v.string(), v.string())),
  functions: v.optional(v.record(text, v.record(text, fn))),
  allowedHosts: v.optional(v.array(text)),
  limits: v.optional(limitsSchema),
  logLevel: v.optional(v.picklist(["trace", "debug", "info", "warn", "error", "silent"])),
  onLog: v.optional(fn),
  concurrency: v.optional(atLeastOne),
});

/** @throws PluginError `INVALID_OPTION` naming the option and what it takes, never the value it had. */
export function checkLoadOptions(plugin: unknown, options: unknown): void {
  const name = v.safeParse(text, plugin);
  if (!name.success) throw invalidOption("The plugin's name has to be a string of 1 to 200 characters");
  const parsed = v.safeParse(schema, options);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? "the options";
    const takes =
      issue.expected === "never" ? "is not an option" : `takes ${issue.expected ?? issue.message}`;
    throw invalidOption(`load: ${path} ${takes}`, name.output);
  }
  const { state, concurrency } = parsed.output;
  if (state === "shared" && concurrency !== undefined && concurrency > 1) {
    throw invalidOption(
      'load: concurrency is 1 with state "shared", because all calls share one instance',
      name.output,
    );
  }
}

export function invalidOption(what: string, plugin?: string): PluginError {
  return new PluginError("INVALID_OPTION", `${what}.`, { plugin, phase: "manage" });
}
