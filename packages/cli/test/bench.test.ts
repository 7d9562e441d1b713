import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { distributionOf } from "../src/benchmark/measure-fixture.ts";
import { exampleProject } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

interface Measured {
  readonly fixture: string;
  readonly inline: { readonly median: number };
  readonly thread: { readonly median: number };
  readonly bare: { readonly median: number } | string;
  readonly ratio: { readonly low: number; readonly value: number; readonly high: number } | null;
  readonly distribution: { readonly calls: number; readonly bins: readonly { readonly calls: number }[] };
  readonly split: Readonly<Record<string, number>>;
  readonly hostCalls: number;
}

const quick = ["--no-build", "--seconds", "0.3"];

test("a plugin is measured beside its bare module, and its calls are split", async () => {
  const cwd = exampleProject("hl7-to-json");
  const { code, out } = await vial(["bench", ...quick, "--json"], { cwd });
  expect(code).toBe(0);
  const results = JSON.parse(out) as Measured[];
  expect(results.map(({ fixture }) => fixture)).toEqual(["admission", "not-hl7"]);
  expect(results[1]).toEqual({ fixture: "not-hl7", unmeasured: "it expects an error" });
  for (const { inline, thread, bare, ratio, distribution, split } of results.slice(0, 1)) {
    expect(inline.median).toBeGreaterThan(0);
    expect(thread.median).toBeGreaterThan(0);
    expect(bare).toMatchObject({ median: expect.any(Number) as number });
    expect(ratio!.low).toBeLessThanOrEqual(ratio!.value);
    expect(ratio!.value).toBeLessThanOrEqual(ratio!.high);
    const binned = distribution.bins.reduce((sum, { calls }) => sum + calls, 0);
    expect(binned).toBe(distribution.calls);
    expect(split["run"]).toBeGreaterThan(0);
  }
});

test("the pictures have every fixture, and the host's answers are the fixture's", async () => {
  const cwd = exampleProject("fhir-gateway");
  const { code, out } = await vial(["bench", ...quick, "--html", "reports/bench.html"], { cwd });
  expect(code).toBe(0);
  for (const name of ["merged", "with-registry"]) expect(out).toMatch(new RegExp(`^${name} .*[█▓▒░·]`, "m"));
  expect(out).toContain("with-registry: the host answers at once, from what the fixture lists.");
  expect(out).toContain("with-registry has no bare call: it needs answers of its host.");
  const page = readFileSync(join(cwd, "reports", "bench.html"), "utf8");
  expect(page).toContain("What a call of fhir-gateway 0.1.0 costs");
  expect(page.match(/<svg /g)?.length).toBe(2);
});

test("a fixture that fails is not measured", async () => {
  const cwd = exampleProject("triage-rules");
  const [name] = JSON.parse((await vial(["test", "--no-build", "--json"], { cwd })).out) as {
    fixture: string;
  }[];
  writeFileSync(join(cwd, "fixtures", name!.fixture, "expected.json"), "{}");
  const { code, out } = await vial(["bench", name!.fixture, ...quick], { cwd });
  expect(code).toBe(1);
  expect(out).toContain(`${name!.fixture} is not measured: it fails: vial test says why.`);
});

test("every time is in one bin, the outliers in the last", () => {
  const times = [...Array.from({ length: 99 }, (_, at) => 100 + at), 1e9];
  const { bins, p50, greatest } = distributionOf(times);
  expect(bins.reduce((sum, { calls }) => sum + calls, 0)).toBe(100);
  expect([p50, greatest]).toEqual([149.5, 1e9]);
  expect(distributionOf([5]).calls).toBe(1);
});
