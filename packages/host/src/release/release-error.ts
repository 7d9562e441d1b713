import type { ErrorCode } from "@vial/pdk-types";
import { PluginError } from "../plugin-error.ts";

/** A failure to get, keep or publish a release. `message` is the host's words: never credentials, never a server's text. */
export function releaseError(
  code: ErrorCode,
  message: string,
  {
    plugin,
    version,
    cause,
  }: { readonly plugin?: string; readonly version?: string; readonly cause?: unknown } = {},
): PluginError {
  return new PluginError(code, message, { plugin, version, phase: "load", cause });
}

/** The system's code of a failed file operation or connection, for a message; their own messages quote more than that. */
export function systemCode(error: unknown): string | undefined {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const { code } = each as { readonly code?: unknown };
    if (typeof code === "string") return code;
  }
  return undefined;
}
