import * as v from "valibot";
import type { Isolation, PluginState } from "./engine/engine.ts";
import type { HostFunctions } from "./engine/host-function.ts";
import { escapeControls, type LogLevel, type LogListener } from "./engine/log.ts";
import { parseDigest } from "./source/digest.ts";
import type { Limits } from "./limits.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { PluginError } from "./plugin-error.ts";
import type { LeakListener } from "./policy/data-guard.ts";
import { secretsOf } from "./policy/http-rules.ts";
import type { Policy } from "./policy/policy.ts";
import { policySchema } from "./policy/policy-schema.ts";
import type { PluginSource } from "./source/plugin-source.ts";

/** How a plugin is loaded. */
export interface LoadOptions {
  /** A path or URL of a module, of an Extism manifest or of a plugin's `vial.json`; or bytes, an Extism manifest, or a release. */
  readonly source: PluginSource;
  /** What the (main) module's SHA-256 has to be: `sha256:…` or bare hexadecimal. Checked before anything is compiled. */
  readonly digest?: string;
  /** For errors and `list()`; the version in the plugin's `vial.json` unless set. */
  readonly version?: string;
  /** Where it runs; `"thread"` unless set. */
  readonly isolation?: Isolation;
  /** What a call sees of earlier ones; `"fresh"` (nothing) unless set. */
  readonly state?: PluginState;
  /** What `config_get` answers. */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * Values that nobody else may see, by key. A policy says which of them the plugin may read (`secrets`) and which the
   * host puts into its requests without showing them (`http.secretHeaders`).
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Host functions the plugin may import, by namespace (`"extism:host/user"`) and name. */
  readonly functions?: HostFunctions;
  /**
   * Host names it may send HTTP requests to, by Extism's rules: `*` and `?` are wildcards; port, method and path do not
   * matter. Private addresses only where one is written out in full. None unless set; `policy.http` says more exactly.
   */
  readonly allowedHosts?: readonly string[];
  /**
   * What the plugin is granted. With a policy nothing is granted that it does not name; without one, whatever the other
   * options provide.
   */
  readonly policy?: Policy;
  /** Whose plugin it is: its policy's `tenants` may grant more by this name. */
  readonly tenant?: string;
  /** Replaces single {@link defaultLimits}. */
  readonly limits?: Partial<Limits>;
  /** Lowest level that reaches `onLog`; `"info"` unless set. */
  readonly logLevel?: LogLevel;
  /** Gets what the plugin logs: text the plugin wrote, which may hold patient data. Without it nothing is kept. */
  readonly onLog?: LogListener;
  /**
   * Keeps the names that the module gives its functions, and its debug information, so that `error.guestStack` shows
   * them. So do then the stacks of errors of the host's own functions: not for production.
   */
  readonly debug?: boolean;
  /** Told of every value of the input that is found in what leaves the plugin (`policy.scan`): where it was, never the value. */
  readonly onLeak?: LeakListener;
  /** Calls that run at once, each on an instance (and thread) of its own. With shared state it is 1. */
  readonly concurrency?: number;
}

const text = v.pipe(v.string(), v.minLength(1));
const shortText = v.pipe(text, v.maxLength(200));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
// A timer that is set for longer than this fires at once.
const duration = v.pipe(v.number(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const maxMemory = 2 ** 32;
const fn = v.function();

const limitsSchema = v.strictObject({
  deadlineMs: v.optional(duration),
  cpuMs: v.optional(duration),
  memoryBytes: v.optional(v.pipe(count, v.minValue(65_536), v.maxValue(maxMemory))),
  tableElements: v.optional(v.pipe(count, v.maxValue(10_000_000))),
  inputBytes: v.optional(count),
  outputBytes: v.optional(count),
  moduleBytes: v.optional(count),
  compileMs: v.optional(duration),
  startMs: v.optional(duration),
  logBytes: v.optional(count),
  httpRequests: v.optional(count),
  httpMs: v.optional(duration),
  httpRequestBytes: v.optional(count),
  httpResponseBytes: v.optional(count),
  varBytes: v.optional(count),
  queuedCalls: v.optional(count),
} satisfies Record<keyof Limits, unknown>);

const source = v.union([
  text,
  v.instance(URL),
  v.instance(Uint8Array),
  v.instance(ArrayBuffer),
  v.looseObject({ wasm: v.array(v.unknown()) }),
  // A release.
  v.looseObject({
    digest: text,
    manifest: v.looseObject({}),
    module: v.instance(Uint8Array),
    fixtures: v.array(v.unknown()),
  }),
]);

const schema = v.strictObject({
  source,
  digest: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => parseDigest(value) !== undefined, "a SHA-256 digest"),
    ),
  ),
  version: v.optional(shortText),
  isolation: v.optional(v.picklist(["inline", "thread", "process"])),
  state: v.optional(v.picklist(["fresh", "shared"])),
  config: v.optional(v.custom(isObject, "an object")),
  secrets: v.optional(v.custom(isObject, "an object")),
  functions: v.optional(v.custom(isObject, "an object")),
  allowedHosts: v.optional(v.array(text)),
  limits: v.optional(limitsSchema),
  logLevel: v.optional(v.picklist(["trace", "debug", "info", "warn", "error", "silent"])),
  onLog: v.optional(fn),
  onLeak: v.optional(fn),
  debug: v.optional(v.boolean()),
  policy: v.optional(policySchema),
  tenant: v.optional(shortText),
  concurrency: v.optional(v.pipe(count, v.minValue(1), v.maxValue(1024))),
});

/** @throws PluginError `INVALID_OPTION` naming the option and what it takes, never the value it had. */
export function checkLoadOptions(plugin: unknown, options: unknown): asserts options is LoadOptions {
  const name = v.safeParse(shortText, plugin);
  if (!name.success) throw invalidOption("The plugin's name has to be a string of 1 to 200 characters");
  const parsed = v.safeParse(schema, options);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? "its options";
    throw invalidOption(`load: ${escapeControls(path)} ${complaint(issue)}`, name.output);
  }
  const { state, concurrency, config, secrets, functions, policy, allowedHosts } =
    parsed.output as LoadOptions;
  checkTexts("config", config, name.output);
  checkTexts("secrets", secrets, name.output);
  checkFunctions(functions, name.output);
  checkSecretHeaders(policy, secrets ?? {}, name.output);
  if (policy !== undefined && allowedHosts !== undefined)
    throw invalidOption("load: with a policy, policy.http says what allowedHosts would", name.output);
  if (state === "shared" && concurrency !== undefined && concurrency > 1) {
    throw invalidOption(
      'load: concurrency is 1 with state "shared", because all calls share one instance',
      name.output,
    );
  }
}

/** @throws PluginError `INVALID_OPTION`, as when a plugin is loaded with the policy. */
export function checkPolicy(policy: unknown): void {
  const parsed = v.safeParse(v.optional(policySchema), policy);
  if (parsed.success) return;
  const [issue] = parsed.issues;
  const path = ["policy", v.getDotPath(issue)].filter((each) => each !== null).join(".");
  throw invalidOption(`admit: ${escapeControls(path)} ${complaint(issue)}`);
}

/** By hand, because valibot's records pass over keys like `constructor`, which are names like any other here. */
function checkTexts(option: string, record: unknown, plugin: string): void {
  for (const [key, value] of Object.entries(record ?? {})) {
    if (typeof value !== "string")
      throw invalidOption(`load: ${option}.${escapeControls(key)} takes a string`, plugin);
  }
}

function checkSecretHeaders(
  policy: Policy | undefined,
  secrets: Readonly<Record<string, string>>,
  plugin: string,
): void {
  const grants = [policy, ...Object.values(policy?.tenants ?? {})].flatMap((each) => each?.http ?? []);
  for (const key of grants.flatMap(secretsOf)) {
    const value = Object.hasOwn(secrets, key) ? secrets[key]! : undefined;
    if (value === undefined)
      throw invalidOption(
        `load: secrets lacks ${escapeControls(key)}, which policy.http.secretHeaders names`,
        plugin,
      );
    // oxlint-disable-next-line no-control-regex
    if (/[^\t\u0020-\u007e]/.test(value))
      throw invalidOption(`load: secrets.${escapeControls(key)} cannot be sent in a header`, plugin);
  }
}

function checkFunctions(functions: unknown, plugin: string): void {
  for (const own of Object.values(functions ?? {}) as unknown[]) {
    if (!isObject(own) || Object.values(own).some((each) => typeof each !== "function")) {
      throw invalidOption("load: functions takes namespaces, each with functions by name", plugin);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an option takes. valibot's own messages quote the value. */
export function complaint(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === "never") return "is not an option";
  switch (issue.type) {
    case "integer":
      return "takes a whole number";
    case "gt_value":
      return `takes a number above ${String(issue.requirement)}`;
    case "min_value":
      return `takes a number from ${String(issue.requirement)}`;
    case "max_value":
      return `takes a number up to ${String(issue.requirement)}`;
    case "min_length":
    case "max_length":
      return `takes a text with a length ${issue.expected}`;
    case "check":
    case "custom":
      return `takes ${issue.message}`;
    default:
      return `takes ${issue.expected}`;
  }
}

/** @throws PluginError `INVALID_OPTION`. */
export function checkExecuteOptions(options: ExecuteOptions, plugin: string): void {
  if (!isObject(options)) throw invalidOption("execute: its options are an object", plugin);
  const { export: exportName, deadline, signal, id, key, into } = options;
  if (id !== undefined && typeof id !== "string") throw invalidOption("execute: id takes a string", plugin);
  if (key !== undefined && typeof key !== "string")
    throw invalidOption("execute: key takes a string", plugin);
  if (exportName !== undefined && typeof exportName !== "string")
    throw invalidOption("execute: export takes a string", plugin);
  if (deadline !== undefined && !(typeof deadline === "number" && deadline > 0 && deadline < 2 ** 31)) {
    throw invalidOption("execute: deadline takes milliseconds above 0", plugin);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalidOption("execute: signal takes an AbortSignal", plugin);
  if (into !== undefined && !(into instanceof Uint8Array && into.buffer instanceof ArrayBuffer))
    throw invalidOption("execute: into takes a Uint8Array of memory that is not shared", plugin);
}

export function invalidOption(what: string, plugin?: string): PluginError {
  return new PluginError("INVALID_OPTION", `${what}.`, { plugin, phase: "manage" });
}
