import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLoadOptions } from "../../src/load-options.ts";
import { PluginError } from "../../src/plugin-error.ts";
import { parsePluginManifest } from "../../src/source/plugin-manifest.ts";

/** A value that must never be seen in an error, which names members only: it stands for whatever somebody wrote. */
const mark = "Iracema-52998224725";

const manifest = {
  manifestVersion: 1,
  name: "honest",
  version: "1.0.0",
  description: "Does what it says.",
  license: "Apache-2.0",
  language: "c",
  module: "plugin.wasm",
  capabilities: {
    http: [{ origin: "https://a.example", methods: ["GET"], pathPrefixes: ["/v1/"] }],
    config: ["key"],
    vars: true,
  },
  limits: { deadlineMs: 100, cpuMs: 50 },
  dataClasses: { input: ["identifying"], output: [], purpose: "Triage." },
  exports: { process: { description: "Does it.", input: { contentType: "application/json" } } },
};

const honestPolicy = {
  config: ["key"],
  secrets: ["token"],
  http: [
    {
      origin: "https://a.example",
      methods: ["GET"],
      pathPrefixes: ["/v1/"],
      headers: ["x-a"],
      dataClasses: ["identifying"],
    },
  ],
  hostFunctions: ["f"],
  features: ["simd"],
  data: [{ purpose: "triage", classes: ["identifying"] }],
  scan: { output: "block", http: "report" },
  tenants: { a: { config: ["b"] } },
};

/** Anything JSON can say, with names that JavaScript treats in its own way. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(mark, { x: mark }, [mark], JSON.parse(`{"__proto__":{"polluted":"${mark}"}}`)),
  fc.dictionary(fc.constantFrom("constructor", "toString", "__proto__", "hasOwnProperty"), fc.jsonValue()),
);

/** Where a value may be put in the place of another. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const members = copy as Record<string, unknown>;
  members[key] = replaced(members[key], rest, by);
  return copy;
}

/** The whole document, or one value in it, is something else. */
function mutations(document: object): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...pathsOf(document)), anything)
    .map(([path, by]) => replaced(document, path, by));
}

/** Takes a document or refuses it with the error it has to be, in which the document's values do not stand. */
function expectedRefusal(code: string, take: () => unknown): string | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(PluginError);
    const { code: actual, message } = error as PluginError;
    expect(actual).toBe(code);
    expect(message).not.toContain(mark);
    return message;
  } finally {
    expect("polluted" in {}).toBe(false);
  }
}

function checkPolicy(policy: unknown): void {
  checkLoadOptions("p", { source: "./p.wasm", policy });
}

describe("whatever an author or an operator writes is taken, or refused without its values", () => {
  test("manifests", () => {
    expect(expectedRefusal("INVALID_MANIFEST", () => parsePluginManifest(manifest, "p"))).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(anything, mutations(manifest)), (document) => {
        expectedRefusal("INVALID_MANIFEST", () => parsePluginManifest(document, "p"));
      }),
      { numRuns: 2_000 },
    );
  });

  test("policies", () => {
    expect(expectedRefusal("INVALID_OPTION", () => checkPolicy(honestPolicy))).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(anything, mutations(honestPolicy)), (document) => {
        expectedRefusal("INVALID_OPTION", () => checkPolicy(document));
      }),
      { numRuns: 2_000 },
    );
  });
});
