import type { HostFunction, HttpGrant, LoadOptions } from "@vial/host";
import { type PluginManifest, userFunctions, userNamespace } from "@vial/pdk-types";
import { requestedPolicy } from "./requested-policy.ts";

type Values = Readonly<Record<string, string>>;

/** Everything that a manifest asks for, granted. Host functions of other hosts are there and fail when called. */
export function grantsFor(
  manifest: PluginManifest,
  config: Values = {},
): Pick<LoadOptions, "functions" | "policy"> {
  const declared = manifest.capabilities?.hostFunctions ?? [];
  const own = declared.filter((name) => !userFunctions.has(name));
  return {
    policy: requestedPolicy(manifest, config),
    functions: { [userNamespace]: Object.fromEntries(own.map((name) => [name, missing(name)])) },
  };
}

function missing(name: string): HostFunction {
  return () => {
    throw new Error(`the host function ${name} is not there`);
  };
}

/** The values of a plugin's configuration, those that its manifest calls secret apart. */
export function configFor(
  manifest: PluginManifest | undefined,
  values: Values,
): Pick<LoadOptions, "config" | "secrets"> {
  const names = new Set<string>(manifest?.capabilities?.secrets);
  const entries = Object.entries(values);
  return {
    config: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}

/** All requests to these origins, wherever they are. */
export function httpGrants(origins: readonly string[]): readonly HttpGrant[] {
  const methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
  return origins.map((origin) => ({
    origin: new URL(origin).origin,
    methods,
    pathPrefixes: ["/"],
    private: true,
  }));
}
