import type { HttpGrant, Policy } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";

type Values = Readonly<Record<string, string>>;
type HttpTarget = NonNullable<NonNullable<PluginManifest["capabilities"]>["http"]>[number];

/** What stands before the name of a setting that holds the origin. */
const fromConfig = "config:";

/** The setting that names a target's server, where one does. */
export function settingOf({ origin }: HttpTarget): string | undefined {
  return origin.startsWith(fromConfig) ? origin.slice(fromConfig.length) : undefined;
}

/** The servers that a manifest asks for under a configuration; those of settings without a value are none. */
export function requestedHttp({ capabilities }: PluginManifest, config: Values): readonly HttpTarget[] {
  return (capabilities?.http ?? []).flatMap((target) => {
    const setting = settingOf(target);
    if (setting === undefined) return [target];
    const value = config[setting];
    return value !== undefined && URL.canParse(value) ? [{ ...target, origin: new URL(value).origin }] : [];
  });
}

/** The policy that grants a plugin exactly what its manifest asks for. Servers may be on this machine. */
export function requestedPolicy(manifest: PluginManifest, values: Values = {}): Policy {
  const { config = [], secrets = [], hostFunctions = [], vars = false } = manifest.capabilities ?? {};
  const http = requestedHttp(manifest, values).map((target): HttpGrant => ({ ...target, private: true }));
  return { config, secrets, http, hostFunctions, vars };
}
