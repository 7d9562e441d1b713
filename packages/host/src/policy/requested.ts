import type { HttpTarget, PluginManifest } from "@vial/pdk-types";

/** What a plugin's `vial.json` asks for, with nothing left out. */
export interface Requested {
  readonly config: readonly string[];
  readonly secrets: readonly string[];
  /** Those whose server is known. */
  readonly http: readonly HttpTarget[];
  /** How many servers it asks for, also those that the configuration does not name. */
  readonly httpTargets: number;
  readonly hostFunctions: readonly string[];
  readonly vars: boolean;
}

/** A manifest names a server it cannot know as `config:` and the configuration key that has its URL. */
const configOrigin = "config:";

/** What a manifest asks for; `config` has the values that its servers may be named by. */
export function requestedBy(manifest: PluginManifest, config: Readonly<Record<string, string>>): Requested {
  const {
    config: keys = [],
    secrets = [],
    http = [],
    hostFunctions = [],
    vars = false,
  } = manifest.capabilities ?? {};
  return {
    config: keys,
    secrets,
    http: http.flatMap((target) => {
      const origin = originOf(target.origin, config);
      return origin === undefined ? [] : [{ ...target, origin }];
    }),
    httpTargets: http.length,
    hostFunctions,
    vars,
  };
}

function originOf(origin: string, config: Readonly<Record<string, string>>): string | undefined {
  if (!origin.startsWith(configOrigin)) return origin;
  const key = origin.slice(configOrigin.length);
  const url = Object.hasOwn(config, key) ? config[key]! : "";
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
