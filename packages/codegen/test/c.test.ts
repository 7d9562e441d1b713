import { beforeAll, expect, test } from "vitest";
import { emitC } from "../src/c/emit-c.ts";
import { generate } from "../src/generate.ts";
import { message } from "./schemas.ts";
import { type EchoPlugin, echoPlugin } from "./support/c-plugin.ts";

const text = { type: "string" };
const number = { type: "number" };

/** A message with one of everything. */
const everything = message(
  {
    boolean: { type: "boolean" },
    class: { enum: ["a", "b/c", "é\u0001", "?", "%"] },
    constant: { const: "fixed" },
    double: number,
    "extra data": { description: "Anything at all.", type: ["string", "null"] },
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
    "question ??/ mark": text,
    raw: true,
    version: { const: 2.5 },
  },
  {
    required: ["boolean", "class", "constant", "extra data"],
    additionalProperties: false,
    $defs: {
      node: {
        title: "Node",
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
  plugin = await echoPlugin(everything, "message");
}, 120_000);

const required = '"boolean":true,"class":"a","constant":"fixed","extra data":null';

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
  '"double":-0.000001234',
  '"int":-10,"integer":9007199254740991',
  '"list":[1,null,2.5]',
  '"list":[]',
  '"lists":[["a"],[],["b","\\n"]]',
  '"map":{"b":[1],"a":[2],"b":[3]}',
  '"nothing":true,"nothing":null',
  '"int":1e1',
  '"raw":{"b":1.0,"a":"\\u00e9","b":[1e2]}',
  '"map":{"":[],"a":[1],"b":[2,3],"😀":[5],"\ufffd":[4]}',
  '"maybe":"text"',
  '"node":{"children":[{"value":1},{}],"next":{"next":null,"value":2}}',
  '"nothing":null',
  '"nothing":false',
  '"ones":[1,1,1]',
  '"open":{"known":1}',
  '"question ??/ mark":"what ??/"',
  '"raw":{"a":[1,{"b":null}],"c":"é"}',
  '"version":2.5',
])("%s comes back", (members) => {
  expect(echo(members)).toStrictEqual({ output: canonical(members) });
});

test("what an open object does not know is skipped", () => {
  const output = canonical('"open":{"known":1}');
  expect(echo('"open":{"unknown":[{"a":1}],"known":1,"more":"x"}')).toStrictEqual({ output });
});

test("a member that comes again replaces the first as a whole", () => {
  expect(echo('"node":{"value":1},"node":{}')).toStrictEqual({ output: canonical('"node":{}') });
});

test.each([
  ['"int":1.5', "/int: expected an integer"],
  ['"int":2147483648', "/int: expected an integer"],
  ['"integer":9007199254740992', "/integer: expected an integer"],
  ['"class":"c"', '/class: expected one of "a", "b/c", "é\u0001", "?", "%"'],
  ['"constant":"other"', '/constant: expected "fixed"'],
  ['"version":2', "/version: expected 2.5"],
  ['"ones":[1,1,0]', "/ones/2: expected 1"],
  ['"list":[1,"2"]', "/list/1: expected a number"],
  ['"lists":[[],["a",1]]', "/lists/1/1: expected a string"],
  ['"map":{"a/b":[0,"x"]}', "/map/a~1b/1: expected an integer"],
  ['"node":{"children":[{},{"value":1,"other":2}]}', "/node/children/1/other: expected no such member"],
  ['"maybe":null', "/maybe: expected a string"],
  ['"unknown":1', "/unknown: expected no such member"],
])("%s is an error", (members, error) => {
  expect(echo(members)).toStrictEqual({ error });
});

test("recursive messages may be nested as deep as all JSON, and no deeper", () => {
  for (const [open, close] of [
    ['{"children":[', "]}"],
    ['{"next":', "}"],
  ] as const) {
    const levels = close.length === 2 ? 2 : 1;
    const nested = (depth: number): string => `"node":${open.repeat(depth)}{}${close.repeat(depth)}`;
    const deepest = Math.floor(510 / levels);
    expect(echo(nested(deepest))).toStrictEqual({ output: canonical(nested(deepest)) });
    const error = expect.stringContaining(": expected at most 512 levels of arrays and objects") as string;
    expect(echo(nested(deepest + 1))).toStrictEqual({ error });
  }
});

test("memory of one page, used again by every call", () => {
  const json = `{${required},"list":[${"1.25,null,".repeat(1000)}0],"map":{"b":[1],"a":[2]},"maybe":"\\u00e9"}`;
  plugin.echo(json);
  const pages = plugin.pages();
  for (let call = 0; call < 2000; call++) plugin.echo(json);
  expect(plugin.pages()).toBe(pages);
});

test("names that C or C++ keeps for itself, and prefixes", async () => {
  const schema = message({ double: number, class: { title: "Class", enum: ["new", "1"] }, "2nd": text });
  const [header] = await generate({ language: "c", schemas: [schema] });
  for (const line of ["enum class_ {", "  CLASS_NEW,", "  double double_;", "  struct vial_text n_2_nd;"])
    expect(header?.text).toContain(line);
  const model = {
    types: [{ kind: "object", name: "Thing", closed: true, fields: [] }],
    roots: ["Thing"],
  } as const;
  const prefixed = emitC(model, { baseName: "lab-types", prefix: "lab", source: "Made." });
  expect(prefixed.header).toContain("#ifndef LAB_TYPES_H\n");
  expect(prefixed.header).toContain(
    "bool read_lab_thing(struct vial_json_reader *reader, struct lab_thing *value);",
  );
  expect(prefixed.source).toMatch(/^\/\* Made\. \*\/\n#include "lab-types\.h"\n/);
});
