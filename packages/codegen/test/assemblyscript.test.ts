import { beforeAll, expect, test } from "vitest";
import { emitAssemblyScript } from "../src/assemblyscript/emit-assemblyscript.ts";
import { message } from "./schemas.ts";
import { readModel } from "../src/model/read-model.ts";
import { type EchoPlugin, echoPlugin } from "./support/assemblyscript-plugin.ts";

const text = { type: "string" };
const number = { type: "number" };

/** A message with one of everything. */
const everything = message(
  {
    boolean: { type: "boolean" },
    class: { enum: ["a", "b/c", "é\u0001", "?", "%"] },
    constant: { const: 'fi\'xed "😀"' },
    double: number,
    "extra data": { description: "Anything */ at all.", type: ["string", "null"] },
    int: { type: "integer", minimum: -10, maximum: 10 },
    integer: { type: "integer" },
    list: { type: "array", items: { type: ["number", "null"] } },
    lists: { type: "array", items: { type: "array", items: text } },
    map: { type: "object", additionalProperties: { type: "array", items: { type: "integer" } } },
    maybe: text,
    node: { $ref: "#/$defs/node" },
    nothing: { type: ["boolean", "null"] },
    ones: { type: "array", items: { const: 1 } },
    open: { title: "Open", type: "object", properties: { known: number } },
    optionalClass: { enum: ["x", null] },
    "question ??/ mark": text,
    raw: true,
    read: text,
    static: { type: ["integer", "null"], minimum: 0, maximum: 9 },
    version: { const: 2.5 },
    ação: { type: "object", additionalProperties: { const: true } },
    "😀 smile": text,
  },
  {
    required: ["boolean", "class", "constant", "extra data", "static"],
    additionalProperties: false,
    $defs: {
      node: {
        title: "Map",
        type: "object",
        properties: {
          children: { type: "array", items: { $ref: "#/$defs/node" } },
          next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
          value: number,
        },
        additionalProperties: false,
      },
    },
  },
);

let plugin: EchoPlugin;
beforeAll(async () => {
  plugin = await echoPlugin(everything);
}, 60_000);

const required = '"boolean":true,"class":"a","constant":"fi\'xed \\"😀\\"","extra data":null,"static":null';

/** What comes back for a message with these members. */
function echo(members: string): ReturnType<EchoPlugin["echo"]> {
  return plugin.echo(`{${required}${members === "" ? "" : `,${members}`}}`);
}

/** A message with these members in the form of RFC 8785. */
function canonical(members: string): string {
  const sort = (value: unknown): unknown => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(sort);
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sort(inner)]));
  };
  return JSON.stringify(sort(JSON.parse(`{${required}${members === "" ? "" : `,${members}`}}`)));
}

test("what has to be there", () => {
  expect(echo("")).toStrictEqual({ output: canonical("") });
  expect(plugin.echo("{}")).toStrictEqual({ error: "/boolean: expected a value" });
  expect(plugin.echo('{"boolean":false,"class":"b/c"}')).toStrictEqual({
    error: "/constant: expected a value",
  });
  expect(plugin.echo("[]")).toStrictEqual({ error: ": expected an object" });
});

test.each([
  '"double":-1.5e-7',
  '"int":-10,"integer":-9007199254740991',
  '"int":1.0,"integer":9.007199254740991e15',
  '"extra data":"x","static":9',
  '"class":"é\\u0001"',
  '"class":"%"',
  '"list":[1,null,2.5],"lists":[[],["a","b"],["\\u0007"]]',
  '"map":{"z":[1],"a":[],"€":[-2,3]}',
  '"maybe":"","read":"r","question ??/ mark":"?","😀 smile":":-)"',
  '"node":{"value":1,"next":{"next":null},"children":[{},{"children":[],"value":0}]}',
  '"nothing":null',
  '"nothing":false',
  '"ones":[1,1.0,10e-1]',
  '"ones":[]',
  '"open":{"known":1}',
  '"optionalClass":"x"',
  '"optionalClass":null',
  '"raw":{"b":[1.50,"\\u00e9"],"a":null}',
  '"raw":null',
  '"version":2.50',
  '"ação":{"z":true,"a":true}',
])("%s comes back in canonical form", (members) => {
  expect(echo(members)).toStrictEqual({ output: canonical(members) });
});

test("members that an open object does not know are passed over, and the last of two counts as a whole", () => {
  expect(echo('"open":{"other":[{"x":"y"}],"known":2,"more":null}')).toStrictEqual(
    echo('"open":{"known":2}'),
  );
  expect(echo('"node":{"value":1},"node":{"next":null}')).toStrictEqual(echo('"node":{"next":null}'));
});

test.each([
  ['"boolean":null', "/boolean: expected true or false"],
  ['"class":"b"', '/class: expected one of "a", "b/c", "é\u0001", "?", "%"'],
  ['"class":1', "/class: expected a string"],
  ['"constant":"other"', '/constant: expected "fi\'xed "😀""'],
  ['"double":null', "/double: expected a number"],
  ['"int":1.5', "/int: expected an integer"],
  ['"int":2147483648', "/int: expected an integer"],
  ['"integer":9007199254740992', "/integer: expected an integer"],
  ['"integer":"1"', "/integer: expected a number"],
  ['"list":[1,"2"]', "/list/1: expected a number"],
  ['"lists":[["a"],["b",1]]', "/lists/1/1: expected a string"],
  ['"map":{"a/b~":[1,{}]}', "/map/a~1b~0/1: expected a number"],
  ['"map":[]', "/map: expected an object"],
  ['"maybe":null', "/maybe: expected a string"],
  ['"node":{"children":[{},{"value":""}]}', "/node/children/1/value: expected a number"],
  ['"node":{"other":1}', "/node/other: expected no such member"],
  ['"node":null', "/node: expected an object"],
  ['"ones":[1,2]', "/ones/1: expected another number"],
  ['"version":2', "/version: expected another number"],
  ['"ação":{"a":false}', "/ação/a: expected true"],
  ['"unknown":1', "/unknown: expected no such member"],
])("%s is refused", (members, error) => {
  expect(echo(members)).toStrictEqual({ error });
});

test("a schema's words are in the source, and cannot end their comment", () => {
  const source = emitAssemblyScript(readModel([everything]), { source: "From a test." });
  expect(source).toMatch(/^\/\/ From a test\.\n/);
  expect(source).toContain("/** Anything *∕ at all. */\n  extraData: string | null = null;");
});

test("enumerations and classes are all that is exported", () => {
  const source = emitAssemblyScript(readModel([message({ a: text, b: { enum: ["c"] } })]), { source: "x" });
  expect(source.match(/^export .*$/gm)).toEqual([
    "export enum MessageB {",
    "export namespace MessageB {",
    "export class Message {",
  ]);
  expect(source).toContain('import { Box, JsonReader, JsonWriter } from "@vial/as-pdk/assembly";');
});
