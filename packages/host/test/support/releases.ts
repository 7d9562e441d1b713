import type { PluginManifest } from "@vial/pdk-types";
import {
  generateKey,
  packRelease,
  readSigningKey,
  type PackedRelease,
  type ReleaseParts,
  type SigningKey,
  type TrustPolicy,
} from "@vial/host/releases";
import { kernelEcho } from "./echo.ts";

/** A key that is nobody else's. */
export function newKey(): SigningKey {
  return readSigningKey(generateKey().privatePem);
}

/** A policy that trusts these keys for every name. */
export function trusting(...keys: readonly SigningKey[]): TrustPolicy {
  return { trustVersion: 1, keys: keys.map(({ publicKey }) => ({ publicKey, names: ["*"] })) };
}

export function manifestOf(version: string, name = "echo"): PluginManifest {
  return {
    manifestVersion: 1,
    name,
    version,
    description: "Answers with its input.",
    license: "Apache-2.0",
    language: "wat",
    module: "echo.wasm",
    exports: {
      process: {
        description: "Answers with its input.",
        input: { contentType: "application/json", schema: { type: "object" } },
        output: { contentType: "application/json" },
      },
    },
  };
}

export const emptySbom: Uint8Array = new TextEncoder().encode(
  '{"bomFormat":"CycloneDX","specVersion":"1.6"}',
);

/** An echo plugin, packed. */
export function echoRelease(version: string, parts: Partial<ReleaseParts> = {}): PackedRelease {
  return packRelease({ manifest: manifestOf(version), module: kernelEcho, sbom: emptySbom, ...parts });
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
