import type { Policy } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";

/** The policy that grants a plugin exactly what its manifest asks for; undefined without a manifest. */
export function requestedPolicy(manifest: PluginManifest | undefined): Policy | undefined {
  if (manifest === undefined) return undefined;
  const {
    config = [],
    secrets = [],
    http = [],
    hostFunctions = [],
    vars = false,
  } = manifest.capabilities ?? {};
  return { config, secrets, http: http.map((each) => ({ ...each, private: true })), hostFunctions, vars };
}
