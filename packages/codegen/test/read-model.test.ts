import { readModel, SchemaError, type FieldType, type SchemaFile } from "@vial/codegen";
import { expect, test } from "vitest";
import { message } from "./schemas.ts";

function typeOf(schema: unknown): FieldType | undefined {
  const model = readModel([message({ member: schema })]);
  const root = model.types.at(-1);
  return root?.kind === "object" ? root.fields[0]?.type : undefined;
}

test.each<[unknown, FieldType]>([
  [{ type: "string", minLength: 1, pattern: "^a" }, { kind: "string" }],
  [{ type: "number", exclusiveMinimum: 0 }, { kind: "number" }],
  [{ type: "boolean" }, { kind: "boolean" }],
  [{ type: "integer" }, { kind: "integer", bits: 64 }],
  [
    { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
    { kind: "integer", bits: 32 },
  ],
  [
    { type: "integer", minimum: 0, maximum: 2 ** 31 },
    { kind: "integer", bits: 64 },
  ],
  [
    { type: "integer", exclusiveMinimum: -1, exclusiveMaximum: 2 ** 31 },
    { kind: "integer", bits: 32 },
  ],
  [
    { type: "integer", minimum: 0 },
    { kind: "integer", bits: 64 },
  ],
  [{ const: "a" }, { kind: "constant", value: "a" }],
  [
    { type: "boolean", const: false },
    { kind: "constant", value: false },
  ],
  [
    { type: "array", items: { type: ["string", "null"] } },
    { kind: "array", items: { kind: "string" }, nullableItems: true },
  ],
  [{ type: "array" }, { kind: "array", items: { kind: "json" }, nullableItems: false }],
  [
    { type: "object", additionalProperties: { type: "number" } },
    { kind: "map", values: { kind: "number" } },
  ],
  [{ type: "object" }, { kind: "map", values: { kind: "json" } }],
  [{ enum: ["a", "b"] }, { kind: "named", name: "MessageMember" }],
  [
    { enum: ["a"], title: "Some choice" },
    { kind: "named", name: "SomeChoice" },
  ],
  [
    { type: "object", properties: {} },
    { kind: "named", name: "MessageMember" },
  ],
  [{ description: "Anything." }, { kind: "json" }],
  [true, { kind: "json" }],
])("%j", (schema, type) => {
  expect(typeOf(schema)).toEqual(type);
});

test("members are in the order of RFC 8785, and say whether they are required and nullable", () => {
  const file = message(
    {
      é: { type: "string" },
      b: { type: ["number", "null"] },
      a: { anyOf: [{ type: "null" }, { type: "string" }] },
      Z: { enum: ["x", null], description: "Last letter." },
    },
    { required: ["a", "b"], additionalProperties: false, description: "A message." },
  );
  expect(readModel([{ ...file, schema: { ...(file.schema as object) } }]).types.at(-1)).toEqual({
    kind: "object",
    name: "Message",
    description: "A message.",
    closed: true,
    fields: [
      {
        key: "Z",
        description: "Last letter.",
        required: false,
        nullable: true,
        type: { kind: "named", name: "MessageZ" },
      },
      { key: "a", required: true, nullable: true, type: { kind: "string" } },
      { key: "b", required: true, nullable: true, type: { kind: "number" } },
      { key: "é", required: false, nullable: false, type: { kind: "string" } },
    ],
  });
});

test("equal types of the same name become one, each type comes after those it refers to", () => {
  const $defs = { unit: { title: "Unit", enum: ["mm", "cm"] } };
  const properties = { unit: { $ref: "#/$defs/unit", description: "What it is in." } };
  const first = { name: "a.schema.json", schema: { title: "Question", type: "object", properties, $defs } };
  const second = {
    name: "b.schema.json",
    schema: {
      title: "Answer",
      type: "object",
      properties: { unit: { ...$defs.unit, description: "Other words." } },
    },
  };
  const model = readModel([first, second]);
  expect(model.types.map(({ name }) => name)).toEqual(["Unit", "Question", "Answer"]);
  expect(model.roots).toEqual(["Question", "Answer"]);
  expect(model.types[1]).toMatchObject({ fields: [{ description: "What it is in." }] });
});

test("recursive types, in one file and again in another", () => {
  const tree = {
    title: "Tree",
    type: "object",
    properties: { children: { type: "array", items: { $ref: "#" } }, parent: { $ref: "#/$defs/node" } },
    $defs: { node: { title: "Node", type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
  };
  const files: SchemaFile[] = ["a", "b"].map((name) => ({ name: `${name}.schema.json`, schema: tree }));
  expect(readModel(files).types.map(({ name }) => name)).toEqual(["Node", "Tree"]);
});

const refused: readonly (readonly [unknown, string, RegExp])[] = [
  [{ allOf: [{ type: "object" }] }, "/allOf", /one object/],
  [{ oneOf: [{ type: "string" }, { type: "number" }] }, "/oneOf", /members are optional/],
  [{ anyOf: [{ type: "string" }, { type: "number" }, { type: "null" }] }, "/anyOf", /choice/],
  [{ type: ["string", "number"] }, "/type", /choose one/],
  [{ type: "null" }, "/type", /null alone/],
  [{ enum: [1, 2] }, "/enum", /use strings/],
  [{ const: null }, "/const", /constant/],
  [{ type: "object", patternProperties: {} }, "/patternProperties", /additionalProperties/],
  [{ type: "array", prefixItems: [{ type: "string" }] }, "/prefixItems", /object with a name/],
  [{ type: "string", not: { const: "a" } }, "/not", /in the plugin/],
  [{ type: "string", maxLenght: 3 }, "/maxLenght", /spelling/],
  [{ properties: {} }, "/properties", /without a type/],
  [{ $ref: "other.schema.json" }, "/$ref", /another file/],
  [{ $ref: "#/$defs/nothing" }, "/$ref", /nothing is at/],
  [{ $ref: "#", type: "object" }, "/type", /beside/],
  [{ type: "object", additionalProperties: { type: ["string", "null"] } }, "/additionalProperties", /null/],
  [
    { type: "object", properties: { a: true }, additionalProperties: { type: "string" } },
    "/additionalProperties",
    /own/,
  ],
  [{ type: "object", properties: { a: true }, required: ["b"] }, "/required", /"b"/],
  [{ type: "object", properties: { "%": true } }, "/properties/%", /letters/],
  [{ type: "object", properties: { "a/b": true, aB: true } }, "/properties/aB", /one name/],
  [{ type: "object", title: "5", properties: {} }, "/title", /letter/],
  [{ type: "object", title: "Message", properties: {} }, "", /another title/],
  [{ type: "text" }, "/type", /draft 2020-12/],
  [false, "", /nothing is valid/],
];

test.each(refused)("%j is refused, with its place and what to do", (schema, pointer, advice) => {
  const error = problem(() => readModel([message({ member: schema })]));
  expect(error).toMatchObject({ file: "message.schema.json", pointer: `/properties/member${pointer}` });
  expect(error.message).toMatch(advice);
});

test.each<[unknown, string]>([
  [{ $schema: "http://json-schema.org/draft-07/schema#", type: "object" }, "/$schema"],
  [{ type: "array", items: true }, ""],
  [{ type: ["object", "null"], properties: {} }, ""],
  [{ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } }, "/$defs/b/$ref"],
  [[], ""],
])("as a message, %j is refused", (schema, pointer) => {
  expect(problem(() => readModel([{ name: "message.schema.json", schema }]))).toMatchObject({ pointer });
});

function problem(call: () => unknown): SchemaError {
  try {
    call();
  } catch (error) {
    if (error instanceof SchemaError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
