import * as v from "valibot";
import { encodeJson, parseJson } from "./image-manifest.ts";
import { releaseError } from "./release-error.ts";
import type { ReleaseFixture } from "./release.ts";

const base64 = v.pipe(v.string(), v.base64());
const text = v.pipe(v.string(), v.maxLength(256));

const layerSchema = v.strictObject({
  fixturesVersion: v.literal(1),
  fixtures: v.pipe(
    v.array(
      v.strictObject({
        name: text,
        export: v.optional(text),
        input: base64,
        expected: v.optional(base64),
        match: v.picklist(["exact", "json"]),
        config: v.optional(v.record(v.string(), v.string())),
      }),
    ),
    v.maxLength(1000),
  ),
});

/** The layer of a release that holds its fixtures: JSON, with bytes in base64. */
export function encodeFixtures(fixtures: readonly ReleaseFixture[]): Uint8Array {
  return encodeJson({
    fixturesVersion: 1,
    fixtures: fixtures.map(({ input, expected, ...rest }) => ({
      ...rest,
      input: Buffer.from(input).toString("base64"),
      ...(expected !== undefined && { expected: Buffer.from(expected).toString("base64") }),
    })),
  });
}

/** @throws PluginError `RELEASE_INVALID` naming the field. */
export function decodeFixtures(bytes: Uint8Array, plugin: string): readonly ReleaseFixture[] {
  const parsed = v.safeParse(layerSchema, parseJson(bytes));
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]) ?? "it";
    throw releaseError(
      "RELEASE_INVALID",
      `The release's fixtures are not valid: ${path}. Publish the version again.`,
      { plugin },
    );
  }
  return parsed.output.fixtures.map(({ name, input, expected, match, export: exportName, config }) => ({
    name,
    input: Buffer.from(input, "base64"),
    match,
    ...(exportName !== undefined && { export: exportName }),
    ...(expected !== undefined && { expected: Buffer.from(expected, "base64") }),
    ...(config !== undefined && { config }),
  }));
}
