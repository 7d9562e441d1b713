import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { PluginManager, type Isolation } from "@vial/host";
import { validatePluginFailure } from "@vial/pdk-types/validators";
import { describe, expect, test } from "vitest";
import { directEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Schema = Readonly<Record<string, unknown>>;

interface Declared {
  readonly input?: Schema | string;
  readonly output?: Schema | string;
}

function json(schema: Schema | string | undefined): object {
  return { contentType: "application/json", ...(schema === undefined ? {} : { schema }) };
}

/** Writes the echo plugin with a `vial.json` into a folder of its own. */
async function plugin({ input, output }: Declared, files: Readonly<Record<string, unknown>> = {}) {
  const folder = await temporaryFolder();
  const manifest = {
    manifestVersion: 1,
    name: "echo",
    version: "1.2.3",
    description: "Answers with its input.",
    license: "Apache-2.0",
    language: "c",
    module: "echo.wasm",
    exports: { process: { description: "The input.", input: json(input), output: json(output) } },
  };
  await writeFile(join(folder.path, "echo.wasm"), directEcho);
  await writeFile(join(folder.path, "vial.json"), JSON.stringify(manifest));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder.path, name), JSON.stringify(content));
  return {
    ...folder,
    source: join(folder.path, "vial.json"),
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  };
}

const patient: Schema = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[a-z0-9-]{1,64}$" },
    pulse: { type: "number", minimum: 0, maximum: 350 },
    ward: { type: "string", pattern: "^[A-Z]{3}$" },
    names: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3 },
    sex: { enum: ["female", "male"] },
    notes: { type: "object", additionalProperties: { type: "string" } },
    next: { $ref: "#" },
  },
  required: ["id"],
  additionalProperties: false,
};

const secret = "João da Silva 123.456.789-09";

const violations: readonly (readonly [what: string, message: unknown, pointer: string, words: RegExp])[] = [
  ["another type", { id: 7 }, "/id", /is not of type string/],
  ["a missing member", {}, "", /lacks the member "id"/],
  ["an unknown member", { id: "a", [secret]: 1 }, "", /has a member that the schema does not know/],
  ["a number out of range", { id: "a", pulse: 351 }, "/pulse", /is not <= 350/],
  ["a text off its pattern", { id: secret }, "/id", /does not satisfy the schema's pattern/],
  [
    "another text off another pattern",
    { id: "a", ward: secret },
    "/ward",
    /does not satisfy the schema's pattern/,
  ],
  [
    "a value that is none of the few",
    { id: "a", sex: secret },
    "/sex",
    /is not one of the values it may have/,
  ],
  ["too few elements", { id: "a", names: [] }, "/names", /has too few elements \(minItems 1\)/],
  ["a wrong element", { id: "a", names: ["b", 7] }, "/names/1", /is not of type string/],
  [
    "a value under a name that is data",
    { id: "a", notes: { [secret]: 1 } },
    "/notes/*",
    /is not of type string/,
  ],
  [
    "a value under a number that is data",
    { id: "a", notes: { 12345: 1 } },
    "/notes/*",
    /is not of type string/,
  ],
  [
    "a nested one",
    { id: "a", next: { id: "b", next: { id: true } } },
    "/next/next/id",
    /is not of type string/,
  ],
  ["no object", [secret], "", /is not of type object/],
  ["not JSON", `{"id": "${secret}"`, "", /is not JSON/],
  ["not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), "", /is not JSON/],
];

describe.each(isolations)("a plugin with schemas, %s", (isolation: Isolation) => {
  test("gets and gives messages that fit", async () => {
    await using echo = await plugin({ input: patient, output: patient });
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: echo.source, isolation });
    const message = { id: "a-1", pulse: 72.5, ward: "UTI", names: ["Inês"], next: { id: "b" } };
    const result = await plugins.execute("echo", message);
    expect(result.json()).toEqual(message);
    expect(result.json()).not.toBe(result.json());
    expect(plugins.list()[0]).toMatchObject({ version: "1.2.3", exports: ["process"] });
  });

  for (const side of ["input", "output"] as const) {
    test.each(violations)(
      `${side}: %s is a violation, and its values stay out of the error`,
      async (_, message, pointer, words) => {
        await using echo = await plugin({ [side]: patient });
        await using plugins = new PluginManager();
        await plugins.load("echo", { source: echo.source, isolation });
        const call = plugins.execute("echo", message as string);
        const error = await expectFailure(call, {
          code: "CONTRACT_VIOLATION",
          phase: "call",
          plugin: "echo",
        });
        expect(error.pointer).toBe(pointer);
        expect(error.message).toMatch(words);
        expect(error.message).toContain(`The ${side}`);
        const everything = `${error.message} ${error.stack} ${inspect(error, { depth: null })} ${JSON.stringify(error)}`;
        expect(everything).not.toMatch(/Silva|12345|789-09/);
        expect(validatePluginFailure(JSON.parse(JSON.stringify(error)))).toBe(true);
        // The plugin is none the worse for it.
        await expect(plugins.execute("echo", { id: "next" })).resolves.toBeDefined();
      },
    );
  }

  test("an output that is refused is not in the memory that the caller gave for it", async () => {
    await using echo = await plugin({ output: patient });
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: echo.source, isolation });
    const into = new Uint8Array(1000);
    const options = { code: "CONTRACT_VIOLATION", phase: "call", plugin: "echo" } as const;
    await expectFailure(plugins.execute("echo", { id: secret }, { into }), options);
    expect(into).toEqual(new Uint8Array(1000));
  });

  test("a message nested deeper than any stack is a violation", async () => {
    await using echo = await plugin({ input: patient });
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: echo.source, isolation });
    const depth = 200_000;
    const message = `${'{"id":"a","next":'.repeat(depth)}{"id":"a"}${"}".repeat(depth)}`;
    const error = await expectFailure(plugins.execute("echo", message), {
      code: "CONTRACT_VIOLATION",
      phase: "call",
      plugin: "echo",
    });
    expect(error.message).toMatch(/nested too deeply|is not JSON/);
  });
});

async function load(declared: Declared, files?: Readonly<Record<string, unknown>>): Promise<void> {
  await using echo = await plugin(declared, files);
  await using plugins = new PluginManager();
  await plugins.load("echo", { source: echo.source, isolation: "inline" });
}

describe("schemas", () => {
  test("come from files beside the manifest, too", async () => {
    await using echo = await plugin(
      { input: "patient.json", output: "patient.json" },
      { "patient.json": patient },
    );
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: echo.source, isolation: "inline" });
    await expectFailure(plugins.execute("echo", {}), {
      code: "CONTRACT_VIOLATION",
      phase: "call",
      plugin: "echo",
    });
  });

  test.each([
    ["a type that does not exist", { type: "text" }],
    ["a keyword that does not exist", { type: "object", propertees: {} }],
    ["a pattern outside RE2", { type: "string", pattern: "(a)\\1" }],
    ["a pattern that is none", { type: "string", pattern: "(" }],
    ["a reference to a server", { $ref: "http://127.0.0.1:1/schema.json" }],
    ["a recursion in two ways", { allOf: [{ items: { $ref: "#" } }], items: { $ref: "#" } }],
  ])("%s refuses the manifest", async (_, schema) => {
    const error = await expectFailure(load({ output: schema }), {
      code: "INVALID_MANIFEST",
      phase: "load",
      plugin: "echo",
    });
    expect(error.message).toContain("exports.process.output.schema");
  });

  test("a file that is not there, is none of JSON or lies outside the folder refuses the manifest", async () => {
    const missing = { code: "SOURCE_UNREADABLE", phase: "load", plugin: "echo" } as const;
    await expectFailure(load({ input: "missing.json" }), missing);
    const invalid = { code: "INVALID_MANIFEST", phase: "load", plugin: "echo" } as const;
    await expectFailure(load({ input: "list.json" }, { "list.json": [1] }), invalid);
    for (const path of [
      "../patient.json",
      "/etc/hostname",
      "a/../../b.json",
      "C:\\b.json",
      "a\\..\\..\\b.json",
    ])
      await expectFailure(load({ input: path }), invalid);
  });

  test("a pattern that would take a backtracking engine for ever takes linear time", async () => {
    await using echo = await plugin({ input: { type: "string", pattern: "^(a+)+$" } });
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: echo.source, isolation: "inline" });
    const call = plugins.execute("echo", JSON.stringify(`${"a".repeat(50_000)}!`));
    await expectFailure(call, { code: "CONTRACT_VIOLATION", phase: "call", plugin: "echo" });
  });
});
