import type { PluginSpec } from "./engine/engine.ts";
import { secretsInLogs } from "./engine/plugin-log.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { LoadOptions } from "./load-options.ts";
import { grantedBy } from "./policy/granted.ts";
import { HttpRules } from "./policy/http-rules.ts";
import { readableConfig } from "./policy/readable-config.ts";
import { requestedBy } from "./policy/requested.ts";
import type { ExtismManifest } from "./source/extism-manifest.ts";
import { checkDigest } from "./source/extism-modules.ts";
import type { ResolvedSource } from "./source/plugin-source.ts";

/**
 * What an engine is to run: the plugin as it was read, with what its load options say.
 *
 * @throws PluginError `DIGEST_MISMATCH`.
 */
export function specOf(
  name: string,
  options: LoadOptions,
  { modules, extism, manifest }: ResolvedSource,
): PluginSpec {
  const main = modules.find((module) => module.name === "main")!;
  if (options.digest !== undefined) checkDigest(main.digest, options.digest, name, "main");
  const granted = grantedBy({
    ...options,
    allowedHosts: options.allowedHosts ?? extism?.allowed_hosts ?? [],
  });
  const config = { ...extism?.config, ...options.config };
  return {
    name,
    version: options.version ?? manifest?.version,
    tenant: options.tenant,
    manifest,
    granted,
    modules,
    isolation: options.isolation ?? "thread",
    state: options.state ?? "fresh",
    config: readableConfig(config, options.secrets ?? {}, granted, manifest),
    functions: options.functions ?? {},
    http: new HttpRules(
      manifest === undefined ? undefined : requestedBy(manifest, config).http,
      granted,
      options.secrets ?? {},
    ),
    limits: {
      ...defaultLimits,
      ...extismLimits(extism),
      ...lowered(manifest?.limits),
      ...defined(options.limits),
    },
    logLevel: options.onLog === undefined ? "silent" : (options.logLevel ?? "info"),
    onLog: options.onLog,
    secretValues: secretsInLogs(options.secrets ?? {}),
    debug: options.debug ?? false,
  };
}

/** A plugin may ask for less than the default. More is for the host to give. */
function lowered(limits: Partial<Limits> = {}): Partial<Limits> {
  const keys = Object.keys(limits) as (keyof Limits)[];
  return Object.fromEntries(keys.map((key) => [key, Math.min(limits[key]!, defaultLimits[key])]));
}

/** What an Extism manifest limits; the load options' own limits come before it. */
function extismLimits(manifest: ExtismManifest | undefined): Partial<Limits> {
  const {
    max_pages: pages,
    max_http_response_bytes: httpResponseBytes,
    max_var_bytes: varBytes,
  } = manifest?.memory ?? {};
  return defined({
    memoryBytes: pages === undefined ? undefined : pages * 65_536,
    httpResponseBytes,
    varBytes,
    deadlineMs: manifest?.timeout_ms ?? undefined,
  });
}

/** Without the limits that are there but undefined, which would take the place of the defaults. */
function defined(limits: Partial<Record<keyof Limits, number | undefined>> = {}): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
