import { readMessages } from "@vial-examples/data";
import { type LoadOptions, PluginManager } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import { afterAll, describe, expect, it } from "vitest";
import { PartnerServer } from "../partner/partner-server.ts";
import { loadPlugins, localSystems, wasm } from "./support/plugin.ts";

const partner = await PartnerServer.start();
const options: LoadOptions = {
  source: wasm,
  config: { "partner-url": partner.origin, "local-systems": localSystems },
  allowedHosts: ["127.0.0.1"],
};
const lanes: readonly [string, PluginManager, Partial<LoadOptions>][] = [
  ["inline", new PluginManager(), { isolation: "inline" }],
  ["inline, shared", new PluginManager(), { isolation: "inline", state: "shared" }],
  ["thread", new PluginManager(), { isolation: "thread" }],
  ["Extism", new PluginManager({ engine: new ExtismEngine() }), { isolation: "inline" }],
];
const reference = await loadPlugins({ ...options, isolation: "inline" });

afterAll(async () => {
  for (const [, plugins] of lanes) await plugins[Symbol.asyncDispose]();
  await reference[Symbol.asyncDispose]();
  await partner[Symbol.asyncDispose]();
});

/** When a partner answered is in its Provenance. */
function withoutTime(text: string): string {
  return text.replaceAll(/"recorded":"[^"]*"/g, '"recorded":"…"');
}

describe.each(lanes)("%s", (_name, plugins, more) => {
  it("gives the same bytes as every other lane", async () => {
    await plugins.load("fhir-gateway", { ...options, ...more });
    for (const { bytes } of readMessages().filter(({ name }) =>
      /^(adt-a0[18]|oru)-.*-?00[1-5]$/.test(name),
    )) {
      const document = (await reference.execute("hl7-to-json", bytes)).bytes();
      const call = { export: "from_hl7" };
      const bundle = (await plugins.execute("fhir-gateway", document, call)).text();
      expect(bundle).toBe((await reference.execute("fhir-gateway", document, call)).text());
      const result = (await plugins.execute("fhir-gateway", bundle)).text();
      expect(withoutTime(result)).toBe(withoutTime((await reference.execute("fhir-gateway", bundle)).text()));
      expect(result).toContain('"answered":');
    }
  });

  it("gives errors their text", async () => {
    const failing = plugins.execute(
      "fhir-gateway",
      '{"resourceType":"Bundle","type":"collection","entry":[7]}',
    );
    await expect(failing).rejects.toMatchObject({
      code: "PLUGIN_ERROR",
      guestMessage: "/entry/0: expected an object",
    });
  });
});
