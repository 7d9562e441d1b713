import type { PluginManifest } from "@vial/pdk-types";
import type { Granted } from "./granted.ts";

/** The configuration and the secrets that a plugin can read: what it requests, of what it is granted. */
export function readableConfig(
  config: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
  granted: Granted,
  manifest: PluginManifest | undefined,
): Record<string, string> {
  const requested = manifest?.capabilities;
  const asksFor = (keys: readonly string[] | undefined, key: string): boolean =>
    manifest === undefined || keys?.includes(key) === true;
  const open = Object.entries(config).filter(
    ([key]) => (granted.config === "any" || granted.config.includes(key)) && asksFor(requested?.config, key),
  );
  const secret = Object.entries(secrets).filter(
    ([key]) => granted.secrets.includes(key) && asksFor(requested?.secrets, key),
  );
  // `fromEntries` defines members: a key may be `__proto__`.
  return Object.fromEntries([...open, ...secret]);
}
