import { compileValidator, SchemaError } from "@vial/codegen";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { message } from "./schemas.ts";

interface Compiled {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

async function compiled(file: ReturnType<typeof message>): Promise<Compiled> {
  const code = compileValidator(file, { exportName: "validate", source: "Generated." });
  expect(code).not.toMatch(/\b(?:require\(|import )/);
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { validate: Compiled };
  return module.validate;
}

const file = message(
  {
    // Members called like keywords of annotations are members all the same.
    title: { type: "string", maxLength: 2, description: "Two characters." },
    default: { $ref: "#/$defs/node" },
    tags: { type: "array", uniqueItems: true },
    kind: { enum: ["description", "title"] },
    map: { type: "object", additionalProperties: { type: "integer", minimum: 0 } },
  },
  {
    required: ["title"],
    additionalProperties: false,
    $defs: {
      node: { type: "object", properties: { next: { $ref: "#/$defs/node" }, at: { type: "number" } } },
    },
  },
);

const values: readonly unknown[] = [
  { title: "ab" },
  { title: "😀😀" },
  { title: "abc" },
  { title: 1 },
  {},
  null,
  [],
  { title: "", extra: 1 },
  { title: "", default: { next: { next: { at: 1 } } } },
  { title: "", default: { next: { next: { at: "1" } } } },
  { title: "", tags: [1, "1", [1], ["1"], { a: 1 }, { a: 2 }, { b: 1 }, null, {}, []] },
  { title: "", tags: [{ a: [1, { b: 2 }] }, 0, { a: [1, { b: 2 }] }] },
  { title: "", tags: [[], {}, [undefined]] },
  { title: "", kind: "title" },
  { title: "", kind: "other" },
  { title: "", map: { a: 1, b: -1 } },
  { title: "", map: { "a/b": 1.5 } },
];

test("a compiled validator says of every value what Ajv says", async () => {
  const validate = await compiled(file);
  const oracle = new Ajv2020({ strict: true }).compile(file.schema as object);
  for (const value of values) {
    expect([validate(value), value]).toEqual([oracle(value), value]);
    expect(validate.errors?.[0]?.instancePath).toBe(oracle.errors?.[0]?.instancePath);
    expect(validate.errors?.[0]?.keyword).toBe(oracle.errors?.[0]?.keyword);
  }
  expect(values.filter((value) => validate(value))).toHaveLength(6);
});

test("what Ajv's strict mode refuses is a schema error", () => {
  const misspelt = message({ a: { type: "string", maxLenght: 3 } });
  const options = { exportName: "validate", source: "Generated." };
  expect(() => compileValidator(misspelt, options)).toThrow(SchemaError);
  expect(() => compileValidator(misspelt, options)).toThrow(/maxLenght/);
});
