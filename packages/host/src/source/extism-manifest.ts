import * as v from "valibot";
import { PluginError } from "../plugin-error.ts";

const headers = v.record(v.string(), v.string());
const named = { name: v.optional(v.string()), hash: v.optional(v.string()) };

const moduleSchema = v.union([
  v.strictObject({ ...named, path: v.string() }),
  v.strictObject({ ...named, data: v.union([v.string(), v.instance(Uint8Array)]) }),
  v.strictObject({
    ...named,
    url: v.string(),
    method: v.optional(v.literal("GET")),
    headers: v.optional(headers),
  }),
]);

const memorySchema = v.strictObject({
  max_pages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536))),
  max_http_response_bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  max_var_bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** Each may have a memory of its own, up to the limit of one. */
const maxModules = 32;

const manifestSchema = v.strictObject({
  wasm: v.pipe(v.array(moduleSchema), v.minLength(1), v.maxLength(maxModules)),
  memory: v.optional(memorySchema),
  config: v.optional(v.record(v.string(), v.string())),
  allowed_hosts: v.optional(v.nullable(v.array(v.string()))),
  timeout_ms: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(2 ** 31 - 1)))),
});

/**
 * Extism's manifest, as its specification writes it (https://extism.org/docs/concepts/manifest). `allowed_paths`
 * is not among its fields here: plugins get no files.
 */
export interface ExtismManifest {
  readonly wasm: readonly ManifestModule[];
  readonly memory?: {
    /** Pages of 64 KiB. */
    readonly max_pages?: number;
    readonly max_http_response_bytes?: number;
    readonly max_var_bytes?: number;
  };
  readonly config?: Readonly<Record<string, string>>;
  readonly allowed_hosts?: readonly string[] | null;
  readonly timeout_ms?: number | null;
}

/** One module of a manifest. `hash` is the SHA-256 of the module in hexadecimal; `data` is bytes or base64. */
export type ManifestModule = { readonly name?: string; readonly hash?: string } & (
  | { readonly path: string }
  | { readonly data: string | Uint8Array }
  | { readonly url: string; readonly method?: "GET"; readonly headers?: Readonly<Record<string, string>> }
);

/** @throws PluginError `INVALID_MANIFEST` naming the field, never a value. */
export function parseManifest(value: unknown, plugin: string): ExtismManifest {
  const parsed = v.safeParse(manifestSchema, value);
  if (parsed.success) return parsed.output as ExtismManifest;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? "the manifest itself";
  throw invalidManifest(`${path}: expected ${issue.expected ?? "another value"}`, plugin);
}

export function invalidManifest(why: string, plugin: string): PluginError {
  return new PluginError("INVALID_MANIFEST", `The manifest is not valid: ${why}.`, {
    plugin,
    phase: "load",
  });
}
