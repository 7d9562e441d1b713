import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { admit, PluginManager, type LoadOptions, type PluginManifest } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectRefusal } from "../support/failure.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { blocks, env, wat } from "../support/wat.ts";

type Capabilities = NonNullable<PluginManifest["capabilities"]>;

/** Answers with the configuration value whose key is its input. */
const reader = wat(`(module
  ${env("alloc", "length", "store_u8", "input_length", "input_load_u8", "output_set", "config_get")}
  (memory 1)
  ${blocks}
  (func (export "process") (result i32) (local $h i64)
    (local.set $h (call $config_get (call $input_block)))
    (call $output_set (local.get $h) (call $length (local.get $h)))
    (i32.const 0)))`);

const keeper = wat(`(module ${env("var_get", "var_set")} (func (export "process")))`);
const sender = wat(`(module ${env("http_request")} (func (export "process")))`);
const batcher = wat(
  `(module (import "extism:host/user" "http_batch" (func (param i64) (result i64))) (func (export "process")))`,
);
const caller = wat(`(module (import "extism:host/user" "save" (func)) (func (export "process")))`);
const foreign = wat(`(module (import "my:records" "save" (func)) (func (export "process")))`);
const plain = wat(`(module ${env("log_info", "alloc")} (func (export "process")))`);

const target = {
  origin: "https://partner.example",
  methods: ["GET", "POST"],
  pathPrefixes: ["/v1/"],
} satisfies NonNullable<Capabilities["http"]>[number];

const functions = { "extism:host/user": { save: () => {} }, "my:records": { save: () => {} } };

/** A plugin's folder with its `vial.json`. */
async function plugin(source: Uint8Array, capabilities?: Capabilities) {
  const folder = await temporaryFolder();
  const manifest: PluginManifest = {
    manifestVersion: 1,
    name: "asks",
    version: "1.0.0",
    description: "Asks for things.",
    license: "Apache-2.0",
    language: "wat",
    module: "asks.wasm",
    exports: { process: { description: "Does it." } },
    ...(capabilities === undefined ? {} : { capabilities }),
  };
  await writeFile(join(folder.path, "asks.wasm"), source);
  await writeFile(join(folder.path, "vial.json"), JSON.stringify(manifest));
  return {
    source: join(folder.path, "vial.json"),
    manifest,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  };
}

const denied = { code: "CAPABILITY_DENIED", phase: "load" } as const;

type Row = readonly [
  what: string,
  module: Uint8Array,
  requested: Capabilities | undefined,
  options: Omit<LoadOptions, "source">,
  difference: string,
];

const refused: readonly Row[] = [
  [
    "config, not requested",
    reader,
    {},
    { config: { a: "1" } },
    '"config_get", which its vial.json does not request',
  ],
  ["variables, not requested", keeper, {}, {}, '"var_get", which its vial.json does not request'],
  [
    "HTTP, not requested",
    sender,
    {},
    { allowedHosts: ["*"] },
    '"http_request", which its vial.json does not request',
  ],
  ["http_batch, not requested", batcher, { http: [target] }, { allowedHosts: ["*"] }, '"http_batch", which'],
  ["a function, not requested", caller, {}, { functions }, '"save", which its vial.json does not request'],
  ["another namespace's", foreign, { hostFunctions: ["save"] }, { functions }, '"my:records" "save", which'],
  [
    "HTTP, not granted",
    sender,
    { http: [target] },
    {},
    '"GET https://partner.example/v1/", which is not granted',
  ],
  [
    "HTTP, one method not granted",
    sender,
    { http: [target] },
    { policy: { http: [{ ...target, methods: ["GET"] }] } },
    '"POST https://partner.example/v1/", which is not granted',
  ],
  [
    "HTTP, a wider path",
    sender,
    { http: [{ ...target, pathPrefixes: ["/"] }] },
    { policy: { http: [target] } },
    '"GET https://partner.example/", which is not granted',
  ],
  [
    "HTTP, another port",
    sender,
    { http: [target] },
    { policy: { http: [{ ...target, origin: "https://partner.example:8443" }] } },
    "which is not granted",
  ],
  [
    "a function, not granted",
    caller,
    { hostFunctions: ["save"] },
    { functions, policy: {} },
    '"save", which is not',
  ],
  [
    "a function the host has not",
    caller,
    { hostFunctions: ["other"] },
    { functions },
    '"other", which is not',
  ],
  [
    "a config key, not granted",
    reader,
    { config: ["a", "b"] },
    { policy: { config: ["a"] } },
    'key "b", which is not',
  ],
  [
    "a secret, not granted",
    reader,
    { secrets: ["token"] },
    { policy: {} },
    'secret "token", which is not granted',
  ],
  [
    "variables, not granted",
    keeper,
    { vars: true },
    { policy: {} },
    "requests variables, which are not granted",
  ],
  [
    "another tenant's",
    keeper,
    { vars: true },
    { tenant: "b", policy: { tenants: { a: { vars: true } } } },
    "variables",
  ],
  ["a policy, no vial.json: variables", keeper, undefined, { policy: {} }, '"var_get", which is not granted'],
  ["a policy, no vial.json: HTTP", sender, undefined, { policy: {} }, '"http_request", which is not granted'],
  [
    "a policy, no vial.json: a function",
    caller,
    undefined,
    { functions, policy: {} },
    '"save", which is not granted',
  ],
  ["a policy, no vial.json: config", reader, undefined, { policy: {} }, '"config_get", which is not granted'],
];

test.each(refused)("refused before it is compiled: %s", async (_, module, requested, options, difference) => {
  await using asking = await plugin(module, requested);
  const source = requested === undefined ? module : asking.source;
  const error = await expectRefusal({ source, isolation: "inline", ...options }, denied);
  expect(error.message).toContain(difference);
  expect(JSON.stringify(error)).not.toContain("verdict");
  const verdict = admit(module, requested === undefined ? undefined : asking.manifest, options);
  expect(verdict.refusals).toEqual(error.verdict!.refusals);
});

const admitted: readonly (readonly [
  string,
  Uint8Array,
  Capabilities | undefined,
  Omit<LoadOptions, "source">,
])[] = [
  ["what needs nothing", plain, {}, { policy: {} }],
  ["no vial.json, no policy", keeper, undefined, {}],
  ["no vial.json, no policy: HTTP, to no host", sender, undefined, {}],
  ["HTTP as granted", sender, { http: [target] }, { policy: { http: [target] } }],
  [
    "HTTP by a wider grant",
    sender,
    { http: [target] },
    { policy: { http: [{ ...target, pathPrefixes: ["/"] }] } },
  ],
  ["HTTP by Extism's patterns", sender, { http: [target] }, { allowedHosts: ["*.example"] }],
  [
    "HTTP to the server that the configuration names",
    sender,
    { config: ["url"], http: [{ ...target, origin: "config:url" }] },
    { config: { url: "https://partner.example/base" }, policy: { config: ["url"], http: [target] } },
  ],
  ["http_batch", batcher, { http: [target], hostFunctions: ["http_batch"] }, { policy: { http: [target] } }],
  ["a function", caller, { hostFunctions: ["save"] }, { functions, policy: { hostFunctions: ["save"] } }],
  [
    "another namespace's function",
    foreign,
    { hostFunctions: ["my:records#save"] },
    { functions, policy: { hostFunctions: ["my:records#save"] } },
  ],
  ["a tenant's grant", keeper, { vars: true }, { tenant: "a", policy: { tenants: { a: { vars: true } } } }],
];

test.each(admitted)("admitted: %s", async (_, module, requested, options) => {
  await using asking = await plugin(module, requested);
  await using plugins = new PluginManager();
  const source = requested === undefined ? module : asking.source;
  await plugins.load("asks", { source, isolation: "inline", ...options });
  const verdict = admit(module, requested === undefined ? undefined : asking.manifest, options);
  expect(verdict.refusals).toEqual([]);
});

describe.for(["inline", "thread"] as const)("config and secrets by key, %s", (isolation) => {
  test("a plugin reads what it requests and is granted", async () => {
    await using asking = await plugin(reader, { config: ["a", "b"], secrets: ["token"] });
    await using plugins = new PluginManager();
    await plugins.load("asks", {
      source: asking.source,
      isolation,
      config: { a: "1", other: "not asked for", __proto__: "no key" },
      secrets: { token: "s3cret", hidden: "not asked for" },
      policy: { config: ["a", "b", "other"], secrets: ["token", "hidden"] },
    });
    const read = async (key: string): Promise<string> => (await plugins.execute("asks", key)).text();
    expect(await read("a")).toBe("1");
    expect(await read("token")).toBe("s3cret");
    for (const key of ["b", "other", "hidden", "__proto__", "constructor"]) expect(await read(key)).toBe("");
  });

  test("without vial.json the policy alone decides", async () => {
    await using plugins = new PluginManager();
    await plugins.load("asks", {
      source: reader,
      isolation,
      config: { a: "1", b: "2" },
      secrets: { token: "s3cret" },
      policy: { config: ["a"] },
    });
    const read = async (key: string): Promise<string> => (await plugins.execute("asks", key)).text();
    expect([await read("a"), await read("b"), await read("token")]).toEqual(["1", "", ""]);
  });
});

test.each([
  ["an unknown grant", { policy: { files: ["/"] } }, "policy.files is not an option"],
  [
    "an origin with a path",
    { policy: { http: [{ ...target, origin: "https://a.example/x" }] } },
    "policy.http.0.origin",
  ],
  [
    "an origin in upper case",
    { policy: { http: [{ ...target, origin: "https://A.example" }] } },
    "policy.http.0.origin",
  ],
  ["an unknown feature", { policy: { features: ["everything"] } }, "policy.features.0"],
  ["a policy beside allowedHosts", { policy: {}, allowedHosts: [] }, "allowedHosts"],
] as const)("an invalid policy is refused: %s", async (_, options, words) => {
  await using plugins = new PluginManager();
  const error: unknown = await plugins
    .load("asks", { source: plain, ...(options as object) })
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "INVALID_OPTION", message: expect.stringContaining(words) as string });
});
