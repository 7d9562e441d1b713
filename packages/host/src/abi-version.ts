import { abiVersion, abiVersionExport } from "@vial/pdk-types";
import { PluginError } from "./plugin-error.ts";

/**
 * Checks the version of Vial's plugin ABI that a module was built for: the number in the name of its export
 * `vial_abi_version_…`. A module without one is any Extism plugin.
 *
 * @throws PluginError `ABI_VERSION_MISMATCH` with both versions.
 */
export function checkAbiVersion(
  exports: readonly string[],
  { plugin, version }: { readonly plugin: string; readonly version: string | undefined },
): void {
  const built = exports
    .map((name) => (name.startsWith(abiVersionExport) ? name.slice(abiVersionExport.length) : ""))
    .filter((text) => /^\d{1,9}$/.test(text))
    .map(Number);
  if (built.length === 0 || built.includes(abiVersion)) return;
  const message = `The plugin was built for version ${built.join(", ")} of Vial's plugin ABI, and this host speaks version ${abiVersion}. Rebuild it with a PDK of that version, or update the host.`;
  throw new PluginError("ABI_VERSION_MISMATCH", message, { plugin, version, phase: "load" });
}

/** Whether an export is part of the ABI and not of what the plugin offers. */
export function isAbiExport(name: string): boolean {
  return name === "vial_input" || name === "vial_output" || name.startsWith(abiVersionExport);
}
