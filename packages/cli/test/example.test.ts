import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleProject } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

test.each(["hl7-to-json", "lgpd-analyzer", "triage-rules", "fhir-gateway"])(
  "the fixtures of %s pass on its checked-in module",
  async (example) => {
    const { code, out } = await vial(["test", "--no-build"], { cwd: exampleProject(example) });
    expect([code, out]).toEqual([0, expect.stringContaining("2 passed, 0 failed, each on vial and extism")]);
  },
);

interface Exchanges {
  http: { request: { url: string } }[];
}

test("a request that a fixture does not list fails it, and so does one that is not made", async () => {
  const cwd = exampleProject("fhir-gateway");
  const file = join(cwd, "fixtures", "with-registry", "fixture.json");
  const settings = JSON.parse(readFileSync(file, "utf8")) as Exchanges;
  settings.http[0]!.request.url += "0";
  writeFileSync(file, JSON.stringify(settings));
  const { code, out } = await vial(["test", "--no-build", "with-registry"], { cwd });
  expect(code).toBe(1);
  expect(out).toContain(
    "asked the host for what the fixture does not list: GET http://127.0.0.1:8460/registry/",
  );
  expect(out).toContain("did not ask for what the fixture lists: GET http://127.0.0.1:8460/registry/");
});

test("inspect says what a plugin asks for, and whether a policy lets it", async () => {
  const cwd = exampleProject("fhir-gateway");
  const { code, out } = await vial(["inspect"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("the server that the setting partner-url names: asks for data (GET)");
  expect(out).toContain("a host would load it");
  writeFileSync(join(cwd, "policy.json"), "{}");
  const refused = await vial(["inspect", "--policy", "policy.json", "--json"], { cwd });
  expect(refused.code).toBe(1);
  const { verdict } = JSON.parse(refused.out) as {
    verdict: { admitted: boolean; refusals: { code: string }[] };
  };
  expect(verdict.admitted).toBe(false);
  expect(verdict.refusals.map(({ code: each }) => each)).toContain("CAPABILITY_DENIED");
});

test("inspect of a module alone says what it does not say", async () => {
  const cwd = exampleProject("hl7-to-json");
  const { code, out } = await vial(["inspect", "build/hl7-to-json.wasm"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("It does not say: it comes without a vial.json.");
});
