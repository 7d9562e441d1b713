import { PluginManager, type PluginInput } from "@vial/host";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

const secret = "Jane Doe";

const cyclic: Record<string, unknown> = { [secret]: 1 };
cyclic[secret] = cyclic;

const detached = new Uint8Array(8);
structuredClone(detached, { transfer: [detached.buffer] });

let deep: unknown = 1;
for (let depth = 0; depth < 100_000; depth++) deep = [deep];

const notPassable: readonly (readonly [kind: string, value: unknown])[] = [
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["a nested NaN", { score: [1, { value: NaN }] }],
  ["a nested Infinity", [[-Infinity]]],
  ["undefined", undefined],
  ["undefined in an array", [1, undefined]],
  ["a bigint", 10n],
  ["a nested bigint", { id: 10n }],
  ["a function", () => secret],
  ["a nested function", { onDone: () => secret }],
  ["a symbol", Symbol(secret)],
  ["a nested symbol", { id: Symbol(secret) }],
  ["a cycle", cyclic],
  ["100,000 levels", deep],
  ["a Map", new Map([[secret, 1]])],
  ["a nested Set", { ids: new Set([secret]) }],
  ["an ArrayBuffer", new ArrayBuffer(8)],
  ["a SharedArrayBuffer", new SharedArrayBuffer(8)],
  ["a DataView", new DataView(new ArrayBuffer(8))],
  ["a Uint8ClampedArray", new Uint8ClampedArray(8)],
  ["a Uint16Array", new Uint16Array(8)],
  ["a Float64Array", new Float64Array(8)],
  ["a nested Uint8Array", { bytes: new Uint8Array(8) }],
  ["a promise", Promise.resolve(secret)],
  ["a lone high surrogate", "a\ud83d"],
  ["a lone low surrogate", "\ude00b"],
  ["bytes whose buffer was transferred", detached],
  [
    "a toJSON that throws",
    {
      toJSON: () => {
        throw new Error(secret);
      },
    },
  ],
  [
    "a getter that throws",
    {
      get name(): string {
        throw new Error(secret);
      },
    },
  ],
  ["a toJSON that gives undefined", { toJSON: () => undefined }],
];

describe.for(isolations)("%s", (isolation) => {
  const plugins = new PluginManager();
  beforeAll(() => plugins.load("echo", { source: kernelEcho, isolation }));
  afterAll(() => plugins[Symbol.asyncDispose]());

  test.for(notPassable)("%s is refused, its content stays out of the error", async ([, value]) => {
    const invalid = { code: "INPUT_INVALID", phase: "call", plugin: "echo" } as const;
    const error = await expectFailure(plugins.execute("echo", value as PluginInput), invalid);
    expect(error.message + String(error.stack)).not.toContain(secret);
    expect(error.cause).toBeUndefined();
    expect((await plugins.execute("echo", "next")).text()).toBe("next");
  });
});
