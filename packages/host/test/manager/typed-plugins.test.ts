import { PluginManager, type PluginResult } from "@vial/host";
import { expect, expectTypeOf, test } from "vitest";
import { directEcho } from "../support/echo.ts";

interface Vitals {
  readonly pulse: number;
}

interface Plugins {
  readonly triage: {
    readonly process: { readonly input: Vitals; readonly output: { readonly score: number } };
  };
  readonly gateway: {
    readonly from_hl7: { readonly input: string; readonly output: Vitals };
    readonly merge: { readonly input: Uint8Array; readonly output: string };
  };
}

test("a manager of known plugins types their inputs and outputs", async () => {
  await using plugins = new PluginManager<Plugins>();
  await plugins.load("triage", { source: directEcho, isolation: "inline" });
  const result = await plugins.execute("triage", { pulse: 72 });
  expectTypeOf(result).toEqualTypeOf<PluginResult<{ readonly score: number }>>();
  expectTypeOf(result.json()).toEqualTypeOf<{ readonly score: number }>();
  expect(result.text()).toBe('{"pulse":72}');

  const [outcome] = await plugins.executeMany("triage", [{ pulse: 60 }]);
  if (outcome?.status === "fulfilled") expectTypeOf(outcome.value.json().score).toEqualTypeOf<number>();

  // These are not to be run, only to be refused by the compiler.
  const refused = (): unknown[] => [
    // @ts-expect-error no such plugin
    plugins.execute("triag", { pulse: 72 }),
    // @ts-expect-error another input
    plugins.execute("triage", { puls: 72 }),
    // @ts-expect-error no such export
    plugins.execute("triage", { pulse: 72 }, { export: "merge" }),
    // @ts-expect-error the other export's input
    plugins.execute("gateway", "MSH|", { export: "merge" }),
    plugins.execute("gateway", "MSH|", { export: "from_hl7" }),
    plugins.executePlugin("triage", { pulse: 72 }, { deadline: 10 }),
  ];
  expect(refused).toBeTypeOf("function");
});

test("a manager of unknown plugins takes any input and any name", () => {
  expect(executeUnknown).toBeTypeOf("function");
});

/** Only for the compiler. */
function executeUnknown(plugins: PluginManager, name: string): unknown[] {
  return [
    plugins.execute(name, "text"),
    plugins.execute(name, { any: ["json", 1, null] }),
    plugins.execute(name, new Uint8Array(0), { export: "other" }),
    // @ts-expect-error a function is no input
    plugins.execute(name, () => 1),
  ];
}
