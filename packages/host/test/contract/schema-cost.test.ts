import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSchemaCost } from "../../src/contract/schema-cost.ts";
import type { Schema } from "../../src/contract/schema-graph.ts";

const self = { $ref: "#" };

const taken: Record<string, Schema> = {
  "a flat object": { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
  "a list": { properties: { next: self } },
  "a binary tree": { properties: { left: self, right: self } },
  "a tree of lists": { properties: { children: { type: "array", items: self } } },
  "any JSON value, by type": {
    anyOf: [
      { type: "string" },
      { type: "array", items: self },
      { type: "object", additionalProperties: self },
    ],
  },
  "known members beside others": { properties: { left: self }, additionalProperties: self },
  "a tuple whose rest recurses": { prefixItems: [self, self], items: self },
  "two schemas that refer to each other": {
    $ref: "#/$defs/a",
    $defs: { a: { properties: { b: { $ref: "#/$defs/b" } } }, b: { items: { $ref: "#/$defs/a" } } },
  },
  "the same definition used often": {
    properties: Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`f${index}`, { $ref: "#/$defs/f" }]),
    ),
    $defs: { f: { oneOf: [{ type: "null" }, { type: "string" }] } },
  },
  "unique scalars": { type: "array", items: { type: ["string", "integer"] }, uniqueItems: true },
};

const refused: Record<string, [schema: Schema, why: RegExp]> = {
  "the same member twice": [
    { anyOf: [{ properties: { next: self } }, { properties: { next: self } }] },
    /in two ways/,
  ],
  "the same element twice": [{ allOf: [{ items: self }], items: self }, /in two ways/],
  "a member by name and by pattern": [
    { properties: { next: self }, patternProperties: { "^n": self } },
    /in two ways/,
  ],
  "a member and, from another schema, the others": [
    { properties: { next: self }, allOf: [{ additionalProperties: self }] },
    /in two ways/,
  ],
  "an element by contains as well": [{ items: self, contains: self }, /in two ways/],
  "a recursion inside a recursion": [
    {
      properties: { next: self },
      allOf: [{ properties: { next: { $ref: "#/$defs/list" } } }],
      $defs: { list: { properties: { next: { $ref: "#/$defs/list" } } } },
    },
    /in two ways/,
  ],
  "itself for the same value": [{ allOf: [self] }, /for the same value/],
  "a circle of references": [
    { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } },
    /for the same value/,
  ],
  "a billion laughs": [
    {
      $ref: "#/$defs/d0",
      $defs: Object.fromEntries(
        Array.from({ length: 30 }, (_, depth) => [
          `d${depth}`,
          depth === 29
            ? { type: "null" }
            : { allOf: [{ $ref: `#/$defs/d${depth + 1}` }, { $ref: `#/$defs/d${depth + 1}` }] },
        ]),
      ),
    },
    /more than 20000 subschemas/,
  ],
  "unique objects": [{ type: "array", items: { type: "object" }, uniqueItems: true }, /uniqueItems/],
  "unique anything": [{ uniqueItems: true }, /uniqueItems/],
  "a reference to elsewhere": [{ $ref: "https://schemas.example/other.json" }, /leads out of the schema/],
  "a reference to a file": [
    { properties: { a: { $ref: "other.json#/$defs/a" } } },
    /leads out of the schema/,
  ],
  "a reference to nothing": [{ $ref: "#/$defs/missing" }, /names nothing/],
  "a dynamic reference": [{ $dynamicRef: "#node" }, /not supported/],
};

test.each(Object.entries(taken))("takes %s", (_, schema) => {
  expect(() => checkSchemaCost(schema)).not.toThrow();
});

test.each(Object.entries(refused))("refuses %s", (_, [schema, why]) => {
  expect(() => checkSchemaCost(schema)).toThrow(why);
});

test("refuses a schema that is nested too deeply for whoever reads it next", () => {
  let schema: Schema = { type: "null" };
  for (let depth = 0; depth < 15_000; depth++) schema = { items: schema };
  expect(() => checkSchemaCost(schema)).toThrow(/more than 200 levels/);
});

const schemas = new URL("../../../pdk-types/schemas/messages/", import.meta.url);

test.each(["contract/readings", "contract/summary", "template/measurement", "template/assessment"])(
  "takes the schema %s",
  (name) => {
    const schema = JSON.parse(readFileSync(new URL(`${name}.schema.json`, schemas), "utf8")) as Schema;
    expect(() => checkSchemaCost(schema)).not.toThrow();
  },
);
