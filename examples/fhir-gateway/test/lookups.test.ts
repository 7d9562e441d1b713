import { readMessages } from "@vial-examples/data";
import type { PluginManager } from "@vial/host";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { PartnerServer, type Misbehaviour } from "../partner/partner-server.ts";
import { readRecords } from "../partner/record.ts";
import { fromHl7, loadPlugins, localSystems, normalise } from "./support/plugin.ts";
import { resourcesOf, type Result } from "./support/result.ts";

const cns = "https://saude.gov.br/fhir/sid/cns";
const partner = await PartnerServer.start();
const config = { "partner-url": partner.origin, "local-systems": localSystems };
const plugins = await loadPlugins({ config, allowedHosts: ["127.0.0.1"] });
const others: PluginManager[] = [plugins];

afterEach(() => partner.reset());
afterAll(async () => {
  for (const each of others) await each[Symbol.asyncDispose]();
  await partner[Symbol.asyncDispose]();
});

/** The gateway with other settings. */
async function withConfig(
  more: Record<string, string>,
  allowedHosts = ["127.0.0.1"],
): Promise<PluginManager> {
  const loaded = await loadPlugins({ config: { ...config, ...more }, allowedHosts });
  others.push(loaded);
  return loaded;
}

const known = [...new Set(readRecords().patients.values())];

function patients(count: number): object {
  const entry = known.slice(0, count).map((each, index) => ({
    fullUrl: `urn:uuid:${index}`,
    resource: { resourceType: "Patient", identifier: [{ system: cns, value: each.cns }] },
  }));
  return { resourceType: "Bundle", type: "collection", entry };
}

function codes({ outcome }: Result): string[] {
  return outcome.issue.map(({ code }) => code);
}

describe("requests", () => {
  it("are in flight at once, as many as batch-size says", async () => {
    partner.misbehave = () => ({ delay: 300 });
    const { summary } = await normalise(plugins, patients(8));
    expect(summary.lookups).toStrictEqual({ planned: 8, requests: 8, answered: 8, failed: 0 });
    expect(partner.mostInFlight).toBe(8);
    partner.reset();
    partner.misbehave = () => ({ delay: 100 });
    await normalise(await withConfig({ "batch-size": "3" }), patients(8));
    expect(partner.mostInFlight).toBe(3);
    expect(partner.requests).toHaveLength(8);
  });

  it("are sent once for what is asked twice", async () => {
    const coding = { coding: [{ system: "http://loinc.org", code: "2345-7" }] };
    const resource = { resourceType: "Observation", status: "final", code: coding };
    const bundle = { resourceType: "Bundle", type: "collection", entry: [{ resource }, { resource }] };
    const { bundle: named } = await normalise(plugins, bundle);
    expect(partner.requests).toStrictEqual([
      "/terminology/CodeSystem/$lookup?system=http%3A%2F%2Floinc.org&code=2345-7",
    ]);
    for (const observation of resourcesOf(named, "Observation")) {
      expect(observation["code"]).toMatchObject({ coding: [{ display: "Glicose" }] });
    }
  });

  it("end at max-requests, patients first", async () => {
    const result = await normalise(await withConfig({ "max-requests": "4" }), patients(9));
    expect(partner.requests).toHaveLength(4);
    expect(result.summary.lookups).toStrictEqual({ planned: 9, requests: 4, answered: 4, failed: 5 });
    expect(codes(result)).toContain("throttled");
  });

  it("are not sent without partner-url, nor where the host does not let them out", async () => {
    const quiet = await normalise(await withConfig({ "partner-url": "" }), patients(2));
    expect(quiet.summary.lookups.planned).toBe(0);
    const refused = await normalise(await withConfig({}, ["elsewhere.example"]), patients(2));
    expect(codes(refused)).toStrictEqual(["security", "security"]);
    expect(partner.requests).toHaveLength(0);
  });
});

describe("answers", () => {
  it("fill in what the Bundle does not say, with a Provenance", async () => {
    const { bundle } = await normalise(plugins, patients(1));
    const [patient] = resourcesOf(bundle, "Patient");
    const { birthDate, gender, cpf } = known[0]!;
    expect(patient).toMatchObject({ birthDate, gender });
    expect(patient?.["identifier"]).toContainEqual({
      system: "https://saude.gov.br/fhir/sid/cpf",
      value: cpf,
    });
    const [provenance] = resourcesOf(bundle, "Provenance");
    expect(provenance).toMatchObject({
      target: [{ reference: "urn:uuid:0" }],
      recorded: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      entity: [{ what: { identifier: { value: `${partner.origin}/registry/Patient` } } }],
    });
    const again = await normalise(plugins, bundle);
    expect(again.bundle).toStrictEqual(bundle);
  });

  it("never overwrite a patient, and are not believed when they contradict", async () => {
    const bundle = patients(1) as { entry: { resource: Record<string, unknown> }[] };
    bundle.entry[0]!.resource["birthDate"] = "1900-01-01";
    const result = await normalise(plugins, bundle);
    expect(codes(result)).toStrictEqual(["conflict"]);
    expect(resourcesOf(result.bundle, "Patient")[0]).not.toHaveProperty("gender");
    expect(resourcesOf(result.bundle, "Provenance")).toHaveLength(0);
  });

  it("of the payer decide status and period of a coverage", async () => {
    const message = readMessages().find(({ name }) => name === "adt-a01-001")!;
    const before = await fromHl7(plugins, message.bytes);
    const { bundle } = await normalise(plugins, before);
    const [coverage] = resourcesOf(bundle, "Coverage");
    const number = String(coverage?.["subscriberId"]);
    expect(before).toContain('"status":"active","subscriberId"');
    expect(coverage?.["status"]).toBe(Number(number.at(-1)) % 2 === 0 ? "active" : "cancelled");
    expect(resourcesOf(bundle, "Provenance")).toHaveLength(1);
  });
});

function searchset(...resources: object[]): string {
  const entry = resources.map((resource) => ({ resource }));
  return JSON.stringify({ resourceType: "Bundle", type: "searchset", entry });
}

describe("a partner that fails", () => {
  const oneOf = (what: Misbehaviour) => {
    const first = `${cns}|${known[0]!.cns}`;
    partner.misbehave = (url) => (url.searchParams.get("identifier") === first ? what : undefined);
  };
  const self = { resourceType: "Patient", identifier: [{ system: cns, value: known[0]!.cns }] };
  const somebody = {
    resourceType: "Patient",
    identifier: [{ system: cns, value: known[5]!.cns }],
    birthDate: "1999-09-09",
  };

  it.each<[string, Misbehaviour, string]>([
    ["hangs up", { hangUp: true }, "transient"],
    ["is out of order", { status: 503 }, "transient"],
    ["has an error", { status: 500, body: "<html>" }, "exception"],
    ["knows nothing", { status: 404 }, "not-found"],
    ["redirects", { status: 302, headers: { location: "http://127.0.0.1:9/steal" } }, "exception"],
    ["answers no JSON", { body: "<Bundle/>" }, "structure"],
    ["answers half", { body: '{"resourceType":"Bundle","entry":[' }, "structure"],
    ["answers bytes", { body: Uint8Array.of(0xff, 0xfe, 0x00) }, "transient"],
    ["nests without end", { body: `{"resourceType":"Bundle","entry":${"[".repeat(100_000)}` }, "structure"],
    ["answers without end", { body: " ".repeat(3_000_000) }, "transient"],
    ["answers something else", { body: '{"resourceType":"Patient"}' }, "structure"],
    ["answers nonsense", { body: '{"resourceType":"Bundle","entry":{"resource":7}}' }, "not-found"],
    ["answers nothing", { body: searchset() }, "not-found"],
    ["answers with somebody else", { body: searchset(somebody) }, "conflict"],
    ["answers with two", { body: searchset(self, self) }, "multiple-matches"],
  ])("and %s: an issue, and the other answers count", async (_what, misbehaviour, code) => {
    oneOf(misbehaviour);
    const result = await normalise(plugins, patients(3));
    expect(codes(result)).toStrictEqual([code]);
    expect(result.outcome.issue[0]?.expression).toStrictEqual(["Bundle.entry[0].resource"]);
    expect(resourcesOf(result.bundle, "Patient").map((each) => "birthDate" in each)).toStrictEqual([
      false,
      true,
      true,
    ]);
    expect(JSON.stringify(result.outcome)).not.toContain(known[0]!.cns);
  });

  it("once is asked again", async () => {
    partner.misbehave = (_url, earlier) => (earlier === 0 ? { status: 503 } : undefined);
    const result = await normalise(plugins, patients(3));
    expect(result.summary.lookups).toStrictEqual({ planned: 3, requests: 6, answered: 3, failed: 0 });
  });

  it("always is asked max-attempts times, and never more than max-requests in all", async () => {
    partner.misbehave = () => ({ status: 503 });
    const result = await normalise(await withConfig({ "max-attempts": "5" }), patients(3));
    expect(result.summary.lookups).toStrictEqual({ planned: 3, requests: 10, answered: 0, failed: 3 });
  });

  it("and is slow holds up the others for as long as it takes, not longer", async () => {
    partner.misbehave = () => ({ delay: 400 });
    const started = performance.now();
    await normalise(plugins, patients(8));
    expect(performance.now() - started).toBeLessThan(8 * 400);
  });
});
