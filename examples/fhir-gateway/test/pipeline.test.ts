import { readMessages } from "@vial-examples/data";
import { afterAll, describe, expect, it } from "vitest";
import { fromHl7, loadPlugins, localSystems, normalise } from "./support/plugin.ts";
import { readBundle, resourcesOf, type Resource } from "./support/result.ts";

const plugins = await loadPlugins({ state: "shared", config: { "local-systems": localSystems } });
afterAll(() => plugins[Symbol.asyncDispose]());

const messages = readMessages();

/** The code and value of each Observation, as a triage step reads them. */
function readings(observations: readonly Resource[]): Map<string, unknown> {
  return new Map(
    observations.map((each) => {
      const { coding } = each["code"] as { coding: { system: string; code: string }[] };
      return [
        `${coding[0]?.system}|${coding[0]?.code}`,
        each["valueQuantity"] ?? each["valueCodeableConcept"],
      ];
    }),
  );
}

describe("messages of examples/data", () => {
  it("become Bundles that are normalised already, hundreds of them", async () => {
    const mapped = messages.filter(({ family }) => family === "adt" || family === "oru");
    const untouched = { changed: 0, removed: 0, duplicates: 0, references: { unresolved: 0 } };
    for (const { bytes } of mapped) {
      const text = await fromHl7(plugins, bytes);
      const bundle = readBundle(text);
      expect(resourcesOf(bundle, "Patient")).toHaveLength(1);
      const { bundle: normalised, summary } = await normalise(plugins, text);
      expect(normalised).toStrictEqual(bundle);
      expect(summary).toMatchObject(untouched);
    }
    expect(mapped.length).toBeGreaterThan(350);
  });

  it("that are not mapped are said to be not mapped", async () => {
    for (const family of ["mdm", "orm", "siu"]) {
      const { bytes } = messages.find((each) => each.family === family)!;
      const bundle = readBundle(await fromHl7(plugins, bytes));
      expect(bundle.entry?.map(({ resource }) => resource.resourceType)).toStrictEqual(["OperationOutcome"]);
    }
  });

  it("of one patient in one file become one Patient", async () => {
    const [first, second] = messages.filter(({ name }) => name === "oru-lab-001" || name === "oru-lab-002");
    const file = Buffer.concat([first!.bytes, Buffer.from("\r"), first!.bytes]);
    const bundle = readBundle(await fromHl7(plugins, file));
    expect(resourcesOf(bundle, "Patient")).toHaveLength(1);
    const both = readBundle(
      await fromHl7(plugins, Buffer.concat([first!.bytes, Buffer.from("\r"), second!.bytes])),
    );
    expect(resourcesOf(both, "Patient")).toHaveLength(2);
  });
});

/** What NEWS2 needs, but for the supply of oxygen, which the messages do not code. */
const news2 = ["9279-1", "59408-5", "8480-6", "8867-4", "8310-5", "80288-4"].map(
  (code) => `http://loinc.org|${code}`,
);

function quantity(value: number, unit: string): object {
  return { value, unit, code: unit, system: "http://unitsofmeasure.org" };
}

describe("vital signs", () => {
  it("come out as Observations with LOINC codes, from which NEWS2 can be scored", async () => {
    const { bytes } = messages.find(({ name }) => name === "oru-vitals-001")!;
    const bundle = readBundle(await fromHl7(plugins, bytes));
    const observations = resourcesOf(bundle, "Observation");
    const values = readings(observations);
    expect(values.get("http://loinc.org|9279-1")).toStrictEqual(quantity(21, "/min"));
    expect(values.get("http://loinc.org|59408-5")).toStrictEqual(quantity(96, "%"));
    expect(values.get("http://loinc.org|8480-6")).toStrictEqual(quantity(191, "mm[Hg]"));
    expect(values.get("http://loinc.org|8867-4")).toStrictEqual(quantity(147, "/min"));
    expect(values.get("http://loinc.org|8310-5")).toStrictEqual(quantity(38.7, "Cel"));
    expect(values.get("http://loinc.org|80288-4")).toMatchObject({ coding: [{ code: "U" }] });
    const [patient] = bundle.entry!;
    for (const each of observations) {
      expect(each).toMatchObject({
        status: "final",
        effectiveDateTime: "2026-03-03T16:48:00-03:00",
        subject: { reference: patient!.fullUrl },
        category: [{ coding: [{ code: "vital-signs" }] }],
      });
    }
  });

  it("of all messages have the five numbers and the level of consciousness", async () => {
    const vitals = messages.filter(({ name }) => name.startsWith("oru-vitals"));
    for (const { bytes } of vitals) {
      const values = readings(resourcesOf(readBundle(await fromHl7(plugins, bytes)), "Observation"));
      expect([...values.keys()]).toStrictEqual(expect.arrayContaining(news2));
    }
    expect(vitals.length).toBeGreaterThan(70);
  });
});

describe("decimals", () => {
  it("keep the digits of OBX-5 and OBX-7", async () => {
    const message =
      "MSH|^~\\&|LIS|H|||20260309||ORU^R01|1|T|2.5.1\rPID|1||7\rOBX|1|NM|2160-0^^LN||1.00|mg/dL^^UCUM|0.60-1.20||||F\r" +
      "OBX|2|NM|2160-0^^LN||+.50|mg/dL|<1.0||||F\rOBX|3|SN|2160-0^^LN||>=^1.10|||||F\rOBX|4|NM|2160-0^^LN||n/a|||||P\r";
    const text = await fromHl7(plugins, message);
    expect(text).toContain('"value":1.00}');
    expect(text).toContain(
      '"low":{"code":"mg/dL","system":"http://unitsofmeasure.org","unit":"mg/dL","value":0.60}',
    );
    expect(text).toContain('"value":0.50}');
    expect(text).toContain('"valueQuantity":{"comparator":">=","value":1.10}');
    expect(text).toContain('"valueString":"n/a"');
  });
});
