import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  PluginManager,
  type HttpGrant,
  type JsonValue,
  type Leak,
  type LoadOptions,
  type PluginManifest,
  type Policy,
} from "@vial/host";
import type { DataClass } from "@vial/pdk-types";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** `process` answers with its input, `rest` with what comes after its first `|`, `send` sends it as a request. */
const guest = wat(`(module
  ${env("alloc", "length", "store_u8", "input_length", "input_load_u8", "output_set", "http_request", "log_info")}
  (memory 1)
  ${blocks}
  (func $answer (param $h i64) (result i32)
    (call $output_set (local.get $h) (call $length (local.get $h)))
    (i32.const 0))
  (func (export "process") (result i32) (call $answer (call $input_block)))
  (func (export "rest") (result i32) (local $h i64) (local $i i64)
    (local.set $h (call $input_block))
    (loop $next
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br_if $next (i32.ne (call $input_load_u8 (i64.sub (local.get $i) (i64.const 1))) (i32.const 124))))
    (call $output_set (i64.add (local.get $h) (local.get $i)) (i64.sub (call $input_length) (local.get $i)))
    (i32.const 0))
  (func (export "log") (result i32) (call $log_info (call $input_block)) (i32.const 0))
  (func (export "bytes") (result i32) (call $answer (call $input_block)))
  (func (export "send") (result i32) (call $answer (call $http_request (call $input_block) (i64.const 0)))))`);

const inputSchema = {
  type: "object",
  properties: {
    patient: {
      type: "object",
      properties: {
        name: { type: "string", "x-data-class": "identifying" },
        cpf: { type: "string", "x-data-class": "identifying" },
        record: { type: "string", minLength: 3, "x-data-class": "identifying" },
        phone: { type: ["string", "null"], "x-data-class": "identifying" },
        age: { type: "integer" },
      },
      required: ["record", "phone"],
    },
    findings: {
      type: "array",
      items: { type: "object", properties: { code: { type: "string", "x-data-class": "sensitive-health" } } },
    },
    contacts: { type: "object", additionalProperties: { $ref: "#/$defs/address" } },
    tree: { $ref: "#/$defs/tree" },
    copy: { type: "string" },
    url: { type: "string" },
    method: { type: "string" },
    headers: { type: "object" },
  },
  $defs: {
    address: { type: "string", "x-data-class": "identifying" },
    tree: {
      type: "object",
      properties: {
        label: { type: "string", "x-data-class": "identifying" },
        children: { type: "array", items: { $ref: "#/$defs/tree" } },
      },
    },
  },
};

interface Loading {
  readonly policy: Policy;
  readonly schema?: object;
  readonly dataClasses?: NonNullable<PluginManifest["dataClasses"]>;
  readonly options?: Partial<LoadOptions>;
  readonly http?: NonNullable<NonNullable<PluginManifest["capabilities"]>["http"]>;
}

const classes: NonNullable<PluginManifest["dataClasses"]> = {
  input: ["identifying", "sensitive-health"],
  output: [],
  purpose: "triage",
};

/** Runs something with a plugin that has a `vial.json`. */
async function withPlugin<Value>(
  { policy, schema = inputSchema, dataClasses = classes, options, http }: Loading,
  run: (plugins: PluginManager) => Promise<Value>,
): Promise<Value> {
  await using folder = await temporaryFolder();
  const payload = { contentType: "application/json", schema };
  const targets = http ?? [{ origin: "https://partner.example", methods: ["GET"], pathPrefixes: ["/"] }];
  const manifest = {
    manifestVersion: 1,
    name: "classes",
    version: "1.0.0",
    description: "Answers with its input.",
    license: "Apache-2.0",
    language: "wat",
    module: "classes.wasm",
    exports: {
      process: { description: "Answers with its input.", input: payload },
      rest: { description: "Answers with a part of it.", input: payload },
      log: { description: "Logs it.", input: payload },
      bytes: { description: "The same, of any bytes." },
      send: { description: "Sends it.", input: payload },
    },
    capabilities: { http: targets },
    dataClasses,
  };
  await writeFile(join(folder.path, "classes.wasm"), guest);
  await writeFile(join(folder.path, "vial.json"), JSON.stringify(manifest));
  await using plugins = new PluginManager();
  const granted = { http: targets as HttpGrant[], ...policy };
  await plugins.load("classes", {
    source: join(folder.path, "vial.json"),
    isolation: "inline",
    policy: granted,
    ...options,
  });
  return await run(plugins);
}

const granting = (...names: DataClass[]): Policy => ({ data: [{ purpose: "triage", classes: names }] });

const person = {
  patient: {
    name: "Inês Araújo",
    cpf: "123.456.789-09",
    record: "MRN-778-41",
    phone: "+55 11 91234-5678",
    age: 61,
  },
  findings: [{ code: "I21.9" }],
  contacts: { "João Lima": "Rua das Flores 10" },
  tree: { label: "grandmother", children: [{ label: "daughter", children: [] }] },
} satisfies JsonValue;

describe.for(isolations)("fields of classes that are not granted are masked, %s", (isolation) => {
  test("all of a class", async () => {
    const seen = await withPlugin(
      { policy: granting("sensitive-health"), options: { isolation } },
      (plugins) => plugins.execute("classes", person).then((result) => result.json()),
    );
    expect(seen).toEqual({
      patient: { record: "***", phone: null, age: 61 },
      findings: [{ code: "I21.9" }],
      contacts: {},
      tree: { children: [{ children: [] }] },
    });
  });
});

test("what is granted passes unchanged, byte for byte", async () => {
  const policy = granting("identifying", "sensitive-health");
  const bytes = new TextEncoder().encode(JSON.stringify(person, null, 3));
  const seen = await withPlugin({ policy }, (plugins) => plugins.execute("classes", bytes));
  expect(seen.bytes()).toEqual(bytes);
});

test.each([
  ["for another purpose", { data: [{ purpose: "billing", classes: ["identifying", "sensitive-health"] }] }],
  ["for nothing at all", { data: [] }],
] as const)("a grant %s masks everything", async (_, policy) => {
  const seen = await withPlugin({ policy }, (plugins) => plugins.execute("classes", person));
  expect(seen.json()).toMatchObject({ findings: [{}], patient: { record: "***" } });
  expect(seen.text()).not.toMatch(/Ara|I21|Rua|daughter|778/);
});

test("without a word on classes in the policy nothing is masked", async () => {
  const seen = await withPlugin({ policy: {} }, (plugins) => plugins.execute("classes", person));
  expect(seen.json()).toEqual(person);
});

test("what cannot be masked without breaking the schema is refused by its place", async () => {
  const schema = {
    type: "object",
    properties: { cpf: { type: "string", pattern: "^[0-9]{11}$", "x-data-class": "identifying" } },
    required: ["cpf"],
  };
  const error = await withPlugin({ policy: granting("sensitive-health"), schema }, (plugins) =>
    expectFailure(plugins.execute("classes", { cpf: "12345678909" }), {
      code: "DATA_CLASS_DENIED",
      phase: "call",
      plugin: "classes",
    }),
  );
  expect(error.pointer).toBe("/cpf");
  expect(error.message).not.toContain("12345678909");
});

test("bytes with classes that are not granted are refused", async () => {
  await withPlugin({ policy: granting("sensitive-health") }, async (plugins) => {
    const denied = { code: "DATA_CLASS_DENIED", phase: "call", plugin: "classes" } as const;
    await expectFailure(plugins.execute("classes", "PID|1||Araújo", { export: "bytes" }), denied);
  });
  await withPlugin({ policy: granting("sensitive-health", "identifying") }, async (plugins) => {
    expect((await plugins.execute("classes", "PID|1", { export: "bytes" })).text()).toBe("PID|1");
  });
});

test("a class that no field is marked with cannot be masked either", async () => {
  const dataClasses = { ...classes, input: ["identifying", "sensitive-other"] as DataClass[] };
  await withPlugin({ policy: granting("identifying"), dataClasses }, async (plugins) => {
    const denied = { code: "DATA_CLASS_DENIED", phase: "call", plugin: "classes" } as const;
    await expectFailure(plugins.execute("classes", person), denied);
  });
});

test("a message that is nested too deeply to be looked through is refused", async () => {
  let tree: JsonValue = { label: "leaf" };
  for (let depth = 0; depth < 3_000; depth++) tree = { children: [tree] };
  const outcome = await withPlugin({ policy: granting() }, (plugins) =>
    plugins.execute("classes", { tree }).then(
      () => "answered",
      (error: { code: string }) => error.code,
    ),
  );
  expect(["answered", "INPUT_INVALID", "CONTRACT_VIOLATION", "DATA_CLASS_DENIED"]).toContain(outcome);
});

test("an unknown class in a schema is refused", async () => {
  const schema = { type: "object", properties: { name: { type: "string", "x-data-class": "secret" } } };
  const error: unknown = await withPlugin({ policy: {}, schema }, async () => {}).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: "INVALID_MANIFEST" });
});

const name = "Inês Araújo";
const cpf = "123.456.789-09";
const spelt: readonly (readonly [string, string, string])[] = [
  ["as it is", name, "/patient/name"],
  ["in upper case", name.toUpperCase(), "/patient/name"],
  ["without accents", "ines araujo", "/patient/name"],
  ["percent-encoded", encodeURIComponent(name), "/patient/name"],
  ["as a form encodes it", encodeURIComponent(name).replace("%20", "+"), "/patient/name"],
  ["in base64", Buffer.from(name).toString("base64"), "/patient/name"],
  ["in base64, one byte on", Buffer.from(`x${name}y`).toString("base64"), "/patient/name"],
  ["in base64url, two bytes on", Buffer.from(`xx${name}`).toString("base64url"), "/patient/name"],
  ["in hexadecimal", Buffer.from(name).toString("hex"), "/patient/name"],
  ["as digits alone", "12345678909", "/patient/cpf"],
  ["with other separators", "123 456 789 / 09", "/patient/cpf"],
  ["within other text", `the number ${cpf}.`, "/patient/cpf"],
];

describe("identifiers in an output", () => {
  const policy: Policy = { ...granting("identifying", "sensitive-health"), scan: { output: "block" } };
  const { patient } = person;

  test.each(spelt)("%s", async (_, copy, pointer) => {
    const leaks: Leak[] = [];
    const input = { patient, copy: `|${copy}` };
    const options = { onLeak: (leak: Leak) => void leaks.push(leak) };
    const error = await withPlugin({ policy, options }, (plugins) =>
      expectFailure(plugins.execute("classes", input, { export: "rest" }), {
        code: "IDENTIFIER_BLOCKED",
        phase: "call",
        plugin: "classes",
      }),
    );
    expect(error.dataClass).toBe("identifying");
    expect(error.pointer).toBe(pointer);
    expect(JSON.stringify([error, leaks, error.stack])).not.toMatch(/ara[uú]jo|123\.?456|91234|778/i);
    expect(leaks).toEqual([
      { channel: "output", dataClass: "identifying", plugin: "classes", version: "1.0.0", pointer },
    ]);
  });

  test("what only looks like one passes", async () => {
    const input = { patient, copy: "|Inês de Castro, 123.456.789-10" };
    const seen = await withPlugin({ policy }, (plugins) =>
      plugins.execute("classes", input, { export: "rest" }),
    );
    expect(seen.text()).toContain("Castro");
  });

  test("of a class that the manifest says is in outputs pass", async () => {
    const dataClasses = { ...classes, output: ["identifying"] as DataClass[] };
    const seen = await withPlugin({ policy, dataClasses }, (plugins) =>
      plugins.execute("classes", { patient }),
    );
    expect(seen.json()).toEqual({ patient });
  });

  test("are only reported where the policy says so", async () => {
    const leaks: Leak[] = [];
    const options = { onLeak: (leak: Leak) => void leaks.push(leak) };
    const reporting: Policy = { ...policy, scan: { output: "report" } };
    const seen = await withPlugin({ policy: reporting, options }, (plugins) =>
      plugins.execute("classes", { patient }),
    );
    expect(seen.json()).toEqual({ patient });
    expect(leaks).toMatchObject([{ channel: "output", dataClass: "identifying", plugin: "classes" }]);
  });

  test("in a log message take its place", async () => {
    const entries: string[] = [];
    const redacting: Policy = { ...policy, scan: { logs: "redact" } };
    const options = { onLog: ({ message }: { message: string }) => void entries.push(message) };
    await withPlugin({ policy: redacting, options }, async (plugins) => {
      await plugins.execute("classes", { patient }, { export: "log" });
      await plugins.execute("classes", { url: "nobody" }, { export: "log" });
    });
    expect(entries).toEqual(["[left out: it has identifying data of the input]", '{"url":"nobody"}']);
  });

  test("masked values are not looked for: they never went in", async () => {
    const masking: Policy = { ...granting("sensitive-health"), scan: { output: "block" } };
    const seen = await withPlugin({ policy: masking }, (plugins) =>
      plugins.execute("classes", { patient, copy: "Inês Araújo" }),
    );
    expect(seen.json()).toMatchObject({ copy: "Inês Araújo" });
  });
});

describe.for(isolations)("identifiers in requests, %s", (isolation) => {
  const scanning: Policy = { ...granting("identifying", "sensitive-health"), scan: { http: "block" } };

  async function send(request: (origin: string) => object, grant: Partial<HttpGrant> = {}) {
    let arrived = 0;
    await using server = await startServer((_, response) => {
      arrived++;
      response.end("fine");
    });
    const target = { origin: server.origin, methods: ["GET"], pathPrefixes: ["/"] } satisfies HttpGrant;
    const policy: Policy = {
      ...scanning,
      http: [{ ...target, private: true, headers: ["x-note"], ...grant }],
    };
    const input = { patient: person.patient, ...request(server.origin) } as JsonValue;
    const http = [{ ...target, methods: ["GET" as const] }];
    const outcome = await withPlugin({ policy, http, options: { isolation } }, (plugins) =>
      plugins.execute("classes", input, { export: "send" }).then(
        (result) => result.text(),
        (error: { code: string; pointer?: string }) => `${error.code} ${error.pointer}`,
      ),
    );
    return { outcome, arrived };
  }

  test.each([
    ["the query", (origin: string) => ({ url: `${origin}/?q=In%C3%AAs+Ara%C3%BAjo` }), "/patient/name"],
    ["the path", (origin: string) => ({ url: `${origin}/patients/12345678909` }), "/patient/cpf"],
    [
      "the path, oddly encoded",
      (origin: string) => ({ url: `${origin}/%49%6e%c3%aas%20Ara%c3%bajo` }),
      "/patient/name",
    ],
    [
      "a header",
      (origin: string) => ({ url: origin, headers: { "x-note": "mrn-778-41" } }),
      "/patient/record",
    ],
  ] as const)("are found in %s", async (_, request, pointer) => {
    expect(await send(request)).toEqual({ outcome: `IDENTIFIER_BLOCKED ${pointer}`, arrived: 0 });
  });

  test("may go where their class is granted", async () => {
    const sent = await send((origin) => ({ url: `${origin}/patients/12345678909` }), {
      dataClasses: ["identifying"],
    });
    expect(sent).toEqual({ outcome: "fine", arrived: 1 });
  });

  test("others pass", async () => {
    expect(await send((origin) => ({ url: `${origin}/codes/I21` }))).toEqual({ outcome: "fine", arrived: 1 });
  });
});
