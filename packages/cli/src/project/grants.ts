import type { HostFunction, LoadOptions } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import { userFunctions, userNamespace } from "@vial/pdk-types";

/** Everything that a manifest asks for, granted. Host functions of other hosts are there and fail when called. */
export function grantsFor({
  capabilities = {},
}: PluginManifest): Pick<LoadOptions, "functions" | "allowedHosts"> {
  const own = (capabilities.hostFunctions ?? []).filter((name) => !userFunctions.has(name));
  return {
    allowedHosts: (capabilities.http ?? []).map(({ origin }) => new URL(origin).hostname),
    functions: { [userNamespace]: Object.fromEntries(own.map((name) => [name, missing(name)])) },
  };
}

function missing(name: string): HostFunction {
  return () => {
    throw new Error(`the host function ${name} is not there`);
  };
}
