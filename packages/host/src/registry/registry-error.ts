import type { PluginError } from "../plugin-error.ts";
import { quoteName } from "../plugin-error.ts";
import { releaseError } from "../release/release-error.ts";
import type { Repository } from "../release/reference.ts";

type RegistryCode = "REGISTRY_UNAVAILABLE" | "REGISTRY_REFUSED" | "REGISTRY_VIOLATION" | "RELEASE_NOT_FOUND";

const advice: Readonly<Record<RegistryCode, string>> = {
  REGISTRY_UNAVAILABLE: "Try again later.",
  REGISTRY_REFUSED: "Check the credentials and what they may do.",
  REGISTRY_VIOLATION: "It is broken, or is not the registry it should be.",
  RELEASE_NOT_FOUND: "Check the name and the version.",
};

/** @param why A clause in the host's words: nothing a server wrote. */
export function registryError(
  code: RegistryCode,
  { host, path, name }: Repository,
  why: string,
): PluginError {
  const where = `The registry ${quoteName(host)}, asked for ${quoteName(path)},`;
  return releaseError(code, `${where} ${why}. ${advice[code]}`, { plugin: name });
}
