import { afterAll, describe, expect, it } from "vitest";
import { loadPlugins, normalise } from "./support/plugin.ts";

const plugins = await loadPlugins({ state: "shared" });
afterAll(() => plugins[Symbol.asyncDispose]());

function collection(entries: string): string {
  return `{"resourceType":"Bundle","type":"collection","entry":[${entries}]}`;
}

function patient(index: number): string {
  return `{"resource":{"resourceType":"Patient","identifier":[{"system":"s","value":"1"}],"name":[{"family":"n${index}"}]}}`;
}

async function errorOf(input: string | Uint8Array, exportName = "process"): Promise<string> {
  const error: unknown = await plugins.execute("fhir-gateway", input, { export: exportName }).then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: "PLUGIN_ERROR" });
  return (error as { guestMessage: string }).guestMessage;
}

describe("errors say where and what was expected, never a value", () => {
  it.each([
    ["", ": expected a value"],
    ["[]", "/resourceType: expected Bundle"],
    ['{"resourceType":"Patient"}', "/resourceType: expected Bundle"],
    ['{"resourceType":"Bundle","type":"collections"}', "/type: expected a Bundle type"],
    [
      '{"resourceType":"Bundle","type":"document","signature":{}}',
      "/signature: expected no signature, which any change would break",
    ],
    [
      collection('{"resource":{"resourceType":"Maria da Silva"}}'),
      "/entry/0/resource/resourceType: expected the name of a resource type",
    ],
    [
      collection('{"resource":{"resourceType":"Patient","a":{"CPF 50472549251":x}}}'),
      "/entry/0/resource/a/?: expected a value",
    ],
    [collection('{"resource":{"id":"1","id":"2"}}'), "/entry/0/resource/id: expected each name once"],
    [collection("[".repeat(80)), `/entry/0${"/0".repeat(62)}: expected at most 64 levels`],
    [collection(`${"{},".repeat(10_000)}{}`), "/entry: expected at most 10000 entries"],
  ])("%.60s", async (input, message) => {
    expect(await errorOf(input)).toBe(message);
  });

  it("in documents of hl7-to-json too", async () => {
    expect(await errorOf("{}", "from_hl7")).toBe(
      "/batches: expected the batches of a document of hl7-to-json",
    );
    expect(await errorOf('{"batches":[{"messages":[{}]}]}', "from_hl7")).toBe(
      "/batches/0/messages/0/segments: expected an array",
    );
  });
});

describe("inputs that want time or memory", () => {
  const millions = 4_000_000;

  it.each([
    ["too long", " ".repeat(9_000_000), "expected at most 8388608 bytes"],
    ["brackets", "[".repeat(millions), "expected at most 64 levels"],
    ["values", collection(`{"a":[${"0,".repeat(millions)}0]}`), "expected at most 500000 values"],
    ["an endless string", `"${"\\n".repeat(millions)}`, "closed by a quotation mark"],
  ])("%s", async (_what, input, message) => {
    expect(await errorOf(input)).toContain(message);
  });

  it.each(["shared", "fresh"] as const)(
    "get an answer when they are a Bundle, with %s state",
    async (state) => {
      await using fresh = await loadPlugins();
      const entries = Array.from({ length: 9_000 }, (_, index) => patient(index)).join(",");
      const { summary, outcome } = await normalise(state === "shared" ? plugins : fresh, collection(entries));
      expect(summary.duplicates).toBe(8_999);
      expect(outcome.issue).toHaveLength(201);
    },
  );

  it("leave nothing behind for the next call", async () => {
    const { bundle } = await normalise(plugins, collection(""));
    expect(bundle).toStrictEqual({ resourceType: "Bundle", type: "collection" });
  });
});

describe("settings that cannot be", () => {
  it.each([
    ["default-offset", "-3", "an offset as -03:00 or Z"],
    ["batch-size", "0", "a number from 1 to 100"],
    ["concentrations", "ounces", "as-reported, mass or molar"],
    ["partner-url", "ftp://x", "an http or https address"],
  ])("%s", async (key, value, expected) => {
    await using other = await loadPlugins({ config: { [key]: value } });
    await expect(other.execute("fhir-gateway", collection(""))).rejects.toMatchObject({
      guestMessage: `config ${key}: expected ${expected}`,
    });
  });
});
