import { readFileSync } from "node:fs";
import { validatePluginManifest } from "@vial/pdk-types/plugin-manifest";
import { expect, test } from "vitest";

const manifest = {
  manifestVersion: 1,
  name: "my-plugin",
  version: "0.1.0",
  description: "Does something.",
  license: "Apache-2.0",
  language: "rust",
  module: "build/my-plugin.wasm",
  exports: {
    process: {
      description: "Does it.",
      input: { contentType: "application/json", schema: "schemas/in.schema.json" },
      output: { contentType: "application/json", schema: { type: "object" } },
    },
  },
};
const http = { origin: "https://partner.example", methods: ["GET"], pathPrefixes: ["/v1/"] };

function problemWith(members: Readonly<Record<string, unknown>>): unknown {
  const validation = validatePluginManifest({ ...manifest, ...members });
  return validation.valid ? undefined : validation.problem.pointer;
}

test.each<Readonly<Record<string, unknown>>>([
  {},
  { $schema: "https://vial.example/schemas/plugin-manifest-1.schema.json", authors: ["A <a@b.example>"] },
  { version: "1.2.3-rc.1+build.5" },
  { language: "c++" },
  { module: "plugin.wasm" },
  { exports: { echo: { ...manifest.exports.process, input: { contentType: "text/plain; charset=utf-8" } } } },
  { exports: { tick: { description: "Neither takes nor answers anything." } } },
  { capabilities: {} },
  {
    capabilities: {
      config: ["partner-url"],
      secrets: ["partner/token"],
      http: [
        http,
        { ...http, origin: "http://localhost:8080" },
        { ...http, origin: "https://[2001:db8::1]:8443" },
      ],
      hostFunctions: ["http_batch"],
      vars: true,
    },
  },
  { limits: { deadlineMs: 1000, memoryBytes: 16_777_216, httpRequests: 0 } },
  { dataClasses: { input: ["sensitive-health"], output: [], purpose: "Triage." } },
])("%j is valid", (members) => {
  expect(problemWith(members)).toBeUndefined();
});

test.each<[Readonly<Record<string, unknown>>, string]>([
  [{ manifestVersion: 2 }, "/manifestVersion"],
  [{ name: "My-Plugin" }, "/name"],
  [{ name: "my_plugin" }, "/name"],
  [{ name: "my--plugin" }, "/name"],
  [{ name: "1plugin" }, "/name"],
  [{ name: "p".repeat(65) }, "/name"],
  [{ version: "1.0" }, "/version"],
  [{ version: "01.0.0" }, "/version"],
  [{ version: "1.0.0-01" }, "/version"],
  [{ version: "v1.0.0" }, "/version"],
  [{ description: "" }, "/description"],
  [{ licence: "MIT" }, "/licence"],
  [{ "a/b~": 1 }, "/a~1b~0"],
  [{ license: undefined }, "/license"],
  [{ module: "../plugin.wasm" }, "/module"],
  [{ module: "build/../../plugin.wasm" }, "/module"],
  [{ module: "/plugin.wasm" }, "/module"],
  [{ module: "C:\\plugin.wasm" }, "/module"],
  [{ module: "build\\plugin.wasm" }, "/module"],
  [{ module: "build//plugin.wasm" }, "/module"],
  [{ module: "plugin.wasm\n" }, "/module"],
  [{ module: "plugin.js" }, "/module"],
  [{ exports: {} }, "/exports"],
  [{ exports: { "a b": manifest.exports.process } }, "/exports"],
  [
    { exports: { process: { ...manifest.exports.process, input: {} } } },
    "/exports/process/input/contentType",
  ],
  [payload({ contentType: "json" }), "/exports/process/input/contentType"],
  [
    payload({ contentType: "application/json", schema: "../in.schema.json" }),
    "/exports/process/input/schema",
  ],
  [
    payload({ contentType: "application/json", schema: "https://x.example/a.json" }),
    "/exports/process/input/schema",
  ],
  [payload({ contentType: "application/json", schema: true }), "/exports/process/input/schema"],
  [{ capabilities: { config: ["a", "a"] } }, "/capabilities/config"],
  [{ capabilities: { files: true } }, "/capabilities/files"],
  [{ capabilities: { hostFunctions: ["a-b"] } }, "/capabilities/hostFunctions/0"],
  [target({ origin: "https://*.example" }), "/capabilities/http/0/origin"],
  [target({ origin: "https://partner.example/" }), "/capabilities/http/0/origin"],
  [target({ origin: "https://Partner.example" }), "/capabilities/http/0/origin"],
  [target({ origin: "https://user@partner.example" }), "/capabilities/http/0/origin"],
  [target({ origin: "partner.example" }), "/capabilities/http/0/origin"],
  [target({ origin: "ftp://partner.example" }), "/capabilities/http/0/origin"],
  [target({ origin: "https://partner.example:0" }), "/capabilities/http/0/origin"],
  [target({ methods: [] }), "/capabilities/http/0/methods"],
  [target({ methods: ["get"] }), "/capabilities/http/0/methods/0"],
  [target({ methods: ["CONNECT"] }), "/capabilities/http/0/methods/0"],
  [target({ pathPrefixes: ["v1/"] }), "/capabilities/http/0/pathPrefixes/0"],
  [target({ pathPrefixes: ["/v1/../admin"] }), "/capabilities/http/0/pathPrefixes/0"],
  [target({ pathPrefixes: ["/v1?x=1"] }), "/capabilities/http/0/pathPrefixes/0"],
  [target({ pathPrefixes: undefined }), "/capabilities/http/0/pathPrefixes"],
  [{ limits: { deadlineMs: 0 } }, "/limits/deadlineMs"],
  [{ limits: { deadlineMs: 1.5 } }, "/limits/deadlineMs"],
  [{ limits: { memoryBytes: 2 ** 33 } }, "/limits/memoryBytes"],
  [{ limits: { deadline: 1 } }, "/limits/deadline"],
  [{ dataClasses: { input: [] } }, "/dataClasses/output"],
  [{ dataClasses: { input: ["secret"], output: [] } }, "/dataClasses/input/0"],
])("%j is refused at %s", (members, pointer) => {
  expect(problemWith(members)).toBe(pointer);
});

test("a problem says what is wrong without the value", () => {
  const validation = validatePluginManifest({ ...manifest, name: "João da Silva" });
  expect(validation).toEqual({
    valid: false,
    problem: { pointer: "/name", reason: expect.stringMatching(/^must match pattern/) as string },
  });
  expect(JSON.stringify(validation)).not.toContain("João");
  expect(validatePluginManifest("text")).toEqual({
    valid: false,
    problem: { pointer: "", reason: "must be object" },
  });
});

test("it takes the limits that hosts have, by the same names", () => {
  const host = readFileSync(new URL("../../host/src/limits.ts", import.meta.url), "utf8");
  const names = [...host.matchAll(/^ {2}readonly (\w+): number;$/gm)].map(([, name]) => name);
  const schema = JSON.parse(
    readFileSync(new URL("../schemas/plugin-manifest.schema.json", import.meta.url), "utf8"),
  ) as { $defs: { limits: { properties: object } } };
  expect(Object.keys(schema.$defs.limits.properties)).toEqual(names);
});

function payload(input: unknown): Readonly<Record<string, unknown>> {
  return { exports: { process: { ...manifest.exports.process, input } } };
}

function target(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { capabilities: { http: [{ ...http, ...members }] } };
}
