import { createHash } from "node:crypto";
import type { PluginManifest } from "@vial/pdk-types";
import { version as ownVersion } from "../version.ts";
import type { Dependency } from "./dependencies.ts";

/**
 * A software bill of materials: CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). It has no date and no serial number, so that the same
 * plugin has the same one.
 */
export function sbomOf(
  { name, version, description, license, authors = [] }: PluginManifest,
  module: Uint8Array,
  dependencies: readonly Dependency[],
): Uint8Array {
  const ref = `${name}@${version}`;
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      tools: { components: [{ type: "application", name: "@vial/cli", version: ownVersion() }] },
      component: {
        type: "application",
        "bom-ref": ref,
        name,
        version,
        description,
        hashes: [{ alg: "SHA-256", content: createHash("sha256").update(module).digest("hex") }],
        licenses: [{ expression: license }],
        ...(authors.length > 0 && { authors: authors.map((author) => ({ name: author })) }),
      },
    },
    components: dependencies.map(({ name: library, version: itsVersion, purl, sha256 }) => ({
      type: "library",
      "bom-ref": purl,
      name: library,
      version: itsVersion,
      purl,
      ...(sha256 !== undefined && { hashes: [{ alg: "SHA-256", content: sha256 }] }),
    })),
    dependencies: [{ ref, dependsOn: dependencies.map(({ purl }) => purl) }],
  };
  return new TextEncoder().encode(`${JSON.stringify(bom, undefined, 2)}\n`);
}
