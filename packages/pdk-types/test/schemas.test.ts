import { globSync, readFileSync } from "node:fs";
import { errorCodes, userFunctions, userNamespace, type HostFunctions } from "@vial/pdk-types";
import {
  validateFixture,
  validateHostFunctions,
  validateHttpBatchRequest,
  validateHttpBatchResponse,
  validatePluginFailure,
  validatePluginManifest,
  validateReadings,
} from "@vial/pdk-types/validators";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { root } from "../generation/contract-files.ts";
import { contractSchemas, schemaFolder } from "../generation/schemas.ts";

const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8")) as unknown;

test.each(contractSchemas())("$target compiles in Ajv's strict mode", ({ schema }) => {
  expect(() => new Ajv2020({ strict: true, allErrors: false }).compile(schema as object)).not.toThrow();
});

test("every member of a schema that editors show is described", () => {
  const { $defs, ...whole } = json(`${schemaFolder}/plugin-manifest.schema.json`) as {
    $defs: Record<string, { properties?: Record<string, unknown> }>;
    properties: Record<string, unknown>;
  };
  const undescribed = [whole, ...Object.values($defs)]
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([, member]) => !("description" in describable(member, $defs)))
    .map(([name]) => name);
  expect(undescribed).toEqual([]);
});

function describable(member: unknown, $defs: Record<string, object>): object {
  const { $ref } = member as { $ref?: string };
  const isDescribed = $ref === undefined || "description" in (member as object);
  return isDescribed ? (member as object) : ($defs[$ref.replace("#/$defs/", "")] ?? {});
}

test("every vial.json of the repository is a plugin manifest", () => {
  const paths = globSync(["templates/*/vial.json", "examples/*/vial.json", "compat/**/vial.json"], {
    cwd: root,
    exclude: (path) => path.includes("node_modules"),
  });
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) {
    const isValid = validatePluginManifest(json(`${root}${path}`));
    expect([path, isValid, validatePluginManifest.errors ?? null]).toEqual([path, true, null]);
  }
});

test("every fixture.json of the repository is one", () => {
  const paths = globSync(["{templates,examples}/*/fixtures/*/fixture.json"], { cwd: root });
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths)
    expect([path, validateFixture(json(`${root}${path}`)), validateFixture.errors ?? null]).toEqual([
      path,
      true,
      null,
    ]);
});

test("Vial's own host functions are declared with the types they are imported by", () => {
  const declared = json(`${schemaFolder}/host-functions.json`) as HostFunctions;
  expect(validateHostFunctions(declared)).toBe(true);
  expect(declared.namespace).toBe(userNamespace);
  const types = Object.entries(declared.functions).map(([name, { parameters, result, errors = [] }]) => {
    for (const code of errors) expect(Object.keys(errorCodes)).toContain(code);
    return [name, { parameters: parameters.map(() => "i64"), results: result === undefined ? [] : ["i64"] }];
  });
  expect(types).toEqual([...userFunctions]);
});

test("a batch of requests and its answer", () => {
  const request = { url: "https://partner.example/", headers: { accept: "text/plain" }, body: "" };
  expect(validateHttpBatchRequest({ requests: [request, { url: "x" }] })).toBe(true);
  expect(validateHttpBatchRequest({ requests: [{ method: "GET" }] })).toBe(false);
  const answer = { status: 200, headers: {}, body: "" };
  const failure = { error: { code: "HTTP_REFUSED", message: "" } };
  expect(validateHttpBatchResponse({ responses: [answer, failure] })).toBe(true);
  expect(validateHttpBatchResponse({ responses: [{ ...answer, ...failure }] })).toBe(false);
});

test("an error as JSON", () => {
  const failure = {
    name: "PluginError",
    code: "CONTRACT_VIOLATION",
    message: "",
    phase: "call",
    retryable: false,
  };
  expect(validatePluginFailure({ ...failure, plugin: "p", version: "1.0.0" })).toBe(true);
  expect(validatePluginFailure({ ...failure, code: "OTHER" })).toBe(false);
  expect(validatePluginFailure({ ...failure, guestMessage: "text a plugin wrote" })).toBe(false);
});

test("a validator says where and why, and nothing once a value is valid", () => {
  expect(validateReadings({ patient: "p", unit: "mmHg", values: [1, "2"], verified: true })).toBe(false);
  expect(validateReadings.errors?.[0]).toMatchObject({ instancePath: "/values/1", keyword: "type" });
  expect(validateReadings({ patient: "p", unit: "mmHg", values: [1], verified: true })).toBe(true);
  expect(validateReadings.errors).toBeNull();
});
